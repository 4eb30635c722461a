import { toParameters, type PageParameters, type View } from './view-state.ts';
import type { Outcome } from './api.ts';

const API = '/api/v1/';
/** What every question has, said by the view or by the list itself. */
const COMMON = ['as_of', 'from', 'to', 'compare', 'level'];
/** What a page or an export says of itself, which a whole list does not keep. */
const OF_A_PAGE = ['limit', 'offset', 'show', 'sort', 'search'];

/** The whole list behind an answer that a page shows in part: its page, and the parameters of that page. */
export interface ListAddress {
	path: string;
	state: Record<string, string>;
	/** Filters that the list keeps in the view: only the answer `accounts` has its own. */
	filters?: Record<string, readonly string[]>;
}

/** Which rows of an answer a list holds, beside what the view says: `is_open=true&state=running`, for the address. */
export function parseOwn(text: string | undefined): URLSearchParams {
	return new URLSearchParams(text ?? '');
}

/**
 * The address of the whole list of which an outcome holds some rows. What the view already says is left to the view; what is
 * the answer's own (`step=new`, `is_open=true`) goes along.
 */
export function listOf(outcome: Outcome<unknown>, view: View): ListAddress {
	const asked = new URLSearchParams(outcome.query);
	const name = outcome.path.slice(API.length);
	const own = new URLSearchParams();
	for (const [key, value] of asked) {
		const isOfView = COMMON.includes(key) || (view.filters[key] ?? []).includes(value);
		if (!isOfView && !OF_A_PAGE.includes(key)) own.append(key, value);
	}
	const sort = asked.get('sort');
	const search = asked.get('search');
	const state = { ...(sort ? { sort } : {}), ...(search ? { search } : {}) };
	if (name === 'accounts') {
		const filters: Record<string, readonly string[]> = { ...view.filters };
		for (const key of new Set(own.keys())) filters[key] = [...(filters[key] ?? []), ...own.getAll(key)];
		return { path: '/accounts', state, filters };
	}
	if (name === 'risk') {
		const list = own.get('list');
		return { path: '/risk', state: list ? { list } : {} };
	}
	const open = own.toString();
	return { path: `/lists/${name}`, state: { ...(open ? { open } : {}), ...state } };
}

/** The question of a list's page: the view, what is the list's own, and which part of it in which order. */
export function listQuestion(
	view: View,
	{ open, sort, search, ...page }: PageParameters & { open?: string; sort?: string; search?: string },
): URLSearchParams {
	const query = toParameters(view);
	for (const [name, value] of parseOwn(open)) query.append(name, value);
	for (const [name, value] of toParameters(
		{ as_of: undefined, from: undefined, to: undefined, compare: 'prior_year', level: 'group', filters: {} },
		{ sort, search, ...page },
	))
		query.append(name, value);
	return query;
}
