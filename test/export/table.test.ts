import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportOf, type Outcome } from '../../src/lib/client/api.ts';
import { givenApiCompany, apiOver, type Api } from '../support/api-company.ts';

let api: Api;
beforeAll(async () => {
	api = apiOver(await givenApiCompany());
});
afterAll(() => api.built.close());

const download = async (path: string): Promise<Buffer> =>
	Buffer.from(await (await api.get(path)).arrayBuffer());
const outcome = (path: string, query: string) => ({ ok: true, path, query }) as Outcome<unknown>;

const TABLE = [
	{ key: 'name', heading: 'Account' },
	{ key: 'revenue', heading: 'Revenue, €' },
	{ key: 'margin_share', heading: 'Margin' },
	{ key: 'margin', heading: 'Margin' },
	{ key: 'last_order_on', heading: 'Last order; =day, 100%' },
	{ key: 'segment', heading: 'Segment' },
];
const VIEW = '?level=account&as_of=2025-12-31&revenue=>100&sort=-name';

test('the workbook of a table has its headings, its order, its filters, its sort and all of its rows, as numbers and dates', async () => {
	const rows = await readSheet(await download(exportOf(outcome('/api/v1/accounts', VIEW), 'xlsx', TABLE)), 1);
	const raw = (await (await api.get(`/api/v1/accounts${VIEW}`)).json()) as {
		rows: Record<string, string | number | null>[];
	};
	expect(rows[0]).toEqual([
		'Account',
		'Revenue, €',
		'Margin',
		'Margin (margin)',
		'Last order; =day, 100%',
		'Segment',
	]);
	const body = rows.slice(1, -1);
	expect(body.map((row) => row[0])).toEqual(raw.rows.map((row) => row['name']));
	expect(body.length).toBeGreaterThan(1);
	for (const [place, row] of body.entries()) {
		const given = raw.rows[place]!;
		expect(row[1]).toBe(given['revenue']);
		expect(row[2]).toBe(given['margin_share']);
		expect(row[4]).toEqual(
			given['last_order_on'] === null ? null : new Date(`${String(given['last_order_on'])}T00:00:00Z`),
		);
	}
	// The foot: sums of what is shown, though a ratio needs columns that are not.
	const totals = (await (await api.get(`/api/v1/accounts${VIEW}&show=totals`)).json()) as {
		rows: Record<string, number | null>[];
	};
	expect(rows.at(-1)!.slice(0, 4)).toEqual([
		'total',
		totals.rows[0]!['revenue'],
		totals.rows[0]!['margin_share'],
		totals.rows[0]!['margin'],
	]);
});

test('its second sheet defines each heading, with its unit', async () => {
	const rows = await readSheet(
		await download(exportOf(outcome('/api/v1/accounts', VIEW), 'xlsx', TABLE)),
		'definitions',
	);
	const head = rows.findIndex((row) => row[0] === 'heading');
	expect(rows.slice(head, head + 7).map((row) => row.slice(0, 2))).toEqual([
		['heading', 'unit'],
		['Account', 'text'],
		['Revenue, €', 'EUR'],
		['Margin', 'per cent'],
		['Margin (margin)', 'EUR'],
		['Last order; =day, 100%', 'date'],
		['Segment', 'text'],
	]);
	expect(rows[head + 2]![2]).toContain('column revenue of the answer accounts');
});

test('CSV has the same columns; JSON and unknown columns are refused with a sentence', async () => {
	const csv = (await download(exportOf(outcome('/api/v1/accounts', VIEW), 'csv', TABLE))).toString();
	expect(csv.split('\n')[0]).toBe(
		'Account,"Revenue, €",Margin,Margin (margin),"Last order; =day, 100%",Segment',
	);
	const refused = await api.get('/api/v1/accounts.csv?show=table:nothing=Nothing');
	expect(refused.status).toBe(400);
	expect(((await refused.json()) as { detail: string }).detail).toContain('there is no column nothing');
	expect((await api.get('/api/v1/accounts?show=table:name=Account')).status).toBe(400);
	expect((await api.get('/api/v1/accounts.csv?show=table:')).status).toBe(400);
});

test('rows with their totals: the meta holds what all rows add up to, and which columns they fill', async () => {
	const page = (await (await api.get('/api/v1/accounts?level=account&limit=1&show=rows,totals')).json()) as {
		meta: { total_rows: number; totals: Record<string, number>; columns_filled: string[] };
		rows: unknown[];
	};
	const whole = (await (await api.get('/api/v1/accounts?level=account')).json()) as {
		rows: Record<string, number | null>[];
	};
	expect(page.rows).toHaveLength(1);
	expect(page.meta.total_rows).toBe(whole.rows.length);
	expect(page.meta.totals['revenue']).toBeCloseTo(
		whole.rows.reduce((sum, row) => sum + (row['revenue'] ?? 0), 0),
		4,
	);
	const filled = Object.keys(whole.rows[0]!).filter((name) => whole.rows.some((row) => row[name] !== null));
	expect([...page.meta.columns_filled].sort()).toEqual(filled.sort());
});

test('a yes-or-no column of the answer filters by true and false, and by nothing else', async () => {
	const rows = async (value: string) =>
		((await (await api.get(`/api/v1/lines?is_rush=${value}`)).json()) as { rows?: { is_rush: boolean }[] })
			.rows;
	for (const row of (await rows('true')) ?? []) expect(row.is_rush).toBe(true);
	expect((await api.get('/api/v1/lines?is_rush=maybe')).status).toBe(400);
	const record = (await (await api.get('/api/v1/accounts?is_candidate=false&level=account')).json()) as {
		meta: { measures: string[] };
	};
	expect(record.meta.measures).toEqual(['is_candidate=false']);
});
