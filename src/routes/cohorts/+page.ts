import { createApi } from '$lib/client/api.ts';
import { ofAccounts, parsePageState, parseView } from '$lib/client/view-state.ts';
import { usualPeriod, type CohortPeriod } from './cohorts-finding.ts';
import type { PageLoad } from './$types';

/** Accounts shown behind a cell; an export has them all. */
const BEHIND = '200';

const isPeriod = (text: string | undefined): text is CohortPeriod =>
	text === 'month' || text === 'quarter' || text === 'year';

/** The cohorts by the period that the address asks for; by the one that the history fills where it asks for none. */
export const load: PageLoad = async ({ fetch, url, parent }) => {
	const state = parsePageState(url.searchParams);
	const asked = state['period'];
	const { periods } = await parent();
	const usual = usualPeriod(periods.filter((each) => each.period === 'month' && each.is_complete).length);
	const period = isPeriod(asked) ? asked : usual;
	const measure = state['measure'] === 'revenue' ? ('revenue' as const) : ('logo' as const);
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const { by } = state;
	const [kind, cohort_on, period_on, ...rest] = (state['open'] ?? '').split(':');
	const value = rest.join(':') || undefined;
	const cell = kind === 'cell' && cohort_on && period_on ? { cohort_on, period_on } : undefined;
	const of = value === undefined ? {} : { by, value };
	const [cohorts, split, behind] = await Promise.all([
		api.answer('cohorts', view, { period }),
		by ? api.answer('cohorts', view, { period, by }) : null,
		cell
			? api.answer('cohort_accounts', ofAccounts(view), {
					period,
					...cell,
					...of,
					sort: '-revenue',
					limit: BEHIND,
				})
			: null,
	]);
	return { cohorts, split, by, value, period, usual, measure, cell, behind };
};
