import { describe, expect, it } from 'vitest';
import {
	boundedLogOdds,
	contributions,
	fitLogistic,
	logisticChance,
	type LogisticModel,
} from '../../src/lib/server/models/logistic.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';

/** Twenty rows: 2 of 10 silent where x is 0, 6 of 10 where it is 1. */
const x = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1));
const silent = Uint8Array.from({ length: 20 }, (_, i) => (i < 2 || i >= 14 ? 1 : 0));
const lenient = { eventsPerCoefficient: 1 };

describe('a logistic fit', () => {
	it('of one binary feature is the log-odds of its two groups', () => {
		// ln(2/8) = −1.386294; ln(6/4) − ln(2/8) = 1.791759
		const { fit } = fitLogistic([{ name: 'x', values: x, sign: 1 }], silent, lenient);
		expect(fit?.intercept).toBeCloseTo(-1.386294, 5);
		expect(fit?.terms[0]?.coefficient).toBeCloseTo(1.791759, 5);
		expect(fit).toMatchObject({ rows: 20, events: 8, dropped: [] });
		expect(logisticChance(fit as LogisticModel, [1])).toBeCloseTo(0.6, 6);
		// b (x − mean) = 1.791759 × (1 − .5)
		expect(contributions(fit as LogisticModel, [1])[0]).toBeCloseTo(0.89588, 5);
	});

	it('drops the feature of the wrong sign, and the one that never varies', () => {
		const constant = { name: 'constant', values: new Float64Array(20).fill(3), sign: 0 as const };
		const { fit } = fitLogistic([{ name: 'x', values: x, sign: -1 }, constant], silent, lenient);
		expect(fit?.terms).toEqual([]);
		expect(fit?.dropped).toEqual([
			{ name: 'constant', reason: 'constant' },
			{ name: 'x', reason: 'wrong sign' },
		]);
		expect(logisticChance(fit as LogisticModel, [])).toBeCloseTo(0.4, 9);
	});

	it('keeps the right one of two features that say the same', () => {
		const twin = { name: 'twin', values: x.map((v) => 2 * v + 1), sign: 1 as const };
		const { fit } = fitLogistic([{ name: 'x', values: x, sign: 1 }, twin], silent, lenient);
		const values = (v: number): number[] => (fit?.terms ?? []).map((t) => (t.name === 'x' ? v : 2 * v + 1));
		expect(logisticChance(fit as LogisticModel, values(1))).toBeCloseTo(0.6, 5);
	});

	it('of outcomes that a feature separates stays finite', () => {
		const { fit } = fitLogistic([{ name: 'x', values: x, sign: 1 }], Uint8Array.from(x), lenient);
		expect(fit?.terms[0]?.coefficient).toSatisfy(Number.isFinite);
		expect(logisticChance(fit as LogisticModel, [1])).toBeGreaterThan(0.999);
	});

	it('finds the coefficients that fifty thousand rows were drawn from', () => {
		const random = seededRandom(5);
		const [p, q] = [0, 0].map(() => Float64Array.from({ length: 50_000 }, () => random.normal() * 3 + 2));
		const y = Uint8Array.from(p as Float64Array, (v, i) => {
			const odds = Math.exp(-1 + 0.4 * v - 0.2 * ((q as Float64Array)[i] as number));
			return random.uniform() < odds / (1 + odds) ? 1 : 0;
		});
		const { fit } = fitLogistic(
			[
				{ name: 'p', values: p as Float64Array, sign: 1 },
				{ name: 'q', values: q as Float64Array, sign: 0 },
			],
			y,
		);
		expect(Math.abs((fit?.intercept as number) + 1)).toBeLessThan(0.06);
		expect(Math.abs((fit?.terms[0]?.coefficient as number) - 0.4)).toBeLessThan(0.02);
		expect(Math.abs((fit?.terms[1]?.coefficient as number) + 0.2)).toBeLessThan(0.02);
	});

	it('is refused with its reason under ten events a feature, and where nothing varies', () => {
		expect(fitLogistic([{ name: 'x', values: x, sign: 1 }], silent)).toEqual({
			fit: null,
			reason: '1 features need 10 past outcomes of either kind; there are 8',
		});
		expect(fitLogistic([{ name: 'x', values: x, sign: 1 }], new Uint8Array(20)).reason).toBe(
			'all 20 past outcomes are the same',
		);
		const gap = { name: 'x', values: x.map((v) => v / 0), sign: 1 as const };
		expect(() => fitLogistic([gap], silent, lenient)).toThrow(RangeError);
	});

	it('towards given chances fits those', () => {
		const towards = Float64Array.from(x, (v) => (v === 1 ? 0.9 : 0.5));
		const { fit } = fitLogistic([{ name: 'x', values: x, sign: 1 }], silent, { ...lenient, towards });
		expect(logisticChance(fit as LogisticModel, [0])).toBeCloseTo(0.5, 5);
		expect(logisticChance(fit as LogisticModel, [1])).toBeCloseTo(0.9, 5);
	});

	it('bounds the log-odds of certainty', () => {
		expect([0, 0.5, 1].map(boundedLogOdds)).toEqual([-7, 0, 7]);
	});
});
