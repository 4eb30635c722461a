import type { Phrase } from '$lib/components/phrase.ts';
import type { CalendarPeriodsRow, CohortsRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

export type CohortPeriod = 'month' | 'quarter' | 'year';

/** Periods of a year, by kind. */
const PERIODS_IN_YEAR: Readonly<Record<CohortPeriod, number>> = { month: 12, quarter: 4, year: 1 };

/** Months of history from which quarters fill a triangle. */
const LONG_HISTORY = 24;

/** The period that the history fills: months while fewer than two years of them are complete. */
export function usualPeriod(completeMonths: number): CohortPeriod {
	return completeMonths > 0 && completeMonths < LONG_HISTORY ? 'month' : 'quarter';
}

/** The period that begins on a day; undefined where the history does not hold it. */
export function periodOf(
	periods: readonly CalendarPeriodsRow[],
	period: CohortPeriod,
	fromOn: string,
): CalendarPeriodsRow | undefined {
	return periods.find((each) => each.period === period && each.from_on === fromOn);
}

/** A cohort's months as text: 'Nov 2024 – Jan 2025'. */
export function cohortName(
	cohortOn: string,
	period: CohortPeriod,
	periods: readonly CalendarPeriodsRow[],
	format: Format,
): string {
	const found = periodOf(periods, period, cohortOn);
	return found ? format.period(found) : format.day(cohortOn);
}

/**
 * The sentence that opens the page: of the newest cohort that is a year old, how many still buy, against the one a year before;
 * of the one that was followed longest, where none is a year old.
 */
export function cohortsFinding(
	rows: readonly CohortsRow[],
	period: CohortPeriod,
	periods: readonly CalendarPeriodsRow[],
	noun: { one: string; many: string },
	format: Format,
): Phrase[] {
	const year = PERIODS_IN_YEAR[period];
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
	const who = `Of ${format.count(count)} ${plural(count, noun.one, noun.many)} that began in ${cohortName(newest.cohort_on, period, periods, format)}`;
	const word = { month: 'in the month', quarter: 'in the quarter', year: 'in the year' }[period];
	const later = age === year ? 'one year on' : `${format.count(age)} ${plural(age, period, `${period}s`)} on`;
	const yearBefore = periodOf(periods, period, newest.cohort_on)?.year_before_on;
	const earlier = aged.find((row) => row.cohort_on === yearBefore);
	const against = earlier
		? `, against ${format.wholeShare(earlier.logo_share)} of those that began a year earlier`
		: '';
	return [
		{ text: who, isStrong: true },
		{ text: `, ${format.wholeShare(newest.logo_share)} bought ${word} ${later}${against}.` },
	];
}
