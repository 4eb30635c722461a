import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataQualityRow } from '../../src/lib/contract/rows.ts';
import { askEverything, expectReconciled } from '../support/every-answer.ts';
import { given, orderLines, type Built } from '../support/given.ts';

const TODAY = '2026-11-22';

let built: Built;
let found: DataQualityRow[];
beforeAll(async () => {
	built = await given({
		today: TODAY,
		rows: {
			order_lines: [
				...orderLines([
					[
						'A',
						'2026-01-31',
						100,
						{ cost_amount: 60, list_amount: 90, kind: 'sale', entered_on: '2026-02-01' },
					],
					['A', '2026-02-28', 50, { cost_amount: 0, kind: 'Sale', entered_on: 'soon' }],
					['B', '2026-01-31', -5, { kind: 'sale' }],
					['B', '2026-02-28', 5, { kind: 'credit', entered_on: '2027-01-01' }],
					['b', '2026-03-31', null, { kind: 'refund' }],
				]),
				// Two lines of one number, and an order of two accounts.
				{ order_id: 'o1', line_no: '1', account_id: 'A', ordered_on: '2026-04-30', net_amount: 10 },
				{ order_id: 'o1', line_no: '1', account_id: 'C', ordered_on: '2026-04-30', net_amount: 20 },
			],
			accounts: [
				{
					account_id: 'A',
					name: 'first',
					group_id: 'G',
					group_name: 'Gee',
					referred_by: 'A',
					since_on: '2026-06-01',
				},
				{ account_id: 'A', name: 'second', group_id: 'G', group_name: 'Gee' },
				{
					account_id: 'B',
					name: 'Bee',
					group_id: 'G',
					group_name: 'Geh',
					referred_by: 'nobody',
					since_on: '31.12.2019',
				},
				{ account_id: 'C', name: 'Cee' },
				{ account_id: 'Z', name: 'never ordered' },
			],
			orders: [
				{ order_id: 'A-2026-01-31', account_id: 'B', status: 'Closed' },
				{ order_id: 'A-2026-02-28', account_id: 'A', status: 'cancelled' },
				{ order_id: 'B-2026-01-31', account_id: 'B', status: 'open', promised_on: '2025-01-31' },
				{ order_id: 'B-2026-02-28', account_id: 'B', status: 'on its way' },
				{ order_id: 'lost', account_id: 'nobody', status: 'open', amount: 70 },
			],
			quotes: [
				{
					quote_id: 'q1',
					account_id: 'A',
					quoted_on: '2026-01-31',
					amount: 10,
					status: 'open',
					valid_until: '2026-01-01',
				},
				{ quote_id: 'q2', account_id: 'A', quoted_on: '2026-01-31', amount: -10, status: 'won' },
				{
					quote_id: 'q3',
					account_id: 'A',
					quoted_on: '2026-01-31',
					amount: 10,
					status: 'maybe',
					order_id: 'nowhere',
				},
				{ quote_id: 'q4', account_id: 'A', quoted_on: '2027-01-31', amount: 10 },
			],
			deliveries: [
				{
					delivery_id: 'd1',
					account_id: 'A',
					order_id: 'A-2026-01-31',
					shipped_on: '2026-01-30',
					delivered_on: '2026-02-02',
				},
				{
					delivery_id: 'd2',
					account_id: 'A',
					shipped_on: '2026-03-02',
					delivered_on: '2026-03-01',
					quantity: 12,
					ordered_quantity: 10,
				},
				{
					delivery_id: 'd2',
					account_id: 'A',
					shipped_on: '2026-03-02',
					delivered_on: '2027-03-01',
					quantity: -1,
					ordered_quantity: 10,
				},
			],
			invoices: [
				{
					invoice_id: 'i1',
					account_id: 'A',
					issued_on: '2026-02-01',
					amount: 100,
					paid_amount: 120,
					paid_on: '2026-01-15',
				},
				{
					invoice_id: 'i2',
					account_id: 'A',
					issued_on: '2026-02-01',
					amount: 100,
					due_on: '2026-01-01',
					paid_amount: 50,
				},
				{
					invoice_id: 'i3',
					account_id: 'A',
					issued_on: '2026-02-01',
					amount: 100,
					paid_amount: 'half',
					paid_on: '2027-01-01',
				},
				{ invoice_id: 'i4', account_id: 'A', issued_on: '2026-02-30', amount: 100 },
				{ invoice_id: 'i5', account_id: 'A', issued_on: '2026-02-03', amount: 100, currency: 'XYZ' },
			],
			agreements: [
				{
					agreement_id: 'p1',
					account_id: 'A',
					kind: 'price',
					valid_from: '2026-01-01',
					valid_to: '2026-12-31',
					category: 'x',
					discount_share: 0.1,
				},
				{
					agreement_id: 'p2',
					account_id: 'A',
					kind: 'Price',
					valid_from: '2026-12-31',
					valid_to: null,
					category: 'x',
					discount_share: 15,
				},
				{
					agreement_id: 'p3',
					account_id: 'A',
					kind: 'price',
					valid_from: '2026-06-01',
					valid_to: '2026-05-31',
					category: 'x',
					agreed_price: 1,
				},
				{ agreement_id: 'p4', kind: 'price', valid_from: '2026-06-01', agreed_price: 1 },
				{ agreement_id: 'p5', group_id: 'H', kind: 'bonus', valid_from: '2026-06-01' },
			],
			service_cases: [
				{ case_id: 's1', account_id: 'A', opened_on: '2026-02-02', closed_on: '2026-02-01', minutes: -5 },
				{
					case_id: 's2',
					account_id: 'A',
					opened_on: '2026-02-02',
					escalated_on: '2026-02-01',
					met_commitment: 'perhaps',
				},
				{ case_id: 's3', account_id: 'A', opened_on: '2026-12-02' },
			],
			touchpoints: [{ account_id: 'A', happened_on: '2026-02-02', level: 'Executive', direction: 'both' }],
			plans: [{ account_id: 'A', period_start: '2026-01-01', planned_amount: -1 }],
			ratings: [
				{ account_id: 'A', criterion: 'c', department: 'd', score: 5, rated_on: '2026-02-02' },
				{ account_id: 'A', criterion: 'c', department: 'd', score: 6, rated_on: '2026-02-02' },
				{ account_id: 'A', criterion: 'c', department: 'd', score: 0.5, rated_on: '2026-02-02' },
				{ account_id: 'nobody', criterion: 'c', department: 'd', score: 'good', rated_on: '2026-02-02' },
				{ account_id: 'nobody', criterion: 'c', department: 'd', score: 3, rated_on: '2026-12-02' },
				{ account_id: 'nobody', criterion: 'c', department: 'd', score: 3, rated_on: '2026-02-02' },
			],
		},
	});
	found = (await built.ask('data_quality')).rows.filter((row) => row.found_count > 0);
});
afterAll(() => built.close());

const told = (entity: string) =>
	found
		.filter((row) => row.entity === entity)
		.map(({ treatment, finding, found_count, examples }) => [
			treatment,
			finding,
			found_count,
			examples.map((example) => example.replace(/ \(.*/, '')).join(', '),
		]);

describe('each contradiction is kept, flagged or rejected by its written rule, and counted', () => {
	test('order lines', () => {
		expect(told('order_lines')).toEqual([
			['flagged', 'order_lines_look_alike_accounts', 2, 'B, b'],
			['flagged', 'unreadable_values', 2, 'A-2026-02-28: entered_on, b-2026-03-31: kind'],
			['flagged', 'order_lines_cost_of_zero', 1, 'A-2026-02-28'],
			['flagged', 'order_lines_credits_above_zero', 1, 'B-2026-02-28'],
			['flagged', 'order_lines_entered_after_build', 1, 'B-2026-02-28'],
			['flagged', 'order_lines_order_of_two_accounts', 1, 'o1'],
			['flagged', 'order_lines_sales_below_zero', 1, 'B-2026-01-31'],
			['flagged', 'repeated_key', 1, 'o1'],
			['kept', 'order_lines_without_order', 3, 'b-2026-03-31, o1, o1'],
			['kept', 'order_lines_above_list', 1, 'A-2026-01-31'],
			['kept', 'order_lines_without_amount', 1, 'b-2026-03-31'],
			['kept', 'unknown_account', 1, 'b'],
		]);
	});

	test('accounts', () => {
		expect(told('accounts')).toEqual([
			['flagged', 'accounts_group_named_twice', 3, 'A, A, B'],
			['flagged', 'accounts_referred_by_nobody', 2, 'A, B'],
			['flagged', 'repeated_key', 1, 'A'],
			['flagged', 'unreadable_values', 1, 'B: since_on'],
			['kept', 'accounts_since_after_first_order', 1, 'A'],
			['kept', 'accounts_without_lines', 1, 'Z'],
		]);
	});

	test('orders: where a line and its order name different accounts, the line wins', async () => {
		expect(told('orders')).toEqual([
			['flagged', 'orders_cancelled_with_lines', 1, 'A-2026-02-28'],
			['flagged', 'orders_of_another_account', 1, 'A-2026-01-31'],
			['flagged', 'orders_open_for_long', 1, 'B-2026-01-31'],
			['flagged', 'unknown_account', 1, 'lost'],
			['flagged', 'unknown_words', 1, 'B-2026-02-28: status'],
			['kept', 'orders_without_lines', 1, 'lost'],
		]);
		const { rows } = await built.ask('accounts', {
			level: 'account',
			as_of: '2026-01-31',
			search: 'A',
			limit: '1',
		});
		expect(rows[0]).toMatchObject({ account_id: 'A', revenue: 100 });
	});

	test('quotes', () => {
		expect(told('quotes')).toEqual([
			['rejected', 'dated after the day of the build', 1, 'A'],
			['flagged', 'quotes_below_zero', 1, 'q2'],
			['flagged', 'quotes_end_before_they_begin', 1, 'q1'],
			['flagged', 'quotes_open_past_their_end', 1, 'q1'],
			['flagged', 'unknown_order', 1, 'q3'],
			['flagged', 'unknown_words', 1, 'q3: status'],
			['kept', 'quotes_won_without_order', 1, 'q2'],
		]);
	});

	test('deliveries', () => {
		expect(told('deliveries')).toEqual([
			['flagged', 'deliveries_arrived_before_they_left', 1, 'd2'],
			['flagged', 'deliveries_before_their_order', 1, 'd1'],
			['flagged', 'deliveries_below_zero', 1, 'd2'],
			['flagged', 'deliveries_in_the_future', 1, 'd2'],
			['flagged', 'repeated_key', 1, 'd2'],
			['kept', 'deliveries_above_their_order', 1, 'd2'],
		]);
	});

	test('invoices', () => {
		expect(told('invoices')).toEqual([
			['rejected', 'currency without a rate', 1, 'A'],
			['rejected', 'unreadable date', 1, 'A'],
			['flagged', 'invoices_due_before_issue', 1, 'i2'],
			['flagged', 'invoices_paid_beyond_their_amount', 1, 'i1'],
			['flagged', 'invoices_paid_in_the_future', 1, 'i3'],
			['flagged', 'unreadable_values', 1, 'i3: paid_amount'],
			['kept', 'invoices_paid_before_issue', 1, 'i1'],
			['kept', 'invoices_paid_on_no_day', 1, 'i2'],
		]);
	});

	test('agreements that end before they begin are rejected, those that overlap are kept', () => {
		expect(told('agreements')).toEqual([
			['rejected', 'ends before it begins', 1, 'A'],
			['rejected', 'neither account nor group', 1, '–'],
			['flagged', 'agreements_of_an_unknown_group', 1, 'p5'],
			['flagged', 'agreements_overlap', 1, 'p2'],
			['flagged', 'agreements_without_a_price', 1, 'p2'],
			['flagged', 'unknown_words', 1, 'p5: kind'],
			['flagged', 'unreadable_values', 1, 'p2: discount_share'],
		]);
	});

	test('service cases, touchpoints, plans and ratings', () => {
		expect(told('service_cases')).toEqual([
			['rejected', 'dated after the day of the build', 1, 'A'],
			['flagged', 'unreadable_values', 2, 's1: minutes, s2: met_commitment'],
			['flagged', 'service_cases_closed_before_opened', 1, 's1'],
			['flagged', 'service_cases_escalated_outside', 1, 's2'],
		]);
		expect(told('touchpoints')).toEqual([['flagged', 'unknown_words', 1, 'A: direction']]);
		expect(told('plans')).toEqual([['flagged', 'plans_below_zero', 1, 'A']]);
		expect(told('ratings')).toEqual([
			['rejected', 'score outside 1 to 5', 2, 'A, A'],
			['rejected', 'dated after the day of the build', 1, 'nobody'],
			['rejected', 'unreadable score', 1, 'nobody'],
			['flagged', 'unknown_account', 1, 'nobody'],
		]);
	});

	test('each finding has its rule, and examples that say where they are', () => {
		for (const row of found) expect(row.rule, row.finding).toMatch(/\.$/);
		expect(found.find((row) => row.finding === 'invoices_paid_beyond_their_amount')).toMatchObject({
			amount: 20,
			share: 0.2,
			noun: 'invoice',
			examples: ['i1 (invoices.csv, line 2)'],
		});
	});
});

test('of every entity, rows read are rows used and rows set aside', async () => {
	const { rows } = await built.ask('entities');
	for (const row of rows) expect(row.rows_read, row.entity).toBe(row.rows_used + row.rows_rejected);
	expect(rows.filter((row) => !row.is_given).map((row) => [row.entity, row.switches_on])).toEqual([
		['fx_rates', 'amounts in other currencies'],
	]);
	expect(expectReconciled(built)).toBe(7);
});

test('no answer stumbles over any of it', async () => {
	expect(await askEverything(built)).toBeGreaterThan(0);
});
