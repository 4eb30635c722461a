import { describe, expect, it } from 'vitest';
import { ariaSort, nextSort } from '../../src/lib/components/grid-column.ts';
import { plainText } from '../../src/lib/components/phrase.ts';
import { createFormat } from '../../src/lib/format.ts';
import { accountsFinding } from '../../src/routes/accounts/accounts-finding.ts';
import { accountColumns } from '../../src/routes/accounts/columns.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const facts: Parameters<typeof accountsFinding>[0] = {
	shown: 870,
	all: 870,
	active: 725,
	revenue: 52.2e6,
	growthRate: 0.087,
	noun,
};
const sentence = (changes: Partial<typeof facts>): string =>
	plainText(accountsFinding({ ...facts, ...changes }, format));

describe('the sentence that opens the list of accounts', () => {
	it('says how many there are, how many bought, for how much and against what', () => {
		expect(sentence({})).toBe(
			'725 of 870 groups on record ordered; all bought for €52.2\u00a0m, 8.7% more than before.',
		);
	});

	it('counts those in view of all', () => {
		expect(sentence({ shown: 12, active: 12, growthRate: -0.02 })).toBe(
			'12 of 870 groups in all match and bought for €52.2\u00a0m, 2.0% less than before.',
		);
	});

	it('tells those that bought from those that only match', () => {
		expect(sentence({ shown: 12, active: 9 })).toContain('match; 9 of them ordered; all bought for');
	});

	it('says less where what is shown has no known sum', () => {
		expect(sentence({ shown: 12, revenue: null })).toBe('12 of 870 groups in all match.');
	});

	it('says that none matches', () => {
		expect(sentence({ shown: 0, isFiltered: true })).toBe('No group matches the filters in this period.');
		expect(sentence({ shown: 0, search: 'zz' })).toBe('No group matches the search “zz” in this period.');
		expect(sentence({ shown: 0, all: 0 })).toBe('No group had bought by the end of this period.');
	});
});

describe('sorting by a column', () => {
	it('goes from ascending to descending to the own order of the answer', () => {
		const first = nextSort('revenue', undefined);
		const second = nextSort('revenue', first);
		expect([first, second, nextSort('revenue', second)]).toEqual(['revenue', '-revenue', undefined]);
		expect([first, second, undefined].map((sort) => ariaSort('revenue', sort))).toEqual([
			'ascending',
			'descending',
			'none',
		]);
	});

	it('starts anew on another column', () => {
		expect(nextSort('orders', '-revenue')).toBe('orders');
	});
});

describe('the columns of the list', () => {
	const known = {
		dimensions: ['region'],
		has_cost: true,
		has_amount: true,
		has_prior: true,
		isFilled: () => true,
	};
	const keys = (changes: Partial<typeof known>) =>
		accountColumns({ ...known, ...changes }, 'group').map((column) => column.key);

	it("end with the company's own dimensions", () => {
		expect(keys({}).at(0)).toBe('name');
		expect(keys({}).at(-1)).toBe('region');
	});

	it('leave out what the data cannot say, rather than showing it empty', () => {
		expect(keys({ has_cost: false, has_prior: false })).not.toEqual(expect.arrayContaining(['margin']));
		expect(keys({ has_prior: false })).not.toContain('growth_rate');
		expect(keys({ isFilled: () => false })).not.toContain('tier');
	});
});
