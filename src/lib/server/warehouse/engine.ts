import {
	DuckDBInstance,
	DuckDBTypeId,
	LIST,
	VARCHAR,
	listValue,
	type DuckDBConnection,
} from '@duckdb/node-api';
import { availableParallelism } from 'node:os';

/** Values that a query's named parameters take; a list is one of texts. */
export type ParameterValues = Record<string, string | number | boolean | null | readonly string[]>;

/** Opens an engine in memory; databases are attached to it. Nothing is ever installed or loaded from outside. */
export async function openEngine(options: {
	threads?: number;
	memoryLimit?: string;
	tempDir?: string;
}): Promise<DuckDBInstance> {
	const settings: Record<string, string> = {
		threads: String(options.threads ?? availableParallelism()),
		autoinstall_known_extensions: 'false',
		autoload_known_extensions: 'false',
		// Rows keep the order of their file, which line numbers rely on.
		preserve_insertion_order: 'true',
	};
	if (options.memoryLimit !== undefined) settings['memory_limit'] = options.memoryLimit;
	if (options.tempDir !== undefined) settings['temp_directory'] = options.tempDir;
	return DuckDBInstance.create(':memory:', settings);
}

/** Prepares one statement with those of `values` that it names bound. Throws where it names one that is not given. */
export async function prepareWith(
	connection: DuckDBConnection,
	sql: string,
	values: ParameterValues = {},
): Promise<Prepared> {
	const prepared = await connection.prepare(sql);
	for (const name of parameterNames(prepared)) bindOne(prepared, name, values);
	return prepared;
}

/** Runs one statement with those of `values` that it names, without reading rows; says how many rows it changed. */
export async function runWith(
	connection: DuckDBConnection,
	sql: string,
	values: ParameterValues = {},
): Promise<number> {
	const prepared = await prepareWith(connection, sql, values);
	const result = await prepared.run();
	prepared.destroySync();
	return result.rowsChanged;
}

/** Runs one statement and returns its rows as objects, as {@link plainRow} makes them. */
export async function queryRows(
	connection: DuckDBConnection,
	sql: string,
	values: ParameterValues = {},
): Promise<Record<string, PlainValue>[]> {
	const prepared = await prepareWith(connection, sql, values);
	const reader = await prepared.runAndReadAll();
	const names = reader.deduplicatedColumnNames();
	const convert = reader.columnTypes().map((type) => converterFor(type.typeId));
	const rows = reader.getRowsJson().map((values) => {
		const row: Record<string, PlainValue> = {};
		for (let i = 0; i < names.length; i++) row[names[i]!] = convert[i]!(values[i] as PlainValue);
		return row;
	});
	prepared.destroySync();
	return rows;
}

/** What a cell is in JavaScript and in JSON: numbers for all numeric types, ISO text for dates and timestamps. */
export type PlainValue = string | number | boolean | null | PlainValue[];

type Prepared = Awaited<ReturnType<DuckDBConnection['prepare']>>;

function parameterNames(prepared: Prepared): string[] {
	return Array.from({ length: prepared.parameterCount }, (_, i) => prepared.parameterName(i + 1));
}

function bindOne(prepared: Prepared, name: string, values: ParameterValues): void {
	const value = values[name];
	if (value === undefined) throw new Error(`no value for the parameter $${name}`);
	if (typeof value === 'object' && value !== null)
		prepared.bind({ [name]: listValue(value) }, { [name]: LIST(VARCHAR) });
	else prepared.bind({ [name]: value });
}

const asIs = (value: PlainValue): PlainValue => value;
const asUtc = (value: PlainValue): PlainValue =>
	typeof value === 'string' ? `${value.replace(' ', 'T')}Z` : value;
const asNumber = (value: PlainValue): PlainValue => (value === null ? null : finite(Number(value)));

/** Undefined results (0/0 in floating point) leave as null: JSON has no NaN and no infinity. */
function finite(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}

function converterFor(typeId: number): (value: PlainValue) => PlainValue {
	if (typeId === DuckDBTypeId.TIMESTAMP) return asUtc;
	return NUMERIC_TYPE_IDS.has(typeId) ? asNumber : asIs;
}

const NUMERIC_TYPE_IDS: ReadonlySet<number> = new Set([
	DuckDBTypeId.TINYINT,
	DuckDBTypeId.SMALLINT,
	DuckDBTypeId.INTEGER,
	DuckDBTypeId.BIGINT,
	DuckDBTypeId.UTINYINT,
	DuckDBTypeId.USMALLINT,
	DuckDBTypeId.UINTEGER,
	DuckDBTypeId.UBIGINT,
	DuckDBTypeId.HUGEINT,
	DuckDBTypeId.UHUGEINT,
	DuckDBTypeId.FLOAT,
	DuckDBTypeId.DOUBLE,
	DuckDBTypeId.DECIMAL,
]);
