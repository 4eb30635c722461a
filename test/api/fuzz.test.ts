import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOver, givenApiCompany, type Api } from '../support/api-company.ts';
import { validators, type OpenApiDocument, type OpenApiParameter } from '../support/openapi.ts';

/** `FUZZ_REQUESTS=20000` for the long run. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 300);

let api: Api;
let document: OpenApiDocument;
let validatorOf: ReturnType<typeof validators>;
beforeAll(async () => {
	api = apiOver(await givenApiCompany(), { cacheBytes: 0 });
	document = await api.json<OpenApiDocument>('/api/openapi.json');
	validatorOf = validators(document);
});
afterAll(() => api.built.close());

const DATES = [
	'2026-01-31',
	'2025-12-31',
	'2025-01-01',
	'2024-02-29',
	'2024-03-01',
	'1999-12-31',
	'2026-02-01',
	'2199-12-31',
	'1900-01-01',
];
const NASTY = [
	'',
	'0',
	'-1',
	'1e9',
	'NaN',
	'null',
	"' or 1=1 --",
	'"; drop table x; --',
	'$level',
	'<b>',
	'%',
	'\u{1F600}',
	'ａ',
	'>',
	'>=-1',
	'=0',
	'a'.repeat(300),
	'Trade',
	'tools',
	'Kim',
];

/** Values that a parameter's schema allows, and some that it does not. */
function valueOf({ name, schema }: OpenApiParameter): fc.Arbitrary<string> {
	const good: fc.Arbitrary<string>[] = [];
	if (schema.enum) good.push(fc.constantFrom(...schema.enum.map(String)));
	if (schema.format === 'date')
		good.push(
			fc.constantFrom(...DATES),
			fc.date({ noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
		);
	if (schema.type === 'integer') good.push(fc.integer({ min: 0, max: 20 }).map(String));
	if (name === 'sort') good.push(fc.stringMatching(new RegExp(schema.pattern!)));
	else if (schema.pattern)
		good.push(
			fc
				.tuple(fc.constantFrom('>', '<', '>=', '<=', '='), fc.integer())
				.map(([sign, number]) => `${sign}${number}`),
		);
	return fc.oneof(
		{
			weight: 6,
			arbitrary: good.length > 0 ? fc.oneof(...good) : fc.constantFrom('Trade', 'tools', 'Kim', 'Nord', 'A'),
		},
		{ weight: 1, arbitrary: fc.constantFrom(...NASTY) },
		{ weight: 1, arbitrary: fc.string() },
	);
}

/** A path of the document with some of its parameters, now and then with one that it does not have. */
const request = () =>
	fc.constantFrom(...Object.keys(document.paths)).chain((path) => {
		const parameters = document.paths[path]!.get.parameters ?? [];
		const inPath = parameters.filter((parameter) => parameter.in === 'path');
		const inQuery = parameters.filter((parameter) => parameter.in === 'query');
		const pair = (parameter: OpenApiParameter) =>
			valueOf(parameter).map((value): [string, string] => [parameter.name, value]);
		const stray = fc.tuple(fc.string({ minLength: 1, maxLength: 12 }), fc.string());
		return fc.record({
			path: fc.constant(path),
			segments: fc.tuple(...inPath.map(pair)),
			query:
				inQuery.length === 0
					? fc.constant<[string, string][]>([])
					: fc.array(
							fc.oneof(
								{ weight: 30, arbitrary: fc.constantFrom(...inQuery).chain(pair) },
								{ weight: 1, arbitrary: stray },
							),
							{ maxLength: 5 },
						),
		});
	});

function addressOf({
	path,
	segments,
	query,
}: {
	path: string;
	segments: [string, string][];
	query: [string, string][];
}): string {
	const filled = segments.reduce(
		(text, [name, value]) => text.replace(`{${name}}`, () => encodeURIComponent(value)),
		path,
	);
	return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query)}`;
}

test(
	`${REQUESTS} requests made from the document: an answer as documented or a problem, never a failure`,
	async () => {
		const statuses = new Map<number, number>();
		await fc.assert(
			fc.asyncProperty(request(), async (made) => {
				const address = addressOf(made);
				const response = await api.get(address);
				statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
				expect(response.status, address).toBeLessThan(500);
				const mediaType = response.headers.get('content-type')!.split(';')[0]!;
				const bytes = await response.arrayBuffer();
				if (response.status !== 200) expect(mediaType, address).toBe('application/problem+json');
				if (!mediaType.endsWith('json')) return;
				// An address may have become another one: an empty segment, a dot.
				const validate = validatorOf(made.path, response.status, mediaType);
				const body: unknown = JSON.parse(Buffer.from(bytes).toString());
				const isElsewhere = made.segments.some(([, value]) => /^\.{0,2}$/.test(value));
				if (!isElsewhere) expect(validate!(body) ? [] : validate!.errors, address).toEqual([]);
			}),
			{ numRuns: REQUESTS, seed: 20_260_131 },
		);
		// The requests are worth making: a good part of them is answered.
		expect(statuses.get(200) ?? 0).toBeGreaterThan(REQUESTS / 5);
		console.info(
			`statuses: ${[...statuses]
				.sort()
				.map(([status, count]) => `${status} × ${count}`)
				.join(', ')}`,
		);
	},
	REQUESTS * 200 + 60_000,
);
