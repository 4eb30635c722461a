import { expect, test } from 'vitest';
import { theilSen } from '../../src/lib/server/models/theil-sen.ts';
import { given, orderLines } from '../support/given.ts';

/** Days in twelve successive months up to January 2026. */
const MONTHS = Array.from({ length: 12 }, (_, i) =>
	i < 11 ? `2025-${String(i + 2).padStart(2, '0')}-10` : '2026-01-31',
);

test('the trend is the median slope over the median month, a silent month counting as zero', async () => {
	const rising = [10, 12, 11, 15, 14, 40, 16, 18, 17, 20, 21, 22];
	const silent = [10, 0, 30, 20, 0, 40, 25, 30, 0, 45, 50, 35];
	const short = [0, 0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70];
	const built = await given({
		rows: {
			order_lines: orderLines([
				...rising.map((amount, i): [string, string, number] => ['rising', MONTHS[i]!, amount]),
				// A month of nothing is no line at all.
				...silent.flatMap((amount, i): [string, string, number][] =>
					amount === 0 ? [] : [['silent', MONTHS[i]!, amount]],
				),
				...short.flatMap((amount, i): [string, string, number][] =>
					amount === 0 ? [] : [['short', MONTHS[i]!, amount]],
				),
			]),
		},
	});
	const { rows } = await built.ask('accounts', { level: 'account' });
	const trend = Object.fromEntries(rows.map((row) => [row.account_id, row.trend_share_per_month]));
	// medians: 16.5 of the rising, 27.5 of the silent one
	expect(trend['rising']).toBeCloseTo(theilSen(rising)!.slope / 16.5, 12);
	expect(trend['silent']).toBeCloseTo(theilSen(silent)!.slope / 27.5, 12);
	// seven months with revenue are too few to say
	expect(trend['short']).toBeNull();
	built.close();
});

test('a page works out its late columns for its own rows, the same as the whole list has', async () => {
	const accounts = Array.from({ length: 30 }, (_, i) => `a${String(i).padStart(2, '0')}`);
	const built = await given({
		rows: {
			order_lines: orderLines(
				accounts.flatMap(
					(id, i) =>
						MONTHS.map((day, month): [string, string, number, object] => [
							id,
							day,
							10 + ((i * 7 + month * 5) % 13),
							{ category: `c${(i + month) % 3}` },
						]) as never,
				),
			),
			accounts: accounts.map((account_id, i) => ({ account_id, segment: i % 2 === 0 ? 'one' : 'two' })),
		},
	});
	const whole = await built.ask('accounts', { sort: '-trend_share_per_month' });
	expect(whole.rows[0]!.trend_share_per_month).not.toBeNull();
	const all = new Map(whole.rows.map((row) => [row.account_id, row]));
	for (const parameters of [{}, { segment: 'one' }, { category: 'c1' }, { sort: 'name' }]) {
		const page = await built.ask('accounts', { ...parameters, limit: '7', offset: '3' });
		expect(page.rows).toHaveLength(7);
		const same = await built.ask('accounts', parameters);
		expect(page.rows).toEqual(same.rows.slice(3, 10));
	}
	const page = await built.ask('accounts', { limit: '7' });
	expect(page.rows).toEqual(page.rows.map((row) => all.get(row.account_id)));
	built.close();
});

test('the median order is that of the days of the window, and categories are counted once', async () => {
	const built = await given({
		rows: {
			order_lines: orderLines([
				['A', '2024-12-01', 900, { category: 'x' }], // before the window
				['A', '2025-03-01', 10, { category: 'x' }],
				['A', '2025-03-01', 20, { category: 'y' }], // the same day: one order of 30
				['A', '2025-04-01', 50, { category: 'x' }],
				['A', '2025-05-01', -5, { category: 'z' }], // a credit is no order, but a line of its category
				['A', '2026-01-31', 100, { category: null }],
			]),
		},
	});
	const { rows } = await built.ask('accounts');
	expect(rows[0]).toMatchObject({ orders: 3, order_value_median: 50, category_count: 3 });
	const inX = await built.ask('accounts', { category: 'x' });
	// Orders of two categories do not add, so that what is said of orders is null.
	expect(inX.rows[0]).toMatchObject({
		revenue: 60,
		orders: null,
		order_value_median: null,
		category_count: 1,
	});
	expect(inX.meta.columns_not_filtered).toContain('order_value_median');
	built.close();
});

test('a comparison selects accounts, and shares are then of those', async () => {
	const built = await given({
		rows: {
			order_lines: orderLines([
				['A', '2026-01-31', 60],
				['B', '2026-01-31', 30],
				['C', '2026-01-31', 10],
			]),
		},
	});
	const { rows } = await built.ask('accounts', { revenue: '>=30' });
	expect(
		rows.map((row) => [
			row.account_id,
			row.revenue_rank,
			row.revenue_share,
			row.revenue_share_of_all,
			row.cumulative_share,
		]),
	).toEqual([
		['A', 1, 60 / 90, 0.6, 60 / 90],
		['B', 2, 30 / 90, 0.3, 1],
	]);
	// The same accounts, whatever is asked of them.
	expect((await built.ask('summary', { revenue: '>=30' })).rows[0]).toMatchObject({
		revenue: 90,
		accounts: 2,
	});
	expect((await built.ask('concentration', { revenue: '>=30' })).rows[0]).toMatchObject({
		account_count: 2,
		cr1: 60 / 90,
	});
	expect((await built.ask('growth_bridge', { revenue: '>=30' })).rows.at(-1)).toMatchObject({
		step: 'end',
		amount: 90,
	});
	expect((await built.ask('summary', { revenue: '>1000' })).rows[0]).toMatchObject({
		revenue: null,
		accounts: 0,
	});
	built.close();
});
