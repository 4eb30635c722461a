import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOver, type Api } from '../support/api-company.ts';
import { askEverything, expectReconciled } from '../support/every-answer.ts';
import { buildProject, type Built } from '../support/given.ts';

/** Ids that a careless program would cut, run, render, trim, join or lose. */
const IDS = [
	'x'.repeat(10_240),
	`"quoted", 'twice'`,
	'two\nlines\r\nand a\ttab',
	'<script>alert(1)</script>',
	`'; drop table accounts; --`,
	'\u202Eright to left\u202C',
	'00042',
	'42',
	' 42 ',
	'4.20E1',
	'NULL',
	'null',
	'=1+1',
	'../../etc/passwd',
	'{"a": 1}',
	'%00',
	'Ünïcødé 😀',
];

let built: Built;
let api: Api;
beforeAll(async () => {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-ids-'));
	mkdirSync(join(dir, 'sources'));
	writeFileSync(
		join(dir, 'vital-few.yaml'),
		'company: Awkward\ncurrency: EUR\nfiles: { lines: { path: lines.json }, people: { path: people.json } }\n',
	);
	const lines = IDS.flatMap((account_id, i) => [
		{ order_id: `a${i}`, account_id, ordered_on: '2025-05-31', net_amount: String(2 ** i) },
		{ order_id: `b${i}`, account_id, ordered_on: '2025-06-30', net_amount: '0.5' },
	]);
	writeFileSync(join(dir, 'lines.json'), JSON.stringify(lines));
	writeFileSync(
		join(dir, 'people.json'),
		JSON.stringify(IDS.map((id) => ({ account_id: id, name: id, segment: id }))),
	);
	writeFileSync(join(dir, 'sources', 'order_lines.sql'), 'select *, line_number as source_line from lines');
	writeFileSync(join(dir, 'sources', 'accounts.sql'), 'select *, line_number as source_line from people');
	built = await buildProject(dir, '2026-11-22');
	api = apiOver(built);
});
afterAll(() => built.close());

test('an awkward id is kept exactly as it is, with its own revenue', async () => {
	expect(expectReconciled(built)).toBe(2 * IDS.length);
	const { rows } = await built.ask('accounts', { level: 'account' });
	expect(new Map(rows.map((row) => [row.account_id, row.revenue]))).toEqual(
		new Map(IDS.map((id, i) => [id, 2 ** i + 0.5])),
	);
});

test('an awkward id opens its own record through the API', async () => {
	for (const id of IDS) {
		const path = `/api/v1/accounts/${encodeURIComponent(id)}?level=account`;
		const { rows } = await api.json<{ rows: { account_id: string; segment: string }[] }>(path);
		expect(rows.map((row) => [row.account_id, row.segment])).toEqual([[id, id]]);
	}
});

test('an awkward value filters by itself alone, as a dimension', async () => {
	for (const [i, id] of IDS.entries()) {
		const { rows } = await built.ask('summary', { level: 'account', segment: id });
		expect(rows[0]!.revenue).toBe(2 ** i + 0.5);
	}
});

test('an awkward id leaves through every format without harm', async () => {
	for (const extension of ['json', 'csv', 'xlsx', 'parquet', 'arrow']) {
		const response = await api.get(`/api/v1/accounts.${extension}?level=account`);
		expect(response.status, extension).toBe(200);
		expect(response.headers.get('content-type')).not.toContain('html');
		expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
	}
});

test('an awkward id does no harm to any answer, nor to the folder', async () => {
	expect(await askEverything(built)).toBeGreaterThan(0);
	const made = new Set(['.vital-few', 'desk']);
	expect(
		readdirSync(built.dir)
			.filter((name) => !made.has(name))
			.sort(),
	).toEqual(['lines.json', 'people.json', 'sources', 'vital-few.yaml']);
});

test('an id that differs from another only in blanks or leading zeros is pointed at', async () => {
	const { rows } = await built.ask('data_quality', { entity: 'order_lines' });
	const alike = rows.find((row) => row.finding === 'order_lines_look_alike_accounts')!;
	// NULL and null; 00042, 42 and " 42 ".
	expect(alike).toMatchObject({ found_count: 5, noun: 'account ids', treatment: 'flagged' });
	expect(alike.examples.every((example) => example.length < 100)).toBe(true);
});
