import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import type { SourceFile } from '../config.ts';
import { columnNames } from './column-names.ts';
import { sniffDelimiter, sniffEscape, sniffQuote, splitRecords, type Dialect } from './csv-dialect.ts';
import { repairCsv } from './csv-repair.ts';
import type { ReadLimits } from './read-limits.ts';
import { assertText, type PhysicalFile } from './physical-file.ts';
import { decoderLabel, plainText, textHead } from './plain-text.ts';
import { quoteText } from '../../warehouse/sql-text.ts';
import type { TableSource } from './table-source.ts';

const HEAD_BYTES = 1 << 18;
const NEWLINE = 10;
const RETURN = 13;
const REPLACEMENT = Buffer.from('\ufffd');

/** A delimited text's header: the columns' names in order, and how many lines stand above the first row. */
interface Header {
	columns: string[];
	linesAbove: number;
}

/**
 * Reads a delimited text into a Parquet file of texts in the scratch folder, as a stream. A text that every reader takes
 * apart alike goes through the engine alone; one with broken lines, stray quotes or mixed line ends is repaired first.
 * @throws {Fault} `input` when it is no table.
 */
export async function readCsvTable(
	connection: DuckDBConnection,
	stem: string,
	physical: PhysicalFile,
	file: SourceFile,
	scratchDir: string,
	limits: ReadLimits,
): Promise<TableSource> {
	assertText(physical);
	const scratch = (suffix: string): string => join(scratchDir, `${stem}${suffix}`);
	const path = await plainText(connection, physical, file.encoding, scratch('.txt'), limits);
	const head = await textHead(connection, { ...physical, path, compression: 'none' }, HEAD_BYTES);
	if (isBinary(head))
		throw new Fault(
			'input',
			`${physical.shown} is no text: it holds zero bytes. Is it UTF-16, or another kind of file?`,
		);
	const text = new TextDecoder().decode(head);
	const dialect = dialectOf(text, file);
	const header = headerOf(text, dialect, file, physical);

	const parquet = scratch('.parquet');
	const rows = await copyPlain(connection, path, dialect, header, file, parquet);
	const label = decoderLabel(file.encoding);
	const decodedFrom = label === 'utf-8' || label === 'windows-1252' ? undefined : label;
	if (rows !== undefined && (await isLineForRow(path, header, rows, decodedFrom !== undefined))) {
		await discard(path, physical);
		return {
			columns: header.columns,
			rows,
			select: `select *, file_row_number + ${header.linesAbove + 1} as line_number from read_parquet(${quoteText(parquet)})`,
		};
	}
	const repaired = await repairCsv(
		path,
		dialect,
		header.columns.length,
		header.linesAbove,
		scratch('.clean'),
		scratch('.bad'),
		decodedFrom,
	);
	await discard(path, physical);
	if (repaired.rows === 0 && repaired.malformed > 0) {
		throw new Fault(
			'input',
			`${physical.shown} is no table of ${header.columns.length} columns divided by "${shownDelimiter(dialect.delimiter)}": none of its ${repaired.malformed} lines can be taken apart.`,
		);
	}
	const copied = await copyText(
		connection,
		scratch('.clean'),
		{ ...dialect, escape: dialect.quote },
		['line_number', ...header.columns],
		file,
		parquet,
	);
	await rm(scratch('.clean'), { force: true });
	if (copied !== repaired.rows) throw countsDiffer(physical, repaired.rows, copied);
	return {
		columns: header.columns,
		rows: repaired.rows,
		select: `select * exclude (line_number), line_number::bigint as line_number from read_parquet(${quoteText(parquet)})`,
		malformedPath: repaired.malformed > 0 ? scratch('.bad') : undefined,
	};
}

function dialectOf(text: string, file: SourceFile): Dialect {
	const quote = file.quote ?? sniffQuote(text);
	const below = text
		.split(/\r\n|\n|\r/)
		.slice(file.skip_lines)
		.join('\n');
	const delimiter = file.delimiter === '\\t' ? '\t' : (file.delimiter ?? sniffDelimiter(below, quote) ?? ',');
	return { delimiter, quote, escape: file.escape ?? sniffEscape(text, quote) };
}

function headerOf(text: string, dialect: Dialect, file: SourceFile, physical: PhysicalFile): Header {
	const lines = text.split(/\r\n|\n|\r/);
	const blank = lines.findIndex((line, index) => index >= file.skip_lines && line.trim() !== '');
	if (blank === -1) throw new Fault('input', `${physical.shown} holds nothing but blank lines.`);
	const fields = splitRecords(lines.slice(blank).join('\n'), dialect, 1)[0] ?? [];
	if (!file.header) {
		return { columns: fields.map((_, index) => `column${index + 1}`), linesAbove: blank };
	}
	const extraLines = fields.reduce((count, field) => count + field.split('\n').length - 1, 0);
	return { columns: columnNames(fields), linesAbove: blank + 1 + extraLines };
}

/** Copies a text that the engine takes apart without a fault; undefined where it finds one. */
async function copyPlain(
	connection: DuckDBConnection,
	path: string,
	dialect: Dialect,
	header: Header,
	file: SourceFile,
	parquet: string,
): Promise<number | undefined> {
	try {
		return await copyText(connection, path, dialect, header.columns, file, parquet, header.linesAbove);
	} catch (error) {
		if (error instanceof Error && /^(Invalid Input|Conversion) Error/.test(error.message)) return undefined;
		throw error;
	}
}

async function copyText(
	connection: DuckDBConnection,
	path: string,
	dialect: Dialect,
	columns: readonly string[],
	file: SourceFile,
	parquet: string,
	linesAbove = 0,
): Promise<number> {
	const types = columns.map((column) => `${quoteText(column)}: 'VARCHAR'`).join(', ');
	const result = await connection.runAndReadAll(
		`copy (from read_csv(${quoteText(path)}, auto_detect = false, columns = {${types}}, header = false, skip = ${linesAbove},
		delim = ${quoteText(dialect.delimiter)}, quote = ${quoteText(dialect.quote)}, escape = ${quoteText(dialect.escape)},
		nullstr = [${['', ...file.nulls].map(quoteText).join(', ')}], compression = 'none'))
		to ${quoteText(parquet)} (format parquet)`,
	);
	return Number(result.getRowsJS()[0]?.[0] ?? 0);
}

/**
 * Whether the text has exactly one line for each row, so that a row's place in the table tells its line, and none of the bytes
 * that readers take apart in different ways: a count that does not come from the engine.
 */
async function isLineForRow(
	path: string,
	header: Header,
	rows: number,
	isDecoded: boolean,
): Promise<boolean> {
	let lines = 0;
	let last = NEWLINE;
	for await (const chunk of createReadStream(path, { highWaterMark: 4 << 20 })) {
		const bytes = chunk as Buffer;
		if (bytes.includes(0) || (isDecoded && bytes.includes(REPLACEMENT))) return false;
		if (last === RETURN && bytes[0] !== NEWLINE) return false;
		for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
		for (let at = bytes.indexOf(RETURN); at !== -1; at = bytes.indexOf(RETURN, at + 1))
			if (at + 1 < bytes.length && bytes[at + 1] !== NEWLINE) return false;
		last = bytes[bytes.length - 1]!;
	}
	if (last === RETURN) return false;
	if (last !== NEWLINE) lines++;
	return lines - header.linesAbove === rows;
}

/** Zero bytes in the first line or in most lines are no damage to a text but another kind of file. */
function isBinary(head: Buffer): boolean {
	const end = head.indexOf(NEWLINE);
	if (head.subarray(0, end === -1 ? head.length : end).includes(0)) return true;
	const lines = head.toString('latin1').split('\n');
	return lines.filter((line) => line.includes('\0')).length > lines.length / 2;
}

/** The fault of a file of which two readers do not see the same. */
export function countsDiffer(physical: PhysicalFile, found: number, read: number, what = 'rows'): Fault {
	return new Fault(
		'input',
		`${physical.shown} cannot be read with certainty: ${found} ${what} were counted in it and ${read} could be read; export it again, in another format if that does not help.`,
	);
}

async function discard(path: string, physical: PhysicalFile): Promise<void> {
	if (path !== physical.path) await rm(path, { force: true });
}

function shownDelimiter(delimiter: string): string {
	return delimiter === '\t' ? 'tab' : delimiter;
}
