import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { SourceFile } from '../config.ts';
import { nameTokens } from './name-tokens.ts';
import { formatOf } from '../file-tables.ts';
import { sniffDelimiter, sniffEscape, sniffQuote, splitRecords } from '../read/csv-dialect.ts';
import { decoderLabel, textHead } from '../read/plain-text.ts';
import type { PhysicalFile } from '../read/physical-file.ts';
import { quoteIdentifier, quoteText } from '../../warehouse/sql-text.ts';
import { columnsOf, objectLists } from '../read/json-columns.ts';
import { sheetHeads } from '../read/xlsx-table.ts';

/** One table of a file: how it is to be read, and a name that its content suggests. */
export interface Reading {
	/** What to call the table: the sheet's name where a workbook has several, else nothing. */
	sheet?: string;
	file: SourceFile;
}

const HEAD_BYTES = 1 << 18;
const SAMPLE_RECORDS = 300;
/** Words that stand for "nothing" wherever they are. */
const ALWAYS_NULL = ['NULL', 'null', '\\N', 'NaN', 'nan', '<NA>', '(null)', '#N/A', 'None'];
/** Words that do so only among numbers and dates: NA is also a region and a country. */
const NULL_AMONG_FIGURES = ['NA', 'N/A', 'n/a', '-', '--', '?'];

/** How the tables of a file are to be read: its format, delimiter, encoding, header and the lines above it. */
export async function readings(
	connection: DuckDBConnection,
	physical: PhysicalFile,
	path: string,
): Promise<Reading[]> {
	const format = formatOf(physical);
	const plain: SourceFile = {
		path,
		format,
		encoding: 'utf-8',
		header: true,
		skip_lines: 0,
		nulls: [],
		unnest: [],
	};
	if (format === 'xlsx') {
		const sheets = await sheetHeads(physical);
		const filled = sheets.filter(({ rows }) =>
			rows.some((row) => row.filter((cell) => cell !== '').length > 1),
		);
		return filled.map(({ sheet, rows }) => {
			const { skip, header } = headerPlace(rows);
			return {
				sheet,
				file: { ...plain, sheet, skip_lines: skip, header, nulls: nullWords(rows.slice(skip + 1)) },
			};
		});
	}
	if (format === 'json') {
		const lists = await listsOfOne(connection, physical);
		if (lists.length < 2) return [{ file: { ...plain, unnest: await listsOfRows(connection, physical) } }];
		const tables: Reading[] = [];
		for (const list of lists) {
			tables.push({
				sheet: list,
				file: { ...plain, unnest: await listsOfRows(connection, physical, [list]) },
			});
		}
		return tables;
	}
	if (format !== 'csv') return [{ file: plain }];
	return [{ file: await csvReading(connection, physical, plain) }];
}

const READ_OPTIONS = 'sample_size = -1, maximum_object_size = 67108864';

/** The lists of a lone object, each of which is a table; none where there are many objects. */
async function listsOfOne(connection: DuckDBConnection, physical: PhysicalFile): Promise<string[]> {
	try {
		const sql = `select * from read_json(${quoteText(physical.path)}, ${READ_OPTIONS})`;
		const rows = await connection.runAndReadAll(`select count(*) from (${sql} limit 2)`);
		return Number(rows.getRowsJS()[0]![0]) === 1 ? objectLists(await columnsOf(connection, sql)) : [];
	} catch {
		// What is wrong with the file is told when it is read.
		return [];
	}
}

/** The lists in JSON whose elements are rows: the one list of a lone object, and an order's items, below those given. */
async function listsOfRows(
	connection: DuckDBConnection,
	physical: PhysicalFile,
	above: readonly string[] = [],
): Promise<string[]> {
	let sql = `select * from read_json(${quoteText(physical.path)}, ${READ_OPTIONS})`;
	const levels: string[] = [...above];
	try {
		for (const list of above)
			sql = `select unnest(row) from (select unnest(${quoteIdentifier(list)}) as row from (${sql}))`;
		for (;;) {
			const lists = objectLists(await columnsOf(connection, sql));
			const isLone =
				levels.length === 0 &&
				Number(
					(await connection.runAndReadAll(`select count(*) from (${sql} limit 2)`)).getRowsJS()[0]![0],
				) === 1;
			const items = lists.find((name) =>
				nameTokens(name).some(({ meanings }) => meanings.includes('line') || meanings.includes('product')),
			);
			const chosen = items ?? (isLone && lists.length === 1 ? lists[0] : undefined);
			if (chosen === undefined || levels.length > 2) return levels;
			levels.push(chosen);
			sql = `select unnest(row) from (select unnest(${quoteIdentifier(chosen)}) as row from (${sql}))`;
		}
	} catch {
		// What is wrong with the file is told when it is read.
		return levels;
	}
}

async function csvReading(
	connection: DuckDBConnection,
	physical: PhysicalFile,
	plain: SourceFile,
): Promise<SourceFile> {
	const head = await textHead(connection, physical, HEAD_BYTES);
	const encoding = await encodingOf(physical, head);
	const decoded = new TextDecoder(
		encoding === 'utf-16' && isBigEndian(head) ? 'utf-16be' : decoderLabel(encoding),
	).decode(head);
	const whole =
		decoded.length < HEAD_BYTES / 2 ? decoded : decoded.slice(0, decoded.lastIndexOf('\n') + 1) || decoded;
	const hint = /^sep=(.)\r?\n/i.exec(whole);
	const text = hint ? whole.slice(hint[0].length) : whole;
	const quote = sniffQuote(text);
	const delimiter = hint?.[1] ?? sniffDelimiter(text, quote) ?? ',';
	const escape = sniffEscape(text, quote);
	const records = splitRecords(text, { delimiter, quote, escape }, SAMPLE_RECORDS);
	const { skip, header } = headerPlace(records);
	return {
		...plain,
		encoding,
		delimiter,
		quote,
		...(escape === quote ? {} : { escape }),
		header,
		skip_lines: skip + (hint ? 1 : 0),
		nulls: nullWords(records.slice(skip + 1)),
	};
}

/** Where the header stands: the first record as wide as the table; titles and notes above it are narrower. */
function headerPlace(records: readonly (readonly string[])[]): { skip: number; header: boolean } {
	const filledCells = records.map((fields) => fields.filter((field) => field.trim() !== '').length);
	const widths = filledCells.filter((count) => count > 0).toSorted((a, b) => a - b);
	const usual = widths[Math.floor(widths.length / 2)] ?? 1;
	const found = filledCells.findIndex((count) => count >= Math.max(2, usual * 0.7));
	const skip = found === -1 || found > 30 ? 0 : found;
	const first = records[skip] ?? [];
	const below = records.slice(skip + 1, skip + 50);
	return { skip: linesOf(records.slice(0, skip)), header: isHeader(first, below) };
}

/** A header has words where the rows have figures; where a table is all words, its first row is taken as the header. */
function isHeader(first: readonly string[], below: readonly (readonly string[])[]): boolean {
	const filled = first.filter((field) => field.trim() !== '');
	if (below.length === 0) return true;
	const figureColumns = first.map((_, index) => {
		const values = below.map((row) => row[index]?.trim() ?? '').filter((value) => value !== '');
		return values.length > 0 && values.filter(isFigure).length >= values.length * 0.8;
	});
	const figuresOnTop = first.filter((field, index) => figureColumns[index] && isFigure(field.trim())).length;
	const anyFigures = figureColumns.filter(Boolean).length;
	if (anyFigures > 0) return figuresOnTop < Math.max(1, anyFigures / 2);
	return new Set(filled.map((field) => field.toLowerCase())).size === filled.length;
}

function isFigure(value: string): boolean {
	return /^[-+(]?[$€£]?\s?\d[\d.,:/'’ T-]*[Z%)-]?$/.test(value);
}

function linesOf(records: readonly (readonly string[])[]): number {
	return records.reduce(
		(sum, fields) => sum + 1 + fields.reduce((lines, field) => lines + field.split('\n').length - 1, 0),
		0,
	);
}

/** The words for "nothing" that a sample of rows uses. */
function nullWords(rows: readonly (readonly string[])[]): string[] {
	const values = rows.flat().map((value) => value.trim());
	const always = ALWAYS_NULL.filter((word) => values.includes(word));
	const width = Math.max(0, ...rows.map((row) => row.length));
	const isAmongFigures = (word: string): boolean => {
		const columns = Array.from({ length: width }, (_, index) =>
			rows.map((row) => row[index]?.trim() ?? ''),
		).filter((column) => column.includes(word));
		return (
			columns.length > 0 &&
			columns.every((column) => {
				const others = column.filter((value) => value !== '' && value !== word);
				return others.length > 0 && others.filter(isFigure).length >= others.length * 0.8;
			})
		);
	};
	return [...always, ...NULL_AMONG_FIGURES.filter(isAmongFigures)];
}

/** UTF-8 unless the bytes say otherwise: a mark, zero bytes between letters, or sequences that UTF-8 does not know. */
async function encodingOf(physical: PhysicalFile, head: Buffer): Promise<string> {
	if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return 'utf-16';
	const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
	if (zeros > head.length / 4) return 'utf-16';
	if (physical.compression === 'zstd') return 'utf-8';
	return (await isMostlyUtf8(physical)) ? 'utf-8' : 'latin-1';
}

/** Whether lines beyond ASCII are UTF-8 more often than not, over the whole file. */
async function isMostlyUtf8(physical: PhysicalFile): Promise<boolean> {
	let good = 0;
	let bad = 0;
	let rest: Buffer = Buffer.alloc(0);
	const judge = (bytes: Buffer): void => {
		if (isUtf8(bytes)) {
			good += bytes.some((byte) => byte > 127) ? 1 : 0;
			return;
		}
		for (let at = 0; at < bytes.length;) {
			const end = bytes.indexOf(10, at);
			const line = bytes.subarray(at, end === -1 ? bytes.length : end);
			if (!isUtf8(line)) bad++;
			else if (line.some((byte) => byte > 127)) good++;
			at += line.length + 1;
		}
	};
	const raw = createReadStream(physical.path, { highWaterMark: 1 << 20 });
	const unpacked: Readable = physical.compression === 'gzip' ? raw.pipe(createGunzip()) : raw;
	try {
		for await (const chunk of unpacked) {
			const bytes: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
			const cut = bytes.lastIndexOf(10) + 1;
			judge(bytes.subarray(0, cut));
			rest = bytes.subarray(cut);
		}
	} catch {
		// A packed file that breaks off is told when the table is read; what was seen decides here.
	}
	judge(rest);
	return bad === 0 || good > bad;
}

function isBigEndian(start: Buffer): boolean {
	return (start[0] === 0xfe && start[1] === 0xff) || (start[0] === 0 && start[1] !== 0);
}
