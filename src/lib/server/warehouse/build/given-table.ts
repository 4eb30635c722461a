import type { DuckDBConnection } from '@duckdb/node-api';
import { runWith } from '../engine.ts';
import { quoteText } from '../sql-text.ts';

/** Makes a table of rows that the program holds: engine type of each column by name, and the rows as plain values. */
export async function givenTable(
	connection: DuckDBConnection,
	name: string,
	columns: Readonly<Record<string, string>>,
	rows: readonly Readonly<Record<string, unknown>>[],
	kind: 'table' | 'temp table' = 'table',
): Promise<void> {
	const structure = quoteText(JSON.stringify([columns]));
	await runWith(
		connection,
		`create ${kind} ${name} as select unnest(from_json($rows, ${structure}), recursive := true)`,
		{
			rows: JSON.stringify(rows),
		},
	);
}
