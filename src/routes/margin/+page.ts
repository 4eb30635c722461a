import { createApi } from '$lib/client/api.ts';
import { ofAccounts, parsePageState, parseView } from '$lib/client/view-state.ts';
import type { MarginBridgeProductsRow } from '$lib/contract/rows.ts';
import type { PageLoad } from './$types';

/** Products shown on either side of a step. */
const PRODUCTS = '8';

/** The column of the products that holds their part of a step; no product has volume and mix apart. */
const PRODUCT_COLUMNS: Readonly<Record<string, keyof MarginBridgeProductsRow & string>> = {
	start: 'margin_change',
	end: 'margin_change',
	price: 'price_amount',
	cost: 'cost_amount',
	volume: 'quantity_amount',
	mix: 'quantity_amount',
	new_products: 'new_amount',
	lost_products: 'lost_amount',
	returns: 'returns_amount',
	uncosted: 'uncosted_amount',
	fx: 'fx_amount',
};

/** The margin bridge, whole and by the dimension that is drilled into, and the summary beside it. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const { by, open } = parsePageState(url.searchParams);
	const step = open?.startsWith('step:') ? open.slice('step:'.length) : undefined;
	const column = step === undefined ? undefined : PRODUCT_COLUMNS[step];
	const [summary, bridge, drill, gains, losses] = await Promise.all([
		api.answer('summary', view),
		api.answer('margin_bridge', view),
		by ? api.answer('margin_bridge', view, { by }) : null,
		column
			? api.answer('margin_bridge_products', ofAccounts(view), { sort: `-${column}`, limit: PRODUCTS })
			: null,
		column ? api.answer('margin_bridge_products', ofAccounts(view), { sort: column, limit: PRODUCTS }) : null,
	]);
	return { summary, bridge, drill, by, step, column, gains, losses };
};
