import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adoptFile } from '../../src/lib/server/sources/adopt-file.ts';
import { readProject } from '../../src/lib/server/sources/config.ts';
import type { InitReport } from '../../src/lib/server/sources/draft/init-report.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { currentBuild } from '../../src/lib/server/warehouse/build/builds.ts';
import { buildProject, type Built } from '../support/given.ts';

let dir = '';
let open: Built[] = [];
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-sets-'));
	mkdirSync(join(dir, 'exports'));
});
afterEach(() => {
	open.forEach(({ warehouse }) => warehouse.close());
	open = [];
	rmSync(dir, { recursive: true, force: true });
});

const write = (name: string, lines: readonly string[]): void =>
	writeFileSync(join(dir, 'exports', name), `${lines.join('\n')}\n`);
const init = (): Promise<InitReport> =>
	initProject({
		paths: ['exports'],
		dir,
		cwd: dir,
		company: 'Sets',
		today: '2026-11-22',
		reader: new HereReader(),
	});
async function build(today = '2026-11-22', accept = false): Promise<Built> {
	const built = await buildProject(dir, today, accept);
	open.push(built);
	return built;
}
/** Lines and amount of all that is used. */
async function used(built: Built): Promise<{ lines: number; amount: number; accounts: number }> {
	const [row] = built.report.reconciliation;
	return { lines: row!.rows_used, amount: Number(row!.amount_used), accounts: built.report.accounts };
}
async function refusal(work: Promise<unknown>): Promise<string> {
	const serving = currentBuild(dir)?.build_id;
	const error: unknown = await work.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toMatchObject({ name: 'Fault' });
	expect(currentBuild(dir)?.build_id).toBe(serving);
	return (error as Error).message;
}
const adopt = (file: string) => adoptFile(readProject(dir), file, dir, new HereReader());

const pad = (number: number): string => String(number).padStart(2, '0');
/** Thirty lines of 100 in one month, as rows of [order, customer, ISO day, amount]. */
const month = (year: number, number: number): [string, string, string, string][] =>
	Array.from({ length: 30 }, (_, i) => [
		`${year}${pad(number)}-${i}`,
		`C${i % 6}`,
		`${year}-${pad(number)}-${pad((i % 28) + 1)}`,
		'100.50',
	]);
const csv = (header: string, rows: readonly (readonly string[])[], mark = ','): string[] => [
	header,
	...rows.map((row) => row.join(mark)),
];
const HEADER = 'order_id,customer_id,order_date,net_amount';

describe('twelve monthly files are one table', () => {
	beforeEach(async () => {
		for (let i = 1; i <= 12; i++) write(`sales_2025-${pad(i)}.csv`, csv(HEADER, month(2025, i)));
		await init();
	});

	it('under a pattern, with the file of each row', async () => {
		expect(readProject(dir).config.files).toMatchObject({ sales: { path: 'exports/sales_*.csv' } });
		expect(await used(await build('2026-01-02'))).toEqual({ lines: 360, amount: 36_180, accounts: 6 });
		expect(readFileSync(join(dir, 'sources', 'order_lines.sql'), 'utf8')).toContain(
			'file_name as source_file',
		);
	}, 900_000);

	it('the thirteenth is picked up, and named', async () => {
		await build('2026-01-02');
		write('sales_2026-01.csv', csv(HEADER, month(2026, 1)));
		const built = await build('2026-02-01');
		expect(await used(built)).toEqual({ lines: 390, amount: 39_195, accounts: 6 });
		expect(built.report.new_files).toEqual([{ file: 'sales_2026-01.csv', rows: 30 }]);
	}, 900_000);

	it('one with a renamed heading stops the build with the nearest candidate, until it is adopted', async () => {
		await build('2026-01-02');
		write('sales_2026-01.csv', csv('order_id,customer_id,order_date,amount_net_eur', month(2026, 1)));
		const said = await refusal(build('2026-02-01'));
		expect(said).toContain(
			'exports/sales_2026-01.csv lacks the column net_amount of sales; the nearest that it has is amount_net_eur.',
		);
		expect(said).toContain('vital-few adopt exports/sales_2026-01.csv');
		expect(await adopt('exports/sales_2026-01.csv')).toEqual({
			table: 'sales',
			changes: ['net_amount may also be called amount_net_eur'],
		});
		expect(await used(await build('2026-02-01'))).toMatchObject({ lines: 390, amount: 39_195 });
		expect((await adopt('exports/sales_2026-01.csv')).changes).toEqual([]);
	}, 900_000);

	it('one with another form of date stops the build, until it is adopted', async () => {
		await build('2026-01-02');
		const german = month(2026, 1).map(([order, customer, day, amount]) => [
			order,
			customer,
			day.split('-').reverse().join('.'),
			amount,
		]);
		write('sales_2026-01.csv', csv(HEADER, german));
		const said = await refusal(build('2026-02-01'));
		expect(said).toContain(
			'exports/sales_2026-01.csv: order_date is not written as before: 100 % of its values are no',
		);
		expect(said).toContain('"01.01.2026"');
		expect((await adopt('exports/sales_2026-01.csv')).changes).toEqual([
			'order_date may also be written as date %d.%m.%Y',
		]);
		const built = await build('2026-02-01');
		expect(await used(built)).toMatchObject({ lines: 390, amount: 39_195 });
		expect(built.report.watermark_on).toBe('2026-01-28');
	}, 900_000);

	it('one that is cut short is held back', async () => {
		await build('2026-01-02');
		write('sales_2025-11.csv', csv(HEADER, month(2025, 11).slice(0, 20)));
		const said = await refusal(build('2026-01-03'));
		expect(said).toContain(
			'November 2025 would go from 3,015.00 to 2,010.00 EUR (−33 %), from 30 lines to 20.',
		);
		expect(said).toContain('sales_2025-11.csv shrank from 30 rows to 20.');
	}, 900_000);

	it('one that is gone is held back', async () => {
		await build('2026-01-02');
		rmSync(join(dir, 'exports', 'sales_2025-11.csv'));
		const said = await refusal(build('2026-01-03'));
		expect(said).toContain('November 2025 would go from 3,015.00 to 0.00 EUR (−100 %), from 30 lines to 0.');
		expect(said).toContain('sales_2025-11.csv is gone: 30 rows.');
	}, 900_000);

	it('one that is a copy is left out, and named', async () => {
		await build('2026-01-02');
		copyFileSync(join(dir, 'exports', 'sales_2025-11.csv'), join(dir, 'exports', 'sales_2025-11 (1).csv'));
		const built = await build('2026-01-03');
		expect(await used(built)).toMatchObject({ lines: 360 });
		expect(built.report.copies).toEqual([
			{
				name: 'sales_2025-11 (1).csv',
				of: 'sales_2025-11.csv',
				says: expect.stringMatching(/^the same [\d,]+ bytes$/) as unknown,
			},
		]);
	}, 900_000);

	it('one beside them that no pattern finds is named with what it would bring', async () => {
		write('januar.csv', csv(HEADER, month(2026, 1)));
		const built = await build('2026-01-02');
		expect(built.report.unread_files).toEqual([
			{ file: 'exports/januar.csv', copy_of: null, like: 'sales', lines: 30, amount: '3015.0000' },
		]);
	}, 900_000);

	it('the file is renamed: nothing is lost', async () => {
		await build('2026-01-02');
		renameSync(join(dir, 'exports', 'sales_2025-11.csv'), join(dir, 'exports', 'sales_2025-11_final.csv'));
		expect((await build('2026-01-03')).report.accepted).toEqual([]);
	}, 900_000);
});

describe('files of one shape are one table', () => {
	it('four years with three headings, another order and further columns', async () => {
		const year = (number: number) => month(number, 5);
		write('sales_2022.csv', csv(HEADER, year(2022)));
		write('sales_2023.csv', csv('Order ID,Customer ID,Order Date,Net Amount', year(2023)));
		write(
			'sales_2024.csv',
			csv(
				'Net Amount,Order Date,Customer ID,Order ID,Remark',
				year(2024).map((row) => [...row.toReversed(), 'x']),
			),
		);
		write('sales_2025.csv', csv('order_id,customer_id,order_date,amount', year(2025)));
		await init();
		const built = await build();
		expect(await used(built)).toEqual({ lines: 120, amount: 12_060, accounts: 6 });
		expect(built.report.first_on).toBe('2022-05-01');
	}, 900_000);

	it('day-first beside month-first and ISO, decimal comma beside point', async () => {
		const rows = (number: number, day: (iso: string) => string, amount: string) =>
			month(number, 5).map(([order, customer, iso]) => [order, customer, day(iso), amount]);
		const parts = (iso: string) => iso.split('-');
		write(
			'sales_2022.csv',
			csv(
				HEADER,
				rows(2022, (iso) => iso, '1234.50'),
			),
		);
		write(
			'sales_2023.csv',
			csv(
				HEADER.replaceAll(',', ';'),
				rows(2023, (iso) => parts(iso).reverse().join('.'), '1.234,50'),
				';',
			),
		);
		write(
			'sales_2024.csv',
			csv(
				HEADER,
				rows(2024, (iso) => `${parts(iso)[1]}/${parts(iso)[2]}/${parts(iso)[0]}`, '"1,234.50"'),
			),
		);
		await init();
		const built = await build();
		expect(await used(built)).toEqual({ lines: 90, amount: 111_105, accounts: 6 });
		const { rows: months } = await built.ask('revenue_months', { from: '2022-01-01', to: '2025-01-01' });
		const filled = months.filter((row) => Number(row.revenue ?? 0) !== 0);
		expect(filled.map((row) => [row.month_on, row.revenue])).toEqual([
			['2022-05-01', 37_035],
			['2023-05-01', 37_035],
			['2024-05-01', 37_035],
		]);
	}, 900_000);

	it('two branches whose order numbers collide: no order merges', async () => {
		const branch = (prefix: string, first: number) =>
			Array.from({ length: 30 }, (_, i) => [
				`${i + 1}`,
				`${prefix}${i % 5}`,
				`2025-0${(i % 9) + 1}-${pad(first + (i % 10))}`,
				'10.00',
			]);
		write('berlin.csv', csv(HEADER, branch('B', 1)));
		write('munich.csv', csv(HEADER, branch('M', 11)));
		await init();
		const built = await build();
		expect(await used(built)).toEqual({ lines: 60, amount: 600, accounts: 10 });
		const orders = await built.warehouse.read(async (connection, facts) => {
			const reader = await connection.runAndReadAll(
				`select count(distinct order_id) from read_parquet('${facts.lines_file}')`,
			);
			return Number(reader.getRowsJS()[0]![0]);
		});
		expect(orders).toBe(60);
		expect(readProject(dir).config.files['all_files']?.own_ids).toEqual(['order_id']);
	}, 900_000);

	it('copies in a folder are seen as copies: the original is read', async () => {
		const rows = csv(HEADER, month(2025, 3));
		for (const name of ['orders.csv', 'orders (1).csv', 'orders - Copy.csv', 'orders_backup_2024-01-01.csv'])
			write(name, rows);
		const report = await init();
		expect(readProject(dir).config.files).toMatchObject({ orders: { path: 'exports/orders.csv' } });
		expect(report.left.filter(({ reason }) => /copy of orders\.csv/.test(reason))).toHaveLength(3);
		const built = await build();
		expect(await used(built)).toMatchObject({ lines: 30, amount: 3015 });
		expect(built.report.unread_files.map(({ copy_of }) => copy_of)).toEqual(
			Array(3).fill('exports/orders.csv'),
		);
	}, 900_000);
});

/** Rows in another order, always the same. */
const shuffled = <T>(rows: readonly T[]): T[] =>
	rows
		.map((row, i) => ({ row, key: (i * 7919) % 1009 }))
		.sort((a, b) => a.key - b.key)
		.map(({ row }) => row);

describe('a download that was made again', () => {
	const old = [...month(2025, 1), ...month(2025, 2)];
	const all = [...old, ...month(2025, 3)];

	it.each([
		['in the same order', all],
		['shuffled', shuffled(all)],
	])(
		'holds the old rows and new ones, %s: the newer file is read, the older named',
		async (_, rows) => {
			write('orders.csv', csv(HEADER, old));
			write('orders (1).csv', csv(HEADER, rows));
			const report = await init();
			expect(report.worth.used).toMatchObject({ rows: 90, amount: '9045.00' });
			expect(report.left).toContainEqual({
				what: 'orders.csv',
				test: 'file_is_copy',
				reason: 'is a copy of orders (1).csv: all its 60 rows are there, and 30 more',
			});
		},
		900_000,
	);

	it('written with another divider, other headings and other dates is told as well', async () => {
		write('orders.csv', csv(HEADER, old));
		write(
			'orders_neu.csv',
			csv(
				'Order ID;Customer ID;Order Date;Net Amount',
				shuffled(all).map(([order, customer, day, amount]) => [
					order,
					customer,
					day.split('-').reverse().join('.'),
					amount.replace('.', ','),
				]),
				';',
			),
		);
		expect((await init()).worth.used).toMatchObject({ rows: 90, amount: '9045.00' });
	}, 900_000);

	it('with one old row less is no copy: both are read, and what stands twice is told', async () => {
		write('orders.csv', csv(HEADER, old));
		write('orders (1).csv', csv(HEADER, all.slice(1)));
		const report = await init();
		expect(report.worth.used.rows).toBe(149);
		expect(report.check.join('\n')).toMatch(/59 lines, 5,929\.50, stand in more than one of/);
	}, 900_000);

	it('among the files of a set is left out by the build, and named', async () => {
		write('orders_1.csv', csv(HEADER, old));
		write('orders_2.csv', csv(HEADER, month(2025, 4)));
		await init();
		await build();
		write('orders_3.csv', csv(HEADER, shuffled([...all, ...month(2025, 4)])));
		const built = await build('2026-11-23');
		// 60 + 30 + 30 lines, each once: the new file holds all of the others.
		expect(await used(built)).toMatchObject({ lines: 120, amount: 12_060 });
		expect(built.report.copies.map(({ name, of, says }) => `${name} in ${of}: ${says}`).sort()).toEqual([
			'orders_1.csv in orders_3.csv: all its 60 rows are there, and 60 more',
			'orders_2.csv in orders_3.csv: all its 30 rows are there, and 90 more',
		]);
	}, 900_000);
});

describe('the path of a table', () => {
	const SQL =
		'select order_id, customer_id as account_id, order_date as ordered_on, net_amount, file_name as source_file from sales';
	const project = (path: string): void => {
		mkdirSync(join(dir, 'sources'), { recursive: true });
		writeFileSync(join(dir, 'vital-few.yaml'), `company: F\nfiles:\n  sales: { path: ${path} }\n`);
		writeFileSync(join(dir, 'sources', 'order_lines.sql'), SQL);
	};

	it.each([
		['a pattern', 'exports/s*.csv'],
		['a folder', 'exports'],
		['a list', '[exports/s1.csv, exports/s2.csv]'],
		['a pattern of folders', '"*/s?.csv"'],
	])(
		'may be %s',
		async (_, path) => {
			write('s1.csv', csv(HEADER, month(2025, 1)));
			write('s2.csv', csv('Order ID;Customer ID;Order Date;Net Amount', month(2025, 2), ';'));
			project(path);
			expect(await used(await build())).toMatchObject({ lines: 60, amount: 6030 });
		},
		900_000,
	);

	it('that matches nothing is refused', async () => {
		project('exports/x*.csv');
		expect(await refusal(build())).toBe(
			'exports/x*.csv matches no file; look at the path in vital-few.yaml.',
		);
	}, 900_000);
});
