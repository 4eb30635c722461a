import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnLetters, escapeXml } from '../../src/lib/server/export/xlsx/cells.ts';
import { zip } from '../../src/lib/server/export/xlsx/zip.ts';
import { apiOver, givenApiCompany, type Api } from '../support/api-company.ts';

let api: Api;
beforeAll(async () => {
	api = apiOver(await givenApiCompany());
});
afterAll(() => api.built.close());

const download = async (path: string): Promise<Buffer> =>
	Buffer.from(await (await api.get(path)).arrayBuffer());

test('the last row has the totals; a ratio is computed from them, a rank has none', async () => {
	const rows = await readSheet(await download('/api/v1/accounts.xlsx?level=account&as_of=2025-12-31'), 1);
	const header = rows[0]!.map(String);
	const total = (name: string) => rows.at(-1)![header.indexOf(name)];
	expect(rows.at(-1)![0]).toBe('total');
	// A 1234567.8901 + A/1 40.3333 + B 200 + c.csv 120 + D -50, against A 500.1 + B 300
	expect(total('revenue')).toBeCloseTo(1234878.2234, 6);
	expect(total('prior_revenue')).toBeCloseTo(800.1, 6);
	expect(total('growth_rate')).toBeCloseTo(1234878.2234 / 800.1 - 1, 6);
	expect(total('revenue_rank')).toBeNull();
	expect(total('segment')).toBeNull();
});

test('an answer without rows has a header and no totals', async () => {
	const rows = await readSheet(await download('/api/v1/accounts.xlsx?segment=nowhere'), 1);
	expect(rows).toHaveLength(1);
});

test('the second sheet says what the figures are, of when, of which accounts, and how they were made', async () => {
	const rows = await readSheet(
		await download('/api/v1/accounts.xlsx?level=account&segment=Trade&category=tools&limit=1'),
		'about',
	);
	const facts = new Map(rows.map((row) => [row[0], row[2]]));
	expect(rows[0]![0]).toBe('Who are the accounts, what did each bring, and how did that change?');
	expect(Object.fromEntries(facts)).toMatchObject({
		'as of': '2026-01-31',
		window: '2025-02-01 up to, without, 2026-02-01',
		level: 'account',
		filters: 'segment: Trade; category: tools',
		'newest order line': '2026-01-31',
		'rows in this file': '1',
		'rows that match': '2',
		'order lines rejected': '0',
		revenue: 'sum(revenue)',
		$level: 'account',
		$dimension_0: 'Trade',
	});
	expect(facts.get('columns not filtered')).toContain('orders');
	const growth = rows.find((row) => row[0] === 'growth_rate')!;
	expect(growth).toEqual([
		'growth_rate',
		'ratio',
		'revenue / prior_revenue - 1',
		'when prior_revenue is missing or not positive',
	]);
	expect(rows.map((row) => row[2]).join('\n')).toContain('inner join directory as d');
});

test('the columns of a sheet are lettered as a spreadsheet letters them', () => {
	expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

test('a text stays what it is: no letter by its code, no markup, nothing that XML cannot hold', () => {
	expect(escapeXml('a<b>&"_x0041_\u0000\u000b')).toBe('a&lt;b&gt;&amp;&quot;_x005F_x0041_');
});

test('the same entries make the same archive, to the byte', async () => {
	const entries = () => [
		{ name: 'a.xml', parts: [Buffer.from('one'), Buffer.from('two')] },
		{ name: 'empty', parts: [] },
	];
	const bytes = async () => {
		const parts: Uint8Array[] = [];
		for await (const part of zip(entries())) parts.push(part);
		return Buffer.concat(parts);
	};
	expect((await bytes()).equals(await bytes())).toBe(true);
});
