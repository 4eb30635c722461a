import { writePathId } from '../contract/record-path.ts';
import type { AnswerRows, RecordRows } from '../contract/rows.ts';
import { toParameters, type PageParameters, type View } from './view-state.ts';

/** The name of an answer. */
export type AnswerName = keyof AnswerRows;

/** What an answer says about itself, beside its rows. */
export interface AnswerMeta {
	as_of: string;
	/** Half-open window. */
	from: string;
	to: string;
	/** Last day of the window. */
	last_on: string;
	/** Null where nothing is compared: the windows overlap or the history does not reach. */
	prior_from: string | null;
	prior_to: string | null;
	prior_last_on: string | null;
	/** The window that is shown where the address names none. */
	default_from: string;
	default_to: string;
	/** What each `compare` would compare the window with, and why it would compare nothing. */
	comparisons: readonly {
		compare: 'prior_year' | 'prior';
		from: string | null;
		to: string | null;
		last_on: string | null;
		unavailable: 'overlaps' | 'before_data' | 'open' | null;
	}[];
	compare: string;
	level: string;
	currency: string;
	watermark_on: string | null;
	/** The window holds the open month. */
	partial: boolean;
	filters: Record<string, readonly string[]>;
	measures: readonly string[];
	filters_not_applied: readonly string[];
	columns_not_filtered: readonly string[];
	/** Rows that match, before `limit`. */
	total_rows: number;
	/** With `show=rows,totals`: what all rows that match add up to, and which columns any of them fills. */
	totals?: Readonly<Record<string, number | string | null>>;
	columns_filled?: readonly string[];
	built_at: string;
	build_id: string;
	rows_rejected: number;
	company: string;
}

/** Problem details (RFC 9457), as the API sends them. `status` 0: the server did not answer at all. */
export interface Problem {
	type: string;
	title: string;
	status: number;
	detail?: string;
	request_id?: string;
}

/** An answer or the problem in its place; `path` is what was asked, for exports and for asking again. */
export type Outcome<Row> =
	| { ok: true; path: string; query: string; meta: AnswerMeta; rows: Row[] }
	| { ok: false; path: string; query: string; problem: Problem };

/** How an answer is made, as the API shows it. */
export interface Making {
	question: string;
	grain: string;
	sql: string;
	/** The statement with which the build made it, where the one that was run only looks it up. */
	stored_by: string | null;
	parameters: Record<string, unknown>;
	columns: MakingColumn[];
}

/** What a column means, as the query's header defines it; `type` says its unit. */
export interface MakingColumn {
	name: string;
	type: string;
	description: string;
	null_when?: string;
}

/** The rows of an outcome; none where there is a problem. */
export function rowsOf<Row>(outcome: Outcome<Row> | null): Row[] {
	return outcome?.ok ? outcome.rows : [];
}

/** The only row of an answer that has one; null where there is a problem or no row. */
export function rowOf<Row>(outcome: Outcome<Row> | null): Row | null {
	return rowsOf(outcome)[0] ?? null;
}

/** An outcome whose exports hold every row that matches, however many of them a tile has fetched. */
export function whole<Row>(outcome: Outcome<Row>): Outcome<Row> {
	const query = new URLSearchParams(outcome.query);
	query.delete('limit');
	query.delete('offset');
	return { ...outcome, query: query.size > 0 ? `?${query}` : '' };
}

/** An outcome whose exports hold only the rows that a comparison keeps, `'>0'` of a column: what a tile shows of it. */
export function narrowed<Row>(outcome: Outcome<Row>, column: string, comparison: string): Outcome<Row> {
	const query = new URLSearchParams(outcome.query);
	query.append(column, comparison);
	return { ...outcome, query: `?${query}` };
}

/** The forms of file that a tile offers. */
export const EXPORTS = [
	{ format: 'csv', label: 'CSV' },
	{ format: 'xlsx', label: 'Excel' },
	{ format: 'parquet', label: 'Parquet' },
] as const;

/** A column of a table on the screen: a column of its answer, and what stands over it, with its unit. */
export interface TableHeading {
	key: string;
	heading: string;
}

/** The address at which an outcome can be fetched in another format; with `table` as the table that a screen shows. */
export function exportOf(
	outcome: Outcome<unknown>,
	format: 'csv' | 'xlsx' | 'parquet' | 'arrow',
	table?: readonly TableHeading[],
): string {
	if (table === undefined) return `${outcome.path}.${format}${outcome.query}`;
	const query = new URLSearchParams(outcome.query);
	const columns = table.map(
		({ key, heading }) => `${encodeURIComponent(key)}=${encodeURIComponent(heading)}`,
	);
	query.set('show', `table:${columns.join(';')}`);
	return `${outcome.path}.${format}?${query}`;
}

async function problemOf(response: Response): Promise<Problem> {
	const unreadable = {
		type: 'about:blank',
		title: response.statusText || 'The server could not answer',
		status: response.status,
	};
	if (!response.headers.get('content-type')?.includes('json')) return unreadable;
	return { ...unreadable, ...((await response.json()) as Partial<Problem>) };
}

/** Asks the API through the `fetch` that a page is given. A failure is an outcome, never an exception. */
export function createApi(fetch: typeof globalThis.fetch) {
	async function get<Row>(path: string, parameters: URLSearchParams): Promise<Outcome<Row>> {
		const query = parameters.size > 0 ? `?${parameters}` : '';
		try {
			const response = await fetch(path + query, { headers: { accept: 'application/json' } });
			if (!response.ok) return { ok: false, path, query, problem: await problemOf(response) };
			const body = (await response.json()) as { meta: AnswerMeta; rows: Row[] };
			return { ok: true, path, query, meta: body.meta, rows: body.rows };
		} catch {
			const problem = { type: 'about:blank', title: 'The server did not answer', status: 0 };
			return { ok: false, path, query, problem };
		}
	}

	return {
		/** How an answer is made: its question, its columns, the statement that was run. Throws where the server does not say. */
		async making(outcome: Outcome<unknown>): Promise<Making> {
			const query = new URLSearchParams(outcome.query);
			query.set('show', 'sql');
			const response = await fetch(`${outcome.path}?${query}`);
			if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
			return (await response.json()) as Making;
		},
		/** An answer for a view; `page` holds the parameters that are this answer's own. */
		answer: <Name extends AnswerName>(name: Name, view: View, page: PageParameters = {}) =>
			get<AnswerRows[Name]>(`/api/v1/${name}`, toParameters(view, page)),
		/** The head of one account's or group's record; filters do not reach it. */
		account: (id: string, view: View) =>
			get<AnswerRows['accounts']>(
				`/api/v1/accounts/${writePathId(id)}`,
				toParameters({ ...view, filters: {} }),
			),
		/** Rows of any answer or part of a record, by its path below the API. */
		list: (path: string, query: URLSearchParams) =>
			get<Readonly<Record<string, unknown>>>(`/api/v1/${path}`, query),
		/** A part of it. */
		record: <Part extends keyof RecordRows>(id: string, part: Part, view: View, page: PageParameters = {}) =>
			get<RecordRows[Part]>(
				`/api/v1/accounts/${writePathId(id)}/${part}`,
				toParameters({ ...view, filters: {} }, page),
			),
	};
}
