import type { DuckDBConnection } from '@duckdb/node-api';
import type { SourceStatement } from '../../sources/source-statement.ts';
import { queryRows } from '../engine.ts';
import { quoteIdentifier } from '../sql-text.ts';

/**
 * The first day after `today` that any row of the sources is dated, ISO; null where none lies ahead. Rows ahead are set
 * aside or not yet in force: from that day on, the same files make another warehouse.
 */
export async function nextDayAhead(
	connection: DuckDBConnection,
	statements: readonly SourceStatement[],
	today: string,
): Promise<string | null> {
	const days = statements.flatMap(({ entity, columns }) =>
		entity.columns
			.filter(({ name, type }) => type === 'date' && columns.some((column) => column.name === name))
			.map(
				({ name }) =>
					`select min(${quoteIdentifier(name)}) as day_on from staged.${entity.name}_read where ${quoteIdentifier(name)} > $today::date`,
			),
	);
	const [row] = await queryRows(
		connection,
		`select min(day_on)::varchar as day_on from (${days.join(' union all ')})`,
		{ today },
	);
	return (row?.['day_on'] as string | null | undefined) ?? null;
}
