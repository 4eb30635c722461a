/** How days make months: the calendar's own, or the periods of a fiscal calendar. */
export interface Months {
	/** First day of the month that holds `day`. */
	startOf(day: string): string;
	/** Last day of the month that holds `day`. */
	endOf(day: string): string;
	/** What a person calls the month that holds `day`. */
	nameOf(day: string): string;
}

const DAY = 86_400_000;

/** The months of the calendar. */
export const CALENDAR_MONTHS: Months = {
	startOf: (day) => `${day.slice(0, 7)}-01`,
	endOf: (day) => iso(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)),
	nameOf: (day) =>
		new Date(Date.parse(day)).toLocaleDateString('en-GB', {
			month: 'long',
			year: 'numeric',
			timeZone: 'UTC',
		}),
};

/**
 * The periods of a fiscal calendar as months.
 * @param starts first days of the periods, ISO, ascending, and at the end the day after the last one; every day that is
 * asked for lies among them
 */
export function fiscalMonths(starts: readonly string[]): Months {
	const indexOf = (day: string): number => starts.findLastIndex((start) => start <= day);
	const startOf = (day: string): string => starts[indexOf(day)]!;
	const endOf = (day: string): string => dayBefore(starts[indexOf(day) + 1]!);
	return { startOf, endOf, nameOf: (day) => `The period from ${startOf(day)} to ${endOf(day)}` };
}

/** The day before, ISO. */
export function dayBefore(day: string): string {
	return addDays(day, -1);
}

/** The day that many days later, ISO. */
export function addDays(day: string, count: number): string {
	return iso(Date.parse(`${day}T00:00:00Z`) + count * DAY);
}

/** Days from one day to another. */
export function daysBetween(earlier: string, later: string): number {
	return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${earlier}T00:00:00Z`)) / DAY);
}

function iso(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}
