import { createApi } from '$lib/client/api.ts';
import { PAGE_ROWS } from '$lib/client/row-pages.svelte.ts';
import { clearFilters, parsePageState, parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** Columns with which the list can be narrowed. */
const MEASURES = ['revenue', 'growth_rate', 'margin_share', 'orders', 'days_since_order'];

/** The first page of accounts, what they make together, and how many there are without the filters. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const { search, sort } = parsePageState(url.searchParams);
	const isNarrowed = search !== undefined || Object.keys(view.filters).length > 0;
	const [accounts, totals, summary, all] = await Promise.all([
		api.answer('accounts', view, { search, sort, limit: String(PAGE_ROWS) }),
		api.answer('accounts', view, { search, show: 'totals' }),
		api.answer('summary', view),
		isNarrowed ? api.answer('accounts', clearFilters(view), { limit: '1' }) : null,
	]);
	return { accounts, totals, summary, all, search, sort, measures: MEASURES };
};
