import { monthsBetween } from '$lib/components/months.ts';
import type { Phrase } from '$lib/components/phrase.ts';
import type { CohortsRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

export type CohortPeriod = 'month' | 'quarter' | 'year';

/** Months in a period. */
export const PERIOD_MONTHS: Readonly<Record<CohortPeriod, number>> = { month: 1, quarter: 3, year: 12 };

/** Months of history from which quarters fill a triangle. */
const LONG_HISTORY = 24;

/** The period that the history fills: months while it is shorter than two years. */
export function usualPeriod(firstOn: string | null, asOf: string | null): CohortPeriod {
	if (firstOn === null || asOf === null) return 'quarter';
	const [from, to] = [firstOn, asOf].map((day) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)));
	return (to ?? 0) - (from ?? 0) + 1 < LONG_HISTORY ? 'month' : 'quarter';
}

/** A cohort's months as text: 'Nov 2024 – Jan 2025'. */
export function cohortName(cohortOn: string, period: CohortPeriod, format: Format): string {
	const last = monthsBetween(cohortOn, cohortOn, PERIOD_MONTHS[period] - 1).at(-1) ?? cohortOn;
	if (period === 'month') return format.month(cohortOn);
	const isOneYear = cohortOn.slice(0, 4) === last.slice(0, 4);
	return `${isOneYear ? format.shortMonth(cohortOn) : format.month(cohortOn)} – ${format.month(last)}`;
}

/**
 * The sentence that opens the page: of the newest cohort that is a year old, how many still buy, against the one a year before;
 * of the one that was followed longest, where none is a year old.
 */
export function cohortsFinding(
	rows: readonly CohortsRow[],
	period: CohortPeriod,
	noun: { one: string; many: string },
	format: Format,
): Phrase[] {
	const year = 12 / PERIOD_MONTHS[period];
	// The first cohort holds everybody who bought before the data begins: it began at another time.
	const first = rows.reduce((earliest, row) => (row.cohort_on < earliest ? row.cohort_on : earliest), '9999');
	const followed = rows.filter(
		(row) => row.age > 0 && row.is_complete && row.logo_share !== null && row.cohort_on !== first,
	);
	const age = Math.min(year, Math.max(0, ...followed.map((row) => row.age)));
	const aged = followed
		.filter((row) => row.age === age)
		.sort((a, b) => b.cohort_on.localeCompare(a.cohort_on));
	const newest = aged[0];
	if (!newest) return [{ text: `No ${noun.many} have been followed for long enough yet.` }];

	const count = newest.accounts ?? 0;
	const who = `Of ${format.count(count)} ${plural(count, noun.one, noun.many)} that began in ${cohortName(newest.cohort_on, period, format)}`;
	const word = { month: 'in the month', quarter: 'in the quarter', year: 'in the year' }[period];
	const later = age === year ? 'one year on' : `${format.count(age)} ${plural(age, period, `${period}s`)} on`;
	const yearBefore = `${Number(newest.cohort_on.slice(0, 4)) - 1}${newest.cohort_on.slice(4)}`;
	const earlier = aged.find((row) => row.cohort_on === yearBefore);
	const against = earlier
		? `, against ${format.wholeShare(earlier.logo_share)} of those that began a year earlier`
		: '';
	return [
		{ text: who, isStrong: true },
		{ text: `, ${format.wholeShare(newest.logo_share)} bought ${word} ${later}${against}.` },
	];
}
