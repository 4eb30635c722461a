import { afterEach, describe, expect, test } from 'vitest';
import type { SummaryRow } from '../../src/lib/contract/rows.ts';
import { askEverything, expectReconciled } from '../support/every-answer.ts';
import { given, orderLines, type Built, type Given } from '../support/given.ts';

let built: Built | undefined;
afterEach(() => {
	built?.close();
	built = undefined;
});

async function build(input: Given): Promise<Built> {
	built = await given(input);
	expectReconciled(built);
	await askEverything(built);
	return built;
}

async function summary(of: Built, parameters: Record<string, string> = {}): Promise<SummaryRow | undefined> {
	return (await of.ask('summary', { level: 'account', ...parameters })).rows[0];
}

describe('a history', () => {
	test('of nothing but orders in the future is refused: no line can be used', async () => {
		const lines = orderLines([
			['A', '2027-01-01', 10],
			['B', '2099-12-31', 20],
		]);
		await expect(given({ rows: { order_lines: lines } })).rejects.toThrow(
			/^None of the 2 order lines can be used\. Set aside: dated after the day of the build \(2\)\. Look at /,
		);
	});

	test('whose statement gives no row is refused as one without orders', async () => {
		await expect(
			given({
				rows: { order_lines: orderLines([['A', '2025-01-31', 10]]) },
				statements: { order_lines: 'select * from order_lines_file where false' },
			}),
		).rejects.toThrow(/^sources\/order_lines\.sql gives no row\. Look at /);
	});

	test('with a stray line of 2099 is as of its own last month, the stray line set aside', async () => {
		const lines = Array.from(
			{ length: 24 },
			(_, i) =>
				['A', `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-28`, 10] as const,
		);
		const of = await build({ rows: { order_lines: orderLines([...lines, ['A', '2099-06-30', 1000]]) } });
		expect(of.report).toMatchObject({ watermark_on: '2025-12-28', as_of: '2025-12-31' });
		expect(await summary(of)).toMatchObject({ revenue: 120, prior_revenue: 120, growth_rate: 0, orders: 12 });
	});

	test('all on one day has no growth, no rhythm and no share that cannot be', async () => {
		const of = await build({
			rows: {
				order_lines: orderLines([
					['A', '2025-03-31', 10],
					['B', '2025-03-31', 30],
				]),
			},
		});
		expect(await summary(of)).toMatchObject({
			as_of: '2025-03-31',
			revenue: 40,
			prior_revenue: null,
			growth_rate: null,
			nrr: null,
			orders: 2,
		});
		const { rows } = await of.ask('accounts', { level: 'account', sort: '-revenue' });
		expect(rows.map((row) => [row.account_id, row.revenue, row.revenue_share])).toEqual([
			['B', 30, 0.75],
			['A', 10, 0.25],
		]);
	});

	test('of one account has all of its revenue in one', async () => {
		const of = await build({
			rows: {
				order_lines: orderLines([
					['A', '2025-01-31', 10],
					['A', '2025-02-28', 30],
				]),
			},
		});
		const { rows } = await of.ask('concentration', { level: 'account' });
		expect(rows[0]).toMatchObject({
			account_count: 1,
			gini: 0,
			hhi: 1,
			effective_accounts: 1,
			cr1: 1,
			top_quintile_share: 0.2,
			accounts_for_80pct: 1,
			accounts_for_80pct_share: 1,
		});
	});

	test('of credits only has revenue below zero, no shares and no order', async () => {
		const of = await build({
			rows: {
				order_lines: orderLines([
					['A', '2025-01-31', -10],
					['B', '2025-02-28', -30],
				]),
			},
		});
		expect(await summary(of)).toMatchObject({ revenue: -40, orders: 0, active_accounts: 0, accounts: 2 });
		expect((await of.ask('concentration', { level: 'account' })).rows[0]).toMatchObject({
			account_count: 0,
			gini: null,
			hhi: null,
			cr1: null,
			credit_balance: -40,
		});
	});

	test('from 1900 on is built in seconds, and has the figures of its last year', async () => {
		const dayOf = (month: number, day: number) =>
			`${1900 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
		const lines: [string, string, number][] = [['Old', '1900-01-01', 5]];
		for (let month = 0; month < 126 * 12; month++) lines.push(['Long', dayOf(month, 28), 1]);
		for (let i = 0; i < 3000; i++) lines.push([`N${i % 300}`, dayOf(125 * 12 + (i % 12), (i % 27) + 1), 10]);
		const before = process.cpuUsage();
		const of = await build({ rows: { order_lines: orderLines(lines) } });
		// Of the processor, so that it does not count what else the machine does.
		const { user, system } = process.cpuUsage(before);
		expect((user + system) / 1e6).toBeLessThan(45);
		expect(of.report).toMatchObject({ first_on: '1900-01-01', as_of: '2025-12-31' });
		expect(await summary(of)).toMatchObject({ revenue: 30_012, prior_revenue: 12, accounts: 301 });
		const { rows } = await of.ask('accounts', { level: 'account', search: 'Old', as_of: '1900-12-31' });
		expect(rows).toMatchObject([{ account_id: 'Old', revenue: 5 }]);
	});

	test('with one line long before the rest says so', async () => {
		const of = await build({
			rows: {
				order_lines: orderLines([
					['A', '1900-01-01', 1],
					['A', '2025-01-31', 10],
					['A', '2025-02-28', 10],
				]),
			},
		});
		const { rows } = await of.ask('data_quality', { entity: 'order_lines' });
		expect(rows.find((row) => row.finding === 'rows_long_before_the_rest')).toMatchObject({
			found_count: 1,
			noun: 'day',
			examples: ['1900-01-01'],
		});
		expect(rows.find((row) => row.finding === 'months_without_rows')).toMatchObject({
			found_count: 1499,
			treatment: 'kept',
		});
	});
});
