import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Warehouse } from '../../src/lib/server/warehouse/warehouse.ts';
import { createApi } from '../../src/lib/server/api/app.ts';
import type { Problem } from '../../src/lib/server/api/problem.ts';
import { apiOver, givenApiCompany, type Api } from '../support/api-company.ts';

let api: Api;
beforeAll(async () => {
	api = apiOver(await givenApiCompany(), { hosts: ['figures.example'] });
});
afterAll(() => api.built.close());

describe('a request that cannot be answered is a problem of one shape, with an anchor in the documentation', () => {
	const long = 'x'.repeat(100_000);
	test.each([
		['/api/v1/nothing', 404, 'There is no answer nothing'],
		['/api/v2/summary', 404, 'There is nothing at /api/v2/summary'],
		['/api', 404, '/api/docs lists what there is'],
		['/api/v1/summary/more', 404, 'nothing at'],
		['/api/v1/summary.pdf', 404, 'There is no answer summary.pdf'],
		['/api/v1/summary?asof=2025-12-31', 400, 'Did you mean as_of?'],
		['/api/v1/summary?as_of=2025-12-30', 400, 'the nearest are'],
		['/api/v1/summary?as_of=9999-12-31', 400, 'years 1900 to 2199'],
		['/api/v1/summary?as_of=yesterday', 400, 'use a date like'],
		['/api/v1/summary?from=2025-07-01&to=2025-07-01', 400, 'is not before'],
		['/api/v1/summary?compare=then', 400, 'use one of'],
		['/api/v1/summary?level=', 400, 'use one of'],
		['/api/v1/summary?search=x', 400, 'search is not a parameter here'],
		['/api/v1/accounts?limit=-1', 400, 'whole number'],
		['/api/v1/accounts?limit=1000000000', 400, 'whole number'],
		['/api/v1/accounts?name=>5', 400, 'name is not a parameter here'],
		['/api/v1/accounts?sort=nothing', 400, 'there is no column nothing'],
		['/api/v1/accounts?limit=1&limit=2', 400, 'given twice'],
		['/api/v1/accounts?show=everything', 400, 'use one of rows, sql, totals'],
		['/api/v1/summary?show=totals', 400, 'has no totals'],
		['/api/v1/accounts/nobody', 404, '/api/v1/accounts?level=group&search=nobody'],
		['/api/v1/accounts/B?segment=Trade', 400, 'not a parameter of a record'],
		[`/api/v1/accounts?search=${long}`, 414, 'the most is'],
		['/api/v1/accounts?search=%E0%A4%A', 400, 'The query of the address'],
		['/api/v1/%E0%A4%A', 400, 'The path of the address'],
		['/api/v1/accounts?search=%00', 400, 'The query of the address'],
	])('%s', async (path, status, part) => {
		const response = await api.get(path);
		expect(response.status).toBe(status);
		expect(response.headers.get('content-type')).toBe('application/problem+json');
		const problem = (await response.json()) as Problem;
		expect(Object.keys(problem)).toEqual(['type', 'title', 'status', 'detail', 'instance', 'request_id']);
		expect(problem.status).toBe(status);
		expect(problem.detail).toContain(part);
		expect(problem.request_id).toBe(response.headers.get('x-request-id'));
		const page = await (await api.get('/api/docs')).text();
		expect(page).toContain(`id="${problem.type.split('#')[1]}"`);
	});
});

test('what only changes things is refused, and what is allowed is said', async () => {
	for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
		const response = await api.app.fetch(new Request('http://localhost/api/v1/summary', { method }));
		expect(response.status, method).toBe(405);
		expect(response.headers.get('allow')).toBe('GET, HEAD');
		expect(response.headers.get('content-type')).toBe('application/problem+json');
	}
});

test('a type that no answer has is refused', async () => {
	expect((await api.get('/api/v1/summary', { accept: 'image/png' })).status).toBe(406);
	expect((await api.get('/api/v1/summary', { accept: 'text/html,application/json;q=0.9' })).status).toBe(200);
});

test("another site's name for this address is refused, whatever its port", async () => {
	const as = (host: string) => api.get('/api/v1/summary', { host });
	for (const host of [
		'evil.example',
		'localhost.evil.example',
		'localhost@evil.example',
		'127.0.0.1.evil.example:80',
	]) {
		expect((await as(host)).status, host).toBe(421);
	}
	for (const host of [
		'localhost',
		'LOCALHOST:4747',
		'127.0.0.1:4747',
		'[::1]:4747',
		'[::1]',
		'figures.example',
	]) {
		expect((await as(host)).status, host).toBe(200);
	}
});

test('every response is harmless to look at', async () => {
	for (const path of ['/api/v1/summary', '/api/v1/nothing', '/healthz', '/metrics']) {
		const { headers } = await api.get(path);
		expect(headers.get('x-content-type-options'), path).toBe('nosniff');
		expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
		expect(headers.get('access-control-allow-origin'), path).toBeNull();
	}
});

test('a request id that is given is kept, unless it could be something else', async () => {
	expect((await api.get('/healthz', { 'x-request-id': 'tile-7.a' })).headers.get('x-request-id')).toBe(
		'tile-7.a',
	);
	expect((await api.get('/healthz', { 'x-request-id': '<script>' })).headers.get('x-request-id')).not.toBe(
		'<script>',
	);
});

test('without a warehouse the process is healthy, not ready, and says what to do', async () => {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-empty-'));
	const warehouse = await Warehouse.open(dir);
	const app = createApi(warehouse);
	const ask = (path: string) => app.fetch(new Request(`http://localhost${path}`));
	expect((await ask('/healthz')).status).toBe(200);
	for (const path of ['/readyz', '/api/v1/summary', '/api/v1/accounts/A']) {
		const response = await ask(path);
		expect(response.status, path).toBe(503);
		expect(((await response.json()) as Problem).detail).toContain('vital-few build');
	}
	expect((await ask('/api/openapi.json')).status).toBe(200);
	expect((await ask('/api/docs')).status).toBe(200);
	warehouse.close();
	rmSync(dir, { recursive: true });
});
