import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEFT_TESTS, type LeftTest } from '../../src/lib/server/sources/draft/left-out.ts';
import type { InitReport } from '../../src/lib/server/sources/draft/init-report.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { workbookBytes } from '../support/workbook.ts';

let dir = '';
let count = 0;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-left-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function left(files: Record<string, string | Buffer>): Promise<InitReport['left']> {
	const folder = join(dir, String(++count));
	mkdirSync(join(folder, 'in'), { recursive: true });
	for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'in', name), content);
	const report = await initProject({
		paths: ['in'],
		dir: 'out',
		cwd: folder,
		today: '2026-11-22',
		reader: new HereReader(),
	});
	return report.left;
}

const day = (index: number): string => new Date(Date.UTC(2024, 0, 3 + index * 11)).toISOString().slice(0, 10);
const table = (header: string, row: (index: number) => string, rows = 60): string =>
	`${[header, ...Array.from({ length: rows }, (_, index) => row(index))].join('\n')}\n`;
/** Thirty orders of two lines, five customers, four products. */
const lines = (more = '', value: (index: number) => string = () => ''): string =>
	table(
		`order_id,customer_id,order_date,product_id,quantity,net_amount${more}`,
		(i) =>
			`O${i >> 1},C${(i >> 1) % 5},${day(i >> 1)},P${i % 4},${(i % 3) + 1},${(i % 7) + 10}.50${value(i)}`,
	);

interface Case {
	test: LeftTest;
	what: string | RegExp;
	reason: string | RegExp;
	files: () => Record<string, string | Buffer> | Promise<Record<string, string | Buffer>>;
}

const cases: Case[] = [
	{
		test: 'file_is_copy',
		what: 'orders (1).csv',
		reason: /^is a copy of orders\.csv: the same [\d,]+ bytes$/,
		files: () => ({ 'orders.csv': lines(), 'orders (1).csv': lines() }),
	},
	{
		test: 'file_holds_no_table',
		what: 'in/remark.txt',
		reason: /one column|no table/,
		files: () => ({ 'orders.csv': lines(), 'remark.txt': 'Dear all\nbest wishes\n' }),
	},
	{
		test: 'sheet_is_hidden',
		what: /orders\.xlsx, sheet Old$/,
		reason: /beside 1 sheet that is shown/,
		files: async () => {
			const rows = lines()
				.trim()
				.split('\n')
				.map((line) => line.split(','));
			return { 'orders.xlsx': await workbookBytes({ Orders: rows, Old: rows }, ['Old']) };
		},
	},
	{
		test: 'figure_repeats_on_lines',
		what: 'orders.order_total',
		reason: "the order's total, repeated on each of its lines, in 30 of 30 orders of several lines",
		// Each order's own total, on both of its lines.
		files: () => ({ 'orders.csv': lines(',order_total', (i) => `,${100 + (i >> 1)}.00`) }),
	},
	{
		test: 'figure_on_first_lines',
		what: 'orders.order_total',
		reason: "the order's total, on its first line only, in 30 of 30 orders of several lines",
		files: () => ({
			'orders.csv': lines(',order_total', (i) => (i % 2 === 0 ? `,${100 + (i >> 1)}.00` : ',')),
		}),
	},
	{
		test: 'is_tax',
		what: 'orders.tax_amount',
		reason: /^tax is no revenue \(60 rows, [\d,]+\.\d\d in all\)$/,
		files: () => ({ 'orders.csv': lines(',tax_amount', (i) => `,${(i % 5) + 1}.15`) }),
	},
	{
		test: 'is_freight',
		what: 'orders.freight',
		reason: /\(60 rows, [\d,]+\.\d\d in all\)$/,
		files: () => ({ 'orders.csv': lines(',freight', (i) => `,${(i % 5) + 1}.15`) }),
	},
	{
		test: 'cost_is_amount',
		what: 'orders.Item Cost',
		reason: 'no cost, whatever it is called: it comes to the amount itself in every row (40 rows)',
		files: () => ({
			'orders.csv': table(
				'Order Number,Order Date,Customer Email,Item Name,Quantity,Item Cost,Item Subtotal',
				(i) =>
					`${i},${day(i)},c${i % 5}@example.com,W,${(i % 3) + 1},20.50,${(((i % 3) + 1) * 20.5).toFixed(2)}`,
				40,
			),
		}),
	},
	{
		test: 'amounts_in_one_currency',
		what: 'orders.currency',
		reason: /^products cost the same in each currency.*\(2 currencies are named\)$/,
		files: () => ({
			'orders.csv': table(
				'order_id,customer_id,order_date,product_id,quantity,unit_price,currency',
				(i) =>
					`O${i},C${i % 5},${day(i)},P${i % 8},${(i % 3) + 1},${(i % 8) + 5}.50,${(i >> 3) % 2 ? 'USD' : 'EUR'}`,
				96,
			),
		}),
	},
	{
		test: 'differs_within_accounts',
		what: 'orders.customer_name',
		reason: 'names no account: it differs within 5 of 5 accounts',
		files: () => ({ 'orders.csv': lines(',customer_name', (i) => `,Person ${(i * 7) % 11}`) }),
	},
	{
		test: 'differs_within_products',
		what: 'orders.product_name',
		reason: 'names no product: it differs within 4 of 4 products',
		files: () => ({ 'orders.csv': lines(',product_name', (i) => `,Thing number ${(i * 7) % 11}`) }),
	},
	{
		test: 'rates_of_one_currency',
		what: 'rates',
		reason: '3 rates, but all amounts are in one currency',
		files: () => ({
			'orders.csv': lines(),
			'rates.csv': table('currency,date,exchange_rate', (i) => `USD,${day(i)},0.9${i}`, 3),
		}),
	},
	{
		test: 'lacks_columns',
		what: 'support_cases',
		reason: /^looks like service_cases, but has no \w+.* among its 3 columns$/,
		files: () => ({
			'orders.csv': lines(),
			'support_cases.csv': table('customer_id,opened_on,severity', (i) => `C${i % 5},${day(i)},high`, 12),
		}),
	},
	{
		test: 'groups_of_others',
		what: 'agreements',
		reason: /^its 2 values are of \w+, but groups of accounts are not told$/,
		files: () => ({
			'orders.csv': lines(),
			'agreements.csv': table(
				'agreement_id,group_id,valid_from,valid_to,discount',
				(i) => `A${i},G${i % 2},2024-01-01,2026-01-01,0.1`,
				6,
			),
		}),
	},
	{
		test: 'other_lines',
		what: 'invoices',
		reason:
			/order lines are read from orders \(60 rows\), which says more about products and money; \d+ of \d+ values of invoices\.\w+ are not in orders\.order_id/,
		files: () => ({
			'orders.csv': lines(),
			'invoices.csv': table(
				'invoice_id,customer_id,invoice_date,remark',
				(i) => `I${i},C${i % 5},${day(i)},r${i % 3}`,
				20,
			),
		}),
	},
	{
		test: 'keys_do_not_meet',
		what: 'customers',
		reason: '5 of 5 values of orders.customer_id are not in customers.customer_id',
		files: () => ({
			'orders.csv': lines(),
			'customers.csv': table('customer_id,name,city', (i) => `X${i},Name of ${i},City ${i % 2}`, 9),
		}),
	},
	{
		test: 'no_key',
		what: 'employees',
		reason: 'nothing joins it: no column refers to a person of its 4 rows',
		files: () => ({
			'orders.csv': lines(),
			'employees.csv': table('employee_id,first_name,last_name', (i) => `${i + 1},Ann,Lee${i}`, 4),
		}),
	},
	{
		test: 'says_nothing_new',
		what: 'products',
		reason:
			'nothing in it that the order lines lack, though 4 of 4 values of orders.product_id are in products.product_id',
		files: () => ({
			'orders.csv': lines(),
			'products.csv': table('product_id,weight', (i) => `P${i},${i}.5`, 4),
		}),
	},
	{
		test: 'is_purchases',
		what: 'purchase_orders',
		reason: 'purchases, not sales: none of its 4 columns names a customer (12 rows)',
		files: () => ({
			'orders.csv': lines(),
			'purchase_orders.csv': table(
				'po_no,vendor_id,date,amount',
				(i) => `${i},V${i % 3},${day(i)},10.50`,
				12,
			),
		}),
	},
	{
		test: 'is_payments',
		what: 'payments',
		reason: 'payments, not sales: 12 rows, 126.00 in all',
		files: () => ({
			'orders.csv': lines(),
			'payments.csv': table(
				'payment_id,customer_id,date,amount',
				(i) => `${i},C${i % 5},${day(i)},10.50`,
				12,
			),
		}),
	},
	{
		test: 'fits_no_entity',
		what: 'holidays',
		reason: /^fits no entity: \d of its 2 columns (is|are) known.*, which make none$/,
		files: () => ({
			'orders.csv': lines(),
			'holidays.csv': table('day,occasion', (i) => `${day(i)},o${i}`, 5),
		}),
	},
	{
		test: 'no_place_for_column',
		what: 'orders: remark',
		reason: 'not needed: its values, filled in 60 of 60 rows, that no entity has a place for',
		files: () => ({ 'orders.csv': lines(',remark', (i) => `,as said by letter ${i}`) }),
	},
];

describe('what is not used is told by the test that failed, with its figure', () => {
	it.each(cases)('$test', async ({ test, what, reason, files }) => {
		const all = await left(await files());
		const own = all.find((one) => (typeof what === 'string' ? one.what === what : what.test(one.what)));
		expect(own, JSON.stringify(all, null, 1)).toMatchObject({ test });
		if (typeof reason === 'string') expect(own!.reason).toBe(reason);
		else expect(own!.reason).toMatch(reason);
		// A file that cannot be read is told in the reader's sentence, which has a figure where there is one.
		for (const one of all) if (one.test !== 'file_holds_no_table') expect(one.reason).toMatch(/\d/);
	});

	it('every test has a case here', () => {
		expect([...new Set(cases.map(({ test }) => test))].sort()).toEqual([...LEFT_TESTS].sort());
	});
});
