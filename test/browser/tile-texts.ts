import type { Page } from 'playwright-core';
import { createFormat } from '../../src/lib/format.ts';

/** A row of an exported file: texts by column; an empty one is null. */
export type FileRow = Readonly<Record<string, string>>;

/** A row of a tile: its name, and every figure in it. */
export interface TileRow {
	name: string;
	figures: { text: string; exact: string | null }[];
}

/** A tile that can be exported. */
export interface Tile {
	title: string;
	/** Addresses of its CSV files: of what it shows, and of what it shows beside that. */
	csv: string[];
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
		const rowsOf = (section: Element) => {
			const rows = [...section.querySelectorAll('tbody tr:not(.space, .line)')].filter(
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
						})),
				};
			});
		};
		return [...document.querySelectorAll('main section')].flatMap((section) => {
			const csv = [...section.querySelectorAll<HTMLAnchorElement>('header a[href*=".csv"]')];
			if (csv.length === 0) return [];
			const table = [...section.querySelectorAll<HTMLAnchorElement>('header a')].find(
				(link) => link.textContent === 'Table',
			);
			return [
				{
					title: section.querySelector('h2')?.textContent ?? '',
					csv: csv.map((link) => link.getAttribute('href') ?? ''),
					twin: table?.getAttribute('href') ?? null,
					rows: rowsOf(section),
				},
			];
		});
	});
	return tiles.map((tile) => ({ ...tile, title: plain(tile.title) }));
}

/** The rows of a CSV file. */
export function fileRows(text: string): FileRow[] {
	const records: string[][] = [[]];
	for (const [, separator = '', quoted, bare = ''] of text.matchAll(
		/(^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g,
	)) {
		if (separator.includes('\n')) records.push([]);
		records.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
	}
	const [head = [], ...rows] = records.filter((record) => record.length > 1 || record[0] !== '');
	return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

/** Every way in which our own formats write a value. */
function waysToWrite(value: string): string[] {
	if (value === '') return ['–'];
	const number = Number(value);
	if (!Number.isFinite(number)) return [value, format.day(value), format.month(value), ...value.split(';')];
	const change = format.change(number, 'share');
	return [
		value,
		...[format.count, format.average, format.ratio, format.share, format.wholeShare, format.full].map(
			(write) => write(number),
		),
		...[format.money, format.compactMoney, format.exact, format.signedMoney, format.signedCount].map(
			(write) => write(number),
		),
		`${change.glyph} ${change.text}`,
		`+${format.ratio(number)}`,
		...(number === 0 ? ['0', 'new'] : ['≈ 0']),
		...(number < 0.01 ? ['<1%'] : []),
		`${format.count(number)} ${number === 1 ? 'day' : 'days'}`,
		// A column has one unit, written in its head, which is not read here: a figure in any unit passes.
		...[1, 1e3, 1e6, 1e9].flatMap((unit) =>
			SCALED.flatMap((scaled) => {
				const written = scaled.format(number / unit).replace('-', '−');
				return [written, `+${written}`];
			}),
		),
	];
}

const written = new WeakMap<FileRow, ReadonlySet<string>>();

/** Every way in which our own formats write a value of a row. */
function textsOf(row: FileRow): ReadonlySet<string> {
	const texts = written.get(row) ?? new Set(Object.values(row).flatMap(waysToWrite).map(plain));
	written.set(row, texts);
	return texts;
}

/** What is wrong where a row of a tile is held to one of the file: the figures that the file's row does not hold. */
export function strangers(tile: TileRow, file: FileRow, isNamed: boolean): string[] {
	const known = textsOf(file);
	const parts = tile.figures.flatMap((figure) =>
		plain(figure.text)
			.replace(/ ◇ .*/, '')
			.split(/ (?=± )| to /),
	);
	const wrong = parts
		.map((part) => part.replace(/^± /, ''))
		.filter((part) => part !== '' && !known.has(part));
	const exact = tile.figures.flatMap(({ exact: title }) =>
		title !== null && /^[−+]?€[\d,]+\.\d\d$/.test(title) && !known.has(title) ? [title] : [],
	);
	const name = isNamed && !known.has(plain(tile.name)) ? [tile.name] : [];
	return [...name, ...wrong, ...exact];
}
