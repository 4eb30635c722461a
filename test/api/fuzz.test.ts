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

/** What somebody writes, or a machine, where a number belongs: too large, below zero, of another script, no number. */
const ODD_NUMBERS = [
	'99999999999999999999',
	'-99999999999999999999',
	`1${'0'.repeat(400)}`,
	'999999999999999',
	'-999999999999999.9999',
	'0.00000000000000000001',
	'1e5',
	'1e400',
	'-1',
	'-0',
	'NaN',
	'Infinity',
	'0x10',
	'1_000',
	'1,5',
	'١٢٣',
	'１２',
	'½',
	'',
	' ',
	'9007199254740993',
	'2147483648',
	'9223372036854775808',
	'170141183460469231731687303715884105728',
];

test('every parameter that takes a number answers or refuses whatever stands in its place, and never fails', async () => {
	const failed: string[] = [];
	let turn = 0;
	let answered = 0;
	for (const [path, { get }] of Object.entries(document.paths)) {
		for (const { name, in: place, schema } of get.parameters ?? []) {
			if (place !== 'query') continue;
			const isWhole = schema.type === 'integer';
			const isCompared = !isWhole && name !== 'sort' && schema.pattern !== undefined;
			if (!isWhole && !isCompared && !['weights', 'thresholds', 'lose'].includes(name)) continue;
			// Each number in turn, so that every kind of parameter meets each of them and no run takes minutes.
			const number = ODD_NUMBERS[turn++ % ODD_NUMBERS.length]!;
			const written = isWhole
				? [number]
				: name === 'weights'
					? [`revenue:${number}`]
					: name === 'thresholds'
						? [`key:${number}-${number}`]
						: name === 'lose'
							? [`top:${number}`, `segment=Trade:${number}`]
							: [`>${number}`, `<=${number}`];
			for (const value of written) {
				const address = `${path.replace('{id}', 'G')}?${new URLSearchParams([[name, value]])}`;
				const response = await api.get(address);
				await response.arrayBuffer();
				if (response.status >= 500) failed.push(`${response.status} ${address}`);
				if (response.status === 200) answered++;
			}
		}
	}
	expect(failed).toEqual([]);
	expect(turn).toBeGreaterThan(100);
	expect(answered).toBeGreaterThan(0);
}, 900_000);

test.each(['99999999999999999999', '1e5', 'NaN', '١٢٣', ''])(
	'a comparison with "%s" says what to write instead',
	async (number) => {
		const response = await api.get(`/api/v1/accounts?${new URLSearchParams([['revenue', `>${number}`]])}`);
		expect(response.status).toBe(400);
		expect(((await response.json()) as { detail: string }).detail).toBe(
			`revenue=>${number}: compare with a plain number of at most 15 digits before its point, like revenue=>10000.`,
		);
	},
);
