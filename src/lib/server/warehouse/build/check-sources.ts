import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.ts';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { EntityName } from '../../../contract/entities.ts';
import type { Project } from '../../sources/config.ts';
import type { ControlTotal } from '../../sources/foot-orders.ts';
import { defineAmounts } from '../../sources/measure-amounts.ts';
import { openSources } from '../../sources/open-sources.ts';
import { stageSources } from '../../sources/stage-sources.ts';
import { brokenLines, rejectionCounts } from './build-checks.ts';
import { findCompleteMonth } from './build-facts.ts';
import type { BrokenLines, BuildStep, RejectionCount } from './build-report.ts';
import { buildPaths } from './builds.ts';
import { removeUnlessOpen } from './remove-litter.ts';
import { handleDuplicates } from './duplicates.ts';
import { openEngine, queryRows } from '../engine.ts';
import { assessQuality } from './quality/assess-quality.ts';
import type { Treatment } from './quality/quality-rule.ts';

/** One file of the project and who reads it. */
export interface CheckedFile {
	name: string;
	/** As in `vital-few.yaml`. */
	path: string;
	rows: number;
	readers: readonly EntityName[];
}

export interface CheckedEntity {
	entity: EntityName;
	is_given: boolean;
	switches_on: string;
	read_count: number;
	used_count: number;
	rejected_count: number;
	first_on: string | null;
	newest_on: string | null;
}

export interface CheckedColumn {
	entity: EntityName;
	column_name: string;
	type: string;
	is_required: boolean;
	is_given: boolean;
	row_count: number;
	filled_count: number;
	unread_count: number;
	/** Exact text. */
	least: string | null;
	largest: string | null;
}

export interface Finding {
	entity: EntityName | null;
	finding: string;
	treatment: Treatment;
	noun: string;
	found: string;
	rule: string;
	found_count: number;
	/** Exact decimal text, in the reporting currency. */
	amount: string | null;
	examples: string[];
}

/** What `vital-few check` tells: the state of the sources, without a build. */
export interface CheckReport {
	company: string;
	currency: string;
	first_on: string | null;
	watermark_on: string | null;
	as_of: string | null;
	as_of_reason: string;
	files: CheckedFile[];
	entities: CheckedEntity[];
	columns: CheckedColumn[];
	findings: Finding[];
	/** The lines of whole orders against the second figures of `sources/control_totals.sql`. */
	control_totals: readonly ControlTotal[];
	rejections: RejectionCount[];
	broken_lines: BrokenLines[];
}

/**
 * Reads every source of a project as a build would, and says what is in it; the warehouse stays as it is.
 * @throws {Fault} `input` for a configuration, file or statement that a build could not use either.
 */
export async function checkSources(options: {
	project: Project;
	/** Day of the check, ISO: rows dated after it would be set aside. */
	today: string;
	onStep: (step: BuildStep) => void;
}): Promise<CheckReport> {
	const { project } = options;
	const folder = await makeCheckFolder(project.dir);
	const instance = await openEngine({
		tempDir: join(folder, 'spill'),
		...(project.config.memory_limit === undefined ? {} : { memoryLimit: project.config.memory_limit }),
	});
	try {
		return await check(instance, folder, options);
	} finally {
		instance.closeSync();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function check(
	instance: DuckDBInstance,
	folder: string,
	{ project, today, onStep }: Parameters<typeof checkSources>[0],
): Promise<CheckReport> {
	const { config } = project;
	const sources = await openSources(instance, project, {
		folder,
		scratchDir: folder,
		attached: { staged: join(folder, 'staged.duckdb') },
	});
	let index = 0;
	const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
		const started = performance.now();
		const result = await work();
		onStep({
			name,
			index: ++index,
			total: sources.statements.size + (sources.controlTotals === undefined ? 2 : 3),
			milliseconds: Math.round(performance.now() - started),
		});
		return result;
	};
	const linesFile = join(folder, 'lines.parquet');
	const { amounts, controlTotals } = await stageSources(sources, { project, today, linesFile, step });
	sources.connection.closeSync();
	const connection = await instance.connect();
	await defineAmounts(connection, 'memory', amounts);
	await step('look for copies', () =>
		handleDuplicates(
			connection,
			config.duplicates,
			linesFile,
			sources.statements.get('order_lines')!.dimensions,
		),
	);
	await step('look for what is odd', () =>
		assessQuality(connection, sources.statements, { config, today, controlTotals }),
	);
	const month = await findCompleteMonth(connection, config);
	return {
		company: config.company,
		currency: config.currency,
		first_on: month.first_on,
		watermark_on: month.watermark_on,
		as_of: month.last_complete_on,
		as_of_reason: month.reason,
		files: sources.files.map(({ name, rows }) => ({
			name,
			path: config.files[name]!.path,
			rows,
			readers: sources.readers.get(name) ?? [],
		})),
		...(await assessed(connection)),
		control_totals: controlTotals,
		rejections: await rejectionCounts(connection, 'staged.rejected'),
		broken_lines: await brokenLines(connection),
	};
}

async function assessed(
	connection: DuckDBConnection,
): Promise<Pick<CheckReport, 'entities' | 'columns' | 'findings'>> {
	const read = (sql: string) => queryRows(connection, sql) as Promise<unknown>;
	return {
		entities: (await read('select * from staged.entity_quality order by position')) as CheckedEntity[],
		columns: (await read(`
			select c.* from staged.entity_columns as c inner join staged.entity_quality as q on q.entity = c.entity
			order by q.position, c.position`)) as CheckedColumn[],
		findings: (await read(`
			select f.* replace (cast(f.amount as varchar) as amount)
			from staged.entity_findings as f left join staged.entity_quality as q on q.entity = f.entity
			order by q.position nulls last, f.found_count desc, f.finding`)) as Finding[],
	};
}

/** A folder of this check alone; those of checks that were killed are cleared away. */
async function makeCheckFolder(projectDir: string): Promise<string> {
	const { root } = buildPaths(projectDir);
	for (const name of existsSync(root) ? readdirSync(root) : []) {
		if (name.startsWith('check-')) await removeUnlessOpen(join(root, name), { mayBeYoung: true });
	}
	const folder = join(root, `check-${randomUUID()}`);
	makeFolder(folder);
	return folder;
}
