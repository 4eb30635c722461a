import { readdirSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import type { SourceFile } from '../config.ts';
import { partCopies } from '../file-set.ts';
import { createFileTable } from '../file-tables.ts';
import type { FileReader } from '../read/file-reader.ts';
import { profileColumns } from './column-profile.ts';
import { nameTokens } from './name-tokens.ts';
import { assignConcepts, uniqueColumns, type TableProfile } from './table-profile.ts';
import type { Meaning } from './words.ts';

/** A file that is no table of ours, and why. */
export interface LeftFile {
	path: string;
	test: 'file_is_copy' | 'file_holds_no_table' | 'sheet_is_hidden';
	reason: string;
}

const TABLE_FILE =
	/\.(csv|tsv|tab|psv|txt|tbl|dat|json|ndjson|jsonl|parquet|pq|xlsx|xlsm|xls|xlsb|ods|zip)(\.(gz|zst|zstd))?$/i;
const NOT_DATA =
	/^(readme|license|licence|changelog|reference|notes?|copying|package(-lock)?|tsconfig)\b.*|\.(md|sql|yaml|yml|html?)$/i;
const DEEPEST = 3;

/**
 * Reads every table of the given files and folders and looks at it.
 * @param paths as the person gave them; folders are searched for files that look like tables
 * @param dir folder of the project, from which relative paths start
 * @throws {Fault} `input` when a file that was named cannot be read, or nothing is a table.
 */
export async function scanFiles(
	connection: DuckDBConnection,
	reader: FileReader,
	paths: readonly string[],
	dir: string,
	cwd: string,
	scratchDir: string,
	progress: (sentence: string) => void = () => {},
): Promise<{ tables: TableProfile[]; left: LeftFile[] }> {
	const tables: TableProfile[] = [];
	const left: LeftFile[] = [];
	const taken = new Set<string>();
	for (const given of paths) {
		const absolute = resolve(cwd, given);
		const all = filesOf(absolute, given);
		const isFolder = all.length !== 1 || all[0] !== absolute;
		const { kept, copies } = partCopies(
			all.map((path) => ({ path, name: relative(absolute, path) || path })),
		);
		for (const copy of copies)
			left.push({
				path: copy.name,
				test: 'file_is_copy',
				reason: `is a copy of ${copy.of}: ${copy.says}`,
			});
		const files = kept.map(({ path }) => path);
		for (const file of files) {
			const configured = configPath(file, given, dir);
			const shown = isAbsolute(given) ? file : relative(cwd, file).replaceAll('\\', '/');
			progress(`Reading ${shown}`);
			try {
				tables.push(...(await readTables(connection, reader, file, configured, scratchDir, taken, left)));
			} catch (error) {
				if (!(error instanceof Fault)) throw error;
				// The person knows the file by the path that was given, not by the one that the project will use.
				const reason = error.message.replaceAll(configured, shown);
				if (!isFolder) throw new Fault(error.code, reason, { cause: error });
				left.push({ path: shown, test: 'file_holds_no_table', reason });
			}
		}
	}
	if (tables.length === 0) {
		throw new Fault(
			'input',
			left[0]?.reason ?? `There is no table in ${paths.join(', ')}: no CSV, TSV, JSON, Parquet or XLSX file.`,
		);
	}
	return { tables, left };
}

async function readTables(
	connection: DuckDBConnection,
	reader: FileReader,
	file: string,
	shown: string,
	scratchDir: string,
	taken: Set<string>,
	left: LeftFile[],
): Promise<TableProfile[]> {
	const all = await reader.look(file, shown);
	const found = all.filter(({ isHidden }) => isHidden !== true);
	for (const { sheet } of all.filter((reading) => !found.includes(reading)))
		left.push({
			path: `${shown}, sheet ${sheet}`,
			test: 'sheet_is_hidden',
			reason: `hidden in the workbook, beside ${found.length === 1 ? '1 sheet that is shown' : `${found.length} sheets that are shown`} with the same columns; show it there if it counts`,
		});
	const tables: TableProfile[] = [];
	for (const reading of found) {
		const title = found.length > 1 && reading.sheet !== undefined ? reading.sheet : titleOf(file);
		const name = tableName(title, taken);
		const table = await createFileTable(connection, reader, name, reading.file, file, scratchDir);
		if (table.rows === 0 && found.length === 1)
			throw new Fault('input', `${shown} has a header but no rows.`);
		if (table.rows === 0) continue;
		if (table.columns.length < 2 && reading.file.format === 'csv') {
			throw new Fault('input', `${shown} is no table: its lines have one column, whatever the delimiter.`);
		}
		tables.push(await profileTable(connection, name, reading.file, table.rows, table.malformed, title));
	}
	return tables;
}

/** Looks at a table that is readable as the view `name`. */
export async function profileTable(
	connection: DuckDBConnection,
	name: string,
	file: SourceFile,
	rows: number,
	malformed: number,
	title: string,
	except?: string,
): Promise<TableProfile> {
	const columns = (await profileColumns(connection, name, rows)).filter((column) => column.name !== except);
	const subject = subjectOf(title);
	return {
		name,
		file,
		rows,
		malformed,
		columns,
		subject,
		recognised: assignConcepts(columns, subject),
		unique: await uniqueColumns(connection, name, rows, columns),
	};
}

/** What a table's name speaks of: the last part of `schema.table`, and `items` as lines only where they are an order's. */
function subjectOf(title: string): Set<Meaning> {
	const tokens = nameTokens(title.slice(title.lastIndexOf('.') + 1));
	const subject = new Set(
		tokens.flatMap(({ meanings }) => meanings).filter((meaning) => meaning !== 'filler'),
	);
	const isDocument = (['order', 'invoice', 'quote', 'delivery'] as const).some((meaning) =>
		subject.has(meaning),
	);
	const isItems = tokens.some(({ word }) => /^items?$/.test(word));
	if (tokens.some(({ word }) => LINE_TABLES.has(word))) subject.add('line');
	else if (isItems) subject.delete(isDocument ? 'product' : 'line');
	return subject;
}

const LINE_TABLES = new Set(['lineitem', 'lineitems', 'vbap', 'vbrp', 'detail', 'details', 'line', 'lines']);

function filesOf(path: string, given: string): string[] {
	let isFolder: boolean;
	try {
		isFolder = statSync(path).isDirectory();
	} catch (error) {
		throw new Fault('input', `${given} does not exist.`, { cause: error });
	}
	if (!isFolder) return [path];
	const files = tableFiles(path, DEEPEST);
	if (files.length === 0) {
		throw new Fault('input', `There is no table in ${given}: no CSV, TSV, JSON, Parquet or XLSX file.`);
	}
	return files;
}

function tableFiles(folder: string, depth: number): string[] {
	return readdirSync(folder, { withFileTypes: true })
		.filter(({ name }) => !name.startsWith('.') && !name.startsWith('~$') && !NOT_DATA.test(name))
		.toSorted((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory())
				return depth > 1 && entry.name !== 'node_modules' ? tableFiles(path, depth - 1) : [];
			return TABLE_FILE.test(entry.name) ? [path] : [];
		});
}

/** A path for `vital-few.yaml`: relative where the person gave a relative one or the file lies in the project's folder. */
function configPath(file: string, given: string, dir: string): string {
	const fromProject = relative(dir, file);
	const isInside = !fromProject.startsWith('..') && !isAbsolute(fromProject);
	return isInside || !isAbsolute(given) ? fromProject.replaceAll('\\', '/') : file;
}

function titleOf(file: string): string {
	return basename(file)
		.replace(/(\.(gz|zst|zstd))?$/i, '')
		.replace(/\.[a-z]+$/i, '');
}

/** A name for SQL: lower case words, unlike any taken before. */
function tableName(title: string, taken: Set<string>): string {
	const words = title
		.replaceAll('ß', 'ss')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/([a-z\d])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((word) => word !== '')
		.join('_');
	const wanted = words === '' ? 'table' : /^\d/.test(words) ? `t_${words}` : words;
	let name = wanted;
	for (let copy = 2; taken.has(name); copy++) name = `${wanted}_${copy}`;
	taken.add(name);
	return name;
}
