import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { readProject } from '../../src/lib/server/sources/config.ts';
import { runRecipe } from '../../src/lib/server/sources/recipe.ts';
import { KEPT_LINES } from '../../src/lib/server/warehouse/ask/kept-lines.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { csvColumns, readText } from './event-log.ts';
import { buildProject, type Built } from './given.ts';
import { roadLine, withOrders, type RoadLine } from './second-road/lines.ts';

/** A company of real or made files: its warehouse, and the same lines read in plain TypeScript. */
export interface RealCompany {
	built: Built;
	lines: RoadLine[];
}

async function built(files: Record<string, string>, sources: Record<string, string>): Promise<Built> {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-real-'));
	mkdirSync(join(dir, 'sources'));
	const named = Object.entries(files).map(
		([name, path]) => `  ${name}:\n    path: ${path}\n    format: csv\n`,
	);
	writeFileSync(join(dir, 'vital-few.yaml'), `company: Real\ncurrency: EUR\nfiles:\n${named.join('')}`);
	for (const [entity, sql] of Object.entries(sources))
		writeFileSync(join(dir, 'sources', `${entity}.sql`), sql);
	return buildProject(dir);
}

/** The gift wholesaler: every line with a customer, returns and cancellations netted; `kind` as its amount tells. */
export async function onlineRetail(file: string, kind?: 'sale'): Promise<RealCompany> {
	const amount = 'cast("Quantity" as decimal(18, 4)) * cast("UnitPrice" as decimal(18, 4))';
	const order_lines = `select "InvoiceNo" as order_id, "CustomerID" as account_id, "InvoiceDate" as ordered_on,
		cast(${amount} as decimal(18, 4)) as net_amount, "Quantity" as quantity${kind ? `, '${kind}' as kind` : ''} from retail`;
	const cells = csvColumns(readText(file), [
		'CustomerID',
		'InvoiceDate',
		'Quantity',
		'UnitPrice',
		'InvoiceNo',
	]);
	return {
		built: await built({ retail: file }, { order_lines }),
		lines: withOrders(
			cells
				.filter(([account]) => account !== '')
				.map(([account_id = '', ordered_on = '', quantity = '', price = '', order_id = '']) =>
					roadLine({
						account_id,
						order_id,
						ordered_on,
						quantity,
						net_amount: Number(quantity) * Number(price),
						kind: kind ?? null,
					}),
				),
		),
	};
}

/** The food wholesaler: order lines at list price less a discount. */
export async function northwind(orders: string, details: string, products: string): Promise<RealCompany> {
	const order_lines = `select d.order_id, o.customer_id as account_id, o.order_date as ordered_on, d.product_id, p.category_id as category,
		d.quantity, cast(d.unit_price as decimal(18, 4)) * cast(d.quantity as integer) as list_amount,
		cast(cast(d.unit_price as decimal(18, 4)) * cast(d.quantity as integer) * (1 - cast(d.discount as decimal(18, 2))) as decimal(18, 4)) as net_amount
		from details as d inner join orders as o on o.order_id = d.order_id inner join products as p on p.product_id = d.product_id`;
	const customers = new Map(
		csvColumns(readText(orders), ['order_id', 'customer_id', 'order_date']).map(
			([id = '', customer = '', day = '']) => [id, [customer, day]],
		),
	);
	const categories = new Map(
		csvColumns(readText(products), ['product_id', 'category_id']).map(([id = '', category = '']) => [
			id,
			category,
		]),
	);
	return {
		built: await built({ orders, details, products }, { order_lines }),
		lines: withOrders(
			csvColumns(readText(details), ['order_id', 'product_id', 'unit_price', 'quantity', 'discount']).map(
				([order = '', product = '', price = '', quantity = '', discount = '']) => {
					const [account_id = '', ordered_on = ''] = customers.get(order)!;
					const list = Math.round(Number(price) * 10_000) * Number(quantity);
					const net = Math.round((list * (100 - Math.round(Number(discount) * 100))) / 100);
					const category = categories.get(product)!;
					return roadLine({
						account_id,
						order_id: order,
						ordered_on,
						net_amount: net / 10_000,
						list_amount: list / 10_000,
						category,
					});
				},
			),
		),
	};
}

/** The novelty wholesaler: shops that are delivered to, and the head offices that are billed. */
export async function wideWorldImporters(
	lines: string,
	invoices: string,
	customers: string,
): Promise<RealCompany> {
	const order_lines = `select l."InvoiceID" as order_id, i."CustomerID" as account_id, i."InvoiceDate" as ordered_on, l."StockItemID" as product_id,
		l."Quantity" as quantity, cast(l."ExtendedPrice" as decimal(18, 2)) - cast(l."TaxAmount" as decimal(18, 2)) as net_amount,
		cast(l."ExtendedPrice" as decimal(18, 2)) - cast(l."TaxAmount" as decimal(18, 2)) - cast(l."LineProfit" as decimal(18, 2)) as cost_amount
		from lines as l inner join invoices as i on i."InvoiceID" = l."InvoiceID"`;
	const accounts = `select "CustomerID" as account_id, "CustomerName" as name, "BillToCustomerID" as group_id from customers`;
	const bought = new Map(
		csvColumns(readText(invoices), ['InvoiceID', 'CustomerID', 'InvoiceDate']).map(
			([id = '', customer = '', day = '']) => [id, [customer, day]],
		),
	);
	const billed = new Map(
		csvColumns(readText(customers), ['CustomerID', 'BillToCustomerID']).map(([id = '', payer = '']) => [
			id,
			payer,
		]),
	);
	return {
		built: await built({ lines, invoices, customers }, { order_lines, accounts }),
		lines: withOrders(
			csvColumns(readText(lines), ['InvoiceID', 'ExtendedPrice', 'TaxAmount', 'LineProfit']).map(
				([invoice = '', price = '', tax = '', profit = '']) => {
					const [account_id = '', ordered_on = ''] = bought.get(invoice)!;
					const net = Math.round(Number(price) * 100) - Math.round(Number(tax) * 100);
					const cost = net - Math.round(Number(profit) * 100);
					return roadLine({
						account_id,
						order_id: invoice,
						group_id: billed.get(account_id)!,
						ordered_on,
						net_amount: net / 100,
						cost_amount: cost / 100,
					});
				},
			),
		),
	};
}

/** The sample company, made by its recipe; its lines as the build kept them, in the reporting currency. */
export async function sampleCompany(): Promise<RealCompany> {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-sample-'));
	for (const part of ['vital-few.yaml', 'sources', 'recipe'])
		cpSync(join(SAMPLE_DIR, part), join(dir, part), { recursive: true });
	const { config } = readProject(dir);
	const outDir = join(dir, 'generated');
	mkdirSync(outDir);
	await runRecipe({ recipeDir: join(dir, config.recipe!), outDir, scale: 1, seed: 42 });
	const company = await buildProject(dir);
	const kept = await company.warehouse.read((connection) =>
		queryRows(
			connection,
			`select l.account_id, l.order_id, a.group_id, cast(l.ordered_on as varchar) as ordered_on, l.net_amount, l.cost_amount, l.list_amount,
			l.kind, l.category from ${KEPT_LINES} as l inner join main.accounts as a on a.account_id = l.account_id`,
		),
	);
	return { built: company, lines: withOrders(kept.map((row) => roadLine(row as never))) };
}
