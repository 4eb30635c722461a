import type { DuckDBConnection } from '@duckdb/node-api';
import type { MonthFacts } from './build-facts.ts';
import { catalog } from '../catalog.ts';
import { runWith } from '../engine.ts';

/**
 * Makes the days of the calendar and the rollups of the staged lines in the attached `warehouse` and `rollups`. Rollups are
 * views: each is read by one mart, which keeps what it adds up. The accounts of the lines are found apart, because marts of
 * the accounts stand before it.
 */
export async function rollUp(connection: DuckDBConnection, month: MonthFacts): Promise<void> {
	await connection.run('use warehouse');
	const calendarDays = catalog().marts.get('calendar_days')!;
	await runWith(connection, `create table calendar_days as ${calendarDays.sql}`, month.parameters);
	await connection.run(
		'create table rollups.order_accounts as select distinct account_id from staged.order_lines',
	);
	for (const { name, sql } of catalog().rollups.values()) {
		await connection.run(`create view rollups.${name} as with order_lines as (select * from staged.order_lines),
			calendar_days as (select * from warehouse.calendar_days)
			select * from (
${sql}
)`);
	}
}
