import { isUtf8 } from 'node:buffer';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { SourceFile } from '../config.ts';
import { nameTokens } from './name-tokens.ts';
import { formatOf } from '../file-tables.ts';
import { sniffDelimiter, sniffEscape, sniffQuote, splitRecords } from '../read/csv-dialect.ts';
import { decoderLabel, gunzip, isBigEndian, textHead } from '../read/plain-text.ts';
import type { ReadLimits } from '../read/read-limits.ts';
import type { PhysicalFile } from '../read/physical-file.ts';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import { columnsOf, objectLists } from '../read/json-columns.ts';
import { jsonLines, withoutNumbers } from '../read/json-table.ts';
import { sheetHeads } from '../read/xlsx-table.ts';

/** One table of a file: how it is to be read, and a name that its content suggests. */
export interface Reading {
	/** What to call the table: the sheet's name where a workbook has several, else nothing. */
	sheet?: string;
	file: SourceFile;
	/** The workbook hides this sheet and shows another one with the same columns: an older state of it, most likely. */
	isHidden?: boolean;
}

const HEAD_BYTES = 1 << 18;
const SAMPLE_RECORDS = 300;
const LONGEST_LINE = 1 << 24;
/** Words that stand for "nothing" wherever they are. */
const ALWAYS_NULL = ['NULL', 'null', '\\N', 'NaN', 'nan', '<NA>', '(null)', '#N/A', 'None'];
/** Words that do so only among numbers and dates: NA is also a region and a country. */
const NULL_AMONG_FIGURES = ['NA', 'N/A', 'n/a', '-', '--', '?'];

/** How the tables of a file are to be read: its format, delimiter, encoding, header and the lines above it. */
export async function readings(
	connection: DuckDBConnection,
	physical: PhysicalFile,
	path: string,
	limits: ReadLimits,
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
		own_ids: [],
	};
	if (format === 'xlsx') {
		const sheets = await sheetHeads(physical, limits);
		const filled = sheets.filter(({ rows }) =>
			rows.some((row) => row.filter((cell) => cell !== '').length > 1),
		);
		const columnsOf = (rows: string[][]): string => rows[headerPlace(rows).skip]?.join('\u0000') ?? '';
		const shown = new Set(filled.filter(({ isHidden }) => !isHidden).map(({ rows }) => columnsOf(rows)));
		return filled.map(({ sheet, rows, isHidden }) => {
			const { skip, header } = headerPlace(rows);
			return {
				sheet,
				...(isHidden && shown.has(columnsOf(rows)) ? { isHidden: true } : {}),
				file: { ...plain, sheet, skip_lines: skip, header, nulls: nullWords(rows.slice(skip + 1)) },
			};
		});
	}
	if (format === 'json') return jsonReadings(connection, physical, plain, limits);
	if (format !== 'csv') return [{ file: plain }];
	return [{ file: await csvReading(connection, physical, plain, limits) }];
}

async function jsonReadings(
	connection: DuckDBConnection,
	physical: PhysicalFile,
	plain: SourceFile,
	limits: ReadLimits,
): Promise<Reading[]> {
	const encoding = isMarkedUtf16(physical.head) ? 'utf-16' : plain.encoding;
	const scratch = mkdtempSync(join(tmpdir(), 'vital-few-json-'));
	try {
		const found = await jsonLines(connection, physical, encoding, join(scratch, 'look'), limits);
		const sql = withoutNumbers(found);
		const file = { ...plain, encoding };
		const lists = found.rows === 1 ? objectLists(await columnsOf(connection, sql)) : [];
		if (lists.length < 2) return [{ file: { ...file, unnest: await listsOfRows(connection, sql) } }];
		const tables: Reading[] = [];
		for (const list of lists) {
			tables.push({ sheet: list, file: { ...file, unnest: await listsOfRows(connection, sql, [list]) } });
		}
		return tables;
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** The lists in JSON whose elements are rows: the one list of a lone object, and an order's items, below those given. */
async function listsOfRows(
	connection: DuckDBConnection,
	relation: string,
	above: readonly string[] = [],
): Promise<string[]> {
	let sql = relation;
	const levels: string[] = [...above];
	for (const list of above)
		sql = `select unnest(row) from (select unnest(${quoteIdentifier(list)}) as row from (${sql}))`;
	for (;;) {
		const lists = objectLists(await columnsOf(connection, sql));
		const isLone =
			levels.length === 0 &&
			Number((await connection.runAndReadAll(`select count(*) from (${sql} limit 2)`)).getRowsJS()[0]![0]) ===
				1;
		const items = lists.find((name) =>
			nameTokens(name).some(({ meanings }) => meanings.includes('line') || meanings.includes('product')),
		);
		const chosen = items ?? (isLone && lists.length === 1 ? lists[0] : undefined);
		if (chosen === undefined || levels.length > 2) return levels;
		levels.push(chosen);
		sql = `select unnest(row) from (select unnest(${quoteIdentifier(chosen)}) as row from (${sql}))`;
	}
}

async function csvReading(
	connection: DuckDBConnection,
	physical: PhysicalFile,
	plain: SourceFile,
	limits: ReadLimits,
): Promise<SourceFile> {
	const head = await textHead(connection, physical, HEAD_BYTES);
	const encoding = await encodingOf(physical, head, limits);
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
async function encodingOf(physical: PhysicalFile, head: Buffer, limits: ReadLimits): Promise<string> {
	if (isMarkedUtf16(head)) return 'utf-16';
	const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
	if (zeros > head.length / 4) return 'utf-16';
	return (await isMostlyUtf8(physical, head, limits)) ? 'utf-8' : 'latin-1';
}

function isMarkedUtf16(head: Buffer): boolean {
	return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

/** Whether lines beyond ASCII are UTF-8 more often than not, over the whole file; of zstd over its beginning. */
async function isMostlyUtf8(physical: PhysicalFile, head: Buffer, limits: ReadLimits): Promise<boolean> {
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
	const take = (chunk: Buffer): void => {
		const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		const cut = bytes.lastIndexOf(10) + 1;
		judge(bytes.subarray(0, cut));
		// A line that long is judged in pieces.
		rest = bytes.length - cut > LONGEST_LINE ? Buffer.alloc(0) : bytes.subarray(cut);
	};
	const sink = new Writable({
		write(chunk: Buffer, _encoding, done) {
			take(chunk);
			done();
		},
	});
	try {
		if (physical.compression === 'zstd') judge(head.subarray(0, head.lastIndexOf(10) + 1));
		else if (physical.compression === 'gzip') await gunzip(physical, limits, [sink]);
		else await pipeline([createReadStream(physical.path, { highWaterMark: 1 << 20 }), sink]);
	} catch {
		// A packed file that breaks off is told when the table is read; what was seen decides here.
	}
	judge(rest);
	return bad === 0 || good > bad;
}
