import { createApi, rowsOf } from '$lib/client/api.ts';
import { parseView } from '$lib/client/view-state.ts';
import type { LayoutLoad } from './$types';

/** The view in the address, what stands behind every figure, and the periods that can be asked. */
export const load: LayoutLoad = async ({ data, fetch, url }) => {
	const view = parseView(url.searchParams);
	const api = createApi(fetch);
	const [meta, periods] = await Promise.all([
		api.answer('meta', { ...view, filters: {} }),
		api.answer('calendar_periods', parseView(new URLSearchParams())),
	]);
	return { ...data, view, meta, periods: rowsOf(periods) };
};
