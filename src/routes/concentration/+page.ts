import { createApi } from '$lib/client/api.ts';
import { parseIds } from '$lib/client/id-list.ts';
import { PAGE_ROWS } from '$lib/client/row-pages.svelte.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import { priorView } from '$lib/components/prior-view.ts';
import { scenarios } from './stress.ts';
import type { PageLoad } from './$types';

/** Steps of the curve in each direction: the handle stands on one of its points. */
const CURVE_POINTS = '250';

/** Steps of the whale curve: finer would not show. */
const WHALE_POINTS = '100';

/** Every answer on concentration, asked together; only the period before waits to learn which one it is. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const concentration = api.answer('concentration', view);
	const prior = concentration.then((outcome) => {
		const before = outcome.ok ? priorView(view, outcome.meta) : null;
		return before ? api.answer('concentration', before) : null;
	});
	const lost = parseIds(parsePageState(url.searchParams)['lose']);
	const [now, before, curve, largest, whale, trend, stress] = await Promise.all([
		concentration,
		prior,
		api.answer('concentration_curve', view, { points: CURVE_POINTS }),
		api.answer('concentration_curve', view, { limit: String(PAGE_ROWS) }),
		api.answer('whale_curve', view, { points: WHALE_POINTS }),
		api.answer('concentration_trend', { ...view, from: undefined, to: undefined }),
		api.answer('concentration_stress', view, { lose: scenarios(lost) }),
	]);
	return {
		concentration: now,
		before,
		curve,
		largest,
		whale,
		trend,
		stress,
		lost,
	};
};
