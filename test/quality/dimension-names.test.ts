import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTITIES } from '../../src/lib/contract/entities.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import type { AnswerRows } from '../../src/lib/contract/rows.ts';
import { PAGE_PARAMETERS, QUESTION_PARAMETERS } from '../../src/lib/contract/parameter-names.ts';
import { apiOver, type Api } from '../support/api-company.ts';
import {
	buildProject,
	given,
	orderLines,
	writeProject,
	type Built,
	type GivenRow,
} from '../support/given.ts';
import { serveProject, type Served } from '../support/served.ts';

/** Names that a user's column may have and that mean something to us, gathered from what the product itself declares. */
function ourNames(): string[] {
	const files = Object.values(catalog()).flatMap((folder) => [...folder.values()]);
	const accounts = ENTITIES.find(({ name }) => name === 'accounts')!.columns.map(({ name }) => name);
	const names = [
		...QUESTION_PARAMETERS,
		...PAGE_PARAMETERS,
		...files.flatMap((file) => [...file.parameters, ...file.columns].map(({ name }) => name)),
		...ENTITIES.flatMap(({ columns }) => columns.map(({ name }) => name)),
		...Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()),
	];
	return [...new Set(names)].filter(
		(name) => !accounts.includes(name) && !['source_file', 'source_line'].includes(name),
	);
}

const LINES = orderLines([
	['A', '2024-03-01', 100, { category: 'tools' }],
	['A', '2025-03-01', 90, { category: 'tools' }],
	['B', '2025-06-30', 40, { category: 'parts' }],
	['C', '2025-08-01', 10, { category: 'parts' }],
	['D', '2026-01-31', 5, { category: 'tools' }],
]);
const ACCOUNTS: GivenRow[] = ['A', 'B', 'C', 'D'].map((account_id) => ({
	account_id,
	name: `Firm ${account_id}`,
	segment: account_id < 'C' ? 'Trade' : 'Retail',
}));

/** A statement of the accounts that gives a column of each name, filled with 'x' for A and B and 'y' for the others. */
function statementWith(names: readonly string[]): string {
	const columns = names.map((name) => `case when account_id < 'C' then 'x' else 'y' end as "${name}"`);
	return ['select account_id, name, segment', ...columns].join(', ') + ' from accounts_file';
}

describe('columns of the accounts whose names are ours', () => {
	const names = ourNames();
	let plain: Built;
	let named: Built;
	let api: Api;

	beforeAll(async () => {
		const rows = { order_lines: LINES, accounts: ACCOUNTS };
		plain = await given({ rows });
		named = await given({ rows, statements: { accounts: statementWith(names) } });
		api = apiOver(named);
	}, 900_000);
	afterAll(() => {
		plain.close();
		named.close();
	});

	it('become dimensions under another name, and the build says so', async () => {
		expect(names).toEqual(
			expect.arrayContaining([
				'level',
				'score',
				'revenue',
				'orders',
				'tier',
				'limit',
				'as_of',
				'__proto__',
				'constructor',
			]),
		);
		const renamed = new Map(named.report.renamed_dimensions.map((column) => [column.given, column.name]));
		expect([...renamed.keys()].sort()).toEqual([...names].sort());
		const facts = await named.warehouse.facts();
		expect([...facts.dimensions].sort()).toEqual(['segment', ...renamed.values()].sort());
		for (const name of renamed.values()) expect(names).not.toContain(name);
		const findings = await named.ask('data_quality' as keyof AnswerRows, {});
		expect(JSON.stringify(findings.rows)).toContain('with a name that Vital Few uses itself');
	});

	it('replace no figure of any answer', async () => {
		for (const answer of catalog().answers.values()) {
			const columns = answer.columns.map(({ name }) => name).filter((name) => !BY_BUILD.has(name));
			const ask = async (built: Built) => {
				const { rows } = await built.ask(answer.name as keyof AnswerRows);
				return (rows as unknown as Record<string, unknown>[]).map((row) =>
					Object.fromEntries(columns.map((column) => [column, row[column]])),
				);
			};
			if (ABOUT_COLUMNS.has(answer.name)) continue;
			expect(await ask(named), answer.name).toEqual(await ask(plain));
		}
	}, 900_000);

	it('filter and split under their new names through the API', async () => {
		// A and B have 'x' in every one of them: 90 + 40.
		const all = named.report.renamed_dimensions.map(({ name }) => name);
		for (let i = 0; i < all.length; i += 40) {
			const some = all.slice(i, i + 40);
			const query = some.map((name) => `&${encodeURIComponent(name)}=x`).join('');
			const body = await api.json<{ meta: { filters: object }; rows: { revenue: number }[] }>(
				`/api/v1/concentration?from=2025-01-01&to=2026-01-01${query}`,
			);
			expect(Object.keys(body.meta.filters).sort()).toEqual([...some].sort());
			expect(body.rows[0]!.revenue, query).toBe(130);
		}
		const split = await api.get(`/api/v1/growth_bridge?by=source_level`);
		expect(split.status).toBe(200);
		const values = await api.json<{ rows: { value: string }[] }>(
			`/api/v1/dimension_values?dimension=source_revenue`,
		);
		expect(values.rows.map((row) => row.value).sort()).toEqual(['x', 'y']);
	}, 900_000);

	it('leave the parameters what they were', async () => {
		const limited = await api.json<{ rows: unknown[] }>('/api/v1/accounts?limit=1&sort=-revenue');
		expect(limited.rows).toHaveLength(1);
		const account = await api.json<{ meta: { level: string } }>('/api/v1/accounts?level=account');
		expect(account.meta.level).toBe('account');
		for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
			expect((await api.get(`/api/v1/accounts?${word}=x`)).status, word).toBe(400);
	});

	it('are shown in the API documents and in every form of export', async () => {
		for (const path of ['/api/openapi.json', '/api/docs']) expect((await api.get(path)).status).toBe(200);
		for (const format of ['csv', 'xlsx', 'parquet', 'arrow'])
			expect((await api.get(`/api/v1/accounts.${format}`)).status, format).toBe(200);
	}, 600_000);
});

/** Different in every build, or a list of the dimensions themselves. */
const BY_BUILD = new Set(['built_at', 'build_id', 'dimensions']);
const ABOUT_COLUMNS = new Set(['entities', 'entity_columns', 'data_quality', 'dimension_values']);

describe('names that are not ours', () => {
	it('stay, in any script and case, and whatever aliases our statements have', async () => {
		const names = [
			's',
			't',
			'd',
			'w',
			'already_read',
			'Ärea',
			'ÆØ Å',
			'select',
			'two words',
			'x"y',
			'ID Type',
			'channel',
		];
		const columns = names.map((name) => `'v' as "${name.replaceAll('"', '""')}"`).join(', ');
		const built = await given({
			rows: { order_lines: LINES, accounts: [...ACCOUNTS, { account_id: '', name: 'nobody' }] },
			statements: { accounts: `select account_id, name, ${columns} from accounts_file` },
		});
		const facts = await built.warehouse.facts();
		expect([...facts.dimensions].sort()).toEqual(names.map((name) => name.toLowerCase()).sort());
		expect(built.report.renamed_dimensions).toEqual([]);
		for (const name of facts.dimensions) {
			const { rows } = await built.ask('accounts', { [name]: 'v' });
			expect(rows, name).toHaveLength(4);
		}
		const rejected = await built.ask('rejected_rows' as keyof AnswerRows, {});
		expect(JSON.stringify(rejected.rows)).toContain('nobody');
		built.close();
	}, 600_000);

	it('two columns that differ in case alone, or meet after the prefix, stay two', async () => {
		const built = await given({
			rows: { order_lines: LINES, accounts: ACCOUNTS },
			statements: {
				accounts: `select account_id, 'a' as "Level", 'b' as source_level, 'c' as "Ä", 'd' as "ä" from accounts_file`,
			},
		});
		const { rows } = await built.ask('accounts', { limit: '1' });
		expect(rows[0]).toMatchObject({ source_source_level: 'a', source_level: 'b', ä: 'c', source_ä: 'd' });
		built.close();
	}, 600_000);

	it('a file may be called like a part of our statements', async () => {
		for (const name of ['source', 'typed', 'constructor', 'order_lines']) {
			const dir = mkdtempSync(join(tmpdir(), 'vital-few-given-'));
			writeProject(dir, { rows: { order_lines: LINES } });
			writeFileSync(
				join(dir, 'vital-few.yaml'),
				`company: F\nfiles:\n  ${name}: { path: order_lines.csv }\n`,
			);
			writeFileSync(
				join(dir, 'sources', 'order_lines.sql'),
				`select order_id, account_id, ordered_on, net_amount from ${name}`,
			);
			const built = await buildProject(dir);
			expect(built.report.accounts, name).toBe(4);
			built.close();
		}
	}, 900_000);
});

describe('pages over such columns', () => {
	let served: Served;
	let built: Built;

	beforeAll(async () => {
		built = await given({
			rows: { order_lines: LINES, accounts: ACCOUNTS },
			statements: {
				accounts: statementWith(ourNames().slice(0, 60).concat(['constructor', '__proto__', 'tostring'])),
			},
		});
		built.warehouse.close();
		served = await serveProject(built.dir);
	}, 900_000);
	afterAll(async () => {
		await served.stop();
		built.close();
	});

	const PAGES = [
		'/',
		'/concentration',
		'/accounts',
		'/accounts/A',
		'/growth',
		'/margin',
		'/cohorts',
		'/risk',
		'/tiers',
		'/data',
	];

	it('open, also with these words in their address', async () => {
		for (const page of PAGES) {
			for (const query of [
				'?source_constructor=x&source___proto__=x',
				'?constructor=x&__proto__=x&toString=y',
			]) {
				const response = await fetch(`${served.url}${page}${query}`);
				const text = await response.text();
				expect(response.status, page + query).toBe(200);
				expect(text.includes('Something unexpected happened'), page + query).toBe(false);
			}
		}
	}, 900_000);

	it('are told on the Data page', async () => {
		const told = (await (await fetch(`${served.url}/data`)).text()).includes(
			'with a name that Vital Few uses itself',
		);
		expect(told).toBe(true);
	});
});
