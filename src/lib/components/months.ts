import type { AnswerMeta } from '../client/api.ts';
import type { Compare, View } from '../client/view-state.ts';

/** Months since year 0 of a day 'YYYY-MM-DD'. */
const indexOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const firstDayOf = (index: number): string =>
	`${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;

/** First days of the months from that of `from` to that of `to`, both included, and `more` after them. */
export function monthsBetween(from: string, to: string, more = 0): string[] {
	const first = indexOf(from);
	const count = Math.max(0, indexOf(to) - first + 1 + more);
	return Array.from({ length: count }, (_, offset) => firstDayOf(first + offset));
}

/** Months in a half-open window of first days. */
export function monthsIn(from: string, to: string): number {
	return indexOf(to) - indexOf(from);
}

/** First day of the last month inside a half-open window. */
export function lastMonthOf(to: string): string {
	return firstDayOf(indexOf(to) - 1);
}

/** The window that a comparison would take, by its months; null for none, and where the two would overlap. */
export function comparedWith(
	compare: Compare,
	from: string,
	to: string,
): { from: string; to: string } | null {
	if (compare === 'none') return null;
	const back = compare === 'prior_year' ? 12 : monthsIn(from, to);
	const prior = { from: firstDayOf(indexOf(from) - back), to: firstDayOf(indexOf(to) - back) };
	return prior.to > from ? null : prior;
}

/** Whether a window is the one that is shown where the address names none: the twelve months up to the end of `asOf`. */
export function isDefaultWindow(from: string, to: string, asOf: string): boolean {
	return monthsIn(from, to) === 12 && lastDayOf(to) === asOf;
}

/** The last day inside a half-open window that ends at the first of a month. */
export function lastDayOf(to: string): string {
	return new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * The view of the period that an answer was compared with; null where there was none. A year ago's default
 * period is asked by its day, since the answers of every month's end are kept ready.
 */
export function priorView(view: View, meta: Pick<AnswerMeta, 'prior_from' | 'prior_to'>): View | null {
	if (!meta.prior_from || !meta.prior_to) return null;
	const isDefault = !view.from && !view.to && Object.keys(view.filters).length === 0;
	return isDefault
		? { ...view, as_of: lastDayOf(meta.prior_to), compare: 'none' }
		: { ...view, from: meta.prior_from, to: meta.prior_to, compare: 'none' };
}
