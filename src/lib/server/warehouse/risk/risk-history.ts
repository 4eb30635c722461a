import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import type { Project } from '../../sources/config.ts';
import { defineAmounts } from '../../sources/measure-amounts.ts';
import { openSources } from '../../sources/open-sources.ts';
import { stageSources } from '../../sources/stage-sources.ts';
import { findCompleteMonth, type MonthFacts } from '../build/build-facts.ts';
import { handleDuplicates } from '../build/duplicates.ts';
import { rollUp } from '../build/roll-up.ts';
import { ASKED_FROM, catalog, inDependencyOrder } from '../catalog.ts';
import { openEngine, runWith } from '../engine.ts';
import type { QueryFile } from '../query-file.ts';
import { buildRelation } from '../relations.ts';

export interface HistoryOptions {
	project: Project;
	/** ISO day of today; lines after it are set aside. */
	today: string;
	/** An empty folder for what is made on the way. */
	folder: string;
}

/** Months of a history that has a day. */
export type KnownMonths = MonthFacts & { first_on: string; watermark_on: string };

/**
 * Reads the sources of a project and rolls them up as a build does, in an engine that ends with `work`: for whoever learns from a history
 * without serving it. Throws {@link Fault} `input` for sources that cannot be read or hold no usable order.
 */
export async function withRiskHistory<T>(
	{ project, today, folder }: HistoryOptions,
	work: (connection: DuckDBConnection, month: KnownMonths) => Promise<T>,
): Promise<T> {
	const instance = await openEngine({ tempDir: join(folder, 'spill') });
	try {
		const scratch = join(folder, 'scratch');
		mkdirSync(scratch, { recursive: true });
		const sources = await openSources(instance, project, {
			folder,
			scratchDir: scratch,
			attached: {
				warehouse: join(folder, 'warehouse.duckdb'),
				staged: join(folder, 'staged.duckdb'),
				rollups: join(folder, 'rollups.duckdb'),
			},
		});
		const linesFile = join(folder, 'lines.parquet');
		const { amounts } = await stageSources(sources, {
			project,
			today,
			linesFile,
			step: (_, step) => step(),
		});
		sources.connection.closeSync();
		const connection = await instance.connect();
		await defineAmounts(connection, 'memory', amounts);
		await defineAmounts(connection, 'warehouse', amounts);
		const month = await findCompleteMonth(connection, project.config);
		await handleDuplicates(
			connection,
			project.config.duplicates,
			linesFile,
			sources.statements.get('order_lines')!.dimensions,
		);
		const { first_on, watermark_on } = month;
		if (first_on === null || watermark_on === null)
			throw new Fault('input', 'There is no order that could be used, and so nothing to test.');
		await rollUp(connection, month);
		return await work(connection, { ...month, first_on, watermark_on });
	} finally {
		instance.closeSync();
	}
}

/** Makes the marts that `risk_slices` stands on; `makeDates` makes `risk_dates` in another way than a build does. */
export async function makeRiskMarts(
	connection: DuckDBConnection,
	parameters: Parameters<typeof runWith>[2],
	makeDates?: () => Promise<void>,
): Promise<void> {
	for (const mart of neededBy('risk_slices', makeDates !== undefined)) {
		if (mart.name === 'calendar_days') continue;
		if (mart.name === 'risk_dates' && makeDates !== undefined) await makeDates();
		else await runWith(connection, buildRelation(mart), parameters);
	}
}

/** A mart and all that it reads, each after what it reads. */
function neededBy(name: string, areDatesGiven: boolean): QueryFile[] {
	const { marts } = catalog();
	const needed = new Set<string>();
	const need = (read: string): void => {
		const query = marts.get(ASKED_FROM[read] ?? read);
		if (query === undefined || needed.has(query.name)) return;
		needed.add(query.name);
		if (query.name !== 'risk_dates' || !areDatesGiven) query.reads.forEach(need);
	};
	need(name);
	return inDependencyOrder(marts).filter((query) => needed.has(query.name));
}
