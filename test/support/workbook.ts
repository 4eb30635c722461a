import { escapeXml } from '../../src/lib/server/export/xlsx/cells.ts';
import { zip } from '../../src/lib/server/export/xlsx/zip.ts';

/** A cell of a sheet: text, number, nothing, a day, or what stands in the file for itself. */
export type SheetCell = string | number | null | Date | { xml: string };

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DAY = 86_400_000;

/** A workbook as other programs write one: texts inline, days as numbers with a format of day, month and year. */
export async function workbookBytes(
	sheets: Record<string, readonly (readonly SheetCell[])[]>,
	/** Names of sheets that the workbook hides. */
	hidden: readonly string[] = [],
): Promise<Buffer> {
	const names = Object.keys(sheets);
	const parts: [string, string][] = [
		[
			'[Content_Types].xml',
			`<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${names.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
		],
		[
			'_rels/.rels',
			`<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		],
		[
			'xl/workbook.xml',
			`<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${hidden.includes(name) ? ' state="hidden"' : ''} r:id="r${index + 1}"/>`).join('')}</sheets></workbook>`,
		],
		[
			'xl/_rels/workbook.xml.rels',
			`<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, index) => `<Relationship Id="r${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="styles" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
		],
		[
			'xl/styles.xml',
			`<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
		],
		...names.map((name, index): [string, string] => [
			`xl/worksheets/sheet${index + 1}.xml`,
			`<worksheet xmlns="${MAIN}"><sheetData>${sheets[name]!.map(rowXml).join('')}</sheetData></worksheet>`,
		]),
	];
	const chunks: Uint8Array[] = [];
	for await (const chunk of zip(parts.map(([name, xml]) => ({ name, parts: [Buffer.from(XML + xml)] }))))
		chunks.push(chunk);
	return Buffer.concat(chunks);
}

function rowXml(cells: readonly SheetCell[], row: number): string {
	const written = cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${row + 1}`));
	return `<row r="${row + 1}">${written.join('')}</row>`;
}

function cellXml(cell: SheetCell, reference: string): string {
	if (cell === null) return '';
	if (typeof cell === 'string')
		return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
	if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
	if (cell instanceof Date) return `<c r="${reference}" s="1"><v>${cell.getTime() / DAY + 25_569}</v></c>`;
	return `<c r="${reference}" ${cell.xml}</c>`;
}
