import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProject } from '../../src/lib/server/sources/config.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { openSources } from '../../src/lib/server/sources/open-sources.ts';
import { openEngine } from '../../src/lib/server/warehouse/engine.ts';
import { businessExports } from '../support/exports/business-programs.ts';
import { databaseExports } from '../support/exports/databases.ts';
import { layoutExports } from '../support/exports/layouts.ts';
import { logExports } from '../support/exports/logs.ts';
import { ACCOUNTS, officeExports } from '../support/exports/offices.ts';
import { shopExports } from '../support/exports/shops.ts';
import { strangeExports } from '../support/exports/strangers.ts';
import { cents, type Export } from '../support/exports/trade.ts';

let dir: string;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-exports-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const all: Export[] = [
	...officeExports(),
	...shopExports(),
	...businessExports(),
	...databaseExports(),
	...logExports(),
	...strangeExports(),
	...layoutExports(),
];

describe('an export of another program', () => {
	it.each(all.map((one, index) => ({ ...one, index })))(
		'is understood: $name',
		async ({ files, index, ...expected }) => {
			const folder = join(dir, String(index));
			mkdirSync(join(folder, 'in'), { recursive: true });
			for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'in', name), content);
			const report = await initProject({
				paths: ['in'],
				dir: 'out',
				cwd: folder,
				today: '2026-09-30',
				reader: new HereReader(),
			});

			expect(report.worth.used.amount).toBe(expected.net === null ? null : cents(expected.net));
			expect(report.worth.accounts).toBe(ACCOUNTS);
			expect(Object.fromEntries(report.worth.rejected.map(({ says, rows }) => [says, rows]))).toEqual(
				expected.rejected ?? {},
			);
			const drafted = report.columns.filter(({ entity }) => entity === 'order_lines');
			const sources = Object.fromEntries(
				drafted.map(({ column, from }) => [column, from.replaceAll(/(^|, )\w+\.(?=\S)/g, '$1')]),
			);
			expect(sources).toMatchObject(expected.columns);
			expect([...new Set(report.columns.map(({ entity }) => entity))].sort()).toEqual(
				[...expected.entities].sort(),
			);
			expect(await statementsOf(join(folder, 'out'))).toEqual([...expected.entities].sort());
		},
	);
});

/** The entities whose drafted statements the build can run. */
async function statementsOf(folder: string): Promise<string[]> {
	const scratchDir = join(folder, 'scratch');
	const instance = await openEngine({ tempDir: scratchDir });
	const place = { folder: scratchDir, scratchDir, attached: {} };
	const { connection, statements } = await openSources(instance, readProject(folder), place);
	connection.closeSync();
	instance.closeSync();
	return [...statements.keys()].sort();
}
