import { createApi, rowOf } from '$lib/client/api.ts';
import { parseView } from '$lib/client/view-state.ts';
import { priorView } from '$lib/components/months.ts';
import type { PageLoad } from './$types';

/** Steps of the curve in each direction: finer would not show. */
const CURVE_POINTS = '200';

/** Every answer of the overview, asked together; only the period before waits to learn which one it is. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const concentration = api.answer('concentration', view);
	const prior = concentration.then((outcome) => {
		const before = outcome.ok ? priorView(view, outcome.meta) : null;
		return before ? api.answer('concentration', before) : null;
	});
	const [summary, curve, largest, now, before] = await Promise.all([
		api.answer('summary', view),
		api.answer('concentration_curve', view, { points: CURVE_POINTS }),
		api.answer('accounts', view, { limit: '10' }),
		concentration,
		prior,
	]);
	return { summary, curve, largest, concentration: now, priorConcentration: rowOf(before) };
};
