import type { CohortsRow } from '$lib/contract/rows.ts';

/** What is shown of a cohort: the share that still buys, or what it brought so far for each account that began. */
export type CohortMeasure = 'logo' | 'revenue';

/** A cell: a value, a period that is not over (`open`), or one that has not begun (`none`). */
export type CohortCell =
	{ state: 'over'; value: number | null; row: CohortsRow } | { state: 'open' } | { state: 'none' };

export interface CohortLine {
	cohort_on: string;
	accounts: number;
	/** By age, from 0 to the oldest of the triangle. */
	cells: CohortCell[];
}

/** The rows of the answer as lines of a triangle, the newest cohort last; every line is as long as the longest. */
export function triangleOf(rows: readonly CohortsRow[], measure: CohortMeasure): CohortLine[] {
	const oldest = Math.max(-1, ...rows.map((row) => row.age));
	const lines = new Map<string, CohortLine>();
	for (const row of rows) {
		let line = lines.get(row.cohort_on);
		if (!line) {
			const cells = Array.from({ length: oldest + 1 }, (): CohortCell => ({ state: 'none' }));
			line = { cohort_on: row.cohort_on, accounts: row.accounts ?? 0, cells };
			lines.set(row.cohort_on, line);
		}
		const value = measure === 'logo' ? row.logo_share : row.revenue_per_acquired;
		line.cells[row.age] = row.is_complete ? { state: 'over', value, row } : { state: 'open' };
	}
	return [...lines.values()].sort((a, b) => a.cohort_on.localeCompare(b.cohort_on));
}

/** The rows of a split answer by value, the value with most accounts first; accounts without one stand last. */
export function splitOf(rows: readonly CohortsRow[]): { value: string | null; rows: CohortsRow[] }[] {
	const parts = new Map<string | null, CohortsRow[]>();
	for (const row of rows) parts.set(row.by_value, [...(parts.get(row.by_value) ?? []), row]);
	const sizeOf = (part: readonly CohortsRow[]) =>
		part.reduce((sum, row) => sum + (row.age === 0 ? (row.accounts ?? 0) : 0), 0);
	return [...parts]
		.map(([value, part]) => ({ value, rows: part }))
		.sort((a, b) => Number(a.value === null) - Number(b.value === null) || sizeOf(b.rows) - sizeOf(a.rows));
}

/** How strongly a cell is inked, 0..1: where its value lies between the least and the largest of the triangle. */
export function strengthOf(value: number | null, [least, largest]: readonly [number, number]): number {
	if (value === null || largest <= least) return 0;
	return Math.min(Math.max((value - least) / (largest - least), 0), 1);
}

/** The least and the largest value of a triangle; of shares beyond age 0, at which everybody bought. */
export function rangeOf(lines: readonly CohortLine[], measure: CohortMeasure): [number, number] {
	const values = lines.flatMap((line) =>
		line.cells
			.slice(measure === 'logo' ? 1 : 0)
			.flatMap((cell) => (cell.state === 'over' && cell.value !== null ? [cell.value] : [])),
	);
	return values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];
}
