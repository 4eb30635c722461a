import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import readWorkbook, { readSheet, SheetNotFoundError } from 'read-excel-file/node';
import { Fault } from '../../fault.ts';
import { quoteText } from '../../warehouse/sql-text.ts';
import type { SourceFile } from '../config.ts';
import { columnNames } from './column-names.ts';
import { FileSink } from './file-sink.ts';
import { provenFormat, type PhysicalFile } from './physical-file.ts';
import type { TableSource } from './table-source.ts';

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
): Promise<TableSource> {
	const rows = await sheetRows(physical, file.sheet);
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
	await connection.run(
		`copy (from read_csv(${quoteText(texts)}, auto_detect = false, header = false, columns = {'line_number': 'BIGINT'${types}},
		delim = ',', quote = '"', escape = '"', nullstr = [${['', ...file.nulls].map(quoteText).join(', ')}]))
		to ${quoteText(parquet)} (format parquet)`,
	);
	await rm(texts, { force: true });
	return {
		columns,
		rows: count,
		select: `select * exclude (line_number), line_number from read_parquet(${quoteText(parquet)})`,
	};
}

/** A sheet and its first rows as texts. */
export interface SheetHead {
	sheet: string;
	rows: string[][];
}

const HEAD_ROWS = 300;

/** The sheets of a workbook in order, each with its first rows. Throws {@link Fault} `input` when it is no workbook. */
export async function sheetHeads(physical: PhysicalFile): Promise<SheetHead[]> {
	if (provenFormat(physical) !== 'zip') throw notWorkbook(physical);
	try {
		const sheets = await readWorkbook(physical.path, { parseNumber: plainNumber, trim: false });
		return sheets.map(({ sheet, data }) => ({
			sheet,
			rows: (data.slice(0, HEAD_ROWS) as unknown as Cell[][]).map((row) => row.map(cellText)),
		}));
	} catch (error) {
		throw notWorkbook(physical, error);
	}
}

async function sheetRows(physical: PhysicalFile, sheet: string | undefined): Promise<Cell[][]> {
	if (provenFormat(physical) !== 'zip') throw notWorkbook(physical);
	try {
		// The library types a date cell as the constructor of dates, not as a date.
		return (await readSheet(physical.path, sheet ?? 1, {
			parseNumber: plainNumber,
			trim: false,
		})) as unknown as Cell[][];
	} catch (error) {
		if (error instanceof SheetNotFoundError) {
			const names = (await sheetHeads(physical)).map((head) => `"${head.sheet}"`).join(', ');
			throw new Fault('input', `${physical.shown} has no sheet "${sheet ?? 1}"; it has ${names}.`, {
				cause: error,
			});
		}
		throw notWorkbook(physical, error);
	}
}

function notWorkbook(physical: PhysicalFile, cause?: unknown): Fault {
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
