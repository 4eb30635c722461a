import type { RiskRow } from '../contract/rows.ts';
import { rowsOf, type createApi, type Outcome } from './api.ts';
import type { PageParameters, View } from './view-state.ts';

/** Accounts of the answer `risk`, and for each the days of the last year on which it ordered. */
export interface RiskWithOrders {
	risk: Outcome<RiskRow>;
	/** Days with an order, by account; an account without one is not in it. */
	orderDays: ReadonlyMap<string, readonly string[]>;
}

/** Asks for accounts, and then for the order days of all of them: the strip beside a name needs them. */
export async function riskWithOrders(
	api: ReturnType<typeof createApi>,
	view: View,
	page: PageParameters,
): Promise<RiskWithOrders> {
	const risk = await api.answer('risk', view, page);
	const ids = rowsOf(risk).map((row) => row.account_id);
	const strips =
		ids.length > 0 ? rowsOf(await api.answer('cadence_strips', { ...view, filters: {} }, { ids })) : [];
	return { risk, orderDays: new Map(strips.map((strip) => [strip.account_id, strip.ordered_on])) };
}
