import type { DuckDBConnection } from '@duckdb/node-api';
import { queryRows } from '../engine.ts';
import { backtestCutOffs, backtestTogether } from './risk-backtest.ts';
import { noModel, RiskLadder } from './risk-ladder.ts';
import { leadRecords } from './risk-lead.ts';
import { writeRiskRecords, type LevelRecords } from './risk-record-tables.ts';
import { readCutOffs } from './risk-slices.ts';
import { keptLevels } from './kept-levels.ts';
import { proveRisk } from './risk-proof.ts';
import { writeRiskModels, type ProvenModel } from './risk-tables.ts';

/**
 * Accounts of a level from which norms are taken and models learned, at least, where there are more: in a build, and where a
 * backtest is asked for, which can take its time. Twice as many are all taken.
 */
export const FEWEST_SAMPLED = { build: 5_000, backtest: 20_000 };
/** Share of those who stay that may be flagged where flags of different rules are compared. */
export const FALSE_ALERTS = 0.1;

/**
 * Fits the models of silence at every quarter end that a kept month end needs, holds what they would have foretold to what came,
 * and writes parameters and records as tables.
 */
export async function fitRisk(connection: DuckDBConnection): Promise<void> {
	const models: ProvenModel[] = [];
	const records: LevelRecords[] = [];
	const days = await modelDays(connection);
	const knownDay = await lastKnownDay(connection);
	for (const level of await keptLevels(connection)) {
		const ladder = new RiskLadder(await readCutOffs(connection, 'risk_slices', level));
		const cuts = new Map(ladder.cuts.map((cut) => [cut.cut_on, cut]));
		for (const day of days) {
			const cut = cuts.get(day);
			const model = cut ? ladder.modelAt(cut) : noModel(level, day);
			models.push({ ...model, proof: proveRisk(ladder, model.rung, cut?.cut_day ?? 0) });
		}
		records.push({
			level,
			cut_offs: backtestCutOffs(ladder, knownDay, FALSE_ALERTS),
			together: backtestTogether(ladder, knownDay, FALSE_ALERTS),
			leads: await leadRecords(connection, ladder, knownDay, FALSE_ALERTS),
		});
	}
	await writeRiskModels(connection, models);
	await writeRiskRecords(connection, records);
}

async function modelDays(connection: DuckDBConnection): Promise<Set<string>> {
	const rows = await queryRows(
		connection,
		`select distinct model_on from risk_dates where known_on = date '9999-12-31' order by model_on`,
	);
	return new Set(rows.map((row) => String(row['model_on'])));
}

/** The last complete month's end: later days may still lack orders. */
async function lastKnownDay(connection: DuckDBConnection): Promise<number> {
	const [row] = await queryRows(connection, `select max(as_of) - date '1970-01-01' as day from risk_dates`);
	return Number(row!['day'] ?? 0);
}
