import { monthsBetween } from '$lib/components/months.ts';
import type { Phrase } from '$lib/components/phrase.ts';
import type { CohortsRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

export type CohortPeriod = 'month' | 'quarter' | 'year';

/** Months in a period. */
export const PERIOD_MONTHS: Readonly<Record<CohortPeriod, number>> = { month: 1, quarter: 3, year: 12 };

/** A cohort's months as text: 'Nov 2024 – Jan 2025'. */
export function cohortName(cohortOn: string, period: CohortPeriod, format: Format): string {
	const last = monthsBetween(cohortOn, cohortOn, PERIOD_MONTHS[period] - 1).at(-1) ?? cohortOn;
	if (period === 'month') return format.month(cohortOn);
	const isOneYear = cohortOn.slice(0, 4) === last.slice(0, 4);
	return `${isOneYear ? format.shortMonth(cohortOn) : format.month(cohortOn)} – ${format.month(last)}`;
}

/** The sentence that opens the page: of the newest cohort that is a year old, how many still buy, against the one a year before. */
export function cohortsFinding(
	rows: readonly CohortsRow[],
	period: CohortPeriod,
	noun: { one: string; many: string },
	format: Format,
): Phrase[] {
	const age = 12 / PERIOD_MONTHS[period];
	// The first cohort holds everybody who bought before the data begins: it began at another time.
	const first = rows.reduce((earliest, row) => (row.cohort_on < earliest ? row.cohort_on : earliest), '9999');
	const aged = rows
		.filter((row) => row.age === age && row.is_complete && row.logo_share !== null && row.cohort_on !== first)
		.sort((a, b) => b.cohort_on.localeCompare(a.cohort_on));
	const newest = aged[0];
	if (!newest) return [{ text: `No ${noun.many} have been followed for a year yet.` }];

	const count = newest.accounts ?? 0;
	const who = `Of ${format.count(count)} ${plural(count, noun.one, noun.many)} that began in ${cohortName(newest.cohort_on, period, format)}`;
	const word = { month: 'in the month', quarter: 'in the quarter', year: 'in the year' }[period];
	const yearBefore = `${Number(newest.cohort_on.slice(0, 4)) - 1}${newest.cohort_on.slice(4)}`;
	const earlier = aged.find((row) => row.cohort_on === yearBefore);
	const against = earlier
		? `, against ${format.wholeShare(earlier.logo_share)} of those that began a year earlier`
		: '';
	return [
		{ text: who, isStrong: true },
		{ text: `, ${format.wholeShare(newest.logo_share)} bought ${word} one year on${against}.` },
	];
}
