import { createApi } from '$lib/client/api.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** The margin bridge, whole and by the dimension that is drilled into, and the summary beside it. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const { by } = parsePageState(url.searchParams);
	const [summary, bridge, drill] = await Promise.all([
		api.answer('summary', view),
		api.answer('margin_bridge', view),
		by ? api.answer('margin_bridge', view, { by }) : null,
	]);
	return { summary, bridge, drill, by };
};
