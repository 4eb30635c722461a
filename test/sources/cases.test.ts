import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InitReport } from '../../src/lib/server/sources/draft/init-report.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { buildProject } from '../support/given.ts';

const CASES = fileURLToPath(new URL('cases', import.meta.url));
const TODAY = '2026-11-22';

let dir: string;
let count = 0;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-cases-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Case {
	/** A folder of `cases`. */
	folder: string;
	why: string;
	/** Net amount of the lines that are used, and how many they are. */
	net: string;
	lines: number;
	accounts?: number;
	/** What must be said under "To check", each in one sentence. */
	says?: RegExp[];
	/** Must be the first under "To check". */
	saysFirst?: RegExp;
	/** Columns that must be drafted, as `entity.column`. */
	drafts?: string[];
	draftsNot?: string[];
	rejected?: Record<string, number>;
}

const cases: Case[] = [
	{
		folder: 'shopify_cancelled',
		why: 'a day that few rows have is not the day of the order, and a tax inside the prices is no revenue',
		net: '6100.00',
		lines: 45,
		says: [/Taxes is inside the prices/],
	},
	{
		folder: 'shopify_no_cancelled',
		why: 'the tax of each order is taken off on its first line',
		net: '6100.00',
		lines: 45,
	},
	{
		folder: 'payables',
		why: 'bills of vendors are no sales, though their numbers coincide with those of invoices',
		net: '6000.00',
		lines: 60,
		accounts: 5,
	},
	{
		folder: 'lines_of_half_the_orders',
		why: 'orders without lines are named with their worth',
		net: '9000.00',
		lines: 60,
		saysFirst: /30 of 60 orders of orders, 9,000\.00 by their total, have no lines/,
	},
	{
		folder: 'lines_are_a_third_of_totals',
		why: 'lines that miss the totals of their orders are told first, with the difference',
		net: '5000.00',
		lines: 50,
		saysFirst: /5,000\.00.*total_amount.*15,000\.00.*-10,000\.00/,
	},
	{
		folder: 'symbols_mixed',
		why: 'four signs of currency are four currencies',
		net: '12000.00',
		lines: 12,
		rejected: { 'currency without a rate': 36 },
		drafts: ['order_lines.currency'],
	},
	{
		folder: 'two_symbols',
		why: 'two signs of currency are two currencies, and the commoner one is reported',
		net: '36000.00',
		lines: 36,
		rejected: { 'currency without a rate': 12 },
		drafts: ['order_lines.currency'],
	},
	{
		// 6 × (1,000 − 250 + 1,000 − 250 + 1,000 − 250 + 0 + 1,000) = 19,500
		folder: 'accounting_negatives',
		why: 'brackets, a minus behind, CR and a lone dash are read as bookkeepers write them',
		net: '19500.00',
		lines: 48,
	},
	{ folder: 'K_M', why: 'K and M are thousands and millions', net: '42169200.00', lines: 48 },
	{
		folder: 'order_no_per_year',
		why: 'order numbers that begin anew each year are joined with the year',
		net: '9000.00',
		lines: 120,
		accounts: 6,
	},
	{
		folder: 'customers_twice',
		why: 'customers that stand twice cost neither names nor regions',
		net: '3330.00',
		lines: 60,
		says: [/2 values of customers\.customer_id stand in more than one row/],
		drafts: ['accounts.name', 'accounts.region'],
	},
	{
		folder: 'one_order_twice',
		why: 'one order that stands twice costs no lines',
		net: '9000.00',
		lines: 120,
		says: [/1 value of orders\.order_id stands in more than one row \(5\)/],
	},
	{
		folder: 'one_product_twice',
		why: 'one product that stands twice costs neither names nor categories',
		net: '9000.00',
		lines: 120,
		drafts: ['order_lines.product_name', 'order_lines.category'],
	},
	{
		folder: 'equal_lines',
		why: 'lines of one amount are lines, not a total that is repeated; the other reading is given',
		net: '10000.00',
		lines: 100,
		says: [/5,000\.00 in all/],
	},
	{
		folder: 'equal_lines_seats',
		why: 'a column called a line total is the line’s',
		net: '3075.00',
		lines: 123,
	},
	{
		folder: 'subtotals_no_order',
		why: 'rows that are sums of others are left out and named',
		net: '3240.00',
		lines: 24,
		accounts: 3,
		saysFirst: /4 rows whose Customer is Alder Works Total.*Grand Total.*sums of other rows and left out/,
	},
	{
		// 4,780.00 less twice the 226.00 of the side H
		folder: 'soll_haben_only',
		why: 'the rarer side of the books is taken off where no amount has a minus',
		net: '4328.00',
		lines: 40,
		says: [/Haben-Kennzeichen is H are taken off/, /4,780\.00 in all/],
	},
	{
		folder: 'item_cost_is_price',
		why: 'what comes to the amount in every row is no cost, whatever it is called',
		net: '4000.00',
		lines: 40,
		draftsNot: ['order_lines.cost_amount'],
	},
	{
		folder: 'statuses',
		why: 'every status is named with its lines and what they are worth',
		net: '5000.00',
		lines: 50,
		says: [
			/returned 5 lines, 500\.00/,
			/refunded 5 lines, 500\.00/,
			/failed 5 lines, 500\.00/,
			/draft 5 lines, 500\.00/,
			/test 5 lines, 500\.00/,
			/on-hold 5 lines, 500\.00/,
			/return_pending 5 lines, 500\.00/,
		],
	},
	{
		folder: 'null_words',
		why: 'what stands for no customer is named, and what is set aside comes first',
		net: '4500.00',
		lines: 45,
		rejected: { 'no account': 15 },
		saysFirst: /15 of 60 rows \(25 % of the rows, 25 % of the money\) will be set aside/,
		says: [/"\(blank\)".*"-".*"0".*"N\/A".*"Unknown".*"none".*"undefined"/],
	},
	{
		folder: 'cents_unnamed',
		why: 'amounts that are all whole hundreds may be cents, which is asked first',
		net: '137500.00',
		lines: 50,
		saysFirst: /in cents\?.*137,500\.00.*1,375\.00/,
	},
	{
		folder: 'return_qty_negative',
		why: 'returns that bring money in are asked about',
		net: '5000.00',
		lines: 50,
		says: [/5 lines with a quantity below zero have an amount above it, 500\.00/],
	},
	{
		folder: 'dates_half_converted',
		why: 'days with two dividers are read both',
		net: '6000.00',
		lines: 60,
		says: [/order_date.*several ways/],
	},
	{
		folder: 'locale_drift',
		why: 'a decimal comma beside points, and days of two kinds, are read value by value',
		net: '40035.00',
		lines: 60,
	},
	{
		folder: 'xlsx_title_total_hidden',
		why: 'a hidden sheet with the same columns and the row of the total are no sales',
		net: '6225.00',
		lines: 50,
		says: [/1 row whose order_id is Total \(6,225\.00 in all\) is the sum of other rows/],
		rejected: { 'no account': 1 },
	},
	{
		folder: 'order_no_2024_01',
		why: 'numbers like 2024-01 in a column of orders are orders',
		net: '3000.00',
		lines: 30,
		drafts: ['order_lines.order_id'],
	},
];

describe('a source that is easily misread', () => {
	it.each(cases)('$folder: $why', async (one) => {
		const folder = join(dir, String(++count));
		mkdirSync(folder, { recursive: true });
		const report = await initProject({
			paths: [join(CASES, one.folder)],
			dir: folder,
			cwd: folder,
			company: 'Case',
			today: TODAY,
		});
		expect({ net: report.worth.used.amount, lines: report.worth.used.rows }).toEqual({
			net: one.net,
			lines: one.lines,
		});
		if (one.accounts !== undefined) expect(report.worth.accounts).toBe(one.accounts);
		if (one.rejected)
			expect(Object.fromEntries(report.worth.rejected.map(({ says, rows }) => [says, rows]))).toEqual(
				one.rejected,
			);
		if (one.saysFirst) expect(report.check[0]).toMatch(one.saysFirst);
		for (const sentence of one.says ?? []) expect(report.check.join('\n')).toMatch(sentence);
		const drafted = report.columns.map(({ entity, column }) => `${entity}.${column}`);
		expect(drafted).toEqual(expect.arrayContaining(one.drafts ?? []));
		for (const column of one.draftsNot ?? []) expect(drafted).not.toContain(column);
		// What init says of the draft, the build does.
		const built = await buildProject(folder, TODAY);
		try {
			const { rows } = await built.ask('summary', { from: '2000-01-01', to: '2026-12-01' });
			expect(Number(rows[0]!.revenue)).toBeCloseTo(Number(one.net), 2);
		} finally {
			built.close();
		}
	});
});

async function drafted(files: Record<string, string>, map?: readonly string[]): Promise<InitReport> {
	const folder = join(dir, String(++count));
	mkdirSync(join(folder, 'in'), { recursive: true });
	for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'in', name), content);
	return initProject({
		paths: ['in'],
		dir: 'out',
		cwd: folder,
		today: TODAY,
		...(map ? { map } : {}),
	});
}

const day = (index: number): string => new Date(Date.UTC(2024, 0, 3 + index * 11)).toISOString().slice(0, 10);
const lines = (header: string, row: (index: number) => string, rows = 60): string =>
	[header, ...Array.from({ length: rows }, (_, index) => row(index)), ''].join('\n');

describe('a list of customers', () => {
	const orders = lines(
		'order_id,customer_id,order_date,net_amount',
		(index) => `O${index},A${(index % 5) + 1},${day(index)},10.50`,
	);

	it.each(
		'Region amount country credit_limit date discount email from group id level limit order order_id last_order invoice phone price price_list product quantity rank revenue search segment_date since sort status tier total_sales type user value year'.split(
			' ',
		),
	)('gives its names although it has a column called %s', async (column) => {
		const isFigure = /amount|limit$|discount|price$|quantity|rank|revenue|total_sales|value/.test(column);
		const customers = lines(
			`customer_id,name,${column}`,
			(index) => `A${index + 1},Alpha ${index + 1},${isFigure ? (index + 1) * 1000 : `v${index % 2}`}`,
			5,
		);
		const { worth, columns } = await drafted({ 'orders.csv': orders, 'customers.csv': customers });
		expect(worth.used).toMatchObject({ rows: 60, amount: '630.00' });
		expect(columns).toContainEqual(
			expect.objectContaining({ entity: 'accounts', column: 'name', from: 'customers.name' }),
		);
	});
});

describe('a day of what befell an order', () => {
	it.each(
		'Cancelled at,Cancelled Date,Canceled On,Voided at,Closed at,Deleted at,Delivery Date,Due Date,Exported at,Last Modified,Paid Date,Printed at,Refunded at,Return Date,Updated at,Birth Date,Archived Date,Stornodatum,Reviewed on,Some Date'.split(
			',',
		),
	)('is not the day of the order: %s', async (column) => {
		const { worth } = await drafted({
			'orders.csv': lines(
				`Order,Customer,Created at,${column},Amount`,
				(index) => `O${index},C${index % 5},${day(index)},${index % 8 === 3 ? day(index + 1) : ''},100.00`,
			),
		});
		expect(worth.used).toMatchObject({ rows: 60, amount: '6000.00' });
		expect(worth.first_on).toBe('2024-01-03');
	});
});

describe('a heading for the customer', () => {
	const orders = (heading: string): Record<string, string> => ({
		'orders.csv': lines(
			`Order ID,${heading},Order Date,Product,Quantity,Sales`,
			(index) => `O${index},X${index % 5},${day(index)},P${index % 3},1,100.00`,
			30,
		),
	});

	it.each(
		'Abnehmer,Acheteur,Agency,Auftraggeber,Bill-to,Branch,Buyer ID,Client,Cliente,Company Name,Consignee,Dealer Code,Debitorennr.,Distributor,Détaillant,Empfänger,Geschäftspartner,Hospital,Klient,Mandant,Member ID,Merchant,Outlet,Partner,Party,Patient ID,Payer,Retailer ID,School,Ship-to,Shop,Sold-to party,Store Name,Subscriber,Tiers,User,Clinic,Pharmacy,Tenant'.split(
			',',
		),
	)('is read as the account: %s', async (heading) => {
		const { worth, columns } = await drafted(orders(heading));
		expect(worth.used).toMatchObject({ rows: 30, amount: '3000.00' });
		expect(columns).toContainEqual(
			expect.objectContaining({ column: 'account_id', from: `orders.${heading}` }),
		);
	});

	it.each(['Vendor', 'Gemeinde', 'Sponsor'])(
		'is asked for with what to say, and taken when it is said: %s',
		async (heading) => {
			await expect(drafted(orders(heading))).rejects.toMatchObject({
				code: 'input',
				message: expect.stringContaining(`--map "${heading}=account_id"`) as unknown,
			});
			const { worth } = await drafted(orders(heading), [`${heading}=account_id`]);
			expect(worth).toMatchObject({ accounts: 5, used: { rows: 30, amount: '3000.00' } });
		},
	);

	it('is refused where there is none, or it can be nothing of the kind', async () => {
		await expect(drafted(orders('Vendor'), ['Vender=account_id'])).rejects.toThrow(
			'no table has a column Vender; there is Vendor',
		);
		await expect(drafted(orders('Vendor'), ['Vendor=acount_id'])).rejects.toThrow(
			'acount_id is nothing that a column can be; did you mean account_id',
		);
		await expect(drafted(orders('Vendor'), ['Vendor'])).rejects.toThrow('--map needs a heading');
	});
});
