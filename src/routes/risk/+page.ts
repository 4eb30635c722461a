import { createApi } from '$lib/client/api.ts';
import { riskWithOrders } from '$lib/client/risk-with-orders.ts';
import { parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** Accounts shown with their strip; an export has them all. */
const SHOWN = 25;

/** The accounts behind their own rhythm, what they put at risk together, and those that have lapsed. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const [late, totals, summary, lapsed] = await Promise.all([
		riskWithOrders(api, view, SHOWN),
		api.answer('risk', view, { list: 'at_risk', show: 'totals' }),
		api.answer('summary', view),
		api.answer('risk', view, { list: 'lapsed', limit: '1' }),
	]);
	return { late, totals, summary, lapsed };
};
