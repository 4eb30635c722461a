import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { quoteIdentifier, quoteText } from '../warehouse/sql-text.ts';
import { sourceFilePath, type Project, type SourceFile } from './config.ts';
import { readCsvTable } from './read/csv-table.ts';
import { readJsonTable } from './read/json-table.ts';
import { readParquetTable } from './read/parquet-table.ts';
import { physicalFile, provenFormat, type PhysicalFile } from './read/physical-file.ts';
import type { TableSource } from './read/table-source.ts';
import { readXlsxTable } from './read/xlsx-table.ts';

export type FileFormat = 'csv' | 'json' | 'parquet' | 'xlsx';

/** One file of the project, readable as the view `name`. */
export interface FileTable {
	name: string;
	/** Absolute. */
	path: string;
	format: FileFormat;
	bytes: number;
	/** UTC timestamp of the file's last change. */
	modified_at: string;
	columns: string[];
	rows: number;
	/** Lines that could not be taken apart; they are in {@link MALFORMED_LINES}. */
	malformed: number;
}

/** A line that the readers could not take apart. */
export interface MalformedLine {
	file: string;
	line: number;
	text: string;
	reason: string;
}

/** The relation of all broken lines: file varchar (the table's name), line bigint, text varchar, reason varchar. */
export const MALFORMED_LINES = 'malformed_lines';

/**
 * Makes every file of the project readable on `connection` as a temporary view named as in `vital-few.yaml`, with
 * `line_number`, and gathers the lines that cannot be taken apart in {@link MALFORMED_LINES}. Delimited text, JSON and
 * workbooks are copied into `scratchDir` as Parquet; that folder must outlive the views.
 * @throws {Fault} `input`, one sentence naming the file, when a file is absent, empty, truncated, damaged or no table, and
 * when the file of the order lines has a header and no rows.
 */
export async function createFileTables(
	connection: DuckDBConnection,
	project: Project,
	scratchDir: string,
): Promise<FileTable[]> {
	await prepareFileTables(connection, scratchDir);
	const tables: FileTable[] = [];
	for (const [name, file] of Object.entries(project.config.files)) {
		tables.push(await createFileTable(connection, name, file, sourceFilePath(project, file), scratchDir));
	}
	const empty = tables.find((table) => table.rows === 0 && feedsOrderLines(project, table.name));
	if (empty) {
		const shown = project.config.files[empty.name]!.path;
		throw new Fault('input', `${shown} has a header but no rows.`);
	}
	return tables;
}

/** Makes the scratch folder and the empty relation {@link MALFORMED_LINES}. */
export async function prepareFileTables(connection: DuckDBConnection, scratchDir: string): Promise<void> {
	mkdirSync(scratchDir, { recursive: true });
	await connection.run(
		`create or replace temp table ${MALFORMED_LINES} (file varchar, line bigint, text varchar, reason varchar)`,
	);
}

/** Makes one file readable as the temporary view `name`; see {@link createFileTables}. */
export async function createFileTable(
	connection: DuckDBConnection,
	name: string,
	file: SourceFile,
	path: string,
	scratchDir: string,
): Promise<FileTable> {
	const physical = physicalFile(path, file.path);
	const format = file.format ?? formatOf(physical);
	// A name of its own for each reading: the engine may remember what a file of the same name held a moment ago.
	const stem = `${name}.${randomUUID().slice(0, 8)}`;
	const source = await readTable(connection, stem, physical, { ...file, format }, scratchDir);
	await connection.run(`create or replace temp view ${quoteIdentifier(name)} as ${source.select}`);
	const malformed =
		source.malformedPath === undefined ? 0 : await addMalformed(connection, name, source.malformedPath);
	const { bytes, modified_at } = physical;
	return { name, path, format, bytes, modified_at, columns: source.columns, rows: source.rows, malformed };
}

/** Lines that the readers could not take apart, in the order of the files and lines. */
export async function malformedLines(connection: DuckDBConnection): Promise<MalformedLine[]> {
	const rows = await connection.runAndReadAll(
		`select file, line, text, reason from ${MALFORMED_LINES} order by file, line`,
	);
	return rows.getRowObjectsJS().map((row) => ({
		file: String(row['file']),
		line: Number(row['line']),
		text: String(row['text']),
		reason: String(row['reason']),
	}));
}

/**
 * Shuts the engine, for good, to everything but the given files and folders: no other file, no network, no change of settings.
 */
export async function closeToOutside(
	connection: DuckDBConnection,
	paths: string[],
	scratchDirs: string[],
): Promise<void> {
	const list = (items: string[]): string => `[${items.map(quoteText).join(', ')}]`;
	await connection.run(`set allowed_paths = ${list(paths)}`);
	await connection.run(`set allowed_directories = ${list(scratchDirs)}`);
	await connection.run('set enable_external_access = false');
	await connection.run('set lock_configuration = true');
}

/** The format of a file whose configuration names none: by its first bytes, then by its name. */
export function formatOf(physical: PhysicalFile): FileFormat {
	const proven = provenFormat(physical);
	if (proven === 'parquet' || /\.(parquet|pq)$/i.test(physical.path)) return 'parquet';
	if (proven === 'zip' || /\.xlsx$/i.test(physical.path)) return 'xlsx';
	return /\.(json|ndjson|jsonl)(\.(gz|zst|zstd))?$/i.test(physical.path) ? 'json' : 'csv';
}

function readTable(
	connection: DuckDBConnection,
	stem: string,
	physical: PhysicalFile,
	file: SourceFile & { format: FileFormat },
	scratchDir: string,
): Promise<TableSource> {
	switch (file.format) {
		case 'csv':
			return readCsvTable(connection, stem, physical, file, scratchDir);
		case 'json':
			return readJsonTable(connection, stem, physical, file, scratchDir);
		case 'parquet':
			return readParquetTable(connection, physical);
		case 'xlsx':
			return readXlsxTable(connection, stem, physical, file, scratchDir);
	}
}

async function addMalformed(connection: DuckDBConnection, name: string, path: string): Promise<number> {
	const inserted = await connection.runAndReadAll(
		`insert into ${MALFORMED_LINES} select ${quoteText(name)}, line, text, reason
		from read_json(${quoteText(path)}, format = 'newline_delimited',
		columns = {'line': 'BIGINT', 'text': 'VARCHAR', 'reason': 'VARCHAR'})`,
	);
	return Number(inserted.getRowsJS()[0]?.[0] ?? 0);
}

/** Whether the statement of the order lines names the table; without one, every file is taken to matter. */
function feedsOrderLines(project: Project, name: string): boolean {
	const path = join(project.dir, 'sources', 'order_lines.sql');
	return !existsSync(path) || new RegExp(`\\b${name}\\b`, 'i').test(readFileSync(path, 'utf8'));
}
