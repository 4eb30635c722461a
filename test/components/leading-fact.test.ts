import { describe, expect, it } from 'vitest';
import { leadingFact } from '../../src/routes/leading-fact.ts';

/** Shares of the largest, added up. */
const addedUp = (shares: readonly number[]): number[] => {
	let sum = 0;
	return shares.map((share) => (sum += share));
};

describe('the fact that leads', () => {
	it('is the few that bring most: two buying groups of 263 (Wide World Importers)', () => {
		const rest = Array<number>(8).fill(0.0015);
		expect(leadingFact(addedUp([0.306, 0.302, ...rest]), 263, 101)).toEqual({
			kind: 'few',
			count: 2,
			of: 263,
			share: 0.608,
		});
	});

	it('is that nobody stands out: 663 shops of one size (its shops)', () => {
		expect(leadingFact(addedUp(Array<number>(10).fill(0.0021)), 663, 490)).toEqual({
			kind: 'even',
			of: 663,
			largest: 0.0021,
		});
	});

	it('is the 80 % where these say most: a long tail (the sample, Online Retail, Northwind)', () => {
		const sample = addedUp([0.123, 0.04, 0.03, 0.02, 0.02, 0.015, 0.015, 0.01, 0.01, 0.01]);
		expect(leadingFact(sample, 723, 101)).toEqual({ kind: 'eighty', count: 101, of: 723 });
		const retail = addedUp([0.034, 0.031, 0.023, 0.016, 0.015, 0.014, 0.014, 0.011, 0.011, 0.008]);
		expect(leadingFact(retail, 4298, 1118)).toEqual({ kind: 'eighty', count: 1118, of: 4298 });
		const northwind = addedUp([0.087, 0.083, 0.082, 0.04, 0.04, 0.025, 0.023, 0.022, 0.02, 0.02]);
		expect(leadingFact(northwind, 89, 37)).toEqual({ kind: 'eighty', count: 37, of: 89 });
	});

	it('speaks of the one that makes the 80 % alone by its own share', () => {
		expect(leadingFact([0.92, 0.95], 256, 1)).toEqual({ kind: 'few', count: 1, of: 256, share: 0.92 });
	});

	it('knows one account, two, and none', () => {
		expect(leadingFact([1], 1, 1)).toEqual({ kind: 'even', of: 1, largest: 1 });
		expect(leadingFact([0.63, 1], 2, 2)).toEqual({ kind: 'even', of: 2, largest: 0.63 });
		expect(leadingFact([0.9, 1], 2, 1)).toEqual({ kind: 'few', count: 1, of: 2, share: 0.9 });
		expect(leadingFact([], 0, 0)).toMatchObject({ kind: 'even' });
	});

	it('prefers the shorter list of two that say nearly as much', () => {
		// Three bring 88 %, two 85 %: gaps .85 and .83 of 100 accounts.
		expect(leadingFact([0.5, 0.85, 0.88], 100, 2)).toMatchObject({ kind: 'few', count: 2 });
	});
});
