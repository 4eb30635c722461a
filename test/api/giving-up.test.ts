import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliver, type Prepare } from '../../src/lib/server/api/deliver.ts';
import { GIVEN_UP, watch } from '../../src/lib/server/api/guard.ts';
import { problemResponse, type Problem } from '../../src/lib/server/api/problem.ts';
import { createService, type Env, type Service } from '../../src/lib/server/api/service.ts';
import type { Format } from '../../src/lib/server/export/format.ts';
import { prepareQuestion } from '../../src/lib/server/warehouse/ask/ask.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { givenApiCompany } from '../support/api-company.ts';
import type { Built } from '../support/given.ts';

let built: Built;
let service: Service;
beforeAll(async () => {
	built = await givenApiCompany();
	service = createService(built.warehouse, {});
});
afterAll(() => built.close());

/** An API of one question: `sql` in place of an answer's. */
function apiOf(sql: string, format: Format, road: 'live' | 'mart' = 'live'): Hono<Env> {
	const prepare: Prepare = (_, facts) => {
		const asked = prepareQuestion('summary', [], facts);
		return {
			...asked,
			file: { ...asked.file, columns: [] },
			composed: { ...asked.composed, sql, road, values: {} },
		};
	};
	const app = new Hono<Env>();
	app.onError((error, context) =>
		context.req.raw.signal.aborted
			? new Response(null, { status: GIVEN_UP })
			: problemResponse(error, '/', 'id'),
	);
	app.use(watch(service));
	return app.get('/', (context) => deliver(context, service, { format, isFile: false }, prepare));
}

const ENDLESS = 'select sum(a.range * b.range) as total from range(10000000) as a, range(10000000) as b';
const LONG = "select range as id, 'name ' || range as name, range / 7 as amount from range(300000)";

const isFree = async (): Promise<void> => {
	// Nothing holds a slot, a connection or rows any more.
	await service.gate.run(new AbortController().signal, () =>
		service.gate.run(new AbortController().signal, async () => undefined),
	);
	const left = await built.warehouse.read((connection) =>
		queryRows(connection, "select count(*) as tables from duckdb_tables() where table_name = 'kept_rows'"),
	);
	expect(left).toEqual([{ tables: 0 }]);
};

test.each(['json', 'csv', 'arrow', 'xlsx'] as const)(
	'who gives up a question as %s takes it out of the engine',
	async (format) => {
		const controller = new AbortController();
		const answer = apiOf(ENDLESS, format).fetch(
			new Request('http://localhost/', { signal: controller.signal }),
		);
		const started = performance.now();
		setTimeout(() => controller.abort(), 100);
		expect((await answer).status).toBe(GIVEN_UP);
		expect(performance.now() - started).toBeLessThan(5_000);
		await isFree();
	},
);

test.each(['json', 'csv', 'parquet', 'arrow', 'xlsx'] as const)(
	'who stops reading %s half way leaves nothing behind',
	async (format) => {
		const response = await apiOf(LONG, format).fetch(new Request('http://localhost/'));
		const reader = response.body!.getReader();
		expect((await reader.read()).value!.length).toBeGreaterThan(0);
		await reader.cancel();
		await isFree();
	},
);

test('a question that fails gives its slot and its connection back', async () => {
	for (const format of ['json', 'csv', 'arrow', 'xlsx'] as const) {
		expect(
			(await apiOf("select error('no') as x", format).fetch(new Request('http://localhost/'))).status,
		).toBe(500);
	}
	await isFree();
});

test('what fails because the warehouse is of another version says to build it again', async () => {
	const facts = await built.warehouse.facts();
	const version = facts.model_version;
	facts.model_version = 'older';
	const response = await apiOf('select * from stored_what_is_new', 'json').fetch(
		new Request('http://localhost/'),
	);
	facts.model_version = version;
	expect(response.status).toBe(503);
	const problem = (await response.json()) as Problem;
	expect(problem.title).toBe('The warehouse is of another version');
	expect(problem.detail).toContain(
		'built by another version of Vital Few and lacks what this answer reads. Run "vital-few build',
	);
});

test('who gives up while waiting for a slot leaves the queue', async () => {
	const heavy = [new AbortController(), new AbortController()];
	const running = heavy.map(({ signal }) =>
		apiOf(ENDLESS, 'json').fetch(new Request('http://localhost/', { signal })),
	);
	while (service.gate.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 5));
	await new Promise((resolve) => setTimeout(resolve, 50));
	const third = new AbortController();
	const waiting = apiOf(ENDLESS, 'json').fetch(new Request('http://localhost/', { signal: third.signal }));
	while (service.gate.waiting === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	third.abort();
	expect((await waiting).status).toBe(GIVEN_UP);
	expect(service.gate.waiting).toBe(0);
	// A small question passes by the heavy ones.
	expect((await apiOf('select 1 as x', 'json', 'mart').fetch(new Request('http://localhost/'))).status).toBe(
		200,
	);
	heavy.forEach((controller) => controller.abort());
	for (const answer of running) expect((await answer).status).toBe(GIVEN_UP);
	await isFree();
});

test('who gives up between two statements takes the next one out of the engine, too', async () => {
	for (const format of ['json', 'csv', 'arrow', 'xlsx'] as const) {
		const controller = new AbortController();
		// Nothing runs in the engine at the moment of giving up: an interrupt alone would be lost.
		const prepare: Prepare = async (_, facts) => {
			controller.abort();
			await new Promise((resolve) => setTimeout(resolve, 20));
			const asked = prepareQuestion('summary', [], facts);
			return {
				...asked,
				file: { ...asked.file, columns: [] },
				composed: { ...asked.composed, sql: ENDLESS, road: 'mart', values: {} },
			};
		};
		const app = new Hono<Env>();
		app.onError(() => new Response(null, { status: GIVEN_UP }));
		app.use(watch(service));
		app.get('/', (context) => deliver(context, service, { format, isFile: false }, prepare));
		const started = performance.now();
		const { signal } = controller;
		expect((await app.fetch(new Request('http://localhost/', { signal }))).status, format).toBe(GIVEN_UP);
		expect(performance.now() - started, format).toBeLessThan(20_000);
	}
	await isFree();
});

test('a page that its reader left gives up the questions it asked', async () => {
	const { handleFetch } = await import('../../src/hooks.server.ts');
	const left = new AbortController();
	const page = new Request('http://localhost/accounts', { signal: left.signal });
	let asked: Request | undefined;
	await handleFetch({
		event: { request: page } as never,
		request: new Request('http://localhost/api/v1/accounts'),
		fetch: ((request: Request) => {
			asked = request;
			return Promise.resolve(new Response());
		}) as typeof fetch,
	});
	expect(asked!.signal.aborted).toBe(false);
	left.abort();
	expect(asked!.signal.aborted).toBe(true);
});
