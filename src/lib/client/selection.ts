import type { AnswerMeta } from './api.ts';
import type { View } from './view-state.ts';

/** How many accounts the filters of a view leave, where there are filters. */
export interface Selection {
	/** With every filter; null where it could not be asked. */
	all: number | null;
	/** The filters that tell lines apart and not accounts: the category and dimensions of the order line. */
	lineFilters: readonly string[];
	/** Without these, for answers that they do not reach. */
	withoutLineFilters: number | null;
}

/** What an answer says of its filters. */
type Filtered = Pick<AnswerMeta, 'filters' | 'measures' | 'filters_not_applied'>;

/** Whether any filter of the view reached an answer. */
export function isReached(view: View, meta: Filtered): boolean {
	return Object.keys(view.filters).some(
		(name) =>
			(name in meta.filters && !meta.filters_not_applied.includes(name)) ||
			meta.measures.some((measure) => /^\w+/.exec(measure)?.[0] === name),
	);
}

/** Whether the filters that reached an answer leave nobody: then it says nothing about the data, only about the filters. */
export function isNobodyLeft(selection: Selection | null, view: View, meta: Filtered): boolean {
	if (selection === null || !isReached(view, meta)) return false;
	const isOfAccounts = selection.lineFilters.some((name) => meta.filters_not_applied.includes(name));
	return (isOfAccounts ? selection.withoutLineFilters : selection.all) === 0;
}
