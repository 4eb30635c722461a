import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import { runWith } from '../engine.ts';
import { backtestSlices, type CutOffRecords } from './risk-backtest.ts';
import { makeRiskMarts, withRiskHistory, type HistoryOptions } from './risk-history.ts';
import { RiskLadder } from './risk-ladder.ts';
import { keptLevels } from './kept-levels.ts';
import { readCutOffs } from './risk-slices.ts';
import { FALSE_ALERTS, FEWEST_SAMPLED } from './risk-step.ts';

/** What a backtest of a project at one cut-off is asked for. */
export interface BacktestOptions extends HistoryOptions {
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
export function backtestProject(options: BacktestOptions): Promise<BacktestReport> {
	const { project, horizonDays } = options;
	return withRiskHistory(options, async (connection, month) => {
		const cuts = cutOffs(month.first_on, month.watermark_on, options);
		await makeRiskMarts(
			connection,
			{
				...month.parameters,
				closures: project.config.closures,
				fewest_sampled: FEWEST_SAMPLED.backtest,
			},
			() => makeDates(connection, cuts, horizonDays),
		);
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
	});
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

/** Makes `risk_dates` of the given cut-offs, each read by its own norms. */
async function makeDates(
	connection: DuckDBConnection,
	cuts: readonly string[],
	horizonDays: number,
): Promise<void> {
	await runWith(
		connection,
		`create table risk_dates as
		select cast(cut as date) as known_on, cast(cut as date) as as_of, cast(cut as date) as month_end_on,
			false as is_shown, cast(cut as date) as model_on,
			cast($horizon_days as integer) as horizon_days
		from unnest($cuts::varchar[]) as listed (cut)`,
		{ cuts, horizon_days: horizonDays },
	);
}
