import fc from 'fast-check';
import { expect, it } from 'vitest';
import { theilSen } from '../../src/lib/server/models/theil-sen.ts';

it('the slope of 10, 12, 11, 15, 14, 40 is 1.666667, unmoved by the last value, with S 11 and z 1.8787', () => {
	// 15 pairwise slopes, the eighth of which is 5/3; S = 13 rising − 2 falling; Var = 6·5·17 / 18 = 28.3333
	const trend = theilSen([10, 12, 11, 15, 14, 40]);
	expect(trend?.slope).toBeCloseTo(1.666667, 6);
	expect(trend?.concordance).toBe(11);
	expect(trend?.variance).toBeCloseTo(28.3333, 4);
	expect(trend?.z).toBeCloseTo(1.8787, 4);
	expect(trend?.p_value).toBeCloseTo(0.0603, 4);
});

it('ties shrink the variance, and equal values have no significance', () => {
	// one group of three ties: (4·3·13 − 3·2·11) / 18
	expect(theilSen([0, 0, 0, 5])?.variance).toBeCloseTo(5, 12);
	expect(theilSen([3, 3, 3])).toEqual({ slope: 0, concordance: 0, variance: 0, z: null, p_value: null });
});

it('one value has no trend', () => {
	expect(theilSen([4])).toBeNull();
});

it('a line is its own trend, whatever is added', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: -50, max: 50 }),
			fc.integer(),
			fc.integer({ min: 2, max: 24 }),
			(slope, base, n) => {
				expect(theilSen(Array.from({ length: n }, (_, i) => base + slope * i))?.slope).toBe(slope);
			},
		),
	);
});
