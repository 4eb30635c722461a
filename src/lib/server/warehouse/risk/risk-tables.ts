import type { DuckDBConnection } from '@duckdb/node-api';
import { createJsonTable } from '../build/json-table.ts';
import type { RiskModel } from './risk-ladder.ts';

/**
 * Writes what scoring reads: `risk_models` (one row per level and day), `risk_terms` (the coefficients of its rung) and
 * `risk_members` (the parameters of its model of silence).
 */
export async function writeRiskModels(
	connection: DuckDBConnection,
	models: readonly RiskModel[],
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
			high_from: 'double',
			medium_from: 'double',
			false_alert_budget: 'double',
			is_proven: 'boolean',
			has_dropout: 'boolean',
		},
		models.map(({ level, model_on, rung, choice, logistic, silence, thresholds, false_alert_budget }) => ({
			level,
			model_on,
			rung: rung?.rung ?? null,
			label: rung?.label ?? null,
			reason: rung === null ? cannotSay(choice.reason, silence.reason) : choice.reason,
			closed_cut_offs: choice.closed_cut_offs,
			compared_accounts: choice.compared_accounts,
			intercept: logistic?.intercept ?? null,
			high_from: thresholds?.high ?? null,
			medium_from: thresholds?.medium ?? null,
			false_alert_budget,
			is_proven: thresholds?.is_proven ?? false,
			has_dropout: silence.fit?.has_dropout ?? false,
		})),
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
