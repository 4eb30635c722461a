import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { given, orderLines, type Built } from '../support/given.ts';

/** Month, revenue, revenue a year before and growth, in order. */
async function months(built: Built, parameters: Record<string, string> = {}) {
	const { rows } = await built.ask('revenue_months', parameters);
	return rows.map((row) => [row.month_on, row.revenue, row.year_before_revenue, row.growth_rate]);
}

describe('thirteen months and a few days of a fourteenth', () => {
	let built: Built;
	beforeAll(async () => {
		built = await given({
			config: 'complete_through: 2026-01-31',
			rows: {
				order_lines: orderLines([
					['A', '2025-01-10', 100, { category: 'x', cost_amount: 60 }], // the first month of the history
					['A', '2025-01-31', 20, { category: 'x' }], // its last day; no cost
					['B', '2025-03-01', 50, { category: 'y' }], // a new account on the first day of a month
					['B', '2025-03-20', -70, { category: 'y' }], // a refund larger than its sale
					['A', '2026-01-05', 180, { category: 'x', cost_amount: 90 }],
					['C', '2026-01-05', 30, { category: 'x' }],
					['C', '2026-02-02', 40, { category: 'x' }], // the open month
				]),
				accounts: [
					{ account_id: 'A', group_id: 'G', segment: 'one' },
					{ account_id: 'B', group_id: 'B', segment: 'two' },
					{ account_id: 'C', group_id: 'G', segment: 'one' },
				],
			},
		});
	});
	afterAll(() => built.close());

	test('every month of the window is there, those without a line with 0, and the open one after them', async () => {
		const rows = await months(built);
		expect(rows.map(([month]) => month)).toEqual([
			...['2025-02-01', '2025-03-01', '2025-04-01', '2025-05-01', '2025-06-01', '2025-07-01', '2025-08-01'],
			...['2025-09-01', '2025-10-01', '2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01'],
		]);
		expect(rows.slice(0, 3)).toEqual([
			['2025-02-01', 0, null, null],
			['2025-03-01', -20, null, null], // 50 − 70; the history does not hold March 2024
			['2025-04-01', 0, null, null],
		]);
		expect(rows.slice(-2)).toEqual([
			['2026-01-01', 210, 120, 0.75], // 210 ÷ 120 − 1
			['2026-02-01', 40, 0, null], // the open month has no rate; February 2025 had no line
		]);
	});

	test('an open month is told from a complete one, and counts its own accounts, orders and beginnings', async () => {
		const { rows } = await built.ask('revenue_months', { level: 'account' });
		const counts = rows.map((row) => [row.accounts, row.active_accounts, row.orders, row.new_accounts]);
		expect(rows.map((row) => row.is_complete)).toEqual([...Array<boolean>(12).fill(true), false]);
		expect(counts[1]).toEqual([1, 1, 1, 1]); // B: one order day, its refund is none
		expect(counts.slice(-2)).toEqual([
			[2, 2, 2, 1], // A and C; C is new
			[1, 1, 1, 0],
		]);
	});

	test('by group, branches order together and begin once', async () => {
		const { rows } = await built.ask('revenue_months');
		// A and C of G on one day are two orders on one order day; G began a year before.
		expect(rows.at(-2)).toMatchObject({
			accounts: 1,
			active_accounts: 1,
			orders: 2,
			order_days: 1,
			new_accounts: 0,
		});
	});

	test('margin is of costed lines', async () => {
		const { rows } = await built.ask('revenue_months');
		expect(rows.at(-2)).toMatchObject({ margin: 90, margin_share: 0.5 });
		expect(rows.at(-1)).toMatchObject({ margin: null, margin_share: null });
	});

	test('months before the first of the history are left out', async () => {
		expect(await months(built, { as_of: '2025-01-31' })).toEqual([['2025-01-01', 120, null, null]]);
	});

	test('a window of its own says the same, without the open month where it does not follow', async () => {
		const whole = await months(built);
		expect(await months(built, { from: '2025-02-01', to: '2026-02-01' })).toEqual(whole);
		expect(await months(built, { from: '2025-03-01', to: '2025-05-01' })).toEqual(whole.slice(1, 3));
	});

	test('filtered by a dimension or a category, it is of these alone', async () => {
		expect((await months(built, { segment: 'two' })).slice(0, 2)).toEqual([
			['2025-02-01', 0, null, null],
			['2025-03-01', -20, null, null],
		]);
		const { rows, meta } = await built.ask('revenue_months', { category: 'x' });
		expect(rows.at(-2)).toMatchObject({ revenue: 210, orders: null, active_accounts: null });
		expect(meta.columns_not_filtered).toEqual(['active_accounts', 'orders', 'order_days', 'new_accounts']);
	});

	test('where no account matches there is no month', async () => {
		expect(await months(built, { revenue: '>=1000' })).toEqual([]);
	});
});

test('without amounts, revenue is not known, and orders are', async () => {
	const built = await given({
		config: 'complete_through: 2026-01-31',
		rows: { order_lines: [{ order_id: '1', account_id: 'A', ordered_on: '2026-01-10' }] },
	});
	try {
		const { rows } = await built.ask('revenue_months');
		expect(rows).toMatchObject([{ month_on: '2026-01-01', revenue: null, orders: 1, new_accounts: 1 }]);
	} finally {
		built.close();
	}
});
