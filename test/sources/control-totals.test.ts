import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printBuildReport } from '../../src/cli/build-report-text.ts';
import { readProject } from '../../src/lib/server/sources/config.ts';
import type { ControlTotal } from '../../src/lib/server/sources/foot-orders.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { checkSources, type CheckReport } from '../../src/lib/server/warehouse/build/check-sources.ts';
import { buildProject } from '../support/given.ts';

const TODAY = '2026-11-22';
let dir = '';
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-totals-'));
	mkdirSync(join(dir, 'in'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(name: string, rows: readonly (readonly (string | number)[])[], mark = ','): void {
	writeFileSync(join(dir, 'in', name), `${rows.map((row) => row.join(mark)).join('\n')}\n`);
}
const check = (): Promise<CheckReport> =>
	checkSources({ project: readProject(dir), today: TODAY, onStep: () => undefined });
async function drafted(): Promise<readonly ControlTotal[]> {
	await initProject({ paths: ['in'], dir, cwd: dir, today: TODAY, reader: new HereReader() });
	return (await check()).control_totals;
}
/** A project written by hand: lines of [order, amount] or [order, amount, currency], and totals of [order, amount]. */
function project(lines: readonly (readonly (string | number)[])[], totals: string, more = ''): void {
	write('lines.csv', [
		['order_id', 'account_id', 'ordered_on', 'net_amount', 'currency'],
		...lines.map(([order, amount, currency = 'EUR']) => [order!, 'A', '2026-01-05', amount!, currency]),
	]);
	mkdirSync(join(dir, 'sources'), { recursive: true });
	writeFileSync(
		join(dir, 'vital-few.yaml'),
		`company: T\ncurrency: EUR\nfiles:\n  lines: { path: in/lines.csv }\n`,
	);
	writeFileSync(
		join(dir, 'sources', 'order_lines.sql'),
		`select order_id, account_id, ordered_on, net_amount${more} from lines`,
	);
	writeFileSync(join(dir, 'sources', 'control_totals.sql'), totals);
}
const totalsOf = (rows: readonly (readonly [string, number | string])[], name = 'orders.total'): string =>
	`select '${name}' as control_total, order_id, amount from (values ${rows.map(([order, amount]) => `('${order}', ${amount})`).join(', ')}) as t (order_id, amount)`;

const day = (index: number): string => new Date(Date.UTC(2026, 0, 3 + index * 3)).toISOString().slice(0, 10);

describe('the lines of an order against its total', () => {
	it('come out even to a cent or two: nothing is missing', async () => {
		// 10.00 + 20.00 against 30.01; 5.00 against 5.00
		project(
			[
				['1', 10],
				['1', 20],
				['2', 5],
			],
			totalsOf([
				['1', 30.01],
				['2', 5],
			]),
		);
		const report = await check();
		expect(report.control_totals).toEqual([
			{
				control_total: 'orders.total',
				currency: 'EUR',
				orders: 2,
				differing: 0,
				differing_with_rejected: 0,
				lines_amount: '35.00',
				total_amount: '35.01',
				missing_amount: '0.01',
				without_lines: 0,
				without_lines_amount: '0.00',
				examples: [],
				without_lines_examples: [],
			},
		]);
		expect(report.findings.filter(({ found_count, noun }) => found_count > 0 && noun === 'orders')).toEqual(
			[],
		);
	});

	it('that miss it are named with what is missing, and orders without lines with their worth', async () => {
		// 1: 10 of 30; 2: 50 of 40; 3: even; 4 and 5 have no line
		project(
			[
				['1', 10],
				['2', 50],
				['3', 7],
			],
			totalsOf([
				['1', 30],
				['2', 40],
				['3', 7],
				['4', 100],
				['5', 0.5],
			]),
		);
		const report = await check();
		expect(report.control_totals).toMatchObject([
			{
				orders: 3,
				differing: 2,
				lines_amount: '67.00',
				total_amount: '77.00',
				missing_amount: '10.00',
				examples: [
					{ order_id: '1', amount: '20.00' },
					{ order_id: '2', amount: '-10.00' },
				],
				without_lines: 2,
				without_lines_amount: '100.50',
				without_lines_examples: [
					{ order_id: '4', amount: '100.00' },
					{ order_id: '5', amount: '0.50' },
				],
			},
		]);
		const found = report.findings.filter(({ finding }) => finding.startsWith('orders_'));
		expect(found.filter(({ found_count }) => found_count > 0)).toMatchObject([
			{ found: 'whose lines miss orders.total', found_count: 2, amount: '10.0000', treatment: 'flagged' },
			{ found: 'without an order line that is used, by orders.total', found_count: 2, amount: '100.5000' },
		]);
	});

	it('of which some are set aside are told as such', async () => {
		project(
			[
				['1', 10],
				['1', 'many'],
				['2', 5],
			],
			totalsOf([
				['1', 30],
				['2', 6],
			]),
		);
		expect((await check()).control_totals).toMatchObject([
			{ orders: 2, differing: 2, differing_with_rejected: 1, missing_amount: '21.00' },
		]);
	});

	it('are held against each figure, each in its currency', async () => {
		project(
			[
				['1', 10, 'EUR'],
				['2', 5, 'USD'],
			],
			`${totalsOf([
				['1', 11],
				['2', 5],
				['3', 9],
			])} union all ${totalsOf([['1', 10]], 'orders.subtotal')}`,
			', currency',
		);
		const totals = (await check()).control_totals;
		// Dollars have no rate and are set aside: order 2 has no line that is used.
		expect(
			totals.map(({ control_total, currency, orders, differing, without_lines }) => [
				control_total,
				currency,
				orders,
				differing,
				without_lines,
			]),
		).toEqual([
			['orders.total', null, 0, 0, 1],
			['orders.total', 'USD', 0, 0, 1],
			['orders.total', 'EUR', 1, 1, 0],
			['orders.subtotal', 'EUR', 1, 0, 0],
		]);
	});

	it('need a figure: a statement without it is refused by its column', async () => {
		project([['1', 10]], "select 'x' as control_total, order_id, net_amount as amounts from lines");
		await expect(check()).rejects.toThrow(
			'control_totals needs the column amount (what its lines should come to). The nearest names it gives are amounts.',
		);
	});

	it('are held against nothing where the project says nothing', async () => {
		project([['1', 10]], '');
		rmSync(join(dir, 'sources', 'control_totals.sql'));
		expect((await check()).control_totals).toEqual([]);
	});
});

describe('what init found is kept, and a later build needs no guess', () => {
	/** Orders 1..n of two lines of 10.00 and 20.00, and lines for the first of them only. */
	const lines = (count: number) =>
		Array.from({ length: count }, (_, i) => [
			[i + 1, 'P1', 1, '10.00'],
			[i + 1, 'P2', 2, '20.00'],
		]).flat();
	const orders = (count: number, total: (index: number) => string) =>
		Array.from({ length: count }, (_, i) => [i + 1, `C${i % 5}`, day(i), total(i)]);

	it('tax and freight of the order lie between', async () => {
		write('order_lines.csv', [['order_id', 'product_id', 'line_no', 'net_amount'], ...lines(40)]);
		write('orders.csv', [
			['order_id', 'customer_id', 'order_date', 'tax_amount', 'freight', 'grand_total'],
			...Array.from({ length: 50 }, (_, i) => [
				i + 1,
				`C${i % 5}`,
				day(i),
				'5.70',
				'4.00',
				i === 3 ? '99.70' : '39.70',
			]),
		]);
		// 40 orders of 30.00; order 4 says 60.00 more; 41 to 50 have no lines: 10 × 30.00
		expect(await drafted()).toMatchObject([
			{
				control_total: 'orders.grand_total less tax_amount less freight',
				orders: 40,
				differing: 1,
				missing_amount: '60.00',
				examples: [{ order_id: '4', amount: '60.00' }],
				without_lines: 10,
				without_lines_amount: '300.00',
			},
		]);
		expect(readFileSync(join(dir, 'sources', 'control_totals.sql'), 'utf8')).toContain('from orders');
		// The next delivery breaks more of them: the build says so without a guess.
		write('order_lines.csv', [
			['order_id', 'product_id', 'line_no', 'net_amount'],
			...lines(40).slice(0, 41),
		]);
		expect((await check()).control_totals).toMatchObject([{ orders: 21, without_lines: 29 }]);
	});

	it('lines with headings of another language, complete by themselves, beside a table of orders', async () => {
		write(
			'Positionen.csv',
			[
				['Belegnr', 'Kundennr', 'Belegdatum', 'Artikelnr', 'Menge', 'Nettobetrag'],
				...Array.from({ length: 60 }, (_, i) => [
					`B${Math.floor(i / 2) + 1}`,
					`K${Math.floor(i / 2) % 5}`,
					day(Math.floor(i / 2))
						.split('-')
						.reverse()
						.join('.'),
					`A${i % 2}`,
					1,
					'1.010,50',
				]),
			],
			';',
		);
		write(
			'Belege.csv',
			[
				['Belegnr', 'Kundennr', 'Belegdatum', 'Gesamtbetrag'],
				...Array.from({ length: 36 }, (_, i) => [
					`B${i + 1}`,
					`K${i % 5}`,
					day(i).split('-').reverse().join('.'),
					i === 0 ? '3.000,00' : '2.021,00',
				]),
			],
			';',
		);
		// 30 orders of 2 × 1,010.50; B1 says 979.00 more; B31 to B36 have no lines: 6 × 2,021.00
		expect(await drafted()).toMatchObject([
			{
				orders: 30,
				differing: 1,
				missing_amount: '979.00',
				without_lines: 6,
				without_lines_amount: '12126.00',
			},
		]);
	});

	it('a tax inside the prices, which init takes off, is off the total too', async () => {
		write('export.csv', [
			['Order', 'Customer', 'Created at', 'Product', 'Quantity', 'Price', 'Subtotal', 'Taxes'],
			...Array.from({ length: 80 }, (_, i) => [
				`#${Math.floor(i / 2)}`,
				`C${Math.floor(i / 2) % 5}`,
				day(Math.floor(i / 2)),
				`P${i % 2}`,
				1,
				'57.50',
				i % 2 === 0 ? '115.00' : '',
				i % 2 === 0 ? '15.00' : '',
			]),
		]);
		// 40 orders of 115.00 with 15.00 of tax inside
		const totals = await drafted();
		for (const total of totals) expect(total).toMatchObject({ orders: 40, differing: 0, without_lines: 0 });
		expect(totals).toMatchObject([{ lines_amount: '4000.00', total_amount: '4000.00' }]);
	});

	it('a build prints the difference first, and keeps it for the page on data', async () => {
		write('invoice_lines.csv', [
			['invoice_line_id', 'invoice_id', 'track_id', 'unit_price', 'quantity'],
			...Array.from({ length: 60 }, (_, i) => [i + 1, Math.floor(i / 2) + 1, (i % 7) + 1, '0.99', 1]),
		]);
		write('invoices.csv', [
			['invoice_id', 'customer_id', 'invoice_date', 'total'],
			...orders(40, (i) => (i < 30 ? '5.94' : '7.00')),
		]);
		await drafted();
		const built = await buildProject(dir, TODAY);
		try {
			// Lines: 30 × 1.98 = 59.40; totals of the same: 30 × 5.94 = 178.20; without lines: 10 × 7.00
			const text = printBuildReport(built.report, dir);
			expect(text.split('\n')[0]).toBe(
				'The lines of 30 orders come to 59.40 EUR, their invoices.total to 178.20 EUR: a difference of −118.80 EUR. 30 orders do not come out even: 1 (−3.96), 2 (−3.96), 3 (−3.96), …. Only the lines count.',
			);
			expect(text.split('\n')[1]).toBe(
				'10 of 40 orders, 70.00 EUR by invoices.total, have no order line that is used and bring no revenue: 31 (7.00), 32 (7.00), 33 (7.00), ….',
			);
			const { rows } = await built.ask('data_quality');
			expect(
				rows.filter(({ finding, found_count }) => finding.startsWith('orders_') && found_count > 0),
			).toMatchObject([
				{ entity: 'order_lines', found: 'whose lines miss invoices.total', found_count: 30, amount: 118.8 },
				{
					entity: 'order_lines',
					found: 'without an order line that is used, by invoices.total',
					found_count: 10,
					amount: 70,
				},
			]);
		} finally {
			built.warehouse.close();
		}
	}, 120_000);
});
