import type { DuckDBConnection } from '@duckdb/node-api';
import { boundedLogOdds } from '../../models/logistic.ts';
import type { BacktestSlice } from '../../models/out-of-time.ts';
import { fitSilenceModel, meanChanceOfSilence, type SilenceModel } from '../../models/silence-model.ts';
import type { FitOutcome } from '../../models/fit-outcome.ts';
import { FEATURES } from './risk-rungs.ts';

export type Level = 'account' | 'group';

/** What was known of the sampled accounts of one level at one past cut-off, and what came of each. */
export interface CutOff {
	level: Level;
	/** ISO day, and the same as days from 1970-01-01. */
	cut_on: string;
	cut_day: number;
	/** The model of silence fitted on what was known then. */
	model: FitOutcome<SilenceModel>;
	columns: SliceColumns;
	/** P(no order within the horizon) by the model; null where it could not be fitted. */
	model_chance: Float64Array | null;
}

/** Columns of `risk_slices`, one entry per account; NaN for null. */
export type SliceColumns = Readonly<Record<string, Float64Array>>;

const COLUMNS = [
	'account_key',
	'horizon_days',
	'days_since_order',
	'next_order_days',
	'repeats',
	'last_weeks',
	'age_weeks',
	'log_gaps',
	'sales_of_year',
	'window_from_days',
	'window_to_days',
	'plain_year',
	'stay_year',
	'next_year',
	'year_order_days',
	...FEATURES,
] as const;

/** Accounts whose last order is no older are live. */
export const LIVE_DAYS = 91;
/** Outcomes of accounts with similar horizons are known at about the same time; each class is a slice of its own. */
const HORIZON_CLASSES = [30, 60, 91, 182];

/** Reads the cut-offs of one level from a relation of the columns of `risk_slices`, oldest first, and fits a model at each. */
export async function readCutOffs(
	connection: DuckDBConnection,
	relation: string,
	level: Level,
): Promise<CutOff[]> {
	const cuts: CutOff[] = [];
	for (const { cut_on, cut_day, columns } of await readSlices(connection, relation, level)) {
		const model = fitModel(columns);
		cuts.push({
			level,
			cut_on,
			cut_day,
			model,
			columns,
			model_chance: model.fit === null ? null : modelChances(model.fit, columns),
		});
	}
	return cuts;
}

/** Rows of one level of a relation of the columns of `risk_slices`, by cut-off, oldest first. */
export async function readSlices(
	connection: DuckDBConnection,
	relation: string,
	level: Level,
): Promise<{ cut_on: string; cut_day: number; columns: SliceColumns }[]> {
	const days = await connection.runAndReadAll(
		`select distinct cast(cut_on as varchar), cast(cut_day as integer) from ${relation} where level = '${level}' order by all`,
	);
	const slices = [];
	for (const [cutOn, cutDay] of days.getRowsJS()) {
		const list = COLUMNS.map((name) => `cast(${name} as double) as ${name}`).join(', ');
		const reader = await connection.runAndReadAll(
			`select ${list} from ${relation} where level = '${level}' and cut_on = date '${String(cutOn)}'`,
		);
		const columns = reader.getColumnsJS();
		slices.push({
			cut_on: String(cutOn),
			cut_day: Number(cutDay),
			columns: Object.fromEntries(
				COLUMNS.map((name, i) => [
					name,
					Float64Array.from(columns[i] ?? [], (value) => (value === null ? Number.NaN : Number(value))),
				]),
			),
		});
	}
	return slices;
}

function fitModel(columns: SliceColumns): FitOutcome<SilenceModel> {
	return fitSilenceModel({
		repeats: columns['repeats']!,
		last: columns['last_weeks']!,
		age: columns['age_weeks']!,
		logGaps: columns['log_gaps']!,
	});
}

/** P(no order within its horizon) of each row by a model; NaN for a row without a horizon. */
export function modelChances(model: SilenceModel, columns: SliceColumns): Float64Array {
	const { repeats, last_weeks, age_weeks, horizon_days } = columns;
	return Float64Array.from(repeats!, (x, i) =>
		meanChanceOfSilence(
			model,
			{ repeats: x, last: last_weeks![i]!, age: age_weeks![i]! },
			horizon_days![i]! / 7,
		),
	);
}

/**
 * The rows of a cut-off as slices to learn from and to be judged by, one for each class of horizons, so that outcomes of short
 * horizons need not wait for long ones. Rows without a horizon are left out.
 */
export function slicesOf(cut: CutOff): BacktestSlice[] {
	const { columns } = cut;
	const horizon = columns['horizon_days']!;
	const rows = new Map<number, number[]>();
	horizon.forEach((days, i) => {
		if (Number.isNaN(days)) return;
		const bound = HORIZON_CLASSES.find((limit) => days <= limit) ?? Number.POSITIVE_INFINITY;
		const chosen = rows.get(bound);
		if (chosen) chosen.push(i);
		else rows.set(bound, [i]);
	});
	return [...rows].sort(([p], [q]) => p - q).map(([, chosen]) => sliceOf(cut, chosen));
}

/** Chosen rows of a cut-off as one slice. */
export function sliceOf({ cut_day, columns, model_chance }: CutOff, rows: readonly number[]): BacktestSlice {
	const pick = (name: string): Float64Array => Float64Array.from(rows, (i) => columns[name]![i]!);
	const horizon = pick('horizon_days');
	const next = pick('next_order_days');
	const chance = model_chance === null ? null : Float64Array.from(rows, (i) => model_chance[i]!);
	return {
		cut_day,
		closed_day: cut_day + horizon.reduce((most, days) => Math.max(most, days), 0),
		account: Int32Array.from(pick('account_key')),
		silent: Uint8Array.from(next, (days, i) => (days <= horizon[i]! ? 0 : 1)),
		live: Uint8Array.from(pick('days_since_order'), (days) => (days <= LIVE_DAYS ? 1 : 0)),
		value: pick('sales_of_year').map((value) => (Number.isNaN(value) ? 0 : value)),
		features: {
			...Object.fromEntries(FEATURES.map((name) => [name, pick(name)])),
			...(chance === null ? {} : { model_log_odds: chance.map(boundedLogOdds) }),
			days_since_order: pick('days_since_order'),
			horizon_days: horizon,
			repeats: pick('repeats'),
			plain_year: pick('plain_year'),
			stay_year: pick('stay_year'),
			next_year: pick('next_year'),
		},
		model_chance: chance,
	};
}

/** Names of the features that differ anywhere among the cut-offs. */
export function varyingFeatures(cuts: readonly CutOff[]): Set<string> {
	return new Set(
		FEATURES.filter((name) => {
			const first = cuts[0]?.columns[name]?.[0];
			return cuts.some(({ columns }) => columns[name]!.some((value) => value !== first));
		}),
	);
}
