import { createApi } from '$lib/client/api.ts';
import { riskWithOrders } from '$lib/client/risk-with-orders.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import { riskList } from '$lib/components/risk-lists.ts';
import type { PageLoad } from './$types';

/** Accounts of a page, each with its strip; an export has them all. */
const SHOWN = 25;

/** One list of accounts, how long all lists are, and what the past says of the claims. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const state = parsePageState(url.searchParams);
	const list = riskList(state['list']);
	const offset = /^\d{1,9}$/.test(state['offset'] ?? '') ? Number(state['offset']) : 0;
	const [shown, lists, model, evidence] = await Promise.all([
		riskWithOrders(api, view, {
			list: list.key,
			sort: list.sort,
			limit: String(SHOWN),
			offset: offset > 0 ? String(offset) : undefined,
		}),
		api.answer('risk_lists', view),
		api.answer('risk_model', { ...view, filters: {} }),
		api.answer('evidence', { ...view, filters: {} }),
	]);
	return { list, shown, lists, model, evidence, offset, pageSize: SHOWN };
};
