import { DuckDBInstance } from '@duckdb/node-api';
import { DataType, tableFromIPC } from 'apache-arrow';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import type { Format } from '../../src/lib/server/export/format.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import type { QueryColumnType, QueryFile } from '../../src/lib/server/warehouse/query-file.ts';

export type Value = string | number | boolean | null | Value[];
export type ReadRow = Record<string, Value>;

const NUMBERS: ReadonlySet<QueryColumnType> = new Set([
	'count',
	'integer',
	'money',
	'share',
	'ratio',
	'days',
]);
const LISTS: ReadonlySet<QueryColumnType> = new Set(['dates', 'texts']);

/** The rows in a file of a format, read by another hand than wrote them, as JSON would show them. */
export async function readBack(format: Format, bytes: Buffer, file: QueryFile): Promise<ReadRow[]> {
	switch (format) {
		case 'json':
			return (JSON.parse(bytes.toString()) as { rows: ReadRow[] }).rows;
		case 'csv':
			return (
				await engineRows(
					'csv',
					bytes,
					(path) => `from read_csv('${path}', all_varchar = true, header = true, allow_quoted_nulls = false)`,
				)
			).map((row) => mapRow(row, (value, name) => fromText(value, typeOf(file, name))));
		case 'parquet':
			return engineRows('parquet', bytes, (path) => `from read_parquet('${path}')`);
		case 'arrow':
			return arrowRows(bytes);
		case 'xlsx':
			return sheetRows(bytes, file);
	}
}

function typeOf(file: QueryFile, name: string): QueryColumnType {
	return file.columns.find((column) => column.name === name)?.type ?? 'text';
}

function mapRow(row: ReadRow, map: (value: Value, name: string) => Value): ReadRow {
	return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, map(value, name)]));
}

function fromText(value: Value, type: QueryColumnType): Value {
	if (value === null) return null;
	if (NUMBERS.has(type)) return Number(value);
	if (type === 'boolean') return value === 'true';
	if (LISTS.has(type)) return value === '' ? [] : String(value).split(';');
	return value;
}

async function engineRows(ending: string, bytes: Buffer, from: (path: string) => string): Promise<ReadRow[]> {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-read-'));
	const instance = await DuckDBInstance.create(':memory:');
	const connection = await instance.connect();
	try {
		const path = join(dir, `answer.${ending}`);
		writeFileSync(path, bytes);
		return await queryRows(connection, `select * ${from(path)}`);
	} finally {
		connection.closeSync();
		instance.closeSync();
		rmSync(dir, { recursive: true });
	}
}

function arrowRows(bytes: Buffer): ReadRow[] {
	const table = tableFromIPC(bytes);
	const columns = table.schema.fields.map((field, i) => ({ field, vector: table.getChildAt(i)! }));
	return Array.from({ length: table.numRows }, (_, row) =>
		Object.fromEntries(
			columns.map(({ field, vector }) => [field.name, fromArrow(vector.get(row) as unknown, field.type)]),
		),
	);
}

function fromArrow(value: unknown, type: DataType): Value {
	if (value === null) return null;
	if (DataType.isDate(type)) return new Date(value as number).toISOString().slice(0, 10);
	if (DataType.isTimestamp(type)) return new Date(value as number).toISOString().replace('.000Z', 'Z');
	if (DataType.isList(type)) return [...(value as Iterable<string>)];
	return value as Value;
}

async function sheetRows(bytes: Buffer, file: QueryFile): Promise<ReadRow[]> {
	const [header, ...rows] = await readSheet(bytes, 1);
	const names = header!.map(String);
	const cells = rows.map((row) =>
		Object.fromEntries(names.map((name, i) => [name, fromCell(row[i] ?? null, typeOf(file, name))])),
	);
	return file.totals.length > 0 && cells.length > 0 ? cells.slice(0, -1) : cells;
}

function fromCell(cell: unknown, type: QueryColumnType): Value {
	if (cell instanceof Date)
		return type === 'timestamp' ? cell.toISOString().replace('.000Z', 'Z') : cell.toISOString().slice(0, 10);
	if (LISTS.has(type)) return cell === null ? [] : String(cell).split(';');
	return cell as Value;
}
