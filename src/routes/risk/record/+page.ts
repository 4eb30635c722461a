import { createApi } from '$lib/client/api.ts';
import { parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** How good the flag has been: over all cut-offs together, cut-off by cut-off, and what is in use now. Filters do not reach it. */
export const load: PageLoad = async ({ fetch, url }) => {
	const api = createApi(fetch);
	const view = { ...parseView(url.searchParams), filters: {} };
	const [evidence, told, model, record, reliability, backtest] = await Promise.all([
		api.answer('evidence', view),
		api.answer('risk_told', view, { limit: '1000' }),
		api.answer('risk_model', view),
		api.answer('risk_record', view),
		api.answer('risk_reliability', view),
		api.answer('risk_backtest', view),
	]);
	return { evidence, told, model, record, reliability, backtest };
};
