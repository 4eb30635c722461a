import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	figureAt,
	midRankShares,
	scaled,
	scaleProblem,
	type Scale,
} from '../../src/lib/server/models/scales.ts';

const money: Scale = { kind: 'log', low: 1e4, high: 1e6 };
const rate: Scale = { kind: 'linear', low: 0.1, high: 0.5 };

describe('a scale', () => {
	it('puts 100,000 half-way between 10,000 and a million', () => {
		expect(scaled(money, 1e5)).toBeCloseTo(0.5, 12);
		expect(figureAt(money, 0.5)).toBeCloseTo(1e5, 6);
		expect(scaled(rate, 0.2)).toBeCloseTo(0.25, 12);
	});

	it('ends at its anchors; zero and credits score 0, what is not known stays unknown', () => {
		expect([1e4, 0, -500, 1e6, 2e7, null].map((figure) => scaled(money, figure))).toEqual([
			0,
			0,
			0,
			1,
			1,
			null,
		]);
	});

	it('is refused with low at or over high, or a log scale from zero', () => {
		expect(scaleProblem({ ...money, low: 1e6 })).toMatch(/must be under/);
		expect(scaleProblem({ ...money, low: 0 })).toMatch(/over 0/);
		expect(scaleProblem(money)).toBeNull();
		expect(() => scaled({ ...rate, high: 0 }, 1)).toThrow(RangeError);
	});

	it('never lowers the score of a higher figure', () => {
		const figure = fc.double({ min: -1e7, max: 1e7, noNaN: true });
		fc.assert(
			fc.property(fc.constantFrom(money, rate), figure, figure, (scale, p, q) => {
				const [low, high] = [
					scaled(scale, Math.min(p, q)) as number,
					scaled(scale, Math.max(p, q)) as number,
				];
				expect(low >= 0 && low <= high && high <= 1).toBe(true);
			}),
		);
	});
});

describe('an account that arrives', () => {
	/** Equal weights on (1,5), (6,3), (8,5), and then (1,8) too, of which the first two are asked for. */
	const three = [
		[1, 5],
		[6, 3],
		[8, 5],
	];
	const anchored = (rows: number[][]): number[] =>
		rows.map((row) =>
			row.reduce((sum, v) => sum + (scaled({ kind: 'linear', low: 0, high: 10 }, v) as number), 0),
		);
	const minMax = (rows: number[][]): number[] =>
		rows.map((row) =>
			row.reduce((sum, v, j) => {
				const column = rows.map((r) => r[j] as number);
				const [low, high] = [Math.min(...column), Math.max(...column)];
				return sum + (v - low) / (high - low) / 2;
			}, 0),
		);

	it('swaps two others where scales stretch with the data, and moves nobody where anchors are frozen', () => {
		const four = [...three, [1, 8]];
		expect(minMax(three).slice(0, 2)).toEqual([0.5, expect.closeTo(0.357, 3)]);
		expect(minMax(four).slice(0, 2)).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.357, 3)]);
		expect(anchored(four).slice(0, 3)).toEqual(anchored(three));
	});
});

it('mid-ranks of 10, 20, 20, 40 are .125, .5, .5, .875', () => {
	expect(midRankShares([10, 20, 20, 40])).toEqual([0.125, 0.5, 0.5, 0.875]);
});
