import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountsRow } from '../../src/lib/contract/rows.ts';
import { watch } from '../../src/lib/server/api/guard.ts';
import { problemResponse, type Problem } from '../../src/lib/server/api/problem.ts';
import { recordRoutes } from '../../src/lib/server/api/records.ts';
import { createService, type Env } from '../../src/lib/server/api/service.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { parseQueryFile } from '../../src/lib/server/warehouse/query-file.ts';
import { recordParts } from '../../src/lib/server/warehouse/ask/record.ts';
import { AWKWARD_NAME, apiOver, givenApiCompany, type Api } from '../support/api-company.ts';

let api: Api;
beforeAll(async () => {
	api = apiOver(await givenApiCompany());
});
afterAll(() => api.built.close());

interface Document {
	rows: AccountsRow[];
}
const head = async (path: string): Promise<AccountsRow> =>
	(await api.json<Document>(`/api/v1/accounts/${path}`)).rows[0]!;

test("a record's head is the account's row of the answer accounts, its ranks among all", async () => {
	const { rows } = await api.json<Document>('/api/v1/accounts?level=account&as_of=2025-12-31');
	for (const row of rows)
		expect(await head(`${encodeURIComponent(row.account_id)}?level=account&as_of=2025-12-31`)).toEqual(row);
});

test('an account without a line in the window has a head of nulls, not none', async () => {
	const row = await head('c.csv?level=account&as_of=2024-12-31');
	expect(row).toMatchObject({ account_id: 'c.csv', name: '-2', region: 'Süd', revenue: null, orders: null });
});

test('an id that ends like a file, or holds a slash, is an id', async () => {
	expect((await head('c.csv?level=account')).account_id).toBe('c.csv');
	expect((await head(`${encodeURIComponent('A/1')}?level=account`)).account_id).toBe('A/1');
	const csv = await api.get('/api/v1/accounts/c.csv.csv?level=account');
	expect(csv.headers.get('content-type')).toContain('text/csv');
	expect(await csv.text()).toContain('c.csv,');
});

test('a name with markup leaves as it is, in a type that no browser renders', async () => {
	const response = await api.get('/api/v1/accounts/A?level=account');
	expect(response.headers.get('content-type')).toBe('application/json');
	expect(((await response.json()) as Document).rows[0]!.name).toBe(AWKWARD_NAME);
});

test('an id of the other level is not found, and the way there is said', async () => {
	const account = await api.get('/api/v1/accounts/A');
	expect(account.status).toBe(404);
	expect(((await account.json()) as Problem).detail).toContain('add level=account');
	const group = await api.get('/api/v1/accounts/G?level=account');
	expect(((await group.json()) as Problem).detail).toContain('add level=group');
});

test('the SQL of an answer is shown with what is bound to it, and gives the same rows', async () => {
	const shown = await api.json<{
		sql: string;
		parameters: Record<string, string>;
		road: string;
		columns: { name: string }[];
	}>('/api/v1/concentration?segment=Trade&show=sql');
	expect(shown.road).toBe('live');
	expect(shown.sql).toContain('$dimension_0');
	expect(shown.sql).not.toContain('Trade');
	expect(shown.parameters).toMatchObject({ dimension_0: 'Trade', as_of: '2026-01-31', level: 'group' });
	expect(shown.columns.map((column) => column.name)).toContain('gini');
});

test('the totals of an answer are of all rows that match, whatever the page shows; ratios are computed anew', async () => {
	const question = 'level=account&as_of=2025-12-31';
	const { rows } = await api.json<Document>(`/api/v1/accounts?${question}`);
	const { rows: totals } = await api.json<Document>(
		`/api/v1/accounts?${question}&limit=1&sort=name&show=totals`,
	);
	// A 1234567.8901 + A/1 40.3333 + B 200 + c.csv 120 + D -50
	expect(totals).toHaveLength(1);
	expect(totals[0]!.revenue).toBeCloseTo(1234567.8901 + 40.3333 + 200 + 120 - 50, 6);
	// 2024: A 500.1 + B 300
	const prior = rows.reduce((sum, row) => sum + (row.prior_revenue ?? 0), 0);
	expect(prior).toBeCloseTo(800.1, 6);
	expect(totals[0]!.growth_rate).toBeCloseTo(totals[0]!.revenue! / prior - 1, 9);
	// Costed: A 1234567.8901 - 300, B 200 - 250; their lines' revenue 1234767.8901.
	expect(totals[0]!.margin_share).toBeCloseTo((1234567.8901 - 300 - 50) / 1234767.8901, 9);
	expect(totals[0]).not.toHaveProperty('revenue_rank');
});

test('a query of one account is a part of its record, in every form and with its own parameters', async () => {
	const file = parseQueryFile(
		'account_lines',
		`-- question: What did it buy?
-- grain: one row per line
-- reads: history_lines, directory
-- order: ordered_on
-- param account_id: id; the account or group
-- param kind: text; only lines of this kind
-- column ordered_on: date; day of the line
-- column net_amount: money; its amount; null when it has none
select l.ordered_on, l.net_amount
from history_lines as l
inner join directory as d on d.level = 'account' and d.account_key = l.branch_key
where l.kind = coalesce($kind, l.kind)`,
	);
	const parts = recordParts({ ...catalog(), drill: new Map([['account_lines', file]]) });
	expect([...parts.keys()]).toContain('lines');
	const service = createService(api.built.warehouse, {});
	const app = new Hono<Env>().use(watch(service)).route('/', recordRoutes(service, parts));
	app.onError((error, context) => problemResponse(error, context.req.path, context.get('requestId')));
	const get = async (path: string) => app.fetch(new Request(`http://localhost${path}`));
	const lines = async (path: string) => ((await (await get(path)).json()) as { rows: unknown[] }).rows;
	expect(await lines('/D/lines')).toEqual([
		{ ordered_on: '2025-08-01', net_amount: 10 },
		{ ordered_on: '2025-08-02', net_amount: -60 },
		{ ordered_on: '2026-01-31', net_amount: 5 },
	]);
	expect(await lines('/D/lines?kind=return')).toEqual([{ ordered_on: '2025-08-02', net_amount: -60 }]);
	expect(await lines('/G/lines?sort=-net_amount&limit=1')).toEqual([
		{ ordered_on: '2025-03-01', net_amount: 1234567.8901 },
	]);
	expect(await lines('/D/lines?account_id=A')).toHaveLength(3);
	expect(await (await get('/D/lines.csv?limit=1')).text()).toBe(
		'ordered_on,net_amount\n2025-08-01,10.0000\n',
	);
	expect((await get('/nobody/lines')).status).toBe(404);
	expect((await get('/D/nothing')).status).toBe(404);
	expect((await get('/D/lines?colour=red')).status).toBe(400);
});
