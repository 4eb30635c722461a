import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { initReportText } from '../../src/cli/init-report-text.ts';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';

const MAIN = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');

const ORDERS = [
	'Order ID;Customer;Order Date;Product;Quantity;Unit Price;Status',
	'1;Alder Works;31.12.2025;Desk;2;1.250,50;Shipped',
	'2;;02.01.2026;Lamp;1;10,00;Shipped',
	'3;Birch Works;30.01.2026;Lamp;1;10,00;Cancelled',
	'3;Birch Works;30.01.2026;Lamp;1;10,00;Cancelled',
].join('\n');

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'vital-few-init-'));
	writeFileSync(join(folder, 'orders.csv'), ORDERS);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(...words: string[]): { status: number | null; stdout: string; stderr: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'init', ...words], {
		encoding: 'utf8',
		cwd: folder,
	});
	return { status, stdout, stderr };
}

test('the report tells tables, columns, what the choices are worth, the last complete month and what to check', async () => {
	const report = await initProject({
		paths: ['orders.csv'],
		dir: '.',
		cwd: folder,
		today: '2026-09-30',
		reader: new HereReader(),
	});
	// Used: 2 × 1,250.50 + 10 + 10; the newest order is of 30 January, gaps between order days are 30 days.
	expect(initReportText(report, folder)).toBe(`Tables
  orders          4 rows  → order_lines, accounts, orders

Columns (? = guessed)
  order_lines
      order_id    orders.Order ID
      account_id  orders.Customer
      ordered_on  orders.Order Date
      product_id  orders.Product
      quantity    orders.Quantity
      net_amount  orders.Quantity, orders.Unit Price  quantity × price
  accounts
      account_id  orders.Customer
      name        orders.Customer
  orders
      order_id    orders.Order ID
      account_id  orders.Customer
      status      orders.Status

What the choices are worth
                                                            lines                 EUR
  used                                                          3            2,521.00
  set aside: no account                                         1               10.00
  of those used: exact copies of another line                   1               10.00
  of those used: orders that Status calls cancelled             2               20.00

2 accounts, 2025-12-31 to 2026-01-30. Figures will be as of 2026-01-31: January 2026 is taken as complete: the newest order is of 2026-01-30, 1 day before the month's end, and 95 % of the gaps between order days are no longer than 30 days.

To check
  1. 1 of 4 rows (25 % of the rows, 0.4 % of the money) will be set aside: no account 1 row, 10.00.
  2. orders.Status has Cancelled 2 lines, 20.00; Shipped 1 line, 2,501.00. All stay in.
  3. The reporting currency EUR is a guess: nothing in the data names one.

Written: sources/order_lines.sql, sources/accounts.sql, sources/orders.sql, vital-few.yaml, columns.yaml, .gitignore
Next: look at sources/order_lines.sql, then run "vital-few build"
`);
});

test('the drafts are files that a person would be glad to edit', async () => {
	await initProject({
		paths: ['orders.csv'],
		dir: '.',
		cwd: folder,
		company: 'Alder & Co: "trees"',
		today: '2026-09-30',
	});
	expect(readFileSync(join(folder, 'sources', 'order_lines.sql'), 'utf8'))
		.toBe(`-- order_lines: one row for each row of orders.
-- Gap: 1 of 4 rows (25 % of the rows, 0.4 % of the money) will be set aside: no account 1 row, 10.00.
select
  "Order ID" as order_id,
  "Customer" as account_id,
  cast(try_strptime("Order Date", '%d.%m.%Y') as date) as ordered_on,
  "Order Date" as ordered_on_read,
  "Product" as product_id,
  try_cast("Quantity" as decimal(18, 4)) as quantity,
  "Quantity" as quantity_read,
  cast(try_cast("Quantity" as decimal(18, 4)) as decimal(38, 4))
    * try_cast(replace(replace("Unit Price", '.', ''), ',', '.') as decimal(18, 4)) as net_amount,
  concat_ws(' × ', "Quantity", "Unit Price") as net_amount_read,
  'orders' as source_file,
  line_number as source_line
from orders
-- Cancelled orders stay in as they stand; to leave them out:
-- where coalesce(trim("Status"), '') not in ('Cancelled')
`);
	expect(readFileSync(join(folder, 'vital-few.yaml'), 'utf8'))
		.toBe(`# vital-few.yaml: what Vital Few reads. Drafted by "vital-few init"; edit it freely.
# How your tables become order lines, accounts and so on is in sources/*.sql.
company: 'Alder & Co: "trees"'
# A guess: nothing in the data names one. Put the currency here that you report in.
currency: EUR
files:
  orders: # 4 rows; order_lines, accounts, orders
    path: orders.csv
    format: csv
    delimiter: ";"
    quote: "\\""
    encoding: utf-8
# Exact copies of an order line: keep them (and count them), or reject them.
duplicates: keep
# January 2026 is taken as complete: the newest order is of 2026-01-30, 1 day before the month's end, and 95 % of the gaps between order days are no longer than 30 days.
# If you know better, say through which day the data is complete:
# complete_through: 2026-12-31
# First month of the fiscal year, if it is not January:
# fiscal_year_starts: 4
`);
});

test('the command drafts into the current folder, and refuses to do so twice', () => {
	const first = run('orders.csv', '--company', 'Alder', '--currency', 'chf');
	expect(first.stderr).toContain('Reading orders.csv');
	expect(first.status).toBe(0);
	expect(first.stdout).toContain('What the choices are worth');
	expect(readFileSync(join(folder, 'vital-few.yaml'), 'utf8')).toContain('company: Alder\ncurrency: CHF\n');
	const second = run('orders.csv');
	expect(second.status).toBe(2);
	expect(second.stderr).toContain('vital-few.yaml is there already');
	expect(run('orders.csv', '--force').status).toBe(0);
});

test('a file that is not there is told in one sentence, with exit code 2', () => {
	const { status, stdout, stderr } = run('nowhere.csv', '--dir', 'out');
	expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
	expect(stderr).toContain('nowhere.csv does not exist.');
	expect(stderr).not.toContain(' at ');
});
