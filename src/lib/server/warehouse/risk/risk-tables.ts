import type { DuckDBConnection } from '@duckdb/node-api';
import type { Interval } from '../../models/clustered-bootstrap.ts';
import { createJsonTable, type JsonCell } from '../build/json-table.ts';
import type { RiskModel } from './risk-ladder.ts';
import type { RiskProof } from './risk-proof.ts';

/** A model with what past outcomes, as known on its day, bear out. */
export interface ProvenModel extends RiskModel {
	proof: RiskProof;
}

const PROOF = {
	intercept_of_line: 'double',
	slope_of_line: 'double',
	is_calibrated: 'boolean',
	usual_intercept: 'double',
	usual_slope: 'double',
	verdict: 'varchar',
	cannot_say: 'varchar',
	cut_offs: 'integer',
	first_cut_on: 'date',
	last_cut_on: 'date',
	judged_rows: 'integer',
	judged_silent: 'integer',
	auc: 'double',
	auc_low: 'double',
	auc_high: 'double',
	skill: 'double',
	skill_low: 'double',
	skill_high: 'double',
	newer_auc: 'double',
	newer_skill: 'double',
	newer_skill_low: 'double',
	lost_share: 'double',
	year_verdict: 'varchar',
	year_rows: 'integer',
	year_first_on: 'date',
	year_last_on: 'date',
	year_error: 'double',
	year_plain_error: 'double',
	year_gain: 'double',
	year_gain_low: 'double',
	year_gain_high: 'double',
	window_verdict: 'varchar',
	windows: 'integer',
	windows_held_share: 'double',
	window_reason: 'varchar',
	window_first_on: 'date',
	window_last_on: 'date',
	sort_rows: 'integer',
	riskiest_silent_share: 'double',
	silent_money_share: 'double',
	lift: 'double',
	lift_low: 'double',
	lift_high: 'double',
	captured: 'double',
	captured_by_revenue: 'double',
	captured_gain: 'double',
	captured_gain_low: 'double',
	captured_gain_high: 'double',
} as const;

/**
 * Writes what scoring reads: `risk_models` (one row per level and day), `risk_terms` (the coefficients of its rung), `risk_members` (the
 * parameters of its model of silence) and `year_intervals` (by how much years of the past stood to what had been expected).
 */
export async function writeRiskModels(
	connection: DuckDBConnection,
	models: readonly ProvenModel[],
): Promise<void> {
	await createJsonTable(
		connection,
		'risk_models',
		{
			level: 'varchar',
			model_on: 'date',
			rung: 'varchar',
			label: 'varchar',
			reason: 'varchar',
			closed_cut_offs: 'integer',
			compared_accounts: 'integer',
			intercept: 'double',
			has_dropout: 'boolean',
			...PROOF,
		},
		models.map(({ level, model_on, rung, choice, logistic, silence, proof }) => ({
			level,
			model_on,
			rung: rung?.rung ?? null,
			label: rung?.label ?? null,
			reason: rung === null ? cannotSay(choice.reason, silence.reason) : choice.reason,
			closed_cut_offs: choice.closed_cut_offs,
			compared_accounts: choice.compared_accounts,
			intercept: logistic?.intercept ?? null,
			has_dropout: silence.fit?.has_dropout ?? false,
			...proofCells(proof, rung === null ? (silence.reason ?? 'no model could be chosen') : null),
		})),
	);
	await createJsonTable(
		connection,
		'year_intervals',
		{
			level: 'varchar',
			model_on: 'date',
			orders_from: 'integer',
			orders_below: 'integer',
			low_ratio: 'double',
			high_ratio: 'double',
		},
		models.flatMap(({ level, model_on, proof }) =>
			proof.year_intervals.map(({ orders_from, orders_below, low, high }) => ({
				level,
				model_on,
				orders_from,
				orders_below: Number.isFinite(orders_below) ? orders_below : null,
				low_ratio: low,
				high_ratio: high,
			})),
		),
	);
	await createJsonTable(
		connection,
		'risk_terms',
		{ level: 'varchar', model_on: 'date', feature: 'varchar', coefficient: 'double', mean: 'double' },
		models.flatMap(({ level, model_on, logistic }) =>
			(logistic?.terms ?? []).map(({ name, coefficient, mean }) => ({
				level,
				model_on,
				feature: name,
				coefficient,
				mean,
			})),
		),
	);
	await createJsonTable(
		connection,
		'risk_members',
		{
			level: 'varchar',
			model_on: 'date',
			k: 'integer',
			r: 'double',
			alpha: 'double',
			a: 'double',
			b: 'double',
		},
		models.flatMap(({ level, model_on, silence }) =>
			(silence.fit?.members ?? []).map(({ k, r, alpha, a, b }) => ({ level, model_on, k, r, alpha, a, b })),
		),
	);
}

function cannotSay(choice: string, silence: string | null): string {
	return silence === null ? choice : `Cannot say: ${silence}.`;
}

function proofCells(proof: RiskProof, noRung: string | null): Record<keyof typeof PROOF, JsonCell> {
	const { line, usual_line, chances, years, year_days, windows, sort } = proof;
	return {
		intercept_of_line: line.intercept,
		slope_of_line: line.slope,
		is_calibrated: line.is_calibrated,
		usual_intercept: usual_line.intercept,
		usual_slope: usual_line.slope,
		verdict: chances.verdict,
		cannot_say: noRung ?? chances.reason,
		cut_offs: chances.cut_offs,
		first_cut_on: dayText(chances.first_day),
		last_cut_on: dayText(chances.last_day),
		judged_rows: chances.rows,
		judged_silent: chances.silent,
		auc: chances.auc,
		...ends('auc', chances.auc_interval),
		skill: chances.skill,
		...ends('skill', chances.skill_interval),
		newer_auc: chances.newer_auc,
		newer_skill: chances.newer_skill,
		newer_skill_low: chances.newer_skill_interval?.low ?? null,
		lost_share: proof.lost_share,
		year_verdict: (years.gain_interval?.low ?? -1) > 0 ? 'use' : 'do_not_use',
		year_rows: years.rows,
		year_first_on: dayText(year_days[0] ?? null),
		year_last_on: dayText(year_days.at(-1) ?? null),
		year_error: years.error,
		year_plain_error: years.plain_error,
		year_gain: years.gain,
		...ends('year_gain', years.gain_interval),
		window_verdict: windows.reason === null ? 'use' : 'do_not_use',
		windows: windows.windows,
		windows_held_share: windows.held_share,
		window_reason: windows.reason,
		window_first_on: dayText(windows.first_day),
		window_last_on: dayText(windows.last_day),
		sort_rows: sort?.rows ?? null,
		riskiest_silent_share: sort?.riskiest_silent_share ?? null,
		silent_money_share: sort?.silent_share ?? null,
		lift: sort?.lift ?? null,
		...ends('lift', sort?.lift_interval ?? null),
		captured: sort?.captured ?? null,
		captured_by_revenue: sort?.captured_by_revenue ?? null,
		captured_gain: sort?.captured_gain ?? null,
		...ends('captured_gain', sort?.captured_gain_interval ?? null),
	};
}

function ends<Name extends string>(
	name: Name,
	interval: Interval | null,
): Record<`${Name}_low` | `${Name}_high`, number | null> {
	return { [`${name}_low`]: interval?.low ?? null, [`${name}_high`]: interval?.high ?? null } as Record<
		`${Name}_low` | `${Name}_high`,
		number | null
	>;
}

/** A day, counted from 1970-01-01, as an ISO date. */
function dayText(day: number | null): string | null {
	return day === null ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);
}
