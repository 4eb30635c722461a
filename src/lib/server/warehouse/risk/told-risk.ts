import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import {
	commitTold,
	readTold,
	toldFile,
	TOLD_PARTS,
	type ToldAddition,
	type ToldMonthEnd,
	type ToldPart,
} from '../../desk/told-desk.ts';
import { queryRows, runWith } from '../engine.ts';
import { quoteText } from '../sql-text.ts';

/** What each part holds of one month end, read on that day: account ids, not keys, since keys are of one build. */
const PARTS: Readonly<Record<ToldPart, string>> = {
	risk: `select
	s.level, d.account_id, s.last_order_on, s.days_since_order, s.horizon_days, s.cadence_state, s.p_raw, s.p_calibrated, s.p_usual,
	s.p_silent, s.cannot_say, s.risk_level, s.times_usual, s.is_at_risk, s.stay_year, s.expected_year, s.expected_year_low,
	s.expected_year_high, s.expected_loss, s.next_order_from, s.next_order_mid, s.next_order_to, s.risk_reasons
from risk_states as s
inner join directory as d on d.level = s.level and d.account_key = s.account_key
where s.as_of = $as_of::date and s.month_end_on = $as_of::date
order by s.level, d.account_id`,
	models: `select m.*
from risk_models as m
inner join risk_dates as r on r.model_on = m.model_on
where r.known_on = date '9999-12-31' and r.as_of = $as_of::date and r.month_end_on = $as_of::date
order by m.level`,
	groups: `select account_id, group_id, $owner as owner
from directory
where level = 'account'
order by account_id`,
};

/** The part of a build that keeps what is told of risk at a month end, once, so that the record can be held to it later. */
export class ToldRisk {
	readonly #projectDir: string;
	readonly #told: readonly ToldMonthEnd[];
	#additions: readonly ToldAddition[] = [];

	/** Reads what was told. Throws {@link Fault} `input` where it is damaged. */
	constructor(projectDir: string) {
		this.#projectDir = projectDir;
		this.#told = readTold(projectDir);
	}

	/**
	 * After risk was read: writes what is told of the month ends that were not told yet to `scratch` (a first build tells its newest one alone;
	 * month ends that no build saw are marked as reconstructed), and makes `told_risk` of all that was told.
	 * @param today ISO day of the build
	 */
	async run(
		connection: DuckDBConnection,
		{ scratch, today, version, isMade }: { scratch: string; today: string; version: string; isMade: boolean },
	): Promise<void> {
		const rows = await queryRows(
			connection,
			`select distinct cast(as_of as varchar) as as_of from risk_states where as_of = month_end_on order by as_of`,
		);
		const held = rows.map((row) => String(row['as_of']));
		const last = this.#told.at(-1)?.as_of;
		const untold = last === undefined ? held.slice(-1) : held.filter((as_of) => as_of > last);
		const owner = await ownerColumn(connection);
		const additions: ToldAddition[] = [];
		for (const as_of of untold) {
			const parts = {} as Record<ToldPart, { made: string; rows: number }>;
			for (const part of TOLD_PARTS)
				parts[part] = await writePart(
					connection,
					PARTS[part].replace('$owner', owner),
					as_of,
					join(scratch, `told-${part}-${as_of}.parquet`),
				);
			additions.push({
				as_of,
				told_on: today,
				version,
				is_reconstructed: as_of !== held.at(-1),
				...(isMade ? { is_made: true } : {}),
				...parts,
			});
		}
		this.#additions = additions;
		await this.#makeTold(connection, scratch);
	}

	/** Once every check holds, and before the build serves: nobody sees a chance that is not recorded. */
	record(): void {
		commitTold(this.#projectDir, this.#told, this.#additions);
	}

	/** The engine may read the build's own folder alone, so a file of the desk is brought there. */
	#bring(file: string, as_of: string, scratch: string): string {
		const path = join(scratch, `told-before-${as_of}.parquet`);
		copyFileSync(toldFile(this.#projectDir, file), path);
		return path;
	}

	async #makeTold(connection: DuckDBConnection, scratch: string): Promise<void> {
		await connection.run(`create or replace table told_risk (
	as_of date, told_on date, is_reconstructed boolean, is_made boolean, level varchar, account_id varchar, last_order_on date, horizon_days integer,
	p_silent double, risk_level varchar, stay_year double, expected_loss double)`);
		const files = [
			...this.#told.map(({ risk, ...facts }) => ({
				...facts,
				path: this.#bring(risk.file, facts.as_of, scratch),
			})),
			...this.#additions.map(({ risk, ...facts }) => ({ ...facts, path: risk.made })),
		];
		for (const { as_of, told_on, is_reconstructed, is_made = false, path } of files) {
			await runWith(
				connection,
				`insert into told_risk
				select $as_of::date, $told_on::date, $is_reconstructed::boolean, $is_made::boolean, level, account_id, last_order_on, horizon_days, p_silent, risk_level,
					stay_year::double, expected_loss::double
				from read_parquet(${quoteText(path)})`,
				{ as_of, told_on, is_reconstructed, is_made },
			);
		}
	}
}

/** The column of the directory that names an account's owner, as SQL; null where the data has none. */
async function ownerColumn(connection: DuckDBConnection): Promise<string> {
	const columns = await queryRows(connection, 'describe directory');
	return columns.some((column) => column['column_name'] === 'owner') ? 'owner' : 'null::varchar';
}

async function writePart(
	connection: DuckDBConnection,
	sql: string,
	as_of: string,
	made: string,
): Promise<{ made: string; rows: number }> {
	await runWith(connection, `create or replace temp table told_part as ${sql}`, { as_of });
	await connection.run(`copy told_part to ${quoteText(made)} (format parquet, compression zstd)`);
	const [count] = await queryRows(connection, 'select count(*) as rows from told_part');
	await connection.run('drop table told_part');
	return { made, rows: Number(count!['rows']) };
}
