import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { serveSample, type Served } from '../support/served.ts';
import {
	fileRows,
	headingsOf,
	misplaced,
	strangers,
	tilesOf,
	withoutUnit,
	type FileRow,
	type Tile,
} from './tile-texts.ts';
import { openPage, visit } from './watched-page.ts';

let served: Served;
let browser: Browser;

beforeAll(async () => {
	[served, browser] = await Promise.all([serveSample(), launchBrowser()]);
});

afterAll(async () => {
	await browser?.close();
	await served?.stop();
});

/** Where a tile does not show the file's rows one below the other: what becomes of them on the screen. */
interface Shape {
	title: RegExp;
	/** The file's rows as the tile puts them together. */
	reshape?: (rows: FileRow[]) => FileRow[];
	/** Rows stand in another order, or only some of them are shown. */
	isLoose?: boolean;
	/** The name of a row is the screen's own word. */
	isUnnamed?: boolean;
	/** The row that the others are compared with: the file says it in each of theirs, and the table's own file leaves it out. */
	base?: string;
	/** Figures at the end of a row that another answer gave. */
	foreign?: number;
}

/** Rows that share a value, as one row. */
const together =
	(...keys: string[]) =>
	(rows: FileRow[]): FileRow[] => {
		const groups = new Map<string, Record<string, string>>();
		rows.forEach((row, index) => {
			const key = JSON.stringify(keys.map((name) => row[name]));
			const group = groups.get(key) ?? {};
			for (const [name, value] of Object.entries(row)) group[`${name} ${index}`] = value;
			groups.set(key, group);
		});
		return [...groups.values()];
	};

/**
 * One account's tier is one row of the file, and a line for each criterion on the screen, with its points by the model: growth as a
 * rate and not symmetric, judgement on the scale of 1 to 5 that it was given on.
 */
function criteriaOf([row = {}]: FileRow[]): FileRow[] {
	const rates = ['growth', 'planned_growth'].map((name) => {
		const symmetric = Number(row[name]);
		const percent = 100 * ((2 + symmetric) / (2 - symmetric) - 1);
		return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)}%`;
	});
	const judged = ['strategic_alignment', 'market_influence', 'reference_value', 'referrals'].map(
		(name) => `${(1 + 4 * Number(row[`${name}_score`])).toFixed(1)} of 5`,
	);
	return Array<FileRow>(12).fill({
		...row,
		...Object.fromEntries([...rates, ...judged].map((text, i) => [`shown ${i}`, text])),
	});
}

const SHAPES: readonly Shape[] = [
	{ title: /^How (revenue|margin) changed$/, isLoose: true, isUnnamed: true },
	{ title: /over time$|^Through whom/, isLoose: true },
	{ title: /^What if we lost/, isLoose: true, isUnnamed: true, base: 'nobody' },
	{
		title: /^How unequal$/,
		isUnnamed: true,
		reshape: (rows) => rows.flatMap((row) => Array<FileRow>(8).fill(row)),
	},
	{
		title: /^Lorenz/,
		reshape: (rows) =>
			rows.reverse().map((row) => ({
				smaller: String(1 - Number(row['account_share'])),
				share: String(1 - Number(row['cumulative_share'])),
			})),
		isLoose: true,
	},
	{ title: /^How many still buy$|^What each that began/, reshape: together('cohort_on'), isUnnamed: true },
	{ title: /^What happened/, isLoose: true, foreign: 1 },
	{ title: /^Revenue by month$/, isLoose: true },
	{ title: /^What is odd/, isLoose: true },
	{ title: /^Who is late|^Late against/, isLoose: true },
	// The model's version is marked where the review was made after its time.
	{ title: /^Its quarters$/, isLoose: true, foreign: 1 },
	{ title: /^What each tier brings|^Key accounts$|^Effort against margin$/, isUnnamed: true },
	{ title: /^Its tier$/, isUnnamed: true, foreign: 1, reshape: criteriaOf },
];

/** Tiles that are a strip of strokes: there is no figure to compare. */
const STRIPS = new Set(['Its rhythm']);

/** A what-if moves points on the screen: their file has them as they were reviewed, and says so. */
const MOVED = { path: /^\/tiers\?/, title: 'Value and potential' };

/** By a dimension: a bridge has one row for each value, cohorts one for each value and cohort. */
const SPLIT: Shape = { title: /^By /, reshape: together('by_value'), isLoose: true };
const SPLIT_COHORTS: Shape = {
	title: /^By /,
	reshape: together('by_value', 'cohort_on'),
	isLoose: true,
	isUnnamed: true,
};

function shapeOf(tile: Tile): Shape | undefined {
	if (tile.title.startsWith('By '))
		return tile.csv.some((csv) => csv.includes('cohorts')) ? SPLIT_COHORTS : SPLIT;
	return SHAPES.find((shape) => shape.title.test(tile.title));
}

/** Everything about a tile that its file does not say; empty is right. */
function differences(tile: Tile, file: FileRow[]): string[] {
	const shape = shapeOf(tile);
	const rows = shape?.reshape ? shape.reshape([...file]) : file;
	const first = tile.rows[0];
	if (!first && STRIPS.has(tile.title)) return file.length > 0 ? [] : ['draws nothing'];
	if (!first) return file.length === 0 ? [] : [`shows nothing of ${file.length} rows`];
	if (!shape && tile.rows.length > rows.length) return [`shows ${tile.rows.length} of ${rows.length} rows`];
	// A list that was scrolled begins where it stands.
	const start = shape
		? 0
		: Math.max(
				0,
				rows.findIndex((row) => Object.values(row).includes(first.name)),
			);
	return tile.rows.flatMap((row, index) => {
		const shown = { ...row, figures: row.figures.slice(0, row.figures.length - (shape?.foreign ?? 0)) };
		const candidates = shape?.isLoose ? rows : [rows[start + index] ?? {}];
		const found = candidates.map((each) => strangers(shown, each, !shape?.isUnnamed));
		const least = found.sort((a, b) => a.length - b.length)[0] ?? ['no row'];
		return least.map((text) => `${row.name}: ${text} is not in the file`);
	});
}

/** Columns that the screen shows as one, and a file as what they are made of. */
const MADE_OF_SEVERAL = new Set([
	'From and to',
	'Foretold, came',
	'by revenue',
	'Days covered',
	'What it switches on, and what it lacks',
	'First at',
	'Found',
	'Rhythm',
	'Criterion',
	'',
]);

/** What is wrong where a table is held to its own file: the same headings in the same order, and in each column its own values. */
function tableDifferences(tile: Tile, text: string): string[] {
	const rows = fileRows(text);
	const headings = headingsOf(text).map(withoutUnit);
	const shown = tile.headings.map(withoutUnit).filter((heading) => !MADE_OF_SEVERAL.has(heading));
	const common = headings.filter((heading) => shown.includes(heading));
	const wrong =
		JSON.stringify(common) === JSON.stringify(shown)
			? []
			: [`columns ${shown.join(' | ')}, in the file ${headings.join(' | ')}`];
	const { isLoose = false, base } = shapeOf(tile) ?? {};
	const first = tile.rows[0];
	const start = first
		? Math.max(
				0,
				rows.findIndex((row) => Object.values(row).includes(first.name)),
			)
		: 0;
	const cells = tile.rows.flatMap((row, index) => {
		if (row.name === base) return [];
		const found = (isLoose ? rows : [rows[start + index] ?? {}]).map((each) => misplaced(row, each));
		return (found.sort((a, b) => a.length - b.length)[0] ?? []).map((each) => `${row.name}: ${each}`);
	});
	return [...wrong, ...cells].map((each) => `${tile.title}, as a table: ${each}`);
}

/** Rows of several files that a tile shows side by side: those at the same place as one. */
function sideBySide([first = [], ...others]: FileRow[][]): FileRow[] {
	return first.map((row, place) => {
		const beside = others.flatMap((file, index) =>
			Object.entries(file[place] ?? {}).map(([name, value]) => [`${name} ${index + 2}`, value]),
		);
		return { ...row, ...(Object.fromEntries(beside) as FileRow) };
	});
}

async function check(page: Page, path: string): Promise<{ tiles: number; figures: number; wrong: string[] }> {
	await visit(page, served.url + path);
	const wrong: string[] = [];
	let figures = 0;
	const tiles = await tilesOf(page);
	for (const tile of tiles) {
		let shown = tile;
		if (MOVED.path.test(path) && tile.title === MOVED.title) continue;
		if (tile.twin !== null) {
			await visit(page, served.url + tile.twin);
			const twin = (await tilesOf(page)).find((each) => each.title === tile.title);
			if (!twin) wrong.push(`${tile.title}: no table`);
			shown = twin ?? tile;
		}
		const files: FileRow[][] = [];
		for (const csv of tile.csv) {
			const response = await page.request.get(served.url + csv);
			expect(response.status(), csv).toBe(200);
			files.push(fileRows(await response.text()));
		}
		if (tile.table !== null) {
			const response = await page.request.get(served.url + tile.table);
			expect(response.status(), tile.table).toBe(200);
			wrong.push(...tableDifferences(tile, await response.text()).slice(0, 5));
		}
		const differ = differences(shown, sideBySide(files));
		wrong.push(...differ.slice(0, 5).map((each) => `${tile.title}: ${each}`));
		figures += shown.rows.reduce((sum, row) => sum + row.figures.length, 0);
	}
	return { tiles: tiles.length, figures, wrong };
}

describe('the exported file of each tile holds what the tile shows, on', () => {
	it.each([
		['/', 7],
		['/?segment=Corporate&level=account', 7],
		['/concentration', 8],
		['/accounts?sort=-orders&region=South', 1],
		['/growth?by=segment&open=step:new', 6],
		['/margin?by=region&open=step:price', 4],
		['/cohorts?by=segment&open=cell:2025-08-01:2025-08-01', 3],
		['/cohorts?measure=revenue&period=year', 1],
		['/accounts/G-0001', 4],
		['/data', 3],
		['/risk', 1],
		['/tiers', 8],
		['/tiers?weights=contribution:18&thresholds=key:78-70', 9],
	])('%s (at least %i tiles)', async (path, least) => {
		const { page, close } = await openPage(browser);
		const { tiles, figures, wrong } = await check(page, path);
		expect(wrong).toEqual([]);
		expect(tiles).toBeGreaterThanOrEqual(least);
		if (path !== '/risk') expect(figures).toBeGreaterThan(5);
		await close();
	});
});
