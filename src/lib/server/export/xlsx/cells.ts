import { quoteIdentifier, quoteText } from '../../warehouse/sql-text.ts';
import { styleOf, type CellFormat } from './styles.ts';

/** A column of a sheet. */
export interface SheetColumn {
	/** Name of the answer's column. */
	name: string;
	/** What stands over it. */
	heading: string;
	format: CellFormat;
	kind: 'number' | 'date' | 'timestamp' | 'boolean' | 'text';
}

/** The longest text that a cell may hold. */
export const LONGEST_CELL = 32_767;

/** The letters of a column, from 0: A … Z, AA … */
export function columnLetters(index: number): string {
	const last = String.fromCharCode(65 + (index % 26));
	return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/**
 * The SQL expression that writes one row of a sheet as XML; `row` is an expression of the row's number as text. The
 * engine writes it on all its threads, so that a workbook of a million rows holds nobody up. An empty cell is left out.
 */
export function rowExpression(columns: readonly SheetColumn[], row: string, isBold = false): string {
	const cells = columns.map((column, index) => {
		const start = `<c r="${columnLetters(index)}`;
		const [attributes, value, end] = cellParts(column, isBold);
		return `coalesce(${quoteText(start)} || ${row} || ${quoteText(`"${attributes}>`)} || ${value} || ${quoteText(end)}, '')`;
	});
	return `'<row r="' || ${row} || '">' || ${cells.join('\n || ')} || '</row>'`;
}

function cellParts(column: SheetColumn, isBold: boolean): [attributes: string, value: string, end: string] {
	const name = quoteIdentifier(column.name);
	const style = ` s="${styleOf(column.format, isBold)}"`;
	switch (column.kind) {
		case 'number':
			return [`${style}><v`, `cast(${name} as varchar)`, '</v></c>'];
		case 'date':
			// Day 1 is 1900-01-01 in a calendar that has a 29 February 1900: right from March 1900 on, and none is older here.
			return [`${style}><v`, `cast(${name} - date '1899-12-30' as varchar)`, '</v></c>'];
		case 'timestamp':
			return [`${style}><v`, `cast(epoch(${name}) / 86400 + 25569 as varchar)`, '</v></c>'];
		case 'boolean':
			return [' t="b"><v', `case when ${name} then '1' when not ${name} then '0' end`, '</v></c>'];
		default:
			return [`${style} t="inlineStr"><is><t xml:space="preserve"`, escapedText(name), '</t></is></c>'];
	}
}

/** A text as XML, without what XML cannot hold, cut where a cell ends, and with `_x0041_` kept from being read as a letter. */
function escapedText(name: string): string {
	const kept = `regexp_replace(left(cast(${name} as varchar), ${LONGEST_CELL}), '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]', '', 'g')`;
	const literal = `regexp_replace(${kept}, '_(x[0-9A-Fa-f]{4}_)', '_x005F_\\1', 'g')`;
	return `replace(replace(replace(${literal}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`;
}

/** The same in TypeScript, for the few texts that come from no row. */
export function escapeXml(text: string): string {
	return (
		text
			.slice(0, LONGEST_CELL)
			// eslint-disable-next-line no-control-regex -- what XML cannot hold
			.replace(/[\x00-\x08\x0B\x0C\x0E-\x1F]/g, '')
			.replace(/_(x[0-9A-Fa-f]{4}_)/g, '_x005F_$1')
			.replaceAll('&', '&amp;')
			.replaceAll('<', '&lt;')
			.replaceAll('>', '&gt;')
			.replaceAll('"', '&quot;')
	);
}

/** A cell of text. */
export function textCell(reference: string, text: string, style: number): string {
	return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}
