import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InitReport } from '../../src/lib/server/sources/draft/init-report.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { workbookBytes } from '../support/workbook.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'vital-few-init-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Files = Record<string, string | Buffer | readonly (readonly (string | number)[])[]>;

/** Drafts a project from files; a file given as rows is written as CSV. */
async function init(
	files: Files,
	options: { today?: string; force?: boolean; currency?: string; paths?: string[] } = {},
): Promise<InitReport> {
	mkdirSync(join(folder, 'in'), { recursive: true });
	for (const [name, content] of Object.entries(files)) {
		const text = Array.isArray(content)
			? content.map((row) => row.join(',')).join('\n')
			: (content as string | Buffer);
		writeFileSync(join(folder, 'in', name), text);
	}
	return initProject({
		paths: ['in'],
		dir: 'out',
		cwd: folder,
		today: '2026-09-30',
		reader: new HereReader(),
		...options,
	});
}
const drafted = (name: string): string => readFileSync(join(folder, 'out', 'sources', `${name}.sql`), 'utf8');
const from = (report: InitReport, column: string, entity = 'order_lines'): string | undefined =>
	report.columns.find((each) => each.entity === entity && each.column === column)?.from;
const rejected = (report: InitReport): Record<string, number> =>
	Object.fromEntries(report.worth.rejected.map(({ says, rows }) => [says, rows]));

/** Orders of customers a and b on the given days. */
const onDays = (days: readonly string[]): string =>
	`order,customer,date,amount\n${days.map((day, index) => `${index},${'ab'[index % 2]!},${day},10\n`).join('')}`;

describe('dates that could be day-first or month-first', () => {
	it('are decided by the whole column: one day above 12 settles it', async () => {
		const report = await init({ 'o.csv': onDays(['01/02/2026', '02/03/2026', '13/04/2026']) });
		expect(drafted('order_lines')).toContain("'%d/%m/%Y'");
		expect(report.worth.first_on).toBe('2026-02-01');
		expect(report.check.join()).not.toContain('day-first');
	});

	it('are month-first where only that reads them all', async () => {
		const report = await init({ 'o.csv': onDays(['1/2/2026 8:26', '2/3/2026 8:26', '4/13/2026 8:26']) });
		expect(drafted('order_lines')).toContain("'%m/%d/%Y'");
		expect(report.worth.last_on).toBe('2026-04-13');
	});

	it('follow another column of the same table', async () => {
		const rows = ['01/02/2026,13/02/2026', '02/03/2026,01/04/2026'].map(
			(days, index) => `${index},a,${days},10\n`,
		);
		const report = await init({ 'o.csv': `order,customer,order date,ship date,amount\n${rows.join('')}` });
		expect(report.worth.first_on).toBe('2026-02-01');
	});

	it('are drafted with a comment and asked for where nothing settles them', async () => {
		const report = await init({ 'o.csv': onDays(['05/02/2026', '02/03/2026', '03/04/2026']) });
		expect(report.check.join('\n')).toMatch(/Are the dates in o\.date (day|month)-first\?/);
		expect(drafted('order_lines')).toContain(
			'-- Check ordered_on: no value tells whether date is day-first or month-first',
		);
	});

	it('of both kinds in one column cost the rows that cannot be read, and are told', async () => {
		const report = await init({ 'o.csv': onDays(['13/01/2026', '14/01/2026', '15/01/2026', '01/16/2026']) });
		expect(rejected(report)).toEqual({ 'unreadable date': 1 });
		expect(report.check.join('\n')).toContain('1 can only be month-first');
	});
});

describe('what is worth how much', () => {
	const lines = [
		'order,customer,date,product,quantity,price,status',
		'1,a,2026-01-05,x,2,10.50,Shipped',
		'1,a,2026-01-05,y,1,0,Shipped',
		'2,,2026-01-06,x,3,10.00,Shipped',
		'3,b,2026-01-07,x,-1,10.50,Shipped',
		'4,b,2026-01-08,x,5,2.00,Cancelled',
		'5,b,2026-01-09,x,1,-7.00,Shipped',
		'6,c,2026-01-10,x,4,abc,Shipped',
		'7,c,2099-01-11,x,1,10.50,Shipped',
		'8,c,nonsense,x,1,10.50,Shipped',
		'9,c,2026-01-12,x,1,10.50,Shipped',
		'9,c,2026-01-12,x,1,10.50,Shipped',
	];

	it('is added up: used, set aside by reason, and what is odd among the used', async () => {
		const { worth } = await init({ 'o.csv': lines.join('\n') });
		// Used: 2 × 10.50 + 0 − 10.50 + 5 × 2.00 − 7.00 + 2 × 10.50 = 34.50
		expect(worth.used).toMatchObject({ rows: 7, amount: '34.50' });
		expect(worth.rejected).toEqual([
			{ says: 'dated after today', rows: 1, amount: '10.50' },
			{ says: 'no account', rows: 1, amount: '30.00' },
			{ says: 'unreadable amount', rows: 1, amount: null },
			{ says: 'unreadable date', rows: 1, amount: '10.50' },
		]);
		expect(worth.kept).toEqual([
			{ says: 'negative amounts', rows: 2, amount: '-17.50' },
			{ says: 'negative quantities', rows: 1, amount: '-10.50' },
			{ says: 'amounts of zero', rows: 1, amount: '0.00' },
			{ says: 'prices below zero', rows: 1, amount: '-7.00' },
			{ says: 'exact copies of another line', rows: 1, amount: '10.50' },
			{ says: 'orders that status calls cancelled', rows: 1, amount: '10.00' },
		]);
	});

	it('drafts the line that would leave cancelled orders out, as a comment', async () => {
		await init({ 'o.csv': lines.join('\n') });
		expect(drafted('order_lines')).toContain("-- where coalesce(trim(status), '') not in ('Cancelled')");
	});
});

describe('amounts', () => {
	const header = 'order,customer,date,product,quantity,price';

	it('are exact decimals that do not overflow where two large figures are multiplied', async () => {
		const report = await init({
			'o.csv': `${header}\n1,a,2026-01-05,x,9000000,1234567.89\n2,b,2026-01-06,x,0.1,0.2\n`,
		});
		// 9,000,000 × 1,234,567.89 = 11,111,111,010,000; 0.1 × 0.2 = 0.02
		expect(report.worth.used.amount).toBe('11111111010000.02');
	});

	it("leave out an order's total that is repeated on its lines", async () => {
		const rows = Array.from(
			{ length: 24 },
			(_, row) =>
				`${Math.floor(row / 2)},a,2026-01-${10 + Math.floor(row / 2)},p${row},${30 + Math.floor(row / 2)}`,
		);
		const report = await init({ 'o.csv': `order,customer,date,product,order total\n${rows.join('\n')}` });
		// Twelve orders of 30 to 41, each once: 12 × 35.5 = 426
		expect(report.worth.used.amount).toBe('426.00');
		expect(report.left).toContainEqual({
			what: 'o.order total',
			test: 'figure_repeats_on_lines',
			reason: "the order's total, repeated on each of its lines, in 12 of 12 orders of several lines",
		});
		expect(drafted('order_lines')).toContain(
			'row_number() over (partition by "order" order by line_number) = 1',
		);
	});

	it('are without the tax that the rows prove to be inside', async () => {
		const rows = Array.from(
			{ length: 30 },
			(_, row) =>
				`${row},a,2026-01-05,p,${row + 1},10.00,${((row + 1) * 1.9).toFixed(2)},${((row + 1) * 11.9).toFixed(2)}`,
		);
		const report = await init({
			'o.csv': `order,customer,date,product,quantity,unit price,tax,total\n${rows.join('\n')}`,
		});
		// Σ 1..30 × 10 = 4,650
		expect(report.worth.used.amount).toBe('4650.00');
		expect(from(report, 'net_amount')).toBe('o.total, o.tax');
	});

	it('are without the tax that only the tax rate shows to be inside', async () => {
		const rows = Array.from(
			{ length: 30 },
			(_, row) => `${row},a,2026-01-05,${((row + 3) * 2.38).toFixed(2)},${((row + 3) * 14.906).toFixed(2)}`,
		);
		const report = await init({ 'o.csv': `order,customer,date,vat,amount\n${rows.join('\n')}` });
		expect(from(report, 'net_amount')).toBe('o.amount, o.vat');
		expect(report.check.join('\n')).toContain('amount includes the tax');
	});

	it('may have a discount that is a share, percent or an amount, as the rows tell', async () => {
		const table = (discount: string, total: number): string =>
			`${header},discount,line total\n${Array.from({ length: 20 }, (_, row) => `${row},a,2026-01-05,x,10,20.00,${discount},${total.toFixed(2)}`).join('\n')}`;
		for (const [discount, total] of [
			['0.25', 150],
			['25', 150],
			['50', 150],
		] as const) {
			const report = await init({ 'o.csv': table(discount, total) }, { force: true });
			expect(report.worth.used.amount, discount).toBe('3000.00');
			expect(from(report, 'list_amount'), discount).toBe('o.quantity, o.price');
		}
	});
});

describe('joins', () => {
	const products = [
		['product_id', 'product_name', 'category'],
		['1', 'Desk', 'Office'],
		['2', 'Lamp', 'Light'],
	];
	const invoices = [
		['InvoiceID', 'CustomerID', 'InvoiceDate'],
		...['1', '2', '3'].map((id) => [id, `c${id}`, `2026-01-0${id}`]),
	];
	const orders = [
		['OrderID', 'CustomerID', 'OrderDate', 'RequiredDate'],
		...['1', '2', '3'].map((id) => [id, `d${id}`, `2025-12-0${id}`, '2026-02-01']),
	];
	const lines = [
		['InvoiceLineID', 'InvoiceID', 'product_id', 'Quantity', 'UnitPrice'],
		['1', '1', '1', '2', '10'],
		['2', '2', '2', '1', '5'],
		['3', '3', '1', '1', '5'],
	];

	it('are never drafted because values coincide: invoices and orders with the same numbers stay apart', async () => {
		const report = await init({
			'invoice_lines.csv': lines,
			'invoices.csv': invoices,
			'orders.csv': orders,
			'products.csv': products,
		});
		const sql = drafted('order_lines');
		expect(sql).toContain('left join invoices on invoice_lines."InvoiceID" = invoices."InvoiceID"');
		expect(sql).not.toMatch(/\borders\b/);
		expect(sql).toContain(`'invoice-' || invoice_lines."InvoiceID" as order_id`);
		expect(from(report, 'account_id')).toBe('invoices.CustomerID');
		expect(drafted('orders')).toContain('"OrderID" as order_id');
	});

	it('are refused, and told, where the keys do not meet', async () => {
		const strangers = [
			['product_id', 'product_name', 'category'],
			['901', 'Desk', 'Office'],
			['902', 'Lamp', 'Light'],
		];
		await init({ 'invoice_lines.csv': lines, 'invoices.csv': invoices, 'products.csv': strangers });
		expect(drafted('order_lines')).not.toContain('products');
	});

	it('read whole numbers alike that one table writes as 1 and the other as 1.0', async () => {
		const floats = [
			['CustomerID', 'CustomerName', 'SegmentID'],
			['c1', 'One', '1.0'],
			['c2', 'Two', '2.0'],
			['c3', 'Three', ''],
		];
		const segments = [
			['SegmentID', 'SegmentName'],
			['1', 'Trade'],
			['2', 'Public'],
		];
		const report = await init({
			'invoice_lines.csv': lines,
			'invoices.csv': invoices,
			'customers.csv': floats,
			'segments.csv': segments,
		});
		expect(from(report, 'segment', 'accounts')).toBe('customers.SegmentID, segments.SegmentName');
		expect(drafted('accounts')).toContain("regexp_replace(customers.\"SegmentID\", '\\.0$', '')");
	});
});

describe('ids', () => {
	it('keep their zeros, and lose .0 only where every one has it', async () => {
		const rows = (ids: readonly string[]): string =>
			`customer_id,date,amount\n${ids.map((id) => `${id},2026-01-05,1\n`).join('')}`;
		await init({ 'a.csv': rows(['00004', '00021', '00050']) });
		expect(drafted('order_lines')).toContain('customer_id as account_id');
		await init({ 'a.csv': rows(['17850.0', '13047.0', '']) }, { force: true });
		expect(drafted('order_lines')).toContain("regexp_replace(customer_id, '\\.0$', '') as account_id");
		await init({ 'a.csv': rows(['1.0', '1.1', '2.0']) }, { force: true });
		expect(drafted('order_lines')).toContain('customer_id as account_id');
	});

	it('of orders are the account and the day where the source has none, and it says so', async () => {
		const report = await init({ 'a.csv': 'customer_id,date,amount\n007,2026-01-05,1\n' });
		expect(report.check.join('\n')).toContain(
			'the source names no order; an account and a day stand for one',
		);
		expect(drafted('order_lines')).toContain("customer_id || ' ' || try_cast(date as date) as order_id");
	});
});

describe('several tables', () => {
	it('of a workbook are read sheet by sheet, and put together where their columns are the same', async () => {
		const header = ['Invoice', 'StockCode', 'Quantity', 'InvoiceDate', 'Price', 'Customer ID', 'Country'];
		const sheet = (year: number): (string | number | Date)[][] => [
			header,
			...[1, 2, 3].map((n) => [
				`${year}${n}`,
				`s${n}`,
				n,
				new Date(`${year}-03-0${n}T08:00:00Z`),
				2.5,
				17850 + n,
				'France',
			]),
		];
		writeFileSync(join(mkdtempSync(join(folder, 'x-')), 'ignored.txt'), '');
		const report = await init({
			'retail.xlsx': await workbookBytes({ 'Year 2009-2010': sheet(2009), 'Year 2010-2011': sheet(2010) }),
		});
		expect(report.tables.map(({ name, rows }) => [name, rows])).toEqual([
			['year_2009_2010', 3],
			['year_2010_2011', 3],
		]);
		// (1 + 2 + 3) × 2.50, twice
		expect(report.worth.used).toMatchObject({ rows: 6, amount: '30.00' });
		expect(drafted('order_lines')).toContain('file_name as source_file');
	});

	it('that are no tables are left, with the reason, and the others are used', async () => {
		const report = await init({
			'orders.csv': onDays(['2026-01-05', '2026-01-06']),
			'empty.csv': '',
			'letter.txt': 'Dear all,\nnothing to see here\n',
		});
		expect(report.left).toContainEqual({
			what: 'in/empty.csv',
			test: 'file_holds_no_table',
			reason: 'in/empty.csv is empty.',
		});
		expect(report.left.map(({ what }) => what)).toContain('in/letter.txt');
	});
});

describe('init refuses', () => {
	const fault = async (work: Promise<unknown>): Promise<string> => {
		const error: unknown = await work.then(
			() => undefined,
			(reason: unknown) => reason,
		);
		expect(error).toMatchObject({ name: 'Fault', code: 'input' });
		return (error as Error).message;
	};

	it('to write over a project without --force, and writes nothing', async () => {
		await init({ 'o.csv': onDays(['2026-01-05']) });
		writeFileSync(join(folder, 'out', 'sources', 'order_lines.sql'), 'my own work');
		expect(await fault(init({}))).toContain('vital-few.yaml is there already');
		rmSync(join(folder, 'out', 'vital-few.yaml'));
		expect(await fault(init({}))).toContain('order_lines.sql is there already');
		expect(drafted('order_lines')).toBe('my own work');
		expect(existsSync(join(folder, 'out', 'vital-few.yaml'))).toBe(false);
		await init({}, { force: true });
		expect(drafted('order_lines')).toContain('select');
	});

	it.each([
		['a path that is not there', { paths: ['nowhere'] }, {}, 'nowhere does not exist.'],
		[
			'a folder without tables',
			{},
			{ 'notes.md': '# no table' },
			'There is no table in in: no CSV, TSV, JSON, Parquet or XLSX file.',
		],
		[
			'a file without a customer',
			{},
			{ 'a.csv': 'day,amount\n2026-01-05,1\n' },
			'Order lines need an account and a day; the likeliest table, a, has no account (a customer) among its columns day, amount; if one of them is it, say which: --map "amount=account_id".',
		],
		[
			'a file whose days are mere numbers',
			{},
			{ 'a.csv': 'household_key,DAY,SALES_VALUE\n1,1,2.50\n2,711,3.50\n' },
			'Order lines need an account and a day; the likeliest table, a, has no day that can be read among its columns household_key, DAY, SALES_VALUE; DAY holds numbers from 1 to 711, which are no days.',
		],
		[
			'a file with months side by side',
			{},
			{ 'a.csv': 'Customer,Jan 2024,Feb 2024,Mar 2024\nAlder,1.50,2.50,3.50\n' },
			'Order lines need an account and a day; the likeliest table, a, has no day that can be read among its columns Customer, Jan 2024, Feb 2024, Mar 2024; months stand side by side in Jan 2024, Feb 2024, …, where each account and month needs a row.',
		],
		[
			'a file without column names',
			{},
			{ 'a.csv': '1,2026-01-05,2.50\n2,2026-01-06,3.50\n' },
			'Order lines need an account and a day, and a.csv has no line of column names to find them by; give it a first line of names such as order_id, customer_id, order_date and amount.',
		],
		[
			'a file with one column',
			{ paths: ['in/a.csv'] },
			{ 'a.csv': 'just words\nand more\n' },
			'in/a.csv is no table: its lines have one column, whatever the delimiter.',
		],
		[
			'a header without rows',
			{ paths: ['in/a.csv'] },
			{ 'a.csv': 'customer,date,amount\n' },
			'in/a.csv has a header but no rows.',
		],
		[
			'a currency that is none',
			{ currency: 'euros' },
			{ 'a.csv': onDays(['2026-01-05']) },
			'--currency euros is no three-letter code like EUR.',
		],
	])('%s, in one sentence', async (_name, options, files, sentence) => {
		expect(await fault(init(files as Files, options))).toBe(sentence);
	});
});
