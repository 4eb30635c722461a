import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InitReport } from '../../src/lib/server/sources/draft/init-report.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';

let dir = '';
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-dimensions-'));
	mkdirSync(join(dir, 'in'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function init(files: Record<string, string>): Promise<InitReport> {
	for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, 'in', name), content);
	return initProject({ paths: ['in'], dir, cwd: dir, today: '2026-11-22', reader: new HereReader() });
}
const statement = (entity: string): string => readFileSync(join(dir, 'sources', `${entity}.sql`), 'utf8');
const columns = ({ columns: all }: InitReport, entity: string): Record<string, string> =>
	Object.fromEntries(all.filter((one) => one.entity === entity).map(({ column, from }) => [column, from]));
const day = (index: number): string => new Date(Date.UTC(2024, 0, 3 + index * 5)).toISOString().slice(0, 10);
const table = (header: string, row: (index: number) => string, rows = 120): string =>
	`${[header, ...Array.from({ length: rows }, (_, index) => row(index))].join('\n')}\n`;

describe('columns that sort the lines', () => {
	it('are the account’s where they are steady within it, and the line’s where they differ', async () => {
		// Sixty orders of two lines, six customers. The segment goes with the customer, region and salesperson with the order,
		// the colour with the line.
		const report = await init({
			'orders.csv': table(
				'Order ID,Order Date,Customer ID,Customer Segment,Ship-to Region,Salesperson,Channel,Colour,Product ID,Net Amount',
				(i) => {
					const order = i >> 1;
					return `O${order},${day(order)},C${order % 6},${order % 2 === 0 ? 'Large' : 'Small'},${['North', 'South', 'West'][(order % 5) % 3]},${['Ann', 'Bo', 'Cy', 'Di'][((order * 3) % 7) % 4]},${order % 4 === 0 ? 'Web' : 'Shop'},${i % 3 === 0 ? 'red' : 'blue'},P${i % 9},${10 + (i % 7)}.50`;
				},
			),
		});
		expect(columns(report, 'accounts')).toEqual({
			account_id: 'orders.Customer ID',
			segment: 'orders.Customer Segment',
		});
		expect(columns(report, 'order_lines')).toMatchObject({
			ship_to_region: 'orders.Ship-to Region',
			salesperson: 'orders.Salesperson',
			channel: 'orders.Channel',
			colour: 'orders.Colour',
		});
	});

	it('in another language and with another divider, from the table of orders too', async () => {
		const report = await init({
			'Auftraege.csv': table(
				'Auftragsnr;Kundennr;Auftragsdatum;Vertriebsweg;Verkäufer',
				(i) =>
					`A${i};K${i % 5};${day(i).split('-').reverse().join('.')};${i % 3 === 0 ? 'Online' : 'Filiale'};${['Kim', 'Lee', 'Max'][((i * 2) % 7) % 3]}`,
				60,
			),
			'Auftragspositionen.csv': table(
				'Auftragsnr;Artikelnr;Menge;Nettobetrag;Farbe',
				(i) => `A${i >> 1};T${i % 8};1;${10 + (i % 7)},50;${i % 3 === 0 ? 'rot' : 'blau'}`,
			),
			'Kunden.csv': table(
				'Kundennr;Name;Branche',
				(i) => `K${i};Kunde ${i};${i % 2 === 0 ? 'Bau' : 'Handel'}`,
				5,
			),
		});
		expect(columns(report, 'accounts')).toMatchObject({ name: 'kunden.Name', industry: 'kunden.Branche' });
		const drafted = Object.values(columns(report, 'order_lines'));
		expect(drafted).toEqual(
			expect.arrayContaining(['auftraege.Vertriebsweg', 'auftraege.Verkäufer', 'auftragspositionen.Farbe']),
		);
	});

	it('that go with the account stand beside a table of customers', async () => {
		const report = await init({
			'orders.csv': table(
				'order_id,customer_id,order_date,price_list,net_amount',
				(i) => `O${i},C${i % 6},${day(i)},${i % 2 === 0 ? 'gold' : 'plain'},${10 + (i % 7)}.50`,
			),
			'customers.csv': table('customer_id,name,city', (i) => `C${i},Name ${i},City ${i % 3}`, 6),
		});
		expect(columns(report, 'accounts')).toMatchObject({
			name: 'customers.name',
			price_list: 'orders.price_list',
		});
		expect(statement('accounts')).toContain('as of_lines on of_lines.of_account = customers.customer_id');
	});
});

describe('what the product is', () => {
	it('is no store and no person, and its name goes with its id', async () => {
		const report = await init({
			'orders.csv': table(
				'order_id,order_date,customer_id,Store Name,Sales Rep Name,item_no,item_name,net_amount',
				(i) =>
					`O${i},${day(i)},C${i % 6},Store of ${i % 4} street,Ann Lee ${i % 3},I${i % 9},Thing called ${i % 9},${10 + (i % 7)}.50`,
			),
		});
		expect(columns(report, 'order_lines')).toMatchObject({
			product_id: 'orders.item_no',
			product_name: 'orders.item_name',
		});
	});

	it('is none where only a store and a person have names', async () => {
		const report = await init({
			'orders.csv': table(
				'order_id,order_date,customer_id,Store Name,net_amount',
				(i) => `O${i},${day(i)},C${i % 6},Store of ${i % 4} street,${10 + (i % 7)}.50`,
			),
		});
		expect(columns(report, 'order_lines')).not.toHaveProperty('product_id');
		expect(columns(report, 'order_lines')).not.toHaveProperty('product_name');
	});

	it('a customer’s name that differs within the customer is none', async () => {
		const report = await init({
			'orders.csv': table(
				'order_id,order_date,customer_id,customer_name,net_amount',
				(i) => `O${i},${day(i)},C${i % 6},Person ${(i * 7) % 13},${10 + (i % 7)}.50`,
			),
		});
		expect(columns(report, 'accounts')).not.toHaveProperty('name');
		expect(report.left).toContainEqual({
			what: 'orders.customer_name',
			test: 'differs_within_accounts',
			reason: 'names no account: it differs within 6 of 6 accounts',
		});
	});
});
