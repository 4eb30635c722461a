import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnswerMeta } from '../../src/lib/server/warehouse/ask/ask.ts';
import { readProject } from '../../src/lib/server/sources/config.ts';
import { buildWarehouse } from '../../src/lib/server/warehouse/build/build.ts';
import { apiOver, givenApiCompany, type Api } from '../support/api-company.ts';

type Line = Record<string, unknown>;

let api: Api;
let lines: Line[];
beforeAll(async () => {
	lines = [];
	const kept = new Writable({
		write(chunk: Buffer, _, done) {
			lines.push(JSON.parse(chunk.toString()) as Line);
			done();
		},
	});
	api = apiOver(await givenApiCompany(), { log: pino({ level: 'info' }, kept) });
});
afterAll(() => api.built.close());

const lastLine = async (path: string): Promise<Line> => {
	const response = await api.get(path, { authorization: 'Bearer hidden' });
	await response.arrayBuffer();
	return lines.at(-1)!;
};

test('each request leaves one line: its id, answer, road, rows and milliseconds, and nothing that was typed', async () => {
	const before = lines.length;
	const line = await lastLine('/api/v1/accounts?level=account&search=hidden%20words&limit=2');
	expect(lines).toHaveLength(before + 1);
	expect(line).toMatchObject({
		method: 'GET',
		path: '/api/v1/accounts',
		status: 200,
		answer: 'accounts',
		format: 'json',
		road: 'mart',
		rows: 0,
	});
	expect(line['request_id']).toMatch(/^[\w-]{36}$/);
	expect(line['ms']).toBeGreaterThan(0);
	expect(JSON.stringify(line)).not.toContain('hidden');
	expect(await lastLine('/api/v1/summary?segment=Trade')).toMatchObject({ road: 'live', rows: 1 });
	expect(await lastLine('/api/v1/summary')).toMatchObject({ road: 'stored', rows: 1 });
	expect(await lastLine('/api/v1/summary')).toMatchObject({ road: 'cache', rows: 1 });
	expect(await lastLine('/api/v1/nothing')).toMatchObject({ status: 404, level: 30 });
});

test('the metrics count answers by name, and never by what was typed', async () => {
	await lastLine('/api/v1/made-up-by-a-visitor');
	const text = await (await api.get('/metrics')).text();
	expect(text).toMatch(
		/vital_few_request_seconds_count\{answer="summary",format="json",road="stored",status="200"\} 1/,
	);
	expect(text).toMatch(/vital_few_rows_total\{answer="summary",format="json"\} [23]/);
	expect(text).not.toContain('made-up');
});

test('a new build is served as soon as it is in service, without a request lost', async () => {
	const seen = new Set<string>();
	let failures = 0;
	let isOver = false;
	const reader = async (path: string): Promise<void> => {
		while (!isOver) {
			// An answer from memory waits for nothing: without this, nobody else would have a turn.
			await new Promise((resolve) => setImmediate(resolve));
			const response = await api.get(path);
			if (response.status !== 200) failures++;
			else if (path.includes('.csv')) await response.arrayBuffer();
			else seen.add(((await response.json()) as { meta: AnswerMeta }).meta.build_id);
		}
	};
	const readers = [
		'/api/v1/accounts?level=account',
		'/api/v1/summary?region=Nord',
		'/api/v1/accounts.csv',
	].map(reader);
	const before = (await api.get('/api/v1/summary')).headers.get('etag')!;
	await buildWarehouse({
		project: readProject(api.built.dir),
		today: '2026-11-22',
		now: '2026-11-23T12:00:00Z',
		buildId: 'second',
		onStep: () => undefined,
		threads: 1,
	});
	const after = await api.get('/api/v1/summary', { 'if-none-match': before });
	isOver = true;
	await Promise.all(readers);
	expect(failures).toBe(0);
	expect(after.status).toBe(200);
	expect(((await after.json()) as { meta: AnswerMeta }).meta.build_id).toBe('second');
	expect(seen.has('second')).toBe(true);
	expect(seen.size).toBe(2);
});
