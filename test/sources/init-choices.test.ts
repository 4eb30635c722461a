import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InitReport } from '../../src/lib/server/sources/draft/init-report.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { text } from '../support/exports/trade.ts';

let dir: string;
let count = 0;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-choices-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function init(files: Record<string, string>): Promise<InitReport> {
	const folder = join(dir, String(++count));
	mkdirSync(join(folder, 'in'), { recursive: true });
	for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'in', name), content);
	return initProject({
		paths: ['in'],
		dir: 'out',
		cwd: folder,
		today: '2026-09-30',
		reader: new HereReader(),
	});
}

const rows = Array.from({ length: 12 }, (_, index) => index + 1);

describe('init tells what another choice would be worth', () => {
	it('names the rows that are no sales', async () => {
		const { worth, check } = await init({
			'deals.csv': text(
				'deal_id,customer,stage,close_date,amount',
				rows.map(
					(n) => `D${n},C${n % 3},${n % 4 === 0 ? 'Closed Lost' : 'Closed Won'},2026-0${(n % 9) + 1}-05,1000`,
				),
			),
		});
		expect(worth.used.amount).toBe('9000.00');
		expect(worth.left_out).toMatchObject({ rows: 3, amount: '3000.00' });
		expect(check).toContain(
			'Only rows whose stage is Closed Won are taken as sales; the 3 others, 3,000.00 in all, are left out.',
		);
	});

	it('names another table of sales, with its sum', async () => {
		const facts = (prefix: string, key: string): string =>
			text(
				`SalesOrderNumber,${key},ProductKey,OrderDate,OrderQuantity,SalesAmount`,
				rows.map(
					(n) => `${prefix}${n},${n % 5},${n},2026-01-0${(n % 9) + 1},1,${prefix === 'A' ? 20 : 1500}.50`,
				),
			);
		const { check } = await init({
			'FactInternetSales.csv': facts('A', 'CustomerKey'),
			'FactResellerSales.csv': facts('B', 'ResellerKey'),
		});
		expect(check.filter((sentence) => sentence.includes('tells of other sales'))).toEqual([
			'fact_reseller_sales (12 rows, 18,006.00) tells of other sales; only fact_internet_sales is read. If both count, put them together with union all in sources/order_lines.sql.',
		]);
	});

	it('names orders that came back, and refunds', async () => {
		const { check } = await init({
			'Orders.csv': text(
				'Order ID,Order Date,Customer ID,Product,Net Sales,Refunded Amount',
				rows.map((n) => `O${n},2026-02-0${(n % 9) + 1},C${n % 3},Desk,100.00,${n === 1 ? '25.00' : '0.00'}`),
			),
			'Returns.csv': text('Returned,Order ID', ['Yes,O2', 'Yes,O3']),
		});
		expect(check).toContain('returns names 2 orders that came back: 2 lines, 200.00. They stay in.');
		expect(check).toContain('Refunded Amount holds 25.00, which is not taken out of net_amount.');
	});

	it('asks which way round the rates are', async () => {
		const { check } = await init({
			'sales.csv': text(
				'order_id,order_date,customer_id,amount,currency',
				rows.map((n) => `${n},2026-06-0${(n % 9) + 1},C${n % 3},100.00,${n % 2 ? 'USD' : 'EUR'}`),
			),
			'exchange_rates.csv': text('Date,Currency,Exchange', [
				'2026-01-01,EUR,0.8952',
				'2026-01-01,USD,1.0000',
			]),
		});
		expect(check.find((sentence) => sentence.includes('the other way round'))).toContain(
			'exchange_rates say how many',
		);
	});

	it('names lines that stand in two files read as one', async () => {
		// Each file has lines of its own: neither is an older download of the other.
		const file = (from: number, to: number): string =>
			text(
				'Invoice,InvoiceDate,Customer ID,StockCode,Quantity,Price',
				rows.slice(from, to).map((n) => `${n},2026-03-0${(n % 9) + 1},C1,S,2,1.50`),
			);
		const { check } = await init({ 'sales_2025.csv': file(0, 9), 'sales_2026.csv': file(1, 10) });
		expect(check.find((sentence) => sentence.includes('stand in more than one'))).toContain('8 lines, 24.00');
	});

	it('names other amounts where the net amount is a guess', async () => {
		const { check } = await init({
			'sales.csv': text(
				'Customer ID,Purchase Date,Product Price,Quantity,Total Purchase Amount',
				rows.map((n) => `C${n % 4},2026-04-0${(n % 9) + 1},${n * 7},${1 + (n % 3)},${n * n * 3}`),
			),
		});
		expect(check).toContain('If Quantity × Product Price were the net amount, it would be 1,064.00 in all.');
	});
});

describe('init names customers', () => {
	it('by the store that they are, else by the person', async () => {
		const { columns } = await init({
			'Customer.csv': text('CustomerID,PersonID,StoreID,TerritoryID', ['1,21,,1', '2,22,32,2', '3,23,33,2']),
			'Person.csv': text('BusinessEntityID,FirstName,LastName', ['21,Pat,A', '22,Pat,B', '23,Pat,C']),
			'Store.csv': text('BusinessEntityID,Name', ['32,Alder', '33,Birch']),
			'SalesTerritory.csv': text('TerritoryID,Name,Group', ['1,North,Europe', '2,South,Europe']),
			'Orders.csv': text(
				'OrderID,OrderDate,CustomerID,Amount',
				rows.map((n) => `${n},2026-05-0${(n % 9) + 1},${1 + (n % 3)},10.00`),
			),
		});
		const accounts = Object.fromEntries(
			columns.filter(({ entity }) => entity === 'accounts').map(({ column, from }) => [column, from]),
		);
		expect(accounts).toEqual({
			account_id: 'customer.CustomerID',
			name: 'customer.StoreID, customer.PersonID, store.Name, person.FirstName, person.LastName',
			region: 'customer.TerritoryID, sales_territory.Name',
		});
	});
});

describe('init leaves what is no table', () => {
	it('and says what it is', async () => {
		const { left } = await init({
			'orders.csv': text('customer,date,amount', ['A,2026-05-01,1', 'B,2026-05-02,2']),
			'report.xls': '<html><table><tr><td>1</td></tr></table></html>',
			'old.xls': '\u00d0\u00cf',
			'rest.zip': 'PK\u0003\u0004',
		});
		const reasons = Object.fromEntries(left.map(({ what, reason }) => [what, reason]));
		expect(reasons['in/report.xls']).toContain('is a web page (HTML) or XML');
		expect(reasons['in/rest.zip']).toContain('is a ZIP archive');
	});
});
