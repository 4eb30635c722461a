import type { AnswerMeta } from '../client/api.ts';
import type { MetaRow } from '../contract/rows.ts';

/** What an answer says of its windows, its comparison and the columns that a filter did not reach. */
type Windowed = Pick<AnswerMeta, 'prior_from' | 'compare' | 'columns_not_filtered'>;

/** Why a page has no margin to show. What the data lacks is read from the data, never from a window or a selection. */
export function whyNoMargin(facts: MetaRow | null, sold: number | null | undefined): string {
	if (facts !== null && !facts.has_cost) return 'shown once lines carry cost_amount';
	if (sold === 0) return 'nothing was sold in this period';
	return 'no line of this period has a cost';
}

/** Why a figure has nothing to be compared with. */
export function whyNotCompared(facts: MetaRow | null, meta: Windowed | null | undefined): string {
	if (facts !== null && !facts.has_amount) return 'the data holds no amounts';
	if (meta?.compare === 'none') return 'no comparison is chosen';
	if (meta === null || meta === undefined || meta.prior_from === null) return 'needs an earlier period';
	return 'nothing was sold in the earlier period';
}

/** Whether a column is empty because a filter does not reach it. */
export function isUnreached(meta: Windowed | null | undefined, column: string): boolean {
	return meta?.columns_not_filtered.includes(column) ?? false;
}
