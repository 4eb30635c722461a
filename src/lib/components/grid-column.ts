import type { TableHeading } from '../client/api.ts';

/** How the cells of a column are written. */
export type CellKind =
	| 'tier'
	| 'risk'
	| 'text'
	| 'texts'
	/** Whole units of the currency, to the cent in its title. */
	| 'money'
	/** To the cent. */
	| 'amount'
	| 'share'
	| 'bar'
	| 'growth'
	| 'count'
	| 'average'
	/** As many decimals as it has. */
	| 'number'
	| 'days'
	| 'day'
	| 'month'
	| 'moment'
	/** Yes or no. */
	| 'yes';

/** A column of a table: the name of its value in every row, and how it looks. */
export interface GridColumn {
	key: string;
	label: string;
	kind: CellKind;
	/** Pixels. */
	width: number;
	/** What a change means: for a growth column. */
	better?: 'up' | 'down';
	/** A click on a value filters by it. */
	isDimension?: boolean;
}

/** A row of any answer. */
export type GridRow = Readonly<Record<string, unknown>>;

const WORDS: ReadonlySet<CellKind> = new Set(['text', 'texts', 'bar', 'tier', 'risk', 'yes']);

/** The unit of a column, as it stands in its head; empty where the cells say it themselves. */
export function unitOf(kind: CellKind, currencySign: string): string {
	if (kind === 'money' || kind === 'amount') return `, ${currencySign}`;
	return kind === 'days' ? ', days' : '';
}

/** The columns of a table for an export: what stands over each, with its unit, as on the screen. */
export function headingsOf(columns: readonly GridColumn[], currencySign: string): TableHeading[] {
	return columns.map(({ key, label, kind }) => ({ key, heading: `${label}${unitOf(kind, currencySign)}` }));
}

/** Whether figures of this kind stand at the right of their column. */
export function isNumeric(kind: CellKind): boolean {
	return !WORDS.has(kind);
}

/** What a click on a column's head sorts by next: ascending, then descending, then the answer's own order. */
export function nextSort(key: string, sort: string | undefined): string | undefined {
	if (sort === key) return `-${key}`;
	return sort === `-${key}` ? undefined : key;
}

/** The order of a column, in the words of ARIA. */
export function ariaSort(key: string, sort: string | undefined): 'ascending' | 'descending' | 'none' {
	if (sort === key) return 'ascending';
	return sort === `-${key}` ? 'descending' : 'none';
}

/** Pixels that the columns of a printed table share: a sheet of A4 between its margins. */
const PAPER_WIDTH = 700;
const NAME_ON_PAPER = 176;
/** Pixels of a printed column, by what it holds. */
const ON_PAPER: Partial<Record<CellKind, number>> = {
	money: 88,
	bar: 112,
	growth: 82,
	day: 84,
	tier: 84,
	risk: 84,
};
const OTHERS_ON_PAPER = 76;

/** The columns that fit on paper: the first ones, in their order. */
export function columnsOnPaper(columns: readonly GridColumn[]): GridColumn[] {
	let width = 0;
	return columns
		.map((column, place) => ({
			...column,
			width: place === 0 ? NAME_ON_PAPER : (ON_PAPER[column.kind] ?? OTHERS_ON_PAPER),
		}))
		.filter((column) => (width += column.width) <= PAPER_WIDTH);
}
