import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOver, givenApiCompany, type Api } from '../support/api-company.ts';

let api: Api;
beforeAll(async () => {
	api = apiOver(await givenApiCompany());
});
afterAll(() => api.built.close());

/** The headers of a response whose body is read to its end, as a caller does. */
async function read(response: Response): Promise<Headers> {
	await response.arrayBuffer();
	return response.headers;
}

const tagOf = async (path: string, headers = {}): Promise<string> =>
	(await read(await api.get(path, headers))).get('etag')!;

test('an unchanged answer is a 304 without a body, for the same question in any order of its words', async () => {
	const tag = await tagOf('/api/v1/accounts?segment=Trade&segment=Retail&level=account');
	const again = await api.get('/api/v1/accounts?level=account&segment=Retail&segment=Trade', {
		'if-none-match': tag,
	});
	expect(again.status).toBe(304);
	expect(again.headers.get('etag')).toBe(tag);
	expect(await again.text()).toBe('');
});

test('another question, another format and another window have other tags', async () => {
	const paths = [
		'/api/v1/summary',
		'/api/v1/summary?level=account',
		'/api/v1/summary?as_of=2025-12-31',
		'/api/v1/summary.csv',
		'/api/v1/accounts',
		'/api/v1/accounts?limit=1',
	];
	const tags = await Promise.all(paths.map((path) => tagOf(path)));
	expect(new Set(tags).size).toBe(paths.length);
});

test('the default window said aloud is the same question', async () => {
	expect(await tagOf('/api/v1/summary?as_of=2026-01-31&compare=prior_year&level=group')).toBe(
		await tagOf('/api/v1/summary'),
	);
});

test('an answer asked again comes from memory, equal to the byte', async () => {
	const first = await (await api.get('/api/v1/accounts')).text();
	const metrics = async () => (await api.get('/metrics')).text();
	const before = await metrics();
	expect(await (await api.get('/api/v1/accounts')).text()).toBe(first);
	expect(before).not.toBe(await metrics());
	expect(await metrics()).toMatch(
		/vital_few_request_seconds_count\{[^}]*road="cache"[^}]*answer="accounts"[^}]*\}|answer="accounts"[^}]*road="cache"/,
	);
});

test('a longer answer is packed as the caller takes it, and says the same', async () => {
	const path = '/api/v1/accounts';
	const plain = await (await api.get(path)).text();
	const brotli = await api.get(path, { 'accept-encoding': 'gzip, deflate, br' });
	expect(brotli.headers.get('content-encoding')).toBe('br');
	expect(brotli.headers.get('vary')).toContain('accept-encoding');
	expect(brotliDecompressSync(Buffer.from(await brotli.arrayBuffer())).toString()).toBe(plain);
	const gzip = await api.get(path, { 'accept-encoding': 'gzip, br;q=0' });
	expect(gzip.headers.get('content-encoding')).toBe('gzip');
	expect(gunzipSync(Buffer.from(await gzip.arrayBuffer())).toString()).toBe(plain);
	const csv = await api.get('/api/v1/accounts.csv', { 'accept-encoding': 'gzip' });
	expect(gunzipSync(Buffer.from(await csv.arrayBuffer())).toString()).toBe(
		await (await api.get('/api/v1/accounts.csv')).text(),
	);
});

test('a short answer is not packed', async () => {
	expect(
		(await api.get('/healthz', { 'accept-encoding': 'gzip' })).headers.get('content-encoding'),
	).toBeNull();
});

test('HEAD tells what GET would send, without asking the warehouse', async () => {
	const head = await api.app.fetch(new Request('http://localhost/api/v1/accounts.xlsx', { method: 'HEAD' }));
	expect(head.status).toBe(200);
	expect(await head.text()).toBe('');
	expect(head.headers.get('etag')).toBe(await tagOf('/api/v1/accounts.xlsx'));
});

test('a download is named by answer, level, filters and date, in letters that any system takes', async () => {
	const named = async (path: string) => (await read(await api.get(path))).get('content-disposition');
	expect(
		await named(
			'/api/v1/accounts.csv?segment=R%C3%A9tail%20%26%20%3Ci%3Emore%3C/i%3E&level=account&revenue=%3E=100',
		),
	).toBe(
		'attachment; filename="accounts_by-account_segment-Re-tail-i-more-i_revenue-from-100_2026-01-31.csv"',
	);
	expect(await named('/api/v1/summary')).toBe('inline; filename="summary_2026-01-31.json"');
	expect(await named('/api/v1/accounts/B.parquet')).toBe(
		'attachment; filename="accounts_account_id-B_2026-01-31.parquet"',
	);
});
