import { createApi } from '$lib/client/api.ts';
import { parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** Rows of each list that are shown; the whole of a list has a page of its own. */
const ROWS = '15';

/** The two lists of white space, what they add up to, and whether a check of a year bears them out. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const [winBack, neverBought, evidence, meta] = await Promise.all([
		api.answer('white_space', view, { list: 'win_back', limit: ROWS, show: 'rows,totals' }),
		api.answer('white_space', view, { list: 'never_bought', limit: ROWS, show: 'rows,totals' }),
		api.answer('evidence', { ...view, filters: {} }),
		api.answer('meta', view),
	]);
	return { winBack, neverBought, evidence, meta };
};
