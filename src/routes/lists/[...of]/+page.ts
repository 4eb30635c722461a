import { error } from '@sveltejs/kit';
import { createApi } from '$lib/client/api.ts';
import { listQuestion } from '$lib/client/list-address.ts';
import { PAGE_ROWS } from '$lib/client/row-pages.svelte.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** An answer, or a part of one account's record. */
const LIST = /^(?:accounts\/([^/]+)\/)?([a-z][a-z0-9_]*)$/;

/** The whole of a list that another page shows in part: its first rows, what all of them add up to, and what its columns mean. */
export const load: PageLoad = async ({ fetch, params, url }) => {
	// An id may hold a slash of its own: the address is taken apart before it is decoded.
	const match = LIST.exec(url.pathname.slice('/lists/'.length));
	if (!match) error(404, `There is no list ${params.of}.`);
	const [, encodedId, name = ''] = match;
	const id = encodedId === undefined ? undefined : decodeURIComponent(encodedId);
	const api = createApi(fetch);
	const { open, sort, search } = parsePageState(url.searchParams);
	// A record is of one account: filters do not reach it.
	const view =
		id === undefined ? parseView(url.searchParams) : { ...parseView(url.searchParams), filters: {} };
	const path = id === undefined ? name : `accounts/${encodeURIComponent(id)}/${name}`;
	const asked = { open, sort, search };
	const [rows, head] = await Promise.all([
		api.list(path, listQuestion(view, { ...asked, limit: String(PAGE_ROWS), show: 'rows,totals' })),
		id === undefined ? null : api.account(id, view),
	]);
	if (!rows.ok && rows.problem.status === 404) error(404, rows.problem.detail ?? rows.problem.title);
	const making = rows.ok ? await api.making(rows) : null;
	return { id, name, path, view, asked, rows, head, making };
};
