import { SvelteMap } from 'svelte/reactivity';
import { rowsOf, type Outcome } from './api.ts';

/** Rows asked for at once. */
export const PAGE_ROWS = 100;

/** A long answer of which only the pages that were looked at are held. */
export interface RowPages<Row> {
	/** A row by its place; undefined while it is on its way. */
	at: (index: number) => Row | undefined;
	/** Fetches what is missing between two places, the second exclusive. */
	need: (first: number, last: number) => void;
	/** The newest page that could not be had; null while all is well. */
	readonly failed: Extract<Outcome<Row>, { ok: false }> | null;
}

/**
 * Holds the first page, which the server sent, and asks for others as they are looked at.
 * `ask` gets an offset and answers with {@link PAGE_ROWS} rows from there.
 */
export function createRowPages<Row>(
	first: Outcome<Row>,
	ask: (offset: number) => Promise<Outcome<Row>>,
): RowPages<Row> {
	const pages = new SvelteMap<number, Row[]>([[0, rowsOf(first)]]);
	const asked = new Set<number>([0]);
	let failed = $state.raw<Extract<Outcome<Row>, { ok: false }> | null>(null);

	async function fetchPage(page: number): Promise<void> {
		asked.add(page);
		const outcome = await ask(page * PAGE_ROWS);
		if (outcome.ok) {
			failed = null;
			pages.set(page, outcome.rows);
		} else {
			failed = outcome;
			asked.delete(page);
		}
	}

	return {
		at: (index) => pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
		need(from, to) {
			for (let page = Math.floor(from / PAGE_ROWS); page * PAGE_ROWS < to; page++) {
				if (!asked.has(page)) void fetchPage(page);
			}
		},
		get failed() {
			return failed;
		},
	};
}
