import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { apiOver, givenApiCompany, type Api } from '../support/api-company.ts';
import { validators, type OpenApiDocument } from '../support/openapi.ts';

let api: Api;
let document: OpenApiDocument;
let validatorOf: ReturnType<typeof validators>;
beforeAll(async () => {
	api = apiOver(await givenApiCompany());
	document = await api.json<OpenApiDocument>('/api/openapi.json');
	validatorOf = validators(document);
});
afterAll(() => api.built.close());

async function expectPromised(path: string, address: string): Promise<void> {
	const response = await api.get(address);
	const mediaType = response.headers.get('content-type')!.split(';')[0]!;
	const validate = validatorOf(path, response.status, mediaType);
	expect(validate, `${address} has ${response.status} ${mediaType}`).toBeDefined();
	const body: unknown = await response.json();
	expect(validate!(body) ? [] : validate!.errors, address).toEqual([]);
}

const QUESTIONS = [
	'',
	'?level=account',
	'?as_of=2024-12-31&compare=none',
	'?category=tools&segment=Trade',
	'?segment=nowhere',
	'?tier=key&tier=growth',
	'?risk_level=high',
	'?from=2025-04-01&to=2025-07-01&compare=prior',
	'?limit=0',
	'?show=sql',
];

describe.each([...catalog().answers.keys()])('what is documented of %s is what comes', (name) => {
	test.each(QUESTIONS)('%s', (question) => expectPromised(`/api/v1/${name}`, `/api/v1/${name}${question}`));
});

test('every total is of a column, and comes as documented', async () => {
	for (const file of [...catalog().answers.values()].filter(({ totals }) => totals.length > 0)) {
		const columns = file.columns.map((column) => column.name);
		for (const total of file.totals) expect(columns, file.name).toContain(total.name);
		await expectPromised(`/api/v1/${file.name}`, `/api/v1/${file.name}?show=totals`);
		await expectPromised(`/api/v1/${file.name}`, `/api/v1/${file.name}?show=totals&segment=nowhere`);
	}
});

test('the documented record, health and problems are what comes', async () => {
	await expectPromised('/api/v1/accounts/{id}', '/api/v1/accounts/B');
	await expectPromised('/api/v1/accounts/{id}', '/api/v1/accounts/c.csv?level=account&as_of=2024-12-31');
	await expectPromised('/api/v1/accounts/{id}', '/api/v1/accounts/nobody');
	await expectPromised('/healthz', '/healthz');
	await expectPromised('/readyz', '/readyz');
	await expectPromised('/api/v1/summary', '/api/v1/summary?limit=-1');
});

test('every answer is documented, with every column, on the page that a person reads too', async () => {
	const page = await (await api.get('/api/docs')).text();
	for (const file of catalog().answers.values()) {
		expect(document.paths).toHaveProperty([`/api/v1/${file.name}`]);
		expect(page).toContain(`<h2 id="${file.name}">`);
		for (const column of file.columns) expect(page).toContain(`<code>${column.name}</code>`);
	}
});

test('the page of documentation needs nothing from elsewhere and runs nothing', async () => {
	const response = await api.get('/api/docs');
	const page = await response.text();
	expect(page).not.toMatch(/<script|https?:\/\/|@import|url\(/);
	expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
});

test('the document knows the dimensions of the warehouse in service', () => {
	const names = document.paths['/api/v1/summary']!.get.parameters!.map((parameter) => parameter.name);
	expect(names).toEqual(
		expect.arrayContaining(['as_of', 'segment', 'region', 'owner', 'category', 'revenue', 'sort', 'show']),
	);
	expect(names).not.toContain('search');
});

test('the document is strict: a row with a column too few, too many or of another type is not what it promises', async () => {
	const good = await api.json<{ rows: Record<string, unknown>[] }>('/api/v1/summary');
	const validate = validatorOf('/api/v1/summary', 200, 'application/json')!;
	const withRow = (row: Record<string, unknown>) => ({ ...good, rows: [row] });
	const { orders, ...without } = good.rows[0]!;
	expect(validate(good)).toBe(true);
	expect(validate(withRow(without))).toBe(false);
	expect(validate(withRow({ ...without, orders, extra: 1 }))).toBe(false);
	expect(validate(withRow({ ...without, orders: String(orders) }))).toBe(false);
});

test('filters by tier and by risk are documented wherever accounts are, and not where a record is of one', () => {
	const named = (path: string) => document.paths[path]!.get.parameters!.map(({ name }) => name);
	expect(named('/api/v1/accounts')).toEqual(expect.arrayContaining(['tier', 'risk_level']));
	expect(named('/api/v1/accounts/{id}/tiers')).not.toContain('tier');
	expect(named('/api/v1/accounts/{id}/tiers')).not.toContain('risk_level');
	expect(named('/api/v1/tier_what_if')).toEqual(expect.arrayContaining(['weights', 'thresholds']));
});
