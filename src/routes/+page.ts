import { createApi, rowOf } from '$lib/client/api.ts';
import { parseView } from '$lib/client/view-state.ts';
import { riskWithOrders } from '$lib/client/risk-with-orders.ts';
import { priorView } from '$lib/components/prior-view.ts';
import type { PageLoad } from './$types';

/** Steps of the curve in each direction: finer would not show. */
const CURVE_POINTS = '50';

/** Accounts shown among those that moved most, in either direction. */
const MOVERS = '5';
/** Accounts shown among those at risk. */
const LATE = '4';

/** Every answer of the overview, asked together; only the period before waits to learn which one it is. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const concentration = api.answer('concentration', view);
	const prior = concentration.then((outcome) => {
		const before = outcome.ok ? priorView(view, outcome.meta) : null;
		return before ? api.answer('concentration', before) : null;
	});
	const bridge = api.answer('growth_bridge', view);
	/** Where nothing can be compared, revenue by month stands in the place of the bridge. */
	const months = bridge.then((outcome) =>
		outcome.ok && outcome.meta.prior_from === null ? api.answer('revenue_months', view) : null,
	);
	const [
		summary,
		curve,
		largest,
		steps,
		byMonth,
		up,
		down,
		trend,
		risk,
		riskLists,
		evidence,
		shares,
		now,
		before,
	] = await Promise.all([
		api.answer('summary', view),
		api.answer('concentration_curve', view, { points: CURVE_POINTS }),
		api.answer('accounts', view, { limit: '10' }),
		bridge,
		months,
		api.answer('accounts', view, { sort: '-revenue_change', limit: MOVERS }),
		api.answer('accounts', view, { sort: 'revenue_change', limit: MOVERS }),
		api.answer('concentration_trend', { ...view, from: undefined, to: undefined }),
		riskWithOrders(api, view, { list: 'at_risk', limit: LATE }),
		api.answer('risk_lists', view),
		api.answer('evidence', { ...view, filters: {} }),
		api.answer('tier_shares', view),
		concentration,
		prior,
	]);
	return {
		...{
			summary,
			curve,
			largest,
			bridge: steps,
			months: byMonth,
			up,
			down,
			trend,
			risk,
			riskLists,
			evidence,
			shares,
		},
		...{ concentration: now, priorConcentration: rowOf(before) },
	};
};
