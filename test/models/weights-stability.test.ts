import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import {
	drawWeights,
	stabilityOf,
	tierAcceptability,
} from '../../src/lib/server/models/weights-stability.ts';

/** 9,604 draws are within .01 at 95 %; four times as many within .005. */
const DRAWS = 4 * 9604;

describe('weight draws', () => {
	it('put A = (.9, .2) before B = (.5, .7) in 4 of 9 where the weights are uniform', () => {
		const weights = drawWeights([1, 1], DRAWS, seededRandom(1), 2);
		let first = 0;
		for (let d = 0; d < DRAWS; d++) {
			const [w, v] = [weights[2 * d] as number, weights[2 * d + 1] as number];
			if (0.9 * w + 0.2 * v > 0.5 * w + 0.7 * v) first++;
		}
		expect(Math.abs(first / DRAWS - 4 / 9)).toBeLessThan(0.01);
	});

	it('bring (90, 60, 40) to 70 in .266667 of the simplex', () => {
		// 20² / (30 × 50)
		const weights = drawWeights([1, 1, 1], DRAWS, seededRandom(2), 3);
		const criteria = Float64Array.from([0.9, 0.6, 0.4]);
		const shares = tierAcceptability({ criteria, weights, criterionCount: 3, entry: [70] });
		expect(Math.abs((shares[1] as number) - 0.266667)).toBeLessThan(0.01);
		expect((shares[0] as number) + (shares[1] as number)).toBeCloseTo(1, 12);
	});

	it('spread a weight of .25 by 7.8 points, leave 0 at 0 and sum to 1', () => {
		const weights = drawWeights([25, 75, 0], DRAWS, seededRandom(3));
		let [sum, squares] = [0, 0];
		for (let at = 0; at < weights.length; at += 3) {
			const w = weights[at] as number;
			sum += w;
			squares += w * w;
			expect(weights[at + 2]).toBe(0);
			expect(Math.abs(w + (weights[at + 1] as number) - 1)).toBeLessThan(1e-12);
		}
		expect(sum / DRAWS).toBeCloseTo(0.25, 2);
		expect(Math.sqrt(squares / DRAWS - (sum / DRAWS) ** 2)).toBeCloseTo(0.078, 3);
	});

	it('are the same for the same seed, and refused for weights that are none', () => {
		expect(drawWeights([1, 2], 5, seededRandom(4))).toEqual(drawWeights([1, 2], 5, seededRandom(4)));
		expect(() => drawWeights([0, 0], 5, seededRandom(4))).toThrow(RangeError);
		expect(() => drawWeights([1, -1], 5, seededRandom(4))).toThrow(RangeError);
	});
});

describe('acceptability', () => {
	const weights = drawWeights([40, 30, 30], 400, seededRandom(5));
	const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
	const shares = (criteria: number[][], allowed?: Uint8Array): Float64Array =>
		tierAcceptability({
			criteria: Float64Array.from(criteria.flat()),
			weights,
			criterionCount: 3,
			entry: [40, 70],
			...(allowed === undefined ? {} : { allowed }),
		});

	it('sums to 1, and an account more or less moves nobody', () => {
		fc.assert(
			fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), (rows) => {
				const all = shares(rows);
				for (let i = 0; i < rows.length; i++) {
					const own = all.subarray(3 * i, 3 * i + 3);
					expect(own.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 9);
				}
				expect(shares(rows.slice(1))).toEqual(all.slice(3));
			}),
		);
	});

	it('of the highest tier never falls when a criterion rises', () => {
		fc.assert(
			fc.property(
				row,
				fc.integer({ min: 0, max: 2 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(u, j, to) => {
					const raised = u.map((v, i) => (i === j ? Math.max(v, to) : v));
					expect(shares([raised])[2]).toBeGreaterThanOrEqual(shares([u])[2] as number);
				},
			),
		);
	});

	it('of a gated account ends at its gate', () => {
		expect([...shares([[1, 1, 1]], Uint8Array.from([1]))]).toEqual([0, 1, 0]);
	});

	it('shares the weight of an unknown criterion, and is not a number where none is known', () => {
		const [, , known] = shares([[Number.NaN, 0.8, 0.8]]);
		expect(known).toBe(1);
		expect([...shares([[Number.NaN, Number.NaN, Number.NaN]])]).toEqual([NaN, NaN, NaN]);
	});

	it('is robust from nine in ten, contested from one in two', () => {
		expect([0.95, 0.9, 0.89, 0.5, 0.49].map(stabilityOf)).toEqual([
			'robust',
			'robust',
			'contested',
			'contested',
			'unstable',
		]);
	});
});
