import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask as askWarehouse } from '../../src/lib/server/warehouse/ask/ask.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { selectionDrillNames } from '../../src/lib/server/warehouse/ask/drill-files.ts';
import { askDrill } from '../../src/lib/server/warehouse/ask/drill.ts';
import { recordParts } from '../../src/lib/server/warehouse/ask/record.ts';
import { withinTime } from '../../src/lib/server/warehouse/ask/time-limit.ts';
import { given, orderLines, type Built } from '../support/given.ts';

let built: Built;
beforeAll(async () => {
	built = await given({
		// Due dates are judged by today: here, the day of the newest line.
		config: 'today: 2026-03-31',
		rows: {
			order_lines: orderLines([
				[
					'A1',
					'2025-01-10',
					100,
					{ line_no: 1, product_id: 'P1', category: 'x', quantity: 10, list_amount: 120, cost_amount: 60 },
				],
				[
					'A1',
					'2026-01-10',
					180,
					{ line_no: 1, product_id: 'P1', category: 'x', quantity: 20, list_amount: 240, cost_amount: 120 },
				],
				[
					'A1',
					'2026-01-10',
					50,
					{ line_no: 2, product_id: 'P2', category: 'y', quantity: 1, list_amount: null, cost_amount: null },
				],
				[
					'A1',
					'2026-02-20',
					-18,
					{ line_no: 1, product_id: 'P1', category: 'x', quantity: -2, list_amount: -24, cost_amount: -12 },
				],
				[
					'A2',
					'2026-03-05',
					40,
					{ line_no: 1, product_id: 'P1', category: 'x', quantity: 4, list_amount: 48, cost_amount: 24 },
				],
				[
					'B',
					'2026-03-31',
					7,
					{ line_no: 1, product_id: 'P2', category: 'y', quantity: 1, list_amount: 7, cost_amount: 3 },
				],
			]),
			accounts: [
				{ account_id: 'A1', name: 'Alder Works', group_id: 'G', group_name: 'Grove', region: 'North' },
				{ account_id: 'A2', name: 'Aspen Works', group_id: 'G', group_name: 'Grove', region: 'South' },
				{ account_id: 'B', name: 'Birch Supply', region: 'South' },
			],
			orders: [
				{
					order_id: 'A1-2026-01-10',
					account_id: 'A1',
					status: 'open',
					promised_on: '2026-04-15',
					amount: 230,
				},
			],
			quotes: [
				{
					quote_id: 'Q1',
					account_id: 'A1',
					quoted_on: '2026-03-01',
					amount: 500,
					status: 'open',
					valid_until: '2026-04-30',
				},
				{
					quote_id: 'Q2',
					account_id: 'A1',
					quoted_on: '2026-01-01',
					amount: 300,
					status: 'open',
					valid_until: '2026-01-31',
				},
				{ quote_id: 'Q3', account_id: 'nobody', quoted_on: '2026-01-01', amount: 1, status: 'open' },
			],
			deliveries: [
				{
					delivery_id: 'D1',
					account_id: 'A1',
					promised_on: '2026-01-15',
					delivered_on: '2026-01-18',
					quantity: 18,
					ordered_quantity: 20,
				},
				{
					delivery_id: 'D2',
					account_id: 'A1',
					promised_on: '2026-03-21',
					delivered_on: null,
					quantity: null,
					ordered_quantity: 1,
				},
			],
			invoices: [
				{
					invoice_id: 'I1',
					account_id: 'A1',
					issued_on: '2026-01-20',
					amount: 230,
					due_on: '2026-02-19',
					paid_amount: 200,
					paid_on: '2026-03-01',
				},
			],
			agreements: [
				{
					agreement_id: 'C1',
					account_id: 'A1',
					kind: 'price',
					valid_from: '2025-01-01',
					valid_to: '2026-12-31',
					product_id: 'P1',
					agreed_price: 9.5,
				},
				{
					agreement_id: 'C2',
					account_id: 'A1',
					kind: 'price',
					valid_from: '2025-06-01',
					valid_to: '2026-06-30',
					product_id: 'P1',
					agreed_price: 9.2,
				},
				{
					agreement_id: 'C3',
					group_id: 'G',
					kind: 'service',
					valid_from: '2026-05-01',
					commitment: 'next day',
				},
			],
			service_cases: [
				{ case_id: 'S1', account_id: 'A1', opened_on: '2026-03-11', severity: 'high', minutes: 30 },
				{
					case_id: 'S2',
					account_id: 'A1',
					opened_on: '2026-01-11',
					closed_on: '2026-01-14',
					severity: 'low',
					met_commitment: 'true',
				},
			],
			touchpoints: [
				{
					account_id: 'A1',
					happened_on: '2026-03-21',
					level: 'executive',
					direction: 'theirs',
					kind: 'call',
					owner: 'Sales',
				},
			],
			plans: [
				{ account_id: 'A1', period_start: '2026-01-01', planned_amount: 424, objective: 'grow' },
				{ account_id: 'A1', period_start: '2026-04-01', planned_amount: 100, objective: 'grow' },
			],
			ratings: [
				{ account_id: 'A1', criterion: 'referrals', department: 'Sales', score: 4, rated_on: '2026-03-01' },
			],
		},
	});
});
afterAll(() => built.close());

const part = async (name: string, id: string, parameters: Record<string, string> = {}) =>
	(await askDrill(built.warehouse, name, id, Object.entries(parameters))).rows;
const drill = async (name: string, parameters: Record<string, string> = {}) =>
	(await askWarehouse(built.warehouse, name, Object.entries(parameters))).rows;

/** Only the named columns of each row. */
const of = (rows: readonly Record<string, unknown>[], ...names: string[]) =>
	rows.map((row) => names.map((name) => row[name]));

test('every drill gives the columns that its header says', async () => {
	for (const [name, file] of recordParts(catalog())) {
		const [row] = await part(name, 'G', { limit: '1' });
		if (row) expect(Object.keys(row), name).toEqual(file.columns.map((column) => column.name));
	}
	for (const name of selectionDrillNames(catalog())) {
		const [row] = await drill(name, { limit: '1' });
		expect(Object.keys(row!), name).toEqual(
			catalog()
				.drill.get(name)!
				.columns.map((column) => column.name),
		);
	}
});

describe('the orders and lines of a record', () => {
	test('are the newest first, with what became of each order', async () => {
		expect(
			of(
				await part('orders', 'G'),
				'order_id',
				'kind',
				'revenue',
				'margin',
				'costed_revenue',
				'lines',
				'status',
				'is_open',
			),
		).toEqual([
			['A2-2026-03-05', 'sale', 40, 16, 40, 1, null, null],
			['A1-2026-02-20', 'return', -18, -6, -18, 1, null, null],
			['A1-2026-01-10', 'sale', 230, 60, 180, 2, 'open', true],
			['A1-2025-01-10', 'sale', 100, 40, 100, 1, null, null],
		]);
		expect(await part('orders', 'B')).toHaveLength(1);
	});

	test('are those of one branch at the level of accounts', async () => {
		expect(of(await part('orders', 'A2', { level: 'account' }), 'order_id')).toEqual([['A2-2026-03-05']]);
	});

	test('reach up to as_of where it is given, to the newest line where not, and within from and to', async () => {
		expect(of(await part('orders', 'G', { as_of: '2026-01-31' }), 'order_id')).toEqual([
			['A1-2026-01-10'],
			['A1-2025-01-10'],
		]);
		expect(of(await part('lines', 'G', { from: '2026-02-01', to: '2026-03-01' }), 'net_amount')).toEqual([
			[-18],
		]);
	});

	test('are told by order, product, kind and category', async () => {
		expect(of(await part('lines', 'G', { order_id: 'A1-2026-01-10' }), 'line_no', 'margin')).toEqual([
			['1', 60],
			['2', null],
		]);
		expect(of(await part('lines', 'G', { product_id: 'P2' }), 'order_id')).toEqual([['A1-2026-01-10']]);
		expect(of(await part('lines', 'G', { kind: 'return' }), 'order_id')).toEqual([['A1-2026-02-20']]);
		expect(of(await part('lines', 'G', { category: 'y' }), 'net_amount')).toEqual([[50]]);
	});

	test('page, and say how many there are', async () => {
		const { meta, rows } = await askDrill(built.warehouse, 'lines', 'G', [
			['limit', '2'],
			['offset', '1'],
		]);
		expect([meta.total_rows, rows.length]).toEqual([5, 2]);
	});
});

describe('the months, days, products and categories of a record', () => {
	test('months run from the first to the newest without a gap', async () => {
		const rows = await part('months', 'G');
		expect(rows).toHaveLength(15);
		expect(of(rows.slice(11), 'month_on', 'revenue', 'credit_amount', 'margin', 'lines', 'orders')).toEqual([
			['2025-12-01', 0, 0, null, 0, 0],
			['2026-01-01', 230, 0, 60, 2, 1],
			['2026-02-01', -18, -18, -6, 1, 0],
			['2026-03-01', 40, 0, 16, 1, 1],
		]);
		// A year before its first line is not known; a month without lines since is 0.
		const revenue = rows.map((row) => row['revenue']);
		expect(rows.map((row) => row['year_before_revenue'])).toEqual([
			...Array<null>(12).fill(null),
			...revenue.slice(0, 3),
		]);
	});

	test('order days leave credits out and tell each gap', async () => {
		expect(of(await part('order_days', 'G'), 'ordered_on', 'revenue', 'gap_days')).toEqual([
			['2025-01-10', 100, null],
			['2026-01-10', 230, 365],
			['2026-03-05', 40, 54],
		]);
	});

	test('products compare the window with the one before, whatever from is', async () => {
		const window = { from: '2026-01-01', to: '2026-02-01' };
		expect(
			of(
				await part('products', 'G', window),
				'product_id',
				'revenue',
				'prior_revenue',
				'growth_rate',
				'unit_price',
				'prior_unit_price',
				'last_bought_on',
			),
		).toEqual([
			['P1', 180, 100, 0.8, 9, 10, '2026-01-10'],
			['P2', 50, 0, null, 50, null, '2026-01-10'],
		]);
		expect(
			of(await part('categories', 'G', window), 'category', 'revenue', 'revenue_share', 'prior_revenue'),
		).toEqual([
			['x', 180, 180 / 230, 100],
			['y', 50, 50 / 230, 0],
		]);
	});
});

describe('what else is known of an account', () => {
	test('an open quote lives while it holds', async () => {
		expect(of(await part('quotes', 'G'), 'quote_id', 'is_live', 'age_days')).toEqual([
			['Q1', true, 30],
			['Q2', false, 89],
		]);
		expect(of(await part('quotes', 'G', { as_of: '2026-01-31' }), 'quote_id', 'is_live')).toEqual([
			['Q2', true],
		]);
	});

	test('a delivery is late when it came late, or is still to come', async () => {
		expect(
			of(await part('deliveries', 'G'), 'delivery_id', 'days_late', 'is_late', 'is_due', 'short_quantity'),
		).toEqual([
			['D2', 10, true, true, null],
			['D1', 3, true, false, 2],
		]);
	});

	test('an invoice is overdue while a part of it is unpaid after its day', async () => {
		expect(of(await part('invoices', 'G'), 'open_amount', 'days_to_pay', 'days_overdue')).toEqual([
			[30, 40, 40],
		]);
	});

	test('of two agreements the later decides a price: above it and below it are never netted', async () => {
		// 10 at 10 against 9.5: 5 over; 20 at 9 against 9.2: 4 under.
		expect(
			of(
				await part('agreements', 'G'),
				'agreement_id',
				'account_id',
				'state',
				'lines',
				'under_amount',
				'over_amount',
				'discount_amount',
			),
		).toEqual([
			['C2', 'A1', 'running', 1, 4, 0, 60],
			['C1', 'A1', 'running', 1, 0, 5, 20],
			['C3', null, 'coming', 0, null, null, null],
		]);
		expect(of(await part('agreements', 'A2', { level: 'account' }), 'agreement_id')).toEqual([['C3']]);
	});

	test('cases, contacts and judgements are told with their age', async () => {
		expect(of(await part('cases', 'G'), 'case_id', 'is_open', 'is_severe', 'age_days')).toEqual([
			['S1', true, true, 20],
			['S2', false, false, 3],
		]);
		expect(of(await part('cases', 'G', { as_of: '2026-01-31' }), 'case_id', 'is_open')).toEqual([
			['S2', false],
		]);
		expect(of(await part('touchpoints', 'G'), 'level', 'days_ago')).toEqual([['executive', 10]]);
		expect(of(await part('ratings', 'G'), 'score', 'days_ago')).toEqual([[4, 30]]);
	});

	test('a plan is held against the months of its period', async () => {
		// January to March: 230 − 18 = 212 of 424; the next has not begun.
		expect(
			of(
				await part('plans', 'G'),
				'period_start',
				'period_end',
				'actual_amount',
				'attained_share',
				'is_over',
			),
		).toEqual([
			['2026-04-01', '2026-06-30', null, null, false],
			['2026-01-01', '2026-03-31', 212, 0.5, true],
		]);
	});

	test('an unknown account, part or parameter is refused with the nearest', async () => {
		await expect(part('orders', 'A1')).rejects.toThrow(
			'There is no group A1. There is an account of that id: add level=account.',
		);
		await expect(part('order', 'G')).rejects.toThrow('A record has no order. Did you mean orders?');
		await expect(part('orders', 'G', { colour: 'red' })).rejects.toThrow('colour is not a parameter here.');
	});
});

describe('a drill into a selection', () => {
	test('gives the lines of the window that an answer adds up', async () => {
		const { rows } = await built.ask('summary');
		const lines = await drill('lines');
		expect(lines.reduce((sum, line) => sum + Number(line['net_amount']), 0)).toBe(rows[0]!.revenue);
		expect(of(await drill('lines', { region: 'South' }), 'account_id', 'net_amount')).toEqual([
			['B', 7],
			['A2', 40],
		]);
		expect(of(await drill('lines', { category: 'y', sort: 'net_amount' }), 'net_amount')).toEqual([
			[7],
			[50],
		]);
		expect(of(await drill('orders', { region: 'North' }), 'order_id', 'revenue')).toEqual([
			['A1-2026-02-20', -18],
			['A1-2026-01-10', 230],
		]);
	});

	test('gives the accounts behind each step of a bridge', async () => {
		const window = { from: '2026-01-01', to: '2026-02-01' };
		const { rows } = await built.ask('growth_bridge', window);
		const accounts = await drill('growth_bridge_accounts', window);
		for (const row of rows) {
			const behind = accounts.filter((account) => account['step'] === row.step);
			expect(
				behind.reduce((sum, account) => sum + Number(account['amount']), 0),
				row.step,
			).toBe(row.amount);
		}
		expect(
			of(await drill('growth_bridge_accounts', { ...window, step: 'expansion' }), 'account_id', 'amount'),
		).toEqual([['G', 130]]);
	});

	test('gives the products behind a bridge of margin', async () => {
		const window = { from: '2026-01-01', to: '2026-02-01' };
		// P1: 10 at 10 (cost 6) became 20 at 9 (cost 6)
		expect(
			of(
				await drill('margin_bridge_products', window),
				'product_id',
				'role',
				'price_amount',
				'quantity_amount',
				'margin_change',
			),
		).toEqual([['P1', 'continuing', -20, 40, 20]]);
	});

	test('gives the accounts of a cohort', async () => {
		expect(
			of(await drill('cohort_accounts', { cohort_on: '2025-01-01' }), 'account_id', 'orders', 'revenue'),
		).toEqual([['G', 3, 352]]);
		expect(
			of(
				await drill('cohort_accounts', { cohort_on: '2025-01-01', period_on: '2026-02-01' }),
				'is_active',
				'revenue',
			),
		).toEqual([[false, -18]]);
	});

	test('gives a thousand rows where no limit is asked for', async () => {
		const { meta } = await askWarehouse(built.warehouse, 'lines', []);
		expect(meta.total_rows).toBe(5);
	});
});

test('a drill that takes too long is stopped, and says what to do', async () => {
	const question = { question: { answer: 'lines' }, composed: { reads_lines: true } } as Parameters<
		typeof withinTime
	>[1];
	await built.warehouse.read(async (connection) => {
		const endless = () =>
			connection.run(
				'select count(*) from range(1000000) as a, range(1000000) as b where a.range + b.range = 0',
			);
		await expect(withinTime(connection, question, endless, 50)).rejects.toThrow(
			'lines has read order lines for 0.05 seconds and was stopped: ask for fewer accounts or a shorter window.',
		);
	});
	expect(await drill('lines')).toHaveLength(5);
});
