import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import readWorkbook, { readSheet } from 'read-excel-file/node';
import { zip } from '../../export/xlsx/zip.ts';
import { Fault } from '../../fault.ts';
import { quoteText } from '../../warehouse/sql-text.ts';
import type { SourceFile } from '../config.ts';
import { countsDiffer } from './csv-table.ts';
import { columnNames } from './column-names.ts';
import { FileSink } from './file-sink.ts';
import { provenFormat, type PhysicalFile } from './physical-file.ts';
import type { ReadLimits } from './read-limits.ts';
import type { TableSource } from './table-source.ts';
import { checkedWorkbook, type CheckedWorkbook } from './xlsx-check.ts';

/** A cell, numbers left as the digits that the file holds. */
type Cell = string | boolean | Date | null;

const SIGNIFICANT_DIGITS = 15;
const DAY_ONLY = 'T00:00:00';

/**
 * Reads one sheet of a workbook into a Parquet file of texts in the scratch folder: dates as ISO text, numbers as their exact
 * digits, formulas as the values that were saved with them.
 * @throws {Fault} `input` when it is no workbook, or has no such sheet.
 */
export async function readXlsxTable(
	connection: DuckDBConnection,
	stem: string,
	physical: PhysicalFile,
	file: SourceFile,
	scratchDir: string,
	limits: ReadLimits,
): Promise<TableSource> {
	const rows = await sheetRows(physical, file.sheet, limits);
	const isFilled = (row: Cell[]): boolean => row.some((cell) => cellText(cell) !== '');
	const top = rows.findIndex((row, index) => index >= file.skip_lines && isFilled(row));
	if (top === -1)
		throw new Fault(
			'input',
			`${physical.shown} has no rows${file.sheet ? ` in the sheet "${file.sheet}"` : ''}.`,
		);
	const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
	const first = Array.from({ length: width }, (_, index) => cellText(rows[top]![index] ?? null));
	const columns = file.header ? columnNames(first) : first.map((_, index) => `column${index + 1}`);

	const texts = join(scratchDir, `${stem}.clean`);
	const sink = new FileSink(texts);
	let count = 0;
	for (const [index, row] of rows.entries()) {
		if (index < top + (file.header ? 1 : 0) || !isFilled(row)) continue;
		count++;
		const cells = Array.from({ length: width }, (_, column) => quoted(cellText(row[column] ?? null)));
		sink.text(`${index + 1},${cells.join(',')}\n`);
		await sink.drained();
	}
	await sink.close();
	const parquet = join(scratchDir, `${stem}.parquet`);
	const types = columns.map((column) => `, ${quoteText(column)}: 'VARCHAR'`).join('');
	const copied = await connection.runAndReadAll(
		`copy (from read_csv(${quoteText(texts)}, auto_detect = false, header = false, columns = {'line_number': 'BIGINT'${types}},
		delim = ',', quote = '"', escape = '"', nullstr = [${['', ...file.nulls].map(quoteText).join(', ')}]))
		to ${quoteText(parquet)} (format parquet)`,
	);
	await rm(texts, { force: true });
	const written = Number(copied.getRowsJS()[0]?.[0] ?? 0);
	if (written !== count) throw countsDiffer(physical, count, written);
	return {
		columns,
		rows: count,
		select: `select * exclude (line_number), line_number from read_parquet(${quoteText(parquet)})`,
	};
}

/** A sheet and its first rows as texts. */
export interface SheetHead {
	sheet: string;
	/** The workbook does not show it. */
	isHidden: boolean;
	rows: string[][];
}

const HEAD_ROWS = 300;

/** The sheets of a workbook in order, each with its first rows. Throws {@link Fault} `input` when it is no workbook. */
export async function sheetHeads(physical: PhysicalFile, limits: ReadLimits): Promise<SheetHead[]> {
	if (provenFormat(physical) !== 'zip') throw notWorkbook(physical);
	const book = await checkedWorkbook(physical, limits);
	return (await allSheets(physical, book)).map(({ sheet, data }) => ({
		sheet,
		isHidden: book.hidden.has(sheet),
		rows: data.slice(0, HEAD_ROWS).map((row) => row.map(cellText)),
	}));
}

async function allSheets(
	physical: PhysicalFile,
	book: CheckedWorkbook,
): Promise<{ sheet: string; data: Cell[][] }[]> {
	try {
		const sheets = await readWorkbook(archiveOf(book), { parseNumber: plainNumber, trim: false });
		return sheets.map(({ sheet, data }) => {
			// The library types a date cell as the constructor of dates, not as a date.
			const rows = data as unknown as Cell[][];
			assertAllRead(physical, book, sheet, rows);
			return { sheet, data: rows };
		});
	} catch (error) {
		throw notWorkbook(physical, error);
	}
}

async function sheetRows(
	physical: PhysicalFile,
	sheet: string | undefined,
	limits: ReadLimits,
): Promise<Cell[][]> {
	if (provenFormat(physical) !== 'zip') throw notWorkbook(physical);
	const book = await checkedWorkbook(physical, limits);
	const name = sheet ?? [...book.sheets.keys()][0];
	if (name === undefined || !book.sheets.has(name)) {
		const names = [...book.sheets.keys()].map((known) => `"${known}"`).join(', ');
		throw new Fault('input', `${physical.shown} has no sheet "${sheet ?? 1}"; it has ${names}.`);
	}
	try {
		const options = { parseNumber: plainNumber, trim: false };
		const rows = (await readSheet(archiveOf(book), name, options)) as unknown as Cell[][];
		assertAllRead(physical, book, name, rows);
		return rows;
	} catch (error) {
		throw notWorkbook(physical, error);
	}
}

/** The parts that were checked as an archive, so that the library reads them and nothing else of the file. */
function archiveOf({ parts }: CheckedWorkbook): Readable {
	return Readable.from(zip([...parts].map(([name, bytes]) => ({ name, parts: [bytes] }))));
}

/** Holds what the library read to what was counted without it. */
function assertAllRead(physical: PhysicalFile, book: CheckedWorkbook, sheet: string, rows: Cell[][]): void {
	const counted = book.sheets.get(sheet);
	let filled = 0;
	let filledRows = 0;
	for (const row of rows) {
		const cells = row.reduce((count, cell) => count + (cell === null || cell === '' ? 0 : 1), 0);
		filled += cells;
		if (cells > 0) filledRows++;
	}
	if (counted && filledRows !== counted.filledRows)
		throw countsDiffer(physical, counted.filledRows, filledRows, `rows of the sheet "${sheet}"`);
	if (counted && filled !== counted.filled)
		throw countsDiffer(physical, counted.filled, filled, `cells of the sheet "${sheet}"`);
}

function notWorkbook(physical: PhysicalFile, cause?: unknown): Fault {
	if (cause instanceof Fault) return cause;
	return new Fault(
		'input',
		/\.zip$/i.test(physical.path)
			? `${physical.shown} is a ZIP archive; unpack it and give what is in it.`
			: `${physical.shown} is no Excel workbook (.xlsx) that can be read: it is damaged, protected or something else.`,
		{
			cause,
		},
	);
}

/** A number of the file as plain digits: without an exponent, and without the noise beyond what a workbook can hold. */
function plainNumber(digits: string): string {
	if (/^-?\d{1,15}$/.test(digits) || !Number.isFinite(Number(digits))) return digits;
	const [mantissa, exponent] = Number(digits)
		.toExponential(SIGNIFICANT_DIGITS - 1)
		.split('e') as [string, string];
	const sign = mantissa.startsWith('-') ? '-' : '';
	const figures = mantissa.replace(/[-.]/g, '');
	const point = Number(exponent) + 1;
	const whole = point > 0 ? figures.slice(0, point).padEnd(point, '0') : '0';
	const part = (point > 0 ? figures.slice(point) : '0'.repeat(-point) + figures).replace(/0+$/, '');
	return sign + whole + (part === '' ? '' : `.${part}`);
}

function cellText(cell: Cell): string {
	if (cell === null) return '';
	if (cell instanceof Date) {
		const text = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19);
		return text.endsWith(DAY_ONLY) ? text.slice(0, 10) : text.replace('T', ' ');
	}
	if (typeof cell === 'boolean') return String(cell);
	return cell;
}

function quoted(text: string): string {
	return text === '' ? '' : `"${text.replaceAll('"', '""')}"`;
}
