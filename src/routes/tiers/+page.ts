import { createApi } from '$lib/client/api.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import { LIVE_POINTS, SENT_POINTS } from './what-if-state.ts';
import type { PageLoad } from './$types';

/** Accounts in each list; an export has them all. */
const LISTED = '6';
/** Accounts that moved, and those that would. */
const MOVED = '12';

/** What the last review gave, and what other rules would: the first accounts come with the page, the others after it. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const { weights, size_thresholds, thresholds } = parsePageState(url.searchParams);
	const list = (name: string, more: Record<string, string> = {}) =>
		api.answer('tiers', view, { list: name, limit: LISTED, ...more });
	const points = api.answer('tier_points', view, { limit: String(SENT_POINTS) });
	const beyond = points.then((outcome) =>
		outcome.ok && outcome.meta.total_rows > LIVE_POINTS && (weights || size_thresholds || thresholds)
			? api.answer('tier_what_if', view, { weights, size_thresholds, thresholds, limit: MOVED })
			: null,
	);
	const [
		summary,
		shares,
		model,
		moves,
		since,
		moved,
		candidates,
		unmerited,
		underServed,
		contested,
		disputed,
	] = await Promise.all([
		api.answer('summary', view),
		api.answer('tier_shares', view),
		api.answer('tier_model', view),
		api.answer('tier_moves', view),
		api.answer('tier_since', view),
		list('moved', { sort: '-revenue', limit: MOVED }),
		list('candidates'),
		list('unmerited', { sort: '-revenue' }),
		list('under_served', { sort: '-revenue' }),
		list('contested', { sort: '-revenue' }),
		list('disputed', { sort: '-rating_spread,-revenue' }),
	]);
	return {
		...{ summary, shares, model, moves, since, moved, points: await points, beyond: await beyond },
		...{ candidates, unmerited, underServed, contested, disputed },
	};
};
