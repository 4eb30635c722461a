import type { QueryColumn, QueryColumnType } from '../../warehouse/query-file.ts';

/** Number formats by what a column is; each has a plain and a bold cell style. */
const FORMATS = {
	text: '@',
	money: '#,##0.00',
	share: '0.0%',
	ratio: '0.000',
	count: '#,##0',
	whole: '0',
	date: 'yyyy\\-mm\\-dd',
	month: 'yyyy\\-mm',
	timestamp: 'yyyy\\-mm\\-dd\\ hh:mm:ss',
} as const;
export type CellFormat = keyof typeof FORMATS;

const NAMES = Object.keys(FORMATS) as CellFormat[];
/** The first number format that a file may define for itself. */
const FIRST_OWN_FORMAT = 164;
/** Style 0 is the default, 1 the bold header, 2 wrapped text; then come the formats, plain and bold. */
const FIRST_FORMAT_STYLE = 3;

/** Style of the header row. */
export const HEADER_STYLE = 1;
/** Style of long texts. */
export const WRAPPED_STYLE = 2;

/** The number of a format's cell style. */
export function styleOf(format: CellFormat, isBold = false): number {
	return FIRST_FORMAT_STYLE + NAMES.indexOf(format) * 2 + (isBold ? 1 : 0);
}

const BY_TYPE: Partial<Record<QueryColumnType, CellFormat>> = {
	money: 'money',
	share: 'share',
	ratio: 'ratio',
	count: 'count',
	integer: 'whole',
	days: 'whole',
	date: 'date',
	month: 'month',
	timestamp: 'timestamp',
};

/** The format of a column: by its type, and a rate is shown as a share. */
export function cellFormat(column: Pick<QueryColumn, 'name' | 'type'>): CellFormat {
	if (column.type === 'ratio' && column.name.endsWith('_rate')) return 'share';
	return BY_TYPE[column.type] ?? 'text';
}

/** `xl/styles.xml`. */
export function stylesXml(): string {
	const formats = NAMES.map(
		(name, i) => `<numFmt numFmtId="${FIRST_OWN_FORMAT + i}" formatCode="${FORMATS[name]}"/>`,
	);
	const cells = NAMES.flatMap((_, i) =>
		[0, 1].map(
			(font) =>
				`<xf numFmtId="${FIRST_OWN_FORMAT + i}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
		),
	);
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${formats.length}">${formats.join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length + FIRST_FORMAT_STYLE}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
