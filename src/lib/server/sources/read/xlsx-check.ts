import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { Fault } from '../../fault.ts';
import type { PhysicalFile } from './physical-file.ts';
import type { ReadLimits } from './read-limits.ts';
import { soundEntries } from './zip-archive.ts';

/** A workbook that is sound as an archive, as XML and as sheets. */
export interface CheckedWorkbook {
	/** Its parts in XML, by their names in the archive. */
	parts: ReadonlyMap<string, Buffer>;
	/** What stands in each sheet, by its name, counted without the reader of workbooks. */
	sheets: ReadonlyMap<string, SheetCount>;
	/** The names of the sheets that the workbook does not show. */
	hidden: ReadonlySet<string>;
}

export interface SheetCount {
	/** Cells that hold something. */
	filled: number;
	/** Rows with such a cell. */
	filledRows: number;
}

/** The largest sheet that a spreadsheet program can hold. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** The reader holds every cell of a sheet up to its last row and column; few of so many would be a cell gone astray. */
const LARGEST_AREA = 100_000_000;
const SPARSE = 1000;

/** What may stand in a sheet's table; anything else in it is damage that a lenient reader would pass over with its value. */
const CHILDREN: Readonly<Record<string, ReadonlySet<string>>> = {
	sheetData: new Set(['row']),
	row: new Set(['c', 'extLst']),
	c: new Set(['f', 'v', 'is', 'extLst']),
	is: new Set(['t', 'r', 'rPh', 'phoneticPr']),
	si: new Set(['t', 'r', 'rPh', 'phoneticPr', 'extLst']),
	sst: new Set(['si', 'extLst']),
	v: new Set(),
	t: new Set(),
};
const ATTRIBUTES: Readonly<Record<string, ReadonlySet<string>>> = {
	row: new Set(
		'r spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot ph'.split(' '),
	),
	c: new Set('r s t cm vm ph'.split(' ')),
};
const CELL_TYPES = new Set(['b', 'd', 'e', 'inlineStr', 'n', 's', 'str']);

/**
 * Reads a workbook with a strict parser, without a value of it being used: the archive's checksums, well-formed XML, nothing in
 * a table that does not belong there, cells in order and inside of a sheet.
 * @throws {Fault} `input`, naming the damage; a damaged workbook is refused, never repaired.
 */
export async function checkedWorkbook(file: PhysicalFile, limits: ReadLimits): Promise<CheckedWorkbook> {
	if (/\.zip$/i.test(file.path)) {
		const sentence = `${file.shown} is a ZIP archive; unpack it and give what is in it.`;
		throw new Fault('input', sentence);
	}
	const parts = await soundEntries(file, limits, (name) => /\.(xml|rels)$/.test(name));
	const check = new Check(file);
	const targets = new Map<string, string>();
	const listed: { name: string; id: string }[] = [];
	const hidden = new Set<string>();
	let texts: boolean[] = [];
	for (const [name, bytes] of parts) {
		if (/^xl\/worksheets\//.test(name) || name.endsWith('sharedStrings.xml')) continue;
		check.parse(name, bytes, (tag, attributes) => {
			if (name === 'xl/_rels/workbook.xml.rels' && tag === 'Relationship')
				targets.set(attributes['Id'] ?? '', partName(attributes['Target'] ?? ''));
			if (name === 'xl/workbook.xml' && tag === 'sheet' && /hidden/i.test(attributes['state'] ?? ''))
				hidden.add(attributes['name'] ?? '');
			if (name === 'xl/workbook.xml' && tag === 'sheet')
				listed.push({ name: attributes['name'] ?? '', id: attributes['r:id'] ?? otherId(attributes) });
		});
	}
	for (const [name, bytes] of parts)
		if (name.endsWith('sharedStrings.xml')) texts = check.sharedTexts(name, bytes);
	const counts = new Map<string, SheetCount>();
	for (const [name, bytes] of parts) {
		if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) counts.set(name, check.sheet(name, bytes, texts));
		else if (/^xl\/worksheets\//.test(name)) check.parse(name, bytes, () => undefined);
	}
	if (listed.length === 0) {
		throw new Fault('input', `${file.shown} is no Excel workbook (.xlsx): it holds no list of sheets.`);
	}
	const sheets = new Map<string, SheetCount>();
	for (const { name, id } of listed) {
		const count = counts.get(targets.get(id) ?? '');
		if (count) sheets.set(name, count);
	}
	return { parts, sheets, hidden };
}

/** The target of a relation, as it is called in the archive. */
function partName(target: string): string {
	return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

function otherId(attributes: Readonly<Record<string, string>>): string {
	return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}

type Attributes = Readonly<Record<string, string>>;

interface Cell {
	type: string;
	value: string;
	isFilled: boolean;
	shown: string;
}

/** One pass over each part of a workbook. */
class Check {
	readonly #file: PhysicalFile;

	constructor(file: PhysicalFile) {
		this.#file = file;
	}

	/** Goes through one part; `open` is told every element by its name without a prefix, with the one around it. */
	parse(
		part: string,
		bytes: Buffer,
		open: (tag: string, attributes: Attributes, parent: string) => void,
		close: (tag: string) => void = () => undefined,
		text: (text: string, parent: string) => void = () => undefined,
	): void {
		const parser = new SaxesParser({ xmlns: false });
		const path: string[] = [];
		parser.on('error', (error) => {
			throw this.#damaged(part, `it is no well-formed XML (${error.message})`);
		});
		parser.on('doctype', () => {
			throw this.#damaged(part, 'it declares entities of its own, which no workbook does');
		});
		parser.on('opentag', (tag: SaxesTagPlain) => {
			const name = local(tag.name);
			const parent = path.at(-1) ?? '';
			if (CHILDREN[parent]?.has(name) === false)
				throw this.#damaged(part, `it has <${tag.name}> in <${parent}>`);
			const known = ATTRIBUTES[name];
			if (known && (name !== 'row' || parent === 'sheetData') && (name !== 'c' || parent === 'row')) {
				for (const attribute of Object.keys(tag.attributes)) {
					if (!attribute.includes(':') && attribute !== 'xmlns' && !known.has(attribute))
						throw this.#damaged(part, `it has the attribute "${attribute}" in <${tag.name}>`);
				}
			}
			path.push(name);
			open(name, tag.attributes, parent);
		});
		parser.on('closetag', () => close(path.pop()!));
		parser.on('text', (found) => text(found, path.at(-1) ?? ''));
		const inside = (what: string) => () => {
			if (path.includes('sheetData') || path.includes('si'))
				throw this.#damaged(part, `${what} stands among its values`);
		};
		parser.on('comment', inside('a comment'));
		parser.on('cdata', inside('unmarked text'));
		parser.on('processinginstruction', inside('an instruction'));
		let content: string;
		try {
			content = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
		} catch (error) {
			throw this.#damaged(part, 'its text cannot be decoded', error);
		}
		parser.write(content).close();
	}

	/** Which of the shared texts hold something. */
	sharedTexts(part: string, bytes: Buffer): boolean[] {
		const texts: boolean[] = [];
		let isFilled = false;
		let phonetic = 0;
		this.parse(
			part,
			bytes,
			(tag) => {
				if (tag === 'si') isFilled = false;
				else if (tag === 'rPh') phonetic++;
			},
			(tag) => {
				if (tag === 'si') texts.push(isFilled);
				else if (tag === 'rPh') phonetic--;
			},
			(text, parent) => {
				if (parent === 't' && phonetic === 0 && text !== '') isFilled = true;
			},
		);
		return texts;
	}

	/** Counts what stands in a sheet. */
	sheet(part: string, bytes: Buffer, texts: readonly boolean[]): SheetCount {
		const count: SheetCount = { filled: 0, filledRows: 0 };
		let row = 0;
		let column = 0;
		let widest = 0;
		let lowest = 0;
		let filledInRow = 0;
		let tables = 0;
		let phonetic = 0;
		let cell: Cell | undefined;
		const openCell = (attributes: Attributes): void => {
			const type = attributes['t'] ?? 'n';
			const shown = attributes['r'] ?? `number ${column + 1} of row ${row}`;
			if (!CELL_TYPES.has(type))
				throw this.#damaged(part, `the cell ${shown} is of the unknown kind "${type}"`);
			const place = attributes['r'] === undefined ? { column: column + 1, row } : placeOf(attributes['r']);
			if (!place || place.row !== row) throw this.#damaged(part, `the cell "${shown}" stands in row ${row}`);
			if (place.column > MOST_COLUMNS)
				throw this.#damaged(part, `it names the cell ${shown}, and a sheet ends with column XFD`);
			if (place.column <= column) throw this.#damaged(part, `the cell ${shown} follows one to its right`);
			column = place.column;
			cell = { type, value: '', isFilled: false, shown };
		};
		const openRow = (attributes: Attributes): void => {
			const number = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
			if (!Number.isInteger(number) || number < 1 || number > MOST_ROWS)
				throw this.#damaged(
					part,
					`it names the row "${attributes['r']}", and a sheet has rows 1 to ${MOST_ROWS}`,
				);
			if (number <= row) throw this.#damaged(part, `row ${number} follows row ${row}`);
			row = number;
			column = 0;
			filledInRow = 0;
		};
		const closeCell = ({ type, value, isFilled, shown }: Cell): void => {
			let isCounted = isFilled;
			if (type === 's' && value !== '') {
				const text = texts[Number(value)];
				if (text === undefined)
					throw this.#damaged(part, `the cell ${shown} names the shared text ${value} of ${texts.length}`);
				isCounted = text;
			}
			if (type === 'e' || !isCounted) return;
			filledInRow++;
			widest = Math.max(widest, column);
			lowest = row;
		};
		this.parse(
			part,
			bytes,
			(tag, attributes, parent) => {
				if (tag === 'sheetData' && parent === 'worksheet') tables++;
				else if (tag === 'row' && parent === 'sheetData') openRow(attributes);
				else if (tag === 'c' && parent === 'row') openCell(attributes);
				else if (tag === 'rPh') phonetic++;
				if (tables > 1) throw this.#damaged(part, 'it holds two tables of cells');
			},
			(tag) => {
				if (tag === 'rPh') phonetic--;
				else if (tag === 'c' && cell) {
					closeCell(cell);
					cell = undefined;
				} else if (tag === 'row' && filledInRow > 0) {
					count.filled += filledInRow;
					count.filledRows++;
					filledInRow = 0;
				}
			},
			(text, parent) => {
				if (!cell || text === '') return;
				const isInline = cell.type === 'inlineStr';
				if (parent === 'v' && !isInline) {
					cell.value += text;
					cell.isFilled = true;
				} else if (parent === 't' && isInline && phonetic === 0) cell.isFilled = true;
			},
		);
		if (widest * lowest > LARGEST_AREA && widest * lowest > count.filled * SPARSE) {
			throw new Fault(
				'input',
				`${this.#file.shown} has ${count.filled} filled cells that reach to row ${lowest} and column ${widest}: delete those that stand far off the table, or save the sheet as CSV.`,
			);
		}
		return count;
	}

	#damaged(part: string, what: string, cause?: unknown): Fault {
		return new Fault(
			'input',
			`${this.#file.shown} is damaged: in ${part}, ${what}. Save it again in the program that it comes from.`,
			{ cause },
		);
	}
}

function local(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

function encodingOf(bytes: Buffer): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	return 'utf-8';
}

/** Row and column of a reference like `B12`. */
function placeOf(reference: string): { row: number; column: number } | undefined {
	const found = /^([A-Z]+)([1-9]\d*)$/.exec(reference);
	if (!found) return undefined;
	const column = [...found[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
	return { row: Number(found[2]), column };
}
