import type { DuckDBConnection } from '@duckdb/node-api';
import { runWith } from '../engine.ts';
import { quoteIdentifier } from '../sql-text.ts';

/** What a cell of a table made from JavaScript rows may hold; a number that is not finite becomes null. */
export type JsonCell = string | number | boolean | null | readonly string[];

/** Makes a table of the given columns, by name and engine type, from a few thousand rows at most. */
export async function createJsonTable(
	connection: DuckDBConnection,
	name: string,
	columns: Readonly<Record<string, string>>,
	rows: readonly Readonly<Record<string, JsonCell>>[],
): Promise<void> {
	const shape = JSON.stringify([columns]);
	const list = Object.keys(columns).map((column) => `row.${quoteIdentifier(column)}`);
	await runWith(
		connection,
		`create or replace table ${quoteIdentifier(name)} as
		select ${list.join(', ')} from (select unnest(from_json($rows::json, $shape)) as row)`,
		{ rows: JSON.stringify(rows), shape },
	);
}
