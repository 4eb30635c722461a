import { createApi } from '$lib/client/api.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** Rows set aside that are shown of one reason; an export has them all. */
const REJECTED_ROWS = '50';

/** What was read, what is odd about it, what was set aside, and the rows behind the reason that is open. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = { ...parseView(url.searchParams), filters: {} };
	const reason = parsePageState(url.searchParams)['open'];
	const [entities, quality, rejections, rejectedRows] = await Promise.all([
		api.answer('entities', view),
		api.answer('data_quality', view),
		api.answer('rejections', view),
		reason ? api.answer('rejected_rows', view, { reason, limit: REJECTED_ROWS }) : null,
	]);
	return { entities, quality, rejections, rejectedRows, reason };
};
