import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from './column-profile.ts';
import { identifier, textSql } from './value-sql.ts';

const MOST_VALUES = 40;

/** The different values of a column with how often each stands, the commonest first; undefined where they are too many. */
export async function valuesOf(
	connection: DuckDBConnection,
	column: ColumnProfile,
): Promise<{ value: string; count: number }[] | undefined> {
	const rows = (
		await connection.runAndReadAll(
			`select trim(${textSql(column)}) as value, count(*) as count from ${identifier(column.table)}
			where trim(${textSql(column)}) <> '' group by all order by count desc, value limit ${MOST_VALUES + 1}`,
		)
	).getRowsJS();
	return rows.length > MOST_VALUES
		? undefined
		: rows.map(([value, count]) => ({ value: String(value), count: Number(count) }));
}
