import { DuckDBTypeId, type DuckDBConnection, type DuckDBType } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import { countRows, type AnswerMeta, type Asked } from '../../warehouse/ask/ask.ts';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import type { ByteStream } from '../byte-stream.ts';
import { KEPT_ROWS, dropKeptRows, keepRows } from '../kept-rows.ts';
import { rowTexts } from '../row-texts.ts';
import { exportStatement, listsAsText } from '../statement.ts';
import { aboutSheet } from './about.ts';
import { columnLetters, rowExpression, textCell, type SheetColumn } from './cells.ts';
import { packageParts, worksheetXml } from './package-parts.ts';
import { HEADER_STYLE, cellFormat, stylesXml, type CellFormat } from './styles.ts';
import { zip, type ZipEntry } from './zip.ts';

/** What a sheet can hold below its header and above its totals. */
const MOST_ROWS = 1_048_574;

/**
 * An answer as a workbook: its rows with a number format by column and a row of totals, and a sheet that says what they
 * are.
 * @throws {Fault} `parameter` when a sheet cannot hold the rows.
 */
export async function workbook(
	connection: DuckDBConnection,
	asked: Asked,
	metaOf: (totalRows: number) => AnswerMeta,
): Promise<ByteStream> {
	const rows = await keepRows(connection, exportStatement(asked, listsAsText(asked)), asked.composed.values);
	if (rows > MOST_ROWS) {
		throw new Fault(
			'parameter',
			`A sheet holds ${MOST_ROWS} rows and this answer has ${rows}; ask for CSV or Parquet, or set limit.`,
		);
	}
	const meta = metaOf(await countRows(connection, asked, rows));
	const columns = shownColumns(await sheetColumns(connection, asked), asked.table);
	const entries: ZipEntry[] = [
		...packageParts([asked.file.name, asked.table ? 'definitions' : 'about']).map(({ name, xml }) => ({
			name,
			parts: [Buffer.from(xml)],
		})),
		{ name: 'xl/styles.xml', parts: [Buffer.from(stylesXml())] },
		{ name: 'xl/worksheets/sheet2.xml', parts: [Buffer.from(aboutSheet(asked, meta, rows))] },
		{ name: 'xl/worksheets/sheet1.xml', parts: rowsSheet(connection, asked, columns, rows) },
	];
	return { rows, parts: zip(entries), close: () => dropKeptRows(connection) };
}

async function* rowsSheet(
	connection: DuckDBConnection,
	asked: Asked,
	columns: readonly SheetColumn[],
	rows: number,
): AsyncGenerator<Uint8Array> {
	const last = columnLetters(columns.length - 1);
	const { before, after } = worksheetXml({ widths: columns.map(widthOf), filtered: `A1:${last}${rows + 1}` });
	const header = columns.map((column, i) => textCell(`${columnLetters(i)}1`, column.heading, HEADER_STYLE));
	yield Buffer.from(`${before}<row r="1">${header.join('')}</row>`);
	const text = rowExpression(columns, 'cast(rowid + 2 as varchar)');
	for await (const texts of rowTexts(connection, `select ${text} from ${KEPT_ROWS}`, {})) yield texts.bytes;
	if (asked.file.totals.length > 0 && rows > 0) {
		const text = totalsText(asked, columns, rows + 2);
		for await (const texts of rowTexts(connection, text, {})) yield texts.bytes;
	}
	yield Buffer.from(after);
}

/** The statement of the row of totals; a column without one stays empty, the first then names the row. */
function totalsText(asked: Asked, columns: readonly SheetColumn[], row: number): string {
	const shown = columns.map((column, i) => {
		const total = asked.file.totals.find(({ name }) => name === column.name);
		if (total) return { column, sql: total.sql };
		return i === 0
			? { column: { ...column, kind: 'text', format: 'text' } as const, sql: `'total'` }
			: { column, sql: 'null' };
	});
	const text = rowExpression(
		shown.map(({ column }) => column),
		`'${row}'`,
		true,
	);
	const totals = shown.map(({ column, sql }) => `${sql} as ${quoteIdentifier(column.name)}`);
	return `select ${text} from (select ${totals.join(', ')} from ${KEPT_ROWS})`;
}

/** The columns as they stand in the kept rows: those that the header documents, and the dimensions. */
async function sheetColumns(connection: DuckDBConnection, asked: Asked): Promise<SheetColumn[]> {
	const shape = await connection.run(`select * from ${KEPT_ROWS} limit 0`);
	const types = shape.columnTypes();
	return shape.columnNames().map((name, i) => {
		const documented = asked.file.columns.find((column) => column.name === name);
		const kind = kindOf(types[i]!);
		const format: CellFormat = kind === 'text' || !documented ? 'text' : cellFormat(documented);
		return { name, heading: name, kind, format };
	});
}

/** The columns that a table shows, under its headings; all where it is none. */
function shownColumns(columns: SheetColumn[], table: Asked['table']): SheetColumn[] {
	if (table === undefined) return columns;
	return table.flatMap(({ name, heading }) => {
		const column = columns.find((each) => each.name === name);
		return column ? [{ ...column, heading }] : [];
	});
}

function kindOf(type: DuckDBType): SheetColumn['kind'] {
	switch (type.typeId) {
		case DuckDBTypeId.VARCHAR:
		case DuckDBTypeId.SQLNULL:
			return 'text';
		case DuckDBTypeId.DATE:
			return 'date';
		case DuckDBTypeId.TIMESTAMP:
			return 'timestamp';
		case DuckDBTypeId.BOOLEAN:
			return 'boolean';
		default:
			return 'number';
	}
}

const WIDTHS: Record<SheetColumn['kind'], number> = {
	number: 14,
	date: 12,
	timestamp: 20,
	boolean: 10,
	text: 24,
};

function widthOf(column: SheetColumn): number {
	return Math.max(WIDTHS[column.kind], Math.min(30, column.heading.length + 4));
}
