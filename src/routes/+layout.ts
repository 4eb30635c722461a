import { createApi, rowOf, rowsOf, type Outcome } from '$lib/client/api.ts';
import type { Selection } from '$lib/client/selection.ts';
import { parseView, setFilter, type View } from '$lib/client/view-state.ts';
import type { SummaryRow } from '$lib/contract/rows.ts';
import type { LayoutLoad } from './$types';

/** The view in the address, what stands behind every figure, the periods that can be asked, and how many accounts the filters leave. */
export const load: LayoutLoad = async ({ data, fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const [meta, periods, selection] = await Promise.all([
		api.answer('meta', { ...view, filters: {} }),
		api.answer('calendar_periods', parseView(new URLSearchParams())),
		selectionOf((asked) => api.answer('summary', asked), view),
	]);
	return { ...data, view, meta, periods: rowsOf(periods), selection };
};

async function selectionOf(
	ask: (view: View) => Promise<Outcome<SummaryRow>>,
	view: View,
): Promise<Selection | null> {
	if (Object.keys(view.filters).length === 0) return null;
	const count = async (asked: View) => rowOf(await ask(asked))?.known_accounts ?? null;
	const all = count(view);
	const hasCategory = view.filters['category'] !== undefined;
	return {
		all: await all,
		withoutCategory: await (hasCategory ? count(setFilter(view, 'category', [])) : all),
	};
}
