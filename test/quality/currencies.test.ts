import { afterAll, beforeAll, expect, test } from 'vitest';
import { askEverything, expectReconciled } from '../support/every-answer.ts';
import { given, orderLines, type Built } from '../support/given.ts';

let built: Built;
beforeAll(async () => {
	built = await given({
		rows: {
			order_lines: orderLines([
				// One account in two currencies, the code as people type it; no code is the reporting currency.
				['A', '2025-01-31', '100.10', { currency: 'EUR' }],
				['A', '2025-02-28', '100.10', { currency: ' usd' }],
				['A', '2025-02-28', '0.05', { currency: '' }],
				// At the rate of its day: the second one.
				['B', '2025-03-31', '10', { currency: 'USD' }],
				// Before the first rate, of a currency without one, of no currency at all.
				['B', '2024-12-31', '7.77', { currency: 'USD' }],
				['C', '2025-01-31', '500.25', { currency: 'XYZ' }],
				['C', '2025-01-31', '8', { currency: '€' }],
				// Of a currency whose only rates cannot be used.
				['D', '2025-01-31', '3', { currency: 'CHF' }],
				// In range as it is read, beyond it once converted.
				['D', '2025-03-31', '999999999999', { currency: 'KWD' }],
			]),
			fx_rates: [
				{ currency: 'usd ', valid_on: '2025-01-01', rate: '0.4' },
				{ currency: 'USD', valid_on: '2025-03-01', rate: '0.75' },
				// Of two for one day the later line counts.
				{ currency: 'USD', valid_on: '2025-03-01', rate: '0.8' },
				// Nobody asks for it: a euro is a euro.
				{ currency: 'EUR', valid_on: '2025-01-01', rate: '2' },
				{ currency: 'CHF', valid_on: '2025-01-01', rate: '0' },
				{ currency: 'CHF', valid_on: '2025-01-01', rate: '-1' },
				{ currency: 'CHF', valid_on: '2025-01-01', rate: 'about one' },
				{ currency: 'KWD', valid_on: '2025-01-01', rate: '3' },
			],
		},
	});
});
afterAll(() => built.close());

test('amounts are converted at the rate of their day, whatever the case of the code', async () => {
	const { rows } = await built.ask('accounts', { level: 'account', as_of: '2025-03-31', sort: 'account_id' });
	// A: 100.10 + 100.10 × 0.4 + 0.05; B: 10 × 0.8.
	expect(rows.map((row) => [row.account_id, row.revenue])).toEqual([
		['A', 140.19],
		['B', 8],
	]);
});

test('a currency without a rate sets the row aside, with its own amount', async () => {
	const { rows } = await built.ask('rejections');
	expect(
		rows
			.filter((row) => row.entity === 'order_lines')
			.map(({ reason, currency, row_count, amount }) => [reason, currency, row_count, amount]),
	).toEqual([
		['amount of a trillion or more', 'KWD', 1, 999_999_999_999],
		['currency without a rate', 'CHF', 1, 3],
		['currency without a rate', 'USD', 1, 7.77],
		['currency without a rate', 'XYZ', 1, 500.25],
		['currency without a rate', '€', 1, 8],
	]);
});

test('each currency reconciles in its own amounts', () => {
	expect(expectReconciled(built)).toBe(9);
	expect(built.report.reconciliation.find((row) => row.currency === 'USD')).toEqual({
		currency: 'USD',
		rows_read: 3,
		rows_used: 2,
		rows_rejected: 1,
		amount_read: '117.8700',
		amount_used: '110.1000',
		amount_rejected: '7.7700',
		is_equal: true,
	});
});

test('rates that cannot be, repeat or mean nothing are told', async () => {
	const { rows } = await built.ask('data_quality', { entity: 'fx_rates' });
	expect(
		rows
			.filter((row) => row.found_count > 0)
			.map(({ finding, treatment, found_count }) => [finding, treatment, found_count]),
	).toEqual([
		['rate outside 0.00000001 to 100,000,000', 'rejected', 2],
		['unreadable rate', 'rejected', 1],
		['fx_rates_jump', 'flagged', 1],
		['repeated_key', 'flagged', 1],
		['fx_rates_of_the_reporting_currency', 'kept', 1],
	]);
});

test('no answer stumbles over them', async () => {
	expect(await askEverything(built)).toBeGreaterThan(0);
});
