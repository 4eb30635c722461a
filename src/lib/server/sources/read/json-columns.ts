import { DuckDBListType, DuckDBStructType, type DuckDBConnection, type DuckDBType } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import { columnNames } from './column-names.ts';

/** A column of a statement over JSON. */
interface JsonColumn {
	name: string;
	type: DuckDBType;
}

/** The columns that a statement yields, with their types. */
export async function columnsOf(connection: DuckDBConnection, sql: string): Promise<JsonColumn[]> {
	const reader = await connection.runAndReadAll(`select * from (${sql}) limit 0`);
	const types = reader.columnTypes();
	return reader.columnNames().map((name, index) => ({ name, type: types[index]! }));
}

/**
 * The statement with nothing nested left in it: objects become columns named `object_field`, the lists named in `unnest` become
 * rows, one level after another, and other lists become JSON text. An object without elements in a list keeps one row.
 */
export async function flattened(
	connection: DuckDBConnection,
	sql: string,
	unnest: readonly string[],
): Promise<string> {
	const [list, ...deeper] = unnest;
	if (list === undefined) return flatColumns(await columnsOf(connection, sql), sql);
	const opened = `select * exclude (${quoteIdentifier(list)}),
		unnest(case when coalesce(len(${quoteIdentifier(list)}), 0) = 0 then [null] else ${quoteIdentifier(list)} end) as ${quoteIdentifier(list)}
		from (${sql})`;
	const columns = await columnsOf(connection, opened);
	// Only the objects are opened here: a list in them may be the next level.
	return flattened(connection, flatColumns(columns, opened, deeper, list), deeper);
}

/** The lists of objects among a statement's columns. */
export function objectLists(columns: readonly JsonColumn[]): string[] {
	return columns
		.filter(({ type }) => type instanceof DuckDBListType && type.valueType instanceof DuckDBStructType)
		.map(({ name }) => name);
}

/** `opened` is the list whose objects became rows: their fields need no prefix, unless a column is called like one already. */
function flatColumns(
	columns: readonly JsonColumn[],
	sql: string,
	keep: readonly string[] = [],
	opened?: string,
): string {
	const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
	const flat = columns.flatMap(({ name, type }) =>
		leaves(quoteIdentifier(name), name, type, keep).map((leaf) => {
			const field = leaf.name.slice(name.length + 1);
			const isOpened = name === opened && leaf.name.startsWith(`${name}_`) && !taken.has(field.toLowerCase());
			return isOpened ? { ...leaf, name: field } : leaf;
		}),
	);
	const names = columnNames(
		flat.map(({ name }) => name),
		[],
	);
	return `select ${flat.map(({ expression }, index) => `${expression} as ${quoteIdentifier(names[index]!)}`).join(', ')} from (${sql})`;
}

function leaves(
	expression: string,
	name: string,
	type: DuckDBType,
	keep: readonly string[],
): { name: string; expression: string }[] {
	if (type instanceof DuckDBStructType) {
		return type.entryNames.flatMap((field, index) => {
			const isKept = keep.includes(field) && type.entryTypes[index] instanceof DuckDBListType;
			return leaves(
				`${expression}.${quoteIdentifier(field)}`,
				isKept ? field : `${name}_${field}`,
				type.entryTypes[index]!,
				keep,
			);
		});
	}
	if (type instanceof DuckDBListType && !keep.includes(name))
		return [{ name, expression: `cast(to_json(${expression}) as varchar)` }];
	if (type.alias === 'JSON') return [{ name, expression: `${expression} ->> '$'` }];
	return [{ name, expression }];
}
