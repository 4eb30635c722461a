import type { DuckDBConnection } from '@duckdb/node-api';
import { queryRows } from './engine.ts';
import { RiskLadder, type RiskModel } from './risk-ladder.ts';
import { readCutOffs, type Level } from './risk-slices.ts';
import { writeRiskModels } from './risk-tables.ts';

const LEVELS: readonly Level[] = ['account', 'group'];

/** Fits the models of silence at every quarter end that a kept month end needs, and writes their parameters as tables. */
export async function fitRisk(connection: DuckDBConnection, falseAlertBudget: number): Promise<void> {
	const models: RiskModel[] = [];
	for (const level of LEVELS) {
		const ladder = new RiskLadder(await readCutOffs(connection, 'risk_slices', level));
		const days = new Set(await modelDays(connection));
		models.push(
			...ladder.cuts
				.filter((cut) => days.has(cut.cut_on))
				.map((cut) => ladder.modelAt(cut, falseAlertBudget)),
		);
	}
	await writeRiskModels(connection, models);
}

async function modelDays(connection: DuckDBConnection): Promise<string[]> {
	const rows = await queryRows(
		connection,
		`select distinct model_on from risk_dates where known_on = date '9999-12-31'`,
	);
	return rows.map((row) => String(row['model_on']));
}
