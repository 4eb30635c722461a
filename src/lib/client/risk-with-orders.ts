import type { AccountOrderDaysRow, RiskRow } from '../contract/rows.ts';
import { rowsOf, type createApi, type Outcome } from './api.ts';
import type { View } from './view-state.ts';

/** The accounts with most money at risk, and for each the days on which it ordered, newest first. */
export interface RiskWithOrders {
	risk: Outcome<RiskRow>;
	/** Days with an order, by account. */
	orderDays: ReadonlyMap<string, readonly string[]>;
}

/** Order days that a strip shows at most. */
const STROKES = '80';

/** Asks for the accounts at risk, and then for the order days of each: the strip beside a name needs them. */
export async function riskWithOrders(
	api: ReturnType<typeof createApi>,
	view: View,
	limit: number,
): Promise<RiskWithOrders> {
	const risk = await api.answer('risk', view, { list: 'at_risk', limit: String(limit) });
	const asked = await Promise.all(
		rowsOf(risk).map(async (row) => {
			const days = await api.record(row.account_id, 'order_days', view, {
				sort: '-ordered_on',
				limit: STROKES,
			});
			return [row.account_id, rowsOf<AccountOrderDaysRow>(days).map((each) => each.ordered_on)] as const;
		}),
	);
	return { risk, orderDays: new Map(asked) };
}
