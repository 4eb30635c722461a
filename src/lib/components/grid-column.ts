/** How the cells of a column are written. */
export type CellKind =
	'tier' | 'risk' | 'text' | 'money' | 'share' | 'bar' | 'growth' | 'count' | 'average' | 'days' | 'day';

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

/** Whether figures of this kind stand at the right of their column. */
export function isNumeric(kind: CellKind): boolean {
	return kind !== 'text' && kind !== 'bar' && kind !== 'tier' && kind !== 'risk';
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
