import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { InitReport } from '../../src/lib/server/sources/draft/init-report.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { FileProject } from '../support/file-project.ts';
import { describeWithData } from '../support/real-data.ts';
import { readText } from '../support/event-log.ts';
import { workbookBytes } from '../support/workbook.ts';

const project = FileProject.forEachTest();
let out: string;
beforeEach(() => {
	out = mkdtempSync(join(tmpdir(), 'vital-few-real-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const init = (path: string, dir = out): Promise<InitReport> =>
	initProject({ paths: [path], dir, cwd: out, today: '2026-09-30', reader: new HereReader(), force: true });
const sql = (name: string): string => readFileSync(join(out, 'sources', `${name}.sql`), 'utf8');
const entities = (report: InitReport): string[] =>
	[...new Set(report.columns.map(({ entity }) => entity))].sort();

describeWithData('one flat file of invoice lines', ['online_retail/online_retail.csv.gz'], ([file]) => {
	it('needs no edits: guests are set aside, returns and cancellations are kept and told', async () => {
		const { worth, currency } = await init(file!);
		expect(worth).toMatchObject({
			rows: 541_909,
			used: { rows: 406_829, amount: '8300065.81' },
			rejected: [{ says: 'no account', rows: 135_080, amount: '1447682.12' }],
			accounts: 4_372,
			first_on: '2010-12-01',
			last_on: '2011-12-09',
			last_complete_month: { last_complete_month_end: '2011-11-30' },
		});
		expect(worth.kept).toContainEqual({
			says: 'lines whose InvoiceNo begins with C',
			rows: 8_905,
			amount: '-611342.09',
		});
		expect(sql('order_lines')).toContain(`-- where "InvoiceNo" not like 'C%'`);
		expect(currency).toMatchObject({ code: 'GBP', isGuess: true });
	});

	it('comes to the same, to the last digit, from a German office, a workbook and Parquet', async () => {
		const lines = readText(file!).split('\n').slice(0, 12_000).join('\n');
		const original = project.write('plain.csv', lines);
		const { connection } = project;
		await project.open('plain.csv');
		const columns = (await project.select('describe select * exclude (line_number) from t')).map(
			([name]) => `"${String(name)}"`,
		);
		const german = join(project.dir, 'german.csv');
		await connection.run(`copy (select * exclude (line_number) replace (
				replace("UnitPrice", '.', ',') as "UnitPrice", strftime("InvoiceDate"::timestamp, '%d.%m.%Y %H:%M') as "InvoiceDate"
			) from t) to '${german}' (delimiter ';', header true)`);
		const inLatin1 = project.write('latin.csv', Buffer.from(readFileSync(german, 'utf8'), 'latin1'));
		const parquet = join(project.dir, 'typed.parquet');
		await connection.run(`copy (select * exclude (line_number) replace ("Quantity"::integer as "Quantity", "UnitPrice"::decimal(9,3) as "UnitPrice",
				"InvoiceDate"::timestamp as "InvoiceDate") from t) to '${parquet}' (format parquet)`);
		const rows = await project.select(`select ${columns.join(', ')} from t order by line_number`);
		const header = columns.map((name) => name.slice(1, -1));
		const cells = rows.map((row) =>
			row.map((value, index) => {
				if (value === null) return null;
				if (header[index] === 'InvoiceDate') return new Date(`${String(value).replace(' ', 'T')}Z`);
				return ['Quantity', 'UnitPrice', 'CustomerID'].includes(header[index]!)
					? Number(value)
					: String(value);
			}),
		);
		const workbook = project.write('book.xlsx', await workbookBytes({ Orders: [header, ...cells] }));

		const { worth } = await init(original);
		for (const path of [inLatin1, parquet, workbook]) expect((await init(path)).worth, path).toEqual(worth);
	});
});

describeWithData(
	'a folder of orders, lines, customers, products and categories',
	['northwind/order_details.csv'],
	([file]) => {
		it('is joined by itself; prices and discounts are read as decimals before they are multiplied', async () => {
			const report = await init(dirname(file!));
			expect(report.worth).toMatchObject({
				used: { rows: 2_155, amount: '1265793.04' },
				rejected: [],
				accounts: 89,
				last_complete_month: { last_complete_month_end: '1998-04-30' },
			});
			expect(entities(report)).toEqual(['accounts', 'deliveries', 'order_lines', 'orders']);
			expect(sql('order_lines')).toMatch(
				/left join orders on .*\nleft join products on .*\nleft join categories on /,
			);
			expect(report.columns.some(({ column }) => column === 'cost_amount')).toBe(false);
		});
	},
);

describeWithData(
	'a wholesaler with two levels of customers',
	['wide_world_importers/Sales.InvoiceLines.csv.gz'],
	([file]) => {
		it('gives net sales, profit, shops and those who pay for them, and joins no invoice to an order', async () => {
			const report = await init(dirname(file!));
			expect(report.worth).toMatchObject({
				used: { rows: 228_265, amount: '172261341.20' },
				rejected: [],
				accounts: 663,
			});
			expect(entities(report)).toEqual(['accounts', 'deliveries', 'invoices', 'order_lines', 'orders']);
			expect(sql('order_lines')).toContain(`'invoice-' || sales_invoice_lines."InvoiceID" as order_id`);
			expect(sql('order_lines')).not.toContain('sales_orders');
			expect(sql('accounts')).toContain('sales_customers."BillToCustomerID" as group_id');
			expect(sql('invoices')).not.toContain('order_id');
		});
	},
);

describeWithData(
	'logs of purchases',
	['cdnow_sample/cdnow_sample.csv', 'grocery/BTYDplus_groceryElog.csv'],
	([cdnow, grocery]) => {
		it('keep the zeros in front of their customer ids', async () => {
			const { worth } = await init(cdnow!);
			expect(worth).toMatchObject({ used: { rows: 6_919, amount: '244091.94' }, accounts: 2_357 });
			expect(worth.kept).toContainEqual({ says: 'amounts of zero', rows: 8, amount: '0.00' });
		});

		it('may have no amounts at all', async () => {
			const { worth, check } = await init(grocery!);
			expect(worth).toMatchObject({ used: { rows: 10_483, amount: null }, accounts: 1_525 });
			expect(check).toContain('There is no amount of money; every money answer will be empty.');
		});
	},
);
