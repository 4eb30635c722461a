import { createApi } from '$lib/client/api.ts';
import { ofAccounts, parsePageState, parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** Accounts shown among those that moved most, in either direction. */
const MOVERS = '8';

/** Accounts shown behind a step; an export has them all. */
const BEHIND = '200';

/** What moves a step most stands first, whether it adds or takes away. */
const orderOf = (step: string): string => (step === 'lost' || step === 'contraction' ? 'amount' : '-amount');

/** Revenue by month, the revenue bridge, whole and by the dimension that is drilled into, and the accounts that moved most. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const { by, open } = parsePageState(url.searchParams);
	const step = open?.startsWith('step:') ? open.slice('step:'.length) : undefined;
	const [summary, bridge, months, drill, behind, up, down] = await Promise.all([
		api.answer('summary', view),
		api.answer('growth_bridge', view),
		api.answer('revenue_months', view),
		by ? api.answer('growth_bridge', view, { by }) : null,
		step
			? api.answer('growth_bridge_accounts', ofAccounts(view), { step, sort: orderOf(step), limit: BEHIND })
			: null,
		api.answer('accounts', view, { sort: '-revenue_change', limit: MOVERS }),
		api.answer('accounts', view, { sort: 'revenue_change', limit: MOVERS }),
	]);
	return { summary, bridge, months, drill, by, step, behind, up, down };
};
