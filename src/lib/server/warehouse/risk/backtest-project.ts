import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import type { Project } from '../../sources/config.ts';
import { defineAmounts } from '../../sources/measure-amounts.ts';
import { openSources } from '../../sources/open-sources.ts';
import { stageSources } from '../../sources/stage-sources.ts';
import { findCompleteMonth } from '../build/build-facts.ts';
import { ASKED_FROM, catalog, inDependencyOrder } from '../catalog.ts';
import { handleDuplicates } from '../build/duplicates.ts';
import { openEngine, runWith } from '../engine.ts';
import type { QueryFile } from '../query-file.ts';
import { buildRelation } from '../relations.ts';
import { backtestSlices, type CutOffRecords } from './risk-backtest.ts';
import { RiskLadder } from './risk-ladder.ts';
import { keptLevels } from './kept-levels.ts';
import { readCutOffs } from './risk-slices.ts';
import { FALSE_ALERTS, FEWEST_SAMPLED } from './risk-step.ts';
import { rollUp } from '../build/roll-up.ts';

/** What a backtest of a project at one cut-off is asked for. */
export interface BacktestOptions {
	project: Project;
	/** ISO day of today; lines after it are set aside. */
	today: string;
	/** An empty folder for what is made on the way. */
	folder: string;
	/** ISO day; default: the horizon before the newest order. */
	cut: string | undefined;
	/** Days within which an order is awaited. */
	horizonDays: number;
}

/** What a backtest found. */
export interface BacktestReport extends CutOffRecords {
	company: string;
	first_on: string;
	last_on: string;
	horizon_days: number;
	/** Earlier cut-offs that could be learned from. */
	earlier_cut_offs: number;
}

/** Earlier cut-offs start one horizon before the cut-off and follow every quarter. */
const EARLIER = { count: 8, days: 91, history: 60 };

/**
 * Rebuilds what was known at a cut-off and at earlier ones from rows entered by then, learns, predicts who stays silent for the
 * horizon after it, and holds that to what came. Accounts under common control count as one.
 * @throws {Fault} `input` for sources that cannot be read and a cut-off that the history does not hold.
 */
export async function backtestProject(options: BacktestOptions): Promise<BacktestReport> {
	const { project, folder, horizonDays } = options;
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
		const amounts = await stageSources(sources, {
			project,
			today: options.today,
			linesFile,
			step: (_, work) => work(),
		});
		sources.connection.closeSync();
		const connection = await instance.connect();
		await defineAmounts(connection, 'memory', amounts);
		await defineAmounts(connection, 'warehouse', amounts);
		const month = await findCompleteMonth(connection, project.config);
		await handleDuplicates(connection, project.config.duplicates, linesFile);
		if (month.first_on === null || month.watermark_on === null) {
			throw new Fault('input', 'There is no order that could be used, and so nothing to test.');
		}
		const cuts = cutOffs(month.first_on, month.watermark_on, options);
		await rollUp(connection, month);
		const parameters = {
			...month.parameters,
			closures: project.config.closures,
			fewest_sampled: FEWEST_SAMPLED.backtest,
		};
		await makeMarts(connection, parameters, cuts, horizonDays);
		const level = (await keptLevels(connection)).at(-1)!;
		const all = await readCutOffs(connection, 'risk_slices', level);
		const ladder = new RiskLadder(all);
		const slices = ladder.slices.filter(
			(slice) => slice.cut_day === all.find((cut) => cut.cut_on === cuts[0])?.cut_day,
		);
		if (slices.length === 0) {
			const reason =
				all.find((cut) => cut.cut_on === cuts[0])?.model.reason ?? 'no account had ordered twice by then';
			throw new Fault('input', `Cannot say anything at ${cuts[0]!}: ${reason}.`);
		}
		return {
			company: project.config.company,
			first_on: month.first_on,
			last_on: month.watermark_on,
			horizon_days: horizonDays,
			earlier_cut_offs: cuts.length - 1,
			...backtestSlices(ladder, cuts[0]!, slices, FALSE_ALERTS, true),
		};
	} finally {
		instance.closeSync();
	}
}

/** The cut-off and the earlier ones to learn from, newest first. */
function cutOffs(first: string, last: string, { cut, horizonDays }: BacktestOptions): string[] {
	const chosen = cut ?? after(last, -horizonDays);
	const earliest = after(first, EARLIER.history);
	if (chosen < earliest || after(chosen, horizonDays) > last) {
		throw new Fault(
			'input',
			`A cut-off at ${chosen} with ${horizonDays} days after it does not fit: orders reach from ${first} to ${last}, and ${EARLIER.history} days of history are needed before it.`,
		);
	}
	const earlier = Array.from({ length: EARLIER.count }, (_, i) =>
		after(chosen, -horizonDays - EARLIER.days * i),
	);
	return [chosen, ...earlier.filter((day) => day >= earliest)];
}

function after(day: string, count: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Makes the marts that `risk_slices` stands on, with the given cut-offs for its dates, each read by its own norms. */
async function makeMarts(
	connection: DuckDBConnection,
	parameters: Parameters<typeof runWith>[2],
	cuts: readonly string[],
	horizonDays: number,
): Promise<void> {
	const { marts } = catalog();
	for (const mart of neededBy(marts.get('risk_slices')!)) {
		if (mart.name === 'calendar_days') continue;
		if (mart.name === 'risk_dates') {
			await runWith(
				connection,
				`create table risk_dates as
				select cast(cut as date) as known_on, cast(cut as date) as as_of, cast(cut as date) as month_end_on,
					false as is_shown, cast(cut as date) as model_on,
					cast($horizon_days as integer) as horizon_days
				from unnest($cuts::varchar[]) as listed (cut)`,
				{ cuts, horizon_days: horizonDays },
			);
		} else await runWith(connection, buildRelation(mart), parameters);
	}
}

/** A mart and all that it reads, each after what it reads, but for the dates, which are given. */
function neededBy(mart: QueryFile): QueryFile[] {
	const { marts } = catalog();
	const needed = new Set<string>();
	const need = (name: string): void => {
		const query = marts.get(ASKED_FROM[name] ?? name);
		if (query === undefined || needed.has(query.name)) return;
		needed.add(query.name);
		if (query.name !== 'risk_dates') query.reads.forEach(need);
	};
	need(mart.name);
	return inDependencyOrder(marts).filter((query) => needed.has(query.name));
}
