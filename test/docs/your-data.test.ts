import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { ENTITIES } from '../../src/lib/contract/entities.ts';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { CONFIG_KEYS, FILE_KEYS, LIMIT_KEYS, parseConfig } from '../../src/lib/server/sources/config.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { BUILD_KEYS, READER_KEYS } from '../../src/lib/server/sources/read/read-limits.ts';
import { REJECTION_REASONS } from '../../src/lib/server/sources/rejection-reasons.ts';
import { COST_TO_SERVE_KEYS, SERVICE_RATE_KEYS } from '../../src/lib/server/sources/service-rates.ts';
import { buildProject, type Built } from '../support/given.ts';
import { describeWithData } from '../support/real-data.ts';

const read = (name: string): string => readFileSync(join(PACKAGE_ROOT, 'docs', name), 'utf8');
const doc = read('your-data.md');
const entities = read('entities.md');
const configuration = read('configuration.md');
const mappings = read('mappings.md');

/** The text below a heading, up to the next one of its rank or a higher one. */
function section(text: string, heading: string): string {
	const rank = /^#+/.exec(heading)![0].length;
	const below = `\n${text}`.slice(`\n${text}`.indexOf(`\n${heading}\n`) + heading.length + 2);
	const end = below.search(new RegExp(`^#{1,${rank}} `, 'm'));
	return end === -1 ? below : below.slice(0, end);
}

/** The first cells of the rows of the tables in a text, without marks. */
const firstCells = (text: string): string[] =>
	[...text.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]!);

describe('the entities', () => {
	it.each(ENTITIES.map((entity) => [entity.name, entity] as const))(
		'%s is described as the contract has it',
		(name, entity) => {
			const text = section(entities, `## ${name}`);
			expect(text).toContain(`${entity.description} Switches on: ${entity.switches_on}.`);
			const rows = entity.columns.map(
				({ name: column, required, type, description }) =>
					`| \`${column}\`${required ? ' *' : ''} | ${type} | ${description} |`,
			);
			expect(text.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
		},
	);

	test('are all there, and no other', () => {
		const headings = [...entities.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
		expect(headings).toEqual(ENTITIES.map(({ name }) => name));
	});
});

describe('the keys of vital-few.yaml', () => {
	test('are all named, and no other', () => {
		expect(firstCells(configuration.slice(0, configuration.indexOf('\n## files'))).sort()).toEqual(
			[...CONFIG_KEYS].sort(),
		);
		expect(firstCells(section(configuration, '## files')).sort()).toEqual([...FILE_KEYS].sort());
		expect(firstCells(section(configuration, '## reader')).sort()).toEqual([...READER_KEYS].sort());
		for (const key of BUILD_KEYS) expect(configuration).toContain(`\`build\` | \`${key}\``);
		expect(firstCells(section(configuration, '## limits')).sort()).toEqual([...LIMIT_KEYS].sort());
		for (const key of COST_TO_SERVE_KEYS) expect(configuration).toContain(`\`${key}\``);
		for (const key of SERVICE_RATE_KEYS)
			expect(section(configuration, '## cost_to_serve rates')).toContain(`\`${key}\``);
	});

	test('stand in an example that holds', () => {
		const example = /```yaml\n([^]*?)```/.exec(configuration)![1]!;
		expect(parseConfig(example, 'vital-few.yaml')).toMatchObject({
			company: 'Alder Works',
			fiscal_year_starts: 4,
		});
	});
});

test('the guide is short, and its links lead somewhere', () => {
	expect(doc.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length).toBeLessThan(2600);
	for (const [, page, anchor] of doc.matchAll(/\]\((\w+\.md)?(?:#([\w-]+))?\)/g)) {
		const text = page === undefined ? doc : read(page);
		const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
			heading!.toLowerCase().replaceAll('.', '').replaceAll(' ', '-'),
		);
		if (anchor !== undefined) expect(headings).toContain(anchor);
	}
});

test('the four things that a person may have in hand are there', () => {
	const headings = [...section(doc, '## What you have in hand').matchAll(/^### (.+)$/gm)].map(
		([, name]) => name,
	);
	expect(headings).toEqual(['One file', 'A file for each month', 'A folder of tables', 'Two systems']);
});

test('every reason for setting a row aside is named', () => {
	for (const reason of Object.values(REJECTION_REASONS)) {
		if (typeof reason === 'string') expect(doc).toContain(`| ${reason} |`);
	}
});

/** The statements that the document gives for a company, by entity. */
function statements(company: string): Map<string, string> {
	const blocks = mappings.matchAll(
		new RegExp(`\`\`\`sql\\n(-- ${company}: sources/(\\w+)\\.sql\\n[^]*?)\`\`\``, 'g'),
	);
	return new Map([...blocks].map((match) => [match[2]!, match[1]!]));
}

/** Drafts a project of a folder, puts the document's statements in place of the drafts, and builds it. */
async function buildMapping(folder: string, company: string): Promise<Built> {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-mapping-'));
	await initProject({
		paths: [folder],
		dir,
		cwd: dir,
		company,
		currency: 'USD',
		today: '2026-09-30',
		reader: new HereReader(),
	});
	rmSync(join(dir, 'sources'), { recursive: true });
	const { mkdirSync } = await import('node:fs');
	mkdirSync(join(dir, 'sources'));
	for (const [entity, sql] of statements(company)) writeFileSync(join(dir, 'sources', `${entity}.sql`), sql);
	// Tables that the drafts did not use are comments: `  # name: …`.
	const config = join(dir, 'vital-few.yaml');
	writeFileSync(config, readFileSync(config, 'utf8').replace(/^ {2}# (?=( {2})?\w+:)/gm, '  '));
	return buildProject(dir);
}

const count = async (built: Built, sql: string): Promise<unknown> =>
	Object.values(
		(
			await built.warehouse.read(async (connection) =>
				(await connection.runAndReadAll(sql)).getRowObjectsJson(),
			)
		)[0]!,
	)[0];

describeWithData('the mapping of Northwind', ['northwind/order_details.csv'], ([file]) => {
	it('comes to the published totals', async () => {
		const built = await buildMapping(dirname(file!), 'Northwind');
		try {
			expect([...statements('Northwind').keys()]).toEqual([
				'order_lines',
				'accounts',
				'orders',
				'deliveries',
			]);
			const { rows } = await built.ask('summary', { from: '1996-07-01', to: '1998-06-01', level: 'account' });
			expect(rows[0]).toMatchObject({ revenue: 1265793.0395, accounts: 89, margin: null });
			expect(built.report.rejections).toEqual([]);
		} finally {
			built.close();
		}
	});
});

describeWithData(
	'the mapping of Wide World Importers',
	['wide_world_importers/Sales.InvoiceLines.csv.gz'],
	([file]) => {
		it('comes to the published totals, by shop and by who pays', async () => {
			const built = await buildMapping(dirname(file!), 'Wide World Importers');
			try {
				const window = { from: '2013-01-01', to: '2016-06-01' };
				const summary = await built.ask('summary', window);
				expect(summary.rows[0]).toMatchObject({ revenue: 172261341.2, margin: 85729180.9, accounts: 263 });
				const shops = await built.ask('concentration', { ...window, level: 'account' });
				expect(shops.rows[0]).toMatchObject({ account_count: 663 });
				expect(built.report.rejections).toEqual([]);
				expect(built.report.entities.map(({ name, rows_used }) => [name, rows_used])).toEqual(
					expect.arrayContaining([
						['invoices', 70_510],
						['orders', 73_595],
					]),
				);
			} finally {
				built.close();
			}
		}, 240_000);
	},
);
void count;
