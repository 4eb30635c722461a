import type { AnswerMeta } from '../client/api.ts';
import type { View } from '../client/view-state.ts';

/**
 * The view of the period that an answer was compared with; null where there was none. A year ago's default
 * period is asked by its day, since the answers of every month's end are kept ready.
 */
export function priorView(
	view: View,
	meta: Pick<AnswerMeta, 'prior_from' | 'prior_to' | 'prior_last_on'>,
): View | null {
	if (!meta.prior_from || !meta.prior_to || !meta.prior_last_on) return null;
	const isDefault = !view.from && !view.to && Object.keys(view.filters).length === 0;
	return isDefault
		? { ...view, as_of: meta.prior_last_on, compare: 'none' }
		: { ...view, from: meta.prior_from, to: meta.prior_to, compare: 'none' };
}
