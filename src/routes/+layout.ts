import { createApi } from '$lib/client/api.ts';
import { parseView } from '$lib/client/view-state.ts';
import type { LayoutLoad } from './$types';

/** The view in the address, and what stands behind every figure. */
export const load: LayoutLoad = async ({ data, fetch, url }) => {
	const view = parseView(url.searchParams);
	return { ...data, view, meta: await createApi(fetch).answer('meta', { ...view, filters: {} }) };
};
