import { DuckDBListType, DuckDBTypeId, type DuckDBConnection, type DuckDBType } from '@duckdb/node-api';
import { queryRows } from '../warehouse/engine.ts';
import { quoteIdentifier } from '../warehouse/sql-text.ts';
import { KEPT_ROWS } from './kept-rows.ts';

/** A column with fewer values than this becomes a dictionary. */
const LARGEST_DICTIONARY = 4_096;
/** Below this a dictionary would cost more than it saves. */
const FEWEST_ROWS = 8_192;

/** The statement that reads the kept rows in types that Arrow takes over as they lie, and the types made for it. */
export interface ArrowStatement {
	sql: string;
	dictionaries: readonly string[];
}

/** Writes the statement, and makes an ENUM of each text column of few values: the engine numbers them, not this process. */
export async function arrowStatement(connection: DuckDBConnection, rows: number): Promise<ArrowStatement> {
	const shape = await connection.run(`select * from ${KEPT_ROWS} limit 0`);
	const types = shape.columnTypes();
	const names = shape.columnNames().map(quoteIdentifier);
	const texts = types.flatMap((type, column) => (type.typeId === DuckDBTypeId.VARCHAR ? [column] : []));
	const few = rows < FEWEST_ROWS ? [] : await columnsOfFewValues(connection, names, texts);
	const dictionaries: string[] = [];
	for (const column of few) {
		const dictionary = `kept_values_${column}`;
		await connection.run(`create or replace temp type ${dictionary} as enum (
			select distinct ${names[column]} from ${KEPT_ROWS} where ${names[column]} is not null order by all)`);
		dictionaries.push(dictionary);
	}
	const expressions = types.map((type, column) => {
		const name = names[column]!;
		return few.includes(column)
			? `cast(${name} as kept_values_${column}) as ${name}`
			: arrowExpression(name, type);
	});
	return { sql: `select ${expressions.join(', ')} from ${KEPT_ROWS}`, dictionaries };
}

/** Drops the types that {@link arrowStatement} made. */
export async function dropDictionaries(
	connection: DuckDBConnection,
	dictionaries: readonly string[],
): Promise<void> {
	for (const dictionary of dictionaries) await connection.run(`drop type if exists ${dictionary}`);
}

async function columnsOfFewValues(
	connection: DuckDBConnection,
	names: readonly string[],
	texts: readonly number[],
): Promise<number[]> {
	if (texts.length === 0) return [];
	const counts = texts.map((column) => `approx_count_distinct(${names[column]}) as c${column}`);
	const [row] = await queryRows(connection, `select ${counts.join(', ')} from ${KEPT_ROWS}`);
	return texts.filter((column) => {
		const count = Number(row![`c${column}`]);
		return count > 0 && count < LARGEST_DICTIONARY * 0.95;
	});
}

const AS_IT_IS: ReadonlySet<DuckDBTypeId> = new Set([
	DuckDBTypeId.INTEGER,
	DuckDBTypeId.DOUBLE,
	DuckDBTypeId.DATE,
	DuckDBTypeId.TIMESTAMP,
	DuckDBTypeId.BOOLEAN,
	DuckDBTypeId.VARCHAR,
]);
const WHOLE: ReadonlySet<DuckDBTypeId> = new Set([
	DuckDBTypeId.TINYINT,
	DuckDBTypeId.SMALLINT,
	DuckDBTypeId.UTINYINT,
	DuckDBTypeId.USMALLINT,
]);
/** What is wider than 32 bits is a float64: a browser reads no 64-bit whole number as a number. */
const WIDE: ReadonlySet<DuckDBTypeId> = new Set([
	DuckDBTypeId.DECIMAL,
	DuckDBTypeId.BIGINT,
	DuckDBTypeId.HUGEINT,
	DuckDBTypeId.UBIGINT,
	DuckDBTypeId.UINTEGER,
	DuckDBTypeId.FLOAT,
]);

function arrowExpression(name: string, type: DuckDBType): string {
	if (AS_IT_IS.has(type.typeId)) return name;
	if (WHOLE.has(type.typeId)) return `cast(${name} as integer) as ${name}`;
	if (WIDE.has(type.typeId)) return `cast(${name} as double) as ${name}`;
	if (type instanceof DuckDBListType) return `cast(${name} as varchar[]) as ${name}`;
	return `cast(${name} as varchar) as ${name}`;
}
