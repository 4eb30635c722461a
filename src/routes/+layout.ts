import { createApi, rowOf, rowsOf, type Outcome } from '$lib/client/api.ts';
import type { Selection } from '$lib/client/selection.ts';
import { parseView, setFilter, type View } from '$lib/client/view-state.ts';
import type { MetaRow, SummaryRow } from '$lib/contract/rows.ts';
import type { LayoutLoad } from './$types';

/** The view in the address, what stands behind every figure, the periods that can be asked, and how many accounts the filters leave. */
export const load: LayoutLoad = async ({ data, fetch, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const known = api.answer('meta', { ...view, filters: {} });
	const [meta, periods, selection] = await Promise.all([
		known,
		api.answer('calendar_periods', parseView(new URLSearchParams())),
		selectionOf((asked) => api.answer('summary', asked), view, known),
	]);
	return { ...data, view, meta, periods: rowsOf(periods), selection };
};

async function selectionOf(
	ask: (view: View) => Promise<Outcome<SummaryRow>>,
	view: View,
	meta: Promise<Outcome<MetaRow>>,
): Promise<Selection | null> {
	if (Object.keys(view.filters).length === 0) return null;
	const count = async (asked: View) => rowOf(await ask(asked))?.known_accounts ?? null;
	const all = count(view);
	const ofLines = ['category', ...(rowOf(await meta)?.line_dimensions ?? [])].filter(
		(name) => view.filters[name] !== undefined,
	);
	const accountsAlone = ofLines.reduce((asked, name) => setFilter(asked, name, []), view);
	return {
		all: await all,
		lineFilters: ofLines,
		withoutLineFilters: await (ofLines.length > 0 ? count(accountsAlone) : all),
	};
}
