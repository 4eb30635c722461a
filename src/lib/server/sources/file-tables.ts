import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { quoteIdentifier, quoteText } from '../warehouse/sql-text.ts';
import { matchColumns, readContract, type ColumnTerms } from './column-contract.ts';
import { sourceFilePath, type Project, type SourceFile } from './config.ts';
import { isSet, partCopies, requireMembers, type Copy, type SetMember } from './file-set.ts';
import { containedParts, type PartRows } from './contained-files.ts';
import { FILE_COLUMN, partSql, unionOf, unitePart } from './read-set.ts';
import type { FileReader } from './read/file-reader.ts';
import { physicalFile, provenFormat, type PhysicalFile } from './read/physical-file.ts';

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
	/** The physical files that it is made of. */
	parts: readonly FilePart[];
	/** Files of the set that were left out, because they have the content of another. */
	copies: readonly Copy[];
}

/** One physical file of a table. */
export interface FilePart {
	/** As `vital-few.yaml` would name it. */
	file: string;
	/** Absolute. */
	path: string;
	rows: number;
	bytes: number;
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
 * workbooks are copied by `reader` into `scratchDir` as Parquet; that folder must outlive the views.
 * @throws {Fault} `input`, one sentence naming the file, when a file is absent, empty, truncated, damaged or no table, and
 * when the file of the order lines has a header and no rows.
 */
export async function createFileTables(
	connection: DuckDBConnection,
	project: Project,
	scratchDir: string,
	reader: FileReader,
): Promise<FileTable[]> {
	await prepareFileTables(connection, scratchDir);
	const tables: FileTable[] = [];
	const contract = readContract(project.dir);
	const used = usedColumns(project.dir);
	for (const [name, file] of Object.entries(project.config.files)) {
		const terms = contract.get(name);
		if (terms === undefined && !isSet(file, project.dir)) {
			const path = sourceFilePath(project, file);
			tables.push(await createFileTable(connection, reader, name, file, path, scratchDir));
			continue;
		}
		const place = { dir: project.dir, scratchDir, terms, isUsed: used(name) };
		tables.push(await createSetTable(connection, reader, name, file, place));
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
		`create or replace temp table ${MALFORMED_LINES} (file varchar, line bigint, text varchar, reason varchar, part varchar)`,
	);
}

/** Makes one file readable as the temporary view `name`; see {@link createFileTables}. */
export async function createFileTable(
	connection: DuckDBConnection,
	reader: FileReader,
	name: string,
	file: SourceFile,
	path: string,
	scratchDir: string,
): Promise<FileTable> {
	const physical = physicalFile(path, file.path);
	const format = file.format ?? formatOf(physical);
	// A name of its own for each reading: the engine may remember what a file of the same name held a moment ago.
	const stem = `${name}.${randomUUID().slice(0, 8)}`;
	const source = await reader.table({ path, shown: file.path, stem, file: { ...file, format }, scratchDir });
	await connection.run(`create or replace temp view ${quoteIdentifier(name)} as ${source.select}`);
	const malformed =
		source.malformedPath === undefined ? 0 : await addMalformed(connection, name, source.malformedPath);
	const { bytes, modified_at } = physical;
	const { columns, rows } = source;
	const parts = [{ file: file.path, path, rows, bytes }];
	return { name, path, format, bytes, modified_at, columns, rows, malformed, parts, copies: [] };
}

/**
 * Makes the files of a table readable as the temporary view `name`: each in its own format, under the table's columns, held
 * to its terms in `columns.yaml` where it has some; a set has the column `file_name` as well.
 */
async function createSetTable(
	connection: DuckDBConnection,
	reader: FileReader,
	name: string,
	file: SourceFile,
	place: {
		dir: string;
		scratchDir: string;
		terms: ReadonlyMap<string, ColumnTerms> | undefined;
		isUsed: (column: string) => boolean;
	},
): Promise<FileTable> {
	const isOfSeveral = isSet(file, place.dir);
	const { kept, copies: alike } = partCopies(requireMembers(file, place.dir));
	const names = new Map<string, { also: readonly string[] }>();
	const parts: FilePart[] = [];
	const read: { sql: string; plain: PartRows }[] = [];
	let malformed = 0;
	const physical = new Map(kept.map((member) => [member, physicalFile(member.path, member.shown)]));
	for (const member of kept) {
		for (const { part: title, options } of await readingsOf(reader, member, file, isOfSeveral)) {
			const stem = `${name}.${randomUUID().slice(0, 8)}`;
			const { path, shown } = member;
			const task = { path, shown, stem, file: options, scratchDir: place.scratchDir };
			const source = await reader.table(task);
			const part = { ...source, name: title, shown };
			for (const column of source.columns) {
				const isKnown = matchColumns([column], names).size > 0;
				if (!isKnown) names.set(column, { also: [] });
			}
			const columns = await unitePart(connection, name, part, place.terms, names, place.isUsed);
			read.push({
				sql: partSql(part, columns, file.own_ids),
				plain: {
					name: title,
					sql: partSql(part, columns),
					columns: columns.map(({ wanted }) => wanted),
					rows: source.rows,
				},
			});
			if (source.malformedPath !== undefined)
				malformed += await addMalformed(connection, name, source.malformedPath, shown);
			parts.push({ file: title, path, rows: source.rows, bytes: physical.get(member)!.bytes });
		}
	}
	// An older download beside a newer one would count its rows twice.
	const contained = await containedParts(
		connection,
		read.map(({ plain }) => plain),
	);
	const isLeft = (title: string): boolean => contained.some(({ name: left }) => left === title);
	const copies = [...alike, ...contained];
	const used = parts.filter((part) => !isLeft(part.file));
	const sql = unionOf(read.filter(({ plain }) => !isLeft(plain.name)).map((one) => one.sql));
	const view = isOfSeveral ? sql : `select * exclude (${FILE_COLUMN}) from (${sql})`;
	await connection.run(`create or replace temp view ${quoteIdentifier(name)} as ${view}`);
	const columns = (
		await connection.runAndReadAll(`select * from ${quoteIdentifier(name)} limit 0`)
	).columnNames();
	const [first] = physical.values();
	return {
		name,
		path: first!.path,
		format: file.format ?? formatOf(first!),
		bytes: used.reduce((sum, part) => sum + part.bytes, 0),
		modified_at: [...physical.values()]
			.map(({ modified_at }) => modified_at)
			.sort()
			.at(-1)!,
		columns: columns.filter((column) => column !== 'line_number'),
		rows: used.reduce((sum, part) => sum + part.rows, 0),
		malformed,
		parts: used,
		copies,
	};
}

/** How the tables of one file of a set are to be read: in its own format, but for what `vital-few.yaml` says of all. */
export async function readingsOf(
	reader: FileReader,
	member: SetMember,
	file: SourceFile,
	isOfSeveral: boolean,
): Promise<{ part: string; options: SourceFile }[]> {
	if (!isOfSeveral) return [{ part: member.shown, options: file }];
	const looked = await reader.look(member.path, member.shown);
	const wanted = file.sheets ?? (file.sheet === undefined ? undefined : [file.sheet]);
	const chosen =
		wanted === undefined
			? looked.slice(0, 1)
			: looked.filter(({ file: own }) => own.sheet === undefined || wanted.includes(own.sheet));
	if (chosen.length === 0) {
		const what = wanted === undefined ? 'table' : `sheet ${wanted.join(' or ')}`;
		throw new Fault('input', `${member.shown} holds no ${what}.`);
	}
	const isWorkbookAlone = file.paths === undefined && file.sheets !== undefined && file.path === member.shown;
	return chosen.map(({ file: own }) => ({
		part: isWorkbookAlone ? own.sheet! : chosen.length > 1 ? `${member.name}: ${own.sheet}` : member.name,
		options: {
			...own,
			...(file.format === undefined ? {} : { format: file.format }),
			...(file.delimiter === undefined ? {} : { delimiter: file.delimiter }),
			...(file.quote === undefined ? {} : { quote: file.quote }),
			...(file.escape === undefined ? {} : { escape: file.escape }),
			...(file.encoding === 'utf-8' ? {} : { encoding: file.encoding }),
			...(file.header ? {} : { header: false }),
			...(file.skip_lines === 0 ? {} : { skip_lines: file.skip_lines }),
			...(file.unnest.length === 0 ? {} : { unnest: file.unnest }),
			nulls: [...new Set([...own.nulls, ...file.nulls])],
		},
	}));
}

/** For a table: whether any statement that reads it names a column, or takes all. */
export function usedColumns(dir: string): (table: string) => (column: string) => boolean {
	const folder = join(dir, 'sources');
	const statements = existsSync(folder)
		? readdirSync(folder)
				.filter((name) => name.endsWith('.sql'))
				.map((name) => readFileSync(join(folder, name), 'utf8').replace(/--.*$/gm, ''))
		: [];
	return (table) => {
		const text = statements.filter((sql) => new RegExp(`\\b${table}\\b`, 'i').test(sql)).join('\n');
		const takesAll = /(select|,)\s+(\w+\.)?\*/i.test(text);
		return (column) => {
			const name = column.toLowerCase();
			const lower = text.toLowerCase();
			return (
				takesAll ||
				lower.includes(quoteIdentifier(name)) ||
				(/^\w+$/.test(name) && new RegExp(`\\b${name}\\b`).test(lower))
			);
		};
	};
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

async function addMalformed(
	connection: DuckDBConnection,
	name: string,
	path: string,
	part?: string,
): Promise<number> {
	const inserted = await connection.runAndReadAll(
		`insert into ${MALFORMED_LINES} select ${quoteText(name)}, line, text, reason, ${part === undefined ? 'null' : quoteText(part)}
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
