import { describe, expect, it } from 'vitest';
import {
	accountRegularity,
	gapMoments,
	likeliestShape,
	minkaShape,
	thomShape,
	unbiasedShape,
	wheatMorrison,
	type GapMoments,
} from '../../src/lib/server/models/regularity.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import { gapsOf } from '../support/event-log.ts';
import { describeWithData } from '../support/real-data.ts';
import { groceryEvents } from '../support/real-events.ts';
import { median } from '../support/risk-slices.ts';

const moments = (gaps: readonly number[]): GapMoments => gapMoments(gaps) as GapMoments;

describe('regularity of a segment', () => {
	it('of four pairs of gaps is 5.038462', () => {
		// M = 2/3, 1/2, 3/4, 1/2: V = (1/36 + 0 + 1/16 + 0) / 4 = .0225694; k = (1 − 4V) / (8V)
		const pairs = [
			[10, 20],
			[30, 30],
			[15, 45],
			[20, 20],
		] as const;
		expect(wheatMorrison(pairs)).toBeCloseTo(5.038462, 6);
	});

	it('does not depend on which gap of a pair came first', () => {
		expect(wheatMorrison([[20, 10]])).toBeCloseTo(wheatMorrison([[10, 20]]) as number, 12);
	});

	it('is null without pairs, and where nothing varies', () => {
		expect(wheatMorrison([])).toBeNull();
		expect(wheatMorrison([[7, 7]])).toBeNull();
	});
});

describe('regularity of an account', () => {
	it('of gaps 28, 30, 32, 30, 35, 29 is 186.749 before it is corrected', () => {
		const gaps = moments([28, 30, 32, 30, 35, 29]);
		expect(gaps.mean).toBeCloseTo(30.666667, 6);
		expect(minkaShape(gaps)).toBeCloseTo(186.749, 3);
		expect(thomShape(gaps)).toBeCloseTo(186.749, 3);
	});

	it('is unbiased at five and ten gaps where the truth is 2, which the raw estimate is not', () => {
		const random = seededRandom(3);
		const mean = (n: number, estimate: (k: number) => number): number => {
			let sum = 0;
			for (let i = 0; i < 20_000; i++) {
				sum += estimate(minkaShape(moments(Array.from({ length: n }, () => random.gamma(2)))));
			}
			return sum / 20_000;
		};
		expect(mean(5, (k) => unbiasedShape(k, 5))).toBeCloseTo(2, 0);
		expect(Math.abs(mean(10, (k) => unbiasedShape(k, 10)) - 2.01)).toBeLessThan(0.05);
		expect(mean(5, (k) => k)).toBeGreaterThan(3.5);
	});

	it('is null under four gaps, capped where gaps are equal, and drawn to the segment', () => {
		expect(accountRegularity(moments([30, 31, 30]), 2)).toBeNull();
		// equal gaps are capped at 12: (4 × 12 + 10 × 2) / 14
		expect(accountRegularity(moments([30, 30, 30, 30]), 2)).toBeCloseTo(68 / 14, 12);
		expect(gapMoments([])).toBeNull();
		expect(() => gapMoments([0])).toThrow(RangeError);
	});
});

describeWithData('the grocery log', ['grocery/BTYDplus_groceryElog.csv'], ([file]) => {
	const gaps = groceryEvents(file as string).map(({ days }) => gapsOf(days));

	it('has the published median shape, 3.2629, over customers with more than ten orders', () => {
		const shapes = gaps.filter((g) => g.length >= 10).map((g) => likeliestShape(moments(g)));
		expect(shapes).toHaveLength(302);
		expect(median(shapes)).toBeCloseTo(3.2629, 4);
	});

	it('has a Wheat–Morrison regularity of 1.8274 over 779 customers, beside a published 1.8244 that draws at random', () => {
		const pairs = gaps.filter((g) => g.length >= 2).map((g) => g.slice(-2) as unknown as [number, number]);
		expect(pairs).toHaveLength(779);
		expect(wheatMorrison(pairs)).toBeCloseTo(1.8274, 4);
	});
});
