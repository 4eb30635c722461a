import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { openEngine } from '../../src/lib/server/warehouse/engine.ts';
import { quoteText } from '../../src/lib/server/warehouse/sql-text.ts';
import { median, sampled, timed, type Patience, type Timing } from './timing.ts';

/** What the engine alone takes, over the same staged lines. */
export interface RawTimes {
	lines: number;
	accounts: number;
	/** Milliseconds of each rollup of `queries/rollups/`, the median of the rounds, made as a table on disk. */
	rollups: Record<string, number>;
	rollups_total: number;
	/** The headline question, sent straight to the engine over the lines. */
	headline: Timing;
}

/** Revenue, growth, accounts, orders and the share of the largest tenth, as somebody would ask the lines for them. */
const HEADLINE = `
with by_account as (
  select account_id,
    sum(net_amount) filter (ordered_on >= date '2025-11-01') as revenue,
    sum(net_amount) filter (ordered_on < date '2025-11-01') as prior_revenue,
    count(distinct ordered_on) filter (ordered_on >= date '2025-11-01' and kind = 'sale') as orders
  from order_lines where ordered_on >= date '2024-11-01' and ordered_on < date '2026-11-01'
  group by account_id
),
ranked as (
  select *, percent_rank() over (order by revenue desc) as place from by_account
)
select sum(revenue), sum(prior_revenue), sum(revenue) / sum(prior_revenue) - 1, count(*) filter (revenue <> 0), sum(orders),
  sum(revenue) filter (place <= 0.1) / sum(revenue)
from ranked`;

/** Loads the lines that a build staged into a table of a new engine, and times what the build would have to beat. */
export async function timeRawEngine(
	warehouse: { linesFile: string; warehouseFile: string },
	scratch: string,
	options: { rounds: number; patience: Patience },
): Promise<RawTimes> {
	const file = join(scratch, 'raw.duckdb');
	const engine = await openEngine({ tempDir: join(scratch, 'raw-spill') });
	const connection = await engine.connect();
	try {
		await connection.run(`attach ${quoteText(file)} as raw`);
		await connection.run(`attach ${quoteText(warehouse.warehouseFile)} as built (read_only)`);
		await connection.run('use raw');
		await connection.run(
			`create table order_lines as select * from read_parquet(${quoteText(warehouse.linesFile)}) where rejection is null`,
		);
		await connection.run('create table calendar_days as select * from built.calendar_days');
		const counts = await connection.runAndReadAll(
			'select count(*), count(distinct account_id) from order_lines',
		);
		const [lines, accounts] = counts.getRowsJS()[0]!.map(Number);
		const rollups: Record<string, number> = {};
		for (const { name, sql } of catalog().rollups.values()) {
			const times: number[] = [];
			for (let round = 0; round < options.rounds; round++) {
				times.push(
					(await timed(() => connection.run(`create or replace table ${name} as ${sql}`))).milliseconds,
				);
			}
			rollups[name] = median(times);
		}
		return {
			lines: lines!,
			accounts: accounts!,
			rollups,
			rollups_total: Object.values(rollups).reduce((sum, time) => sum + time, 0),
			headline: await sampled(
				Array.from({ length: 12 }, () => () => connection.runAndReadAll(HEADLINE)),
				options.patience,
			),
		};
	} finally {
		connection.closeSync();
		engine.closeSync();
		rmSync(file, { force: true });
		rmSync(join(scratch, 'raw-spill'), { recursive: true, force: true });
	}
}
