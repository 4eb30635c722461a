import type { Page } from 'playwright-core';
import { createFormat } from '../../src/lib/format.ts';

/** A row of an exported file: texts by column; an empty one is null. */
export type FileRow = Readonly<Record<string, string>>;

/** A row of a tile: its name, and every figure in it. */
export interface TileRow {
	name: string;
	figures: Figure[];
}

/** A figure of a tile, and what stands over its column: there is its unit. */
export interface Figure {
	text: string;
	exact: string | null;
	heading: string;
}

/** A tile that can be exported. */
export interface Tile {
	title: string;
	/** Addresses of its CSV files: of what it shows, and of what it shows beside that. */
	csv: string[];
	/** Address of the CSV file of the table as it is shown; null where it offers none. */
	table: string | null;
	/** What stands over its columns, in their order. */
	headings: string[];
	/** Address at which its chart stands as a table; null where it is one. */
	twin: string | null;
	rows: TileRow[];
}

const format = createFormat('en-GB', 'EUR');
const SCALED = [0, 1, 2].map(
	(digits) =>
		new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Every tile of a page that can be exported, with what it shows. */
export async function tilesOf(page: Page): Promise<Tile[]> {
	const tiles = await page.evaluate(() => {
		const textOf = (element: Element): string => {
			const copy = element.cloneNode(true) as Element;
			for (const hidden of copy.querySelectorAll('.visually-hidden')) hidden.remove();
			return (copy.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
		};
		/** A cell with a figure, or the dash of a missing one; sentences and marks are not held to the file. */
		const isFigure = (cell: Element) =>
			!cell.matches('.says') &&
			(cell.matches('.number') ? /\d|^–$|^new$/ : /^[▲▼+−≈€–\d]/).test(textOf(cell));
		const headOf = (cell: Element): string => {
			const copy = cell.cloneNode(true) as Element;
			for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
			return (copy.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
		};
		/** The cells of each row of a table's head, by the columns that they lie over. */
		const headsOver = (table: HTMLTableElement | null): Element[][] => {
			const rows = [...(table?.tHead?.rows ?? [])];
			const over = rows.map((): Element[] => []);
			for (const [level, row] of rows.entries()) {
				let place = 0;
				for (const head of row.cells) {
					while (over[level]?.[place]) place += 1;
					for (let down = level; down < level + head.rowSpan; down += 1)
						for (let across = place; across < place + head.colSpan; across += 1) {
							const heads = over[down];
							if (heads) heads[across] = head;
						}
					place += head.colSpan;
				}
			}
			return over;
		};
		/** What stands over a cell: by the column that it lies in, whatever the cells before it span. */
		const headingOf = (cell: Element): string => {
			const row = cell.closest('tr');
			const table = cell.closest('table');
			let place = 0;
			for (const each of row?.cells ?? []) {
				if (each === cell) break;
				place += each.colSpan;
			}
			// Below a head of several rows, the row that names the unit counts for every column that it spans.
			const over = headsOver(table).map((heads) => heads[place]);
			const texts = over.flatMap((head) => (head ? [headOf(head)] : []));
			return [...new Set(texts)]
				.sort((a, b) => Number(/, (€|EUR)/.test(a)) - Number(/, (€|EUR)/.test(b)))
				.join(' ');
		};
		const rowsOf = (section: Element) => {
			const rows = [...section.querySelectorAll('tbody tr:not(.space, .line, .line *)')].filter(
				(row) => row.querySelector('.waiting') === null,
			);
			if (rows.length === 0) {
				return [...section.querySelectorAll('li a[href^="/accounts/"]')].map((link) => ({
					name: textOf(link),
					figures: [],
				}));
			}
			return rows.map((row) => {
				const cells = [...row.querySelectorAll('th, td')];
				const head =
					row.querySelector('th[scope="row"]') ?? cells.find((cell) => !cell.matches('.number')) ?? cells[0];
				const name = head?.querySelector('a:not(.pick)') ?? head;
				return {
					name: name ? textOf(name) : '',
					figures: cells
						.filter((cell) => cell !== head && isFigure(cell))
						.map((cell) => ({
							text: textOf(cell),
							exact: (cell.querySelector('[title]') ?? cell).getAttribute('title'),
							heading: headingOf(cell),
						})),
				};
			});
		};
		return [...document.querySelectorAll('main section')].flatMap((section) => {
			const files = [...section.querySelectorAll<HTMLAnchorElement>('header a[href*=".csv"]')];
			const csv = files.filter((link) => !link.matches('[data-table]'));
			if (csv.length === 0) return [];
			const table = [...section.querySelectorAll<HTMLAnchorElement>('header a')].find(
				(link) => link.textContent === 'Table',
			);
			return [
				{
					title: section.querySelector('h2')?.textContent ?? '',
					csv: csv.map((link) => link.getAttribute('href') ?? ''),
					table: files.find((link) => link.matches('[data-table]'))?.getAttribute('href') ?? null,
					headings: [...section.querySelectorAll('table > thead th')]
						.filter((head) => !head.matches('.line *, [aria-hidden="true"]'))
						.map(headOf),
					twin: table?.getAttribute('href') ?? null,
					rows: rowsOf(section),
				},
			];
		});
	});
	return tiles.map((tile) => ({ ...tile, title: plain(tile.title) }));
}

/** The headings of a CSV file, in their order. */
export function headingsOf(text: string): string[] {
	return recordsOf(text)[0] ?? [];
}

/** The rows of a CSV file. */
export function fileRows(text: string): FileRow[] {
	const [head = [], ...rows] = recordsOf(text);
	return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

function recordsOf(text: string): string[][] {
	const records: string[][] = [[]];
	for (const [, separator = '', quoted, bare = ''] of text.matchAll(
		/(^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g,
	)) {
		if (separator.includes('\n')) records.push([]);
		records.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
	}
	return records.filter((record) => record.length > 1 || record[0] !== '');
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, bn: 1e9 };

/** What a heading says that its figures are divided by: `Revenue, € m` a million; null where it names no money. */
export function divisorOf(heading: string): number | null {
	const match = /, (?:€|EUR) ?(k|m|bn)?$/.exec(plain(heading));
	return match ? (UNITS[match[1] ?? ''] ?? null) : null;
}

/** A heading without its unit. */
export const withoutUnit = (heading: string): string =>
	plain(heading).replace(/, (?:(?:€|EUR)( ?(k|m|bn))?|days)$/, '');

/** A column of a table: its name, and whether it is money. */
const kindOf = (heading: string): string =>
	`${withoutUnit(heading)}${divisorOf(heading) === null ? '' : ', money'}`;

/**
 * Every way in which our own formats write a value below a heading. The unit is the heading's: below `€ m` a bare number is
 * so many millions and nothing else; below a heading that names no money it is the value itself.
 */
export function waysToWrite(value: string, divisor: number | null): string[] {
	if (value === '') return ['–'];
	const number = Number(value);
	if (!Number.isFinite(number))
		return [
			value,
			format.day(value),
			format.month(value),
			...value.split(';'),
			...(value === 'true' ? ['yes'] : value === 'false' ? ['no'] : []),
		];
	const change = format.change(number, 'share');
	const scaled = (unit: number) =>
		SCALED.flatMap((each) => {
			const written = each.format(number / unit).replace('-', '−');
			return [written, `+${written}`];
		});
	const bare =
		divisor === null || divisor === 1
			? [
					value,
					...[format.count, format.average, format.ratio, format.full, format.exact, format.signedCount].map(
						(write) => write(number),
					),
					`+${format.ratio(number)}`,
					`+${format.average(number)}`,
					...(divisor === 1 ? scaled(1) : []),
				]
			: scaled(divisor);
	return [
		...bare,
		// A figure that carries its own unit says so itself, whatever stands over it.
		...[format.share, format.wholeShare].map((write) => write(number)),
		...[format.money, format.wholeMoney, format.compactMoney, format.signedMoney].map((write) =>
			write(number),
		),
		`${change.glyph} ${change.text}`,
		...(number === 0 ? ['0', 'new'] : ['≈ 0']),
		...(number < 0.01 ? ['<1%'] : []),
		...(number > 0.99 ? ['>99%'] : []),
		`${format.count(number)} ${number === 1 ? 'day' : 'days'}`,
	];
}

const written = new WeakMap<FileRow, Map<number | null, ReadonlySet<string>>>();

/** Every way in which our own formats write a value of a row, in a unit. */
function textsOf(row: FileRow, divisor: number | null): ReadonlySet<string> {
	const known = written.get(row) ?? new Map<number | null, ReadonlySet<string>>();
	written.set(row, known);
	const texts =
		known.get(divisor) ??
		new Set(
			Object.values(row)
				.flatMap((value) => waysToWrite(value, divisor))
				.map(plain),
		);
	known.set(divisor, texts);
	return texts;
}

/** A figure's parts: `12 ± 3`, `1 Jan to 3 Mar`. */
const partsOf = (text: string): string[] =>
	plain(text)
		.replace(/ ◇ .*/, '')
		.split(/ (?=± )| to /)
		.map((part) => part.replace(/^± /, ''))
		.filter((part) => part !== '');

/**
 * What is wrong with a row of a table that is held to a row of the file of that very table, column by column: each figure is
 * its own column's value, in the unit that stands over it.
 */
export function misplaced(tile: TileRow, file: FileRow): string[] {
	const values = new Map(Object.entries(file).map(([heading, value]) => [withoutUnit(heading), value]));
	// `Margin` and `Margin, €` are two columns.
	const inKind = new Map(Object.entries(file).map(([heading, value]) => [kindOf(heading), value]));
	return tile.figures.flatMap(({ text, heading }) => {
		const value = inKind.get(kindOf(heading)) ?? values.get(withoutUnit(heading));
		if (value === undefined) return [];
		// Whoever bought nothing before has no rate of growth.
		if (value === '' && text === 'new' && heading === 'Growth') return [];
		const known = new Set(waysToWrite(value, divisorOf(heading)).map(plain));
		const [first = ''] = partsOf(text);
		return first === '' || known.has(first) || known.has(plain(text))
			? []
			: [`${heading}: ${text} is not ${value}`];
	});
}

/** What is wrong where a row of a tile is held to one of the file: the figures that the file's row does not hold. */
export function strangers(tile: TileRow, file: FileRow, isNamed: boolean): string[] {
	const known = textsOf(file, 1);
	const wrong = tile.figures.flatMap(({ text, heading }) => {
		const texts = textsOf(file, divisorOf(heading));
		return partsOf(text).filter((part) => !texts.has(part));
	});
	const exact = tile.figures.flatMap(({ exact: title }) =>
		title !== null && /^[−+]?€[\d,]+\.\d\d$/.test(title) && !known.has(title) ? [title] : [],
	);
	const name = isNamed && !known.has(plain(tile.name)) ? [tile.name] : [];
	return [...name, ...wrong, ...exact];
}
