import { createApi } from '$lib/client/api.ts';
import { parseIds } from '$lib/client/id-list.ts';
import { PAGE_ROWS } from '$lib/client/row-pages.svelte.ts';
import { clearFilters, parsePageState, parseView } from '$lib/client/view-state.ts';
import { mostCompared } from './compared.ts';
import type { PageLoad } from './$types';

/** Order days that a strip shows at most. */
const STROKES = '400';

/** The first page of accounts, what they make together, how many there are without the filters, and those picked to compare. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const { search, sort, with: picked } = parsePageState(url.searchParams);
	const isNarrowed = search !== undefined || Object.keys(view.filters).length > 0;
	const ids = parseIds(picked).slice(0, mostCompared);
	const comparing = Promise.all(
		ids.map(async (id) => {
			const [head, months, days] = await Promise.all([
				api.account(id, view),
				api.record(id, 'months', view),
				api.record(id, 'order_days', view, { sort: '-ordered_on', limit: STROKES }),
			]);
			return { id, head, months, days };
		}),
	);
	const [accounts, totals, summary, all, compared] = await Promise.all([
		api.answer('accounts', view, { search, sort, limit: String(PAGE_ROWS) }),
		api.answer('accounts', view, { search, show: 'totals' }),
		api.answer('summary', view),
		isNarrowed ? api.answer('accounts', clearFilters(view), { limit: '1' }) : null,
		comparing,
	]);
	return { accounts, totals, summary, all, search, sort, ids, compared };
};
