import type { DuckDBConnection } from '@duckdb/node-api';
import { createJsonTable, type JsonCell } from '../build/json-table.ts';
import type { CutOffRecords } from './risk-backtest.ts';
import type { LeadRecord } from './risk-lead.ts';
import type { RiskRecord } from './risk-record.ts';
import type { Level } from './risk-slices.ts';

/** How the predictions of one level did. */
export interface LevelRecords {
	level: Level;
	cut_offs: CutOffRecords[];
	together: RiskRecord[];
	leads: LeadRecord[];
}

const MEASURES = {
	accounts: 'integer',
	live_accounts: 'integer',
	auc: 'double',
	auc_low: 'double',
	auc_high: 'double',
	auc_live: 'double',
	auc_live_low: 'double',
	auc_live_high: 'double',
	brier: 'double',
	brier_low: 'double',
	brier_high: 'double',
	brier_skill: 'double',
	brier_live: 'double',
	flags: 'integer',
	precision_at_k: 'double',
	lift_at_10pct: 'double',
	revenue_captured: 'double',
	recall_at_budget: 'double',
	predicted_share: 'double',
	actual_share: 'double',
	predicted_revenue_share: 'double',
	actual_revenue_share: 'double',
} as const;

const LEADS = {
	lead_cut_on: 'date',
	episodes: 'integer',
	weeks_flagged: 'integer',
	flagged_share: 'double',
	lead_days_mean: 'double',
	lead_days_median: 'double',
	flagged_before_last_order_share: 'double',
} as const;

/**
 * Writes `risk_backtests` (one row per cut-off and prediction), `risk_records` (one per prediction over all cut-offs, with how
 * early it flagged) and `risk_bins` (how often what it gave a chance came).
 */
export async function writeRiskRecords(
	connection: DuckDBConnection,
	levels: readonly LevelRecords[],
): Promise<void> {
	await createJsonTable(
		connection,
		'risk_backtests',
		{
			level: 'varchar',
			cut_on: 'date',
			model: 'varchar',
			label: 'varchar',
			is_champion: 'boolean',
			...MEASURES,
		},
		levels.flatMap(({ level, cut_offs }) =>
			cut_offs.flatMap(({ cut_on, champion, records }) =>
				records.map((record) => ({
					level,
					cut_on,
					model: record.model,
					label: record.label,
					is_champion: record.model === champion,
					...measures(record),
				})),
			),
		),
	);
	await createJsonTable(
		connection,
		'risk_records',
		{ level: 'varchar', model: 'varchar', label: 'varchar', ...MEASURES, ...LEADS },
		levels.flatMap(({ level, together, leads }) => [
			...together.map((record) => ({
				level,
				model: record.model,
				label: record.label,
				...measures(record),
				...lead(leads.find(({ model }) => model === record.model)),
			})),
			...leads
				.filter(({ model }) => model === 'in_use_as_often')
				.map((record) => ({
					level,
					model: record.model,
					label: 'In use, with lists as long as for 60 days',
					...measures(),
					...lead(record),
				})),
		]),
	);
	await createJsonTable(
		connection,
		'risk_bins',
		{
			level: 'varchar',
			model: 'varchar',
			chance_from: 'double',
			chance_to: 'double',
			accounts: 'integer',
			predicted_share: 'double',
			actual_share: 'double',
		},
		levels.flatMap(({ level, together }) =>
			together.flatMap(({ model, reliability }) => reliability.map((bin) => ({ level, model, ...bin }))),
		),
	);
}

function measures(record?: RiskRecord): Record<string, JsonCell> {
	return {
		accounts: record?.accounts ?? null,
		live_accounts: record?.live_accounts ?? null,
		auc: record?.auc ?? null,
		auc_low: record?.auc_interval?.low ?? null,
		auc_high: record?.auc_interval?.high ?? null,
		auc_live: record?.auc_live ?? null,
		auc_live_low: record?.auc_live_interval?.low ?? null,
		auc_live_high: record?.auc_live_interval?.high ?? null,
		brier: record?.brier ?? null,
		brier_low: record?.brier_interval?.low ?? null,
		brier_high: record?.brier_interval?.high ?? null,
		brier_skill: record?.brier_skill ?? null,
		brier_live: record?.brier_live ?? null,
		flags: record?.flags ?? null,
		precision_at_k: record?.precision_at_k ?? null,
		lift_at_10pct: record?.lift_at_10pct ?? null,
		revenue_captured: record?.revenue_captured ?? null,
		recall_at_budget: record?.recall_at_budget ?? null,
		predicted_share: record?.predicted_share ?? null,
		actual_share: record?.actual_share ?? null,
		predicted_revenue_share: record?.predicted_revenue_share ?? null,
		actual_revenue_share: record?.actual_revenue_share ?? null,
	};
}

function lead(record?: LeadRecord): Record<string, JsonCell> {
	return {
		lead_cut_on: record?.lead_cut_on ?? null,
		episodes: record?.episodes ?? null,
		weeks_flagged: record?.weeks_flagged ?? null,
		flagged_share: record?.flagged_share ?? null,
		lead_days_mean: record?.lead_days_mean ?? null,
		lead_days_median: record?.lead_days_median ?? null,
		flagged_before_last_order_share: record?.flagged_before_last_order_share ?? null,
	};
}
