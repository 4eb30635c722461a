import { createApi } from '$lib/client/api.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import type { CohortPeriod } from './cohorts-finding.ts';
import type { PageLoad } from './$types';

/** The cohorts by the period that the address asks for; quarters where it asks for none. */
export const load: PageLoad = async ({ fetch, url }) => {
	const state = parsePageState(url.searchParams);
	const asked = state['period'];
	const period: CohortPeriod = asked === 'month' || asked === 'year' ? asked : 'quarter';
	const measure = state['measure'] === 'revenue' ? ('revenue' as const) : ('logo' as const);
	const cohorts = await createApi(fetch).answer('cohorts', parseView(url.searchParams), { period });
	return { cohorts, period, measure };
};
