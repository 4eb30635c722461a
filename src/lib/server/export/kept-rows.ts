import type { DuckDBConnection } from '@duckdb/node-api';
import { runWith, type ParameterValues } from '../warehouse/engine.ts';

/** The temporary table that holds an answer's rows while they leave; one a connection. */
export const KEPT_ROWS = 'temp.main.kept_rows';

/** Keeps a statement's rows in {@link KEPT_ROWS}, in their order, and says how many there are. */
export async function keepRows(
	connection: DuckDBConnection,
	sql: string,
	values: ParameterValues,
): Promise<number> {
	await dropKeptRows(connection);
	await runWith(connection, `create temp table kept_rows as ${sql}`, values);
	const reader = await connection.runAndReadAll(`select count(*)::integer from ${KEPT_ROWS}`);
	return reader.getRows()[0]![0] as number;
}

/** Lets go of what {@link keepRows} kept. */
export async function dropKeptRows(connection: DuckDBConnection): Promise<void> {
	await connection.run(`drop table if exists ${KEPT_ROWS}`);
}
