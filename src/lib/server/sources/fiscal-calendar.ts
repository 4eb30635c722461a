import { z } from 'zod';
import { addDays, daysBetween } from './months.ts';
import { isoDate } from './iso-date.ts';

/** Weeks of the three periods of a quarter. */
const PATTERNS = { '4-4-5': [4, 4, 5], '4-5-4': [4, 5, 4], '5-4-4': [5, 4, 4] } as const;
const PERIODS_IN_YEAR = 12;

/**
 * `calendar` of the configuration, where fiscal months are not those of the calendar. Either years of 52 and 53 weeks from
 * `first_day` on, cut by `pattern` (the 53rd week belongs to the last period), or every period's first day in
 * `period_starts`, twelve to a year, the first of them a year's first, and at the end the day after the last period.
 */
export const calendarSchema = z
	.strictObject({
		pattern: z.enum(['4-4-5', '4-5-4', '5-4-4']).optional(),
		first_day: isoDate.optional(),
		weeks: z
			.array(z.union([z.literal(52), z.literal(53)], 'must be 52 or 53'))
			.min(1, 'must name the weeks of at least one year')
			.optional(),
		period_starts: z.array(isoDate).optional(),
	})
	.superRefine((calendar, context) => {
		const complain = (path: PropertyKey[], message: string): void =>
			context.addIssue({ code: 'custom', path, message });
		if (calendar.period_starts !== undefined) {
			const other = (['pattern', 'first_day', 'weeks'] as const).find((key) => calendar[key] !== undefined);
			if (other !== undefined) complain([other], 'cannot stand beside period_starts: give one or the other');
			complainOfStarts(calendar.period_starts, (at, message) =>
				complain(at === undefined ? ['period_starts'] : ['period_starts', at], message),
			);
			return;
		}
		for (const key of ['pattern', 'first_day', 'weeks'] as const) {
			if (calendar[key] === undefined) {
				complain([], `needs ${key}: a calendar has pattern, first_day and weeks, or period_starts`);
			}
		}
	});

/** A fiscal calendar as configured. */
export type FiscalCalendar = z.infer<typeof calendarSchema>;

/** Keys of `calendar` in `vital-few.yaml`. */
export const CALENDAR_KEYS = Object.keys(calendarSchema.shape);

function complainOfStarts(
	starts: readonly string[],
	complain: (at: number | undefined, message: string) => void,
): void {
	const wrong = starts.findIndex((start, i) => i > 0 && start <= starts[i - 1]!);
	if (wrong > 0) complain(wrong, `must be after ${starts[wrong - 1]!}: periods stand in the order of time`);
	else if (starts.length < PERIODS_IN_YEAR + 1 || (starts.length - 1) % PERIODS_IN_YEAR !== 0) {
		complain(
			undefined,
			`holds ${starts.length} days; it must hold the first days of twelve periods a year, and at the end the day after the last period`,
		);
	}
}

/** The first days of all periods of a fiscal calendar, twelve to a year, and at the end the day after the last one. */
export function periodStarts(calendar: FiscalCalendar): string[] {
	if (calendar.period_starts !== undefined) return calendar.period_starts;
	const quarter = PATTERNS[calendar.pattern!];
	let day = calendar.first_day!;
	const starts = [day];
	for (const weeks of calendar.weeks!) {
		for (let period = 0; period < PERIODS_IN_YEAR; period++) {
			const isLast = period === PERIODS_IN_YEAR - 1;
			day = addDays(day, 7 * (quarter[period % 3]! + (isLast ? weeks - 52 : 0)));
			starts.push(day);
		}
	}
	return starts;
}

/**
 * The same with one more year before, as long as the first: windows of the first year reach back there, where there are
 * no data.
 */
export function withYearBefore(starts: readonly string[]): string[] {
	const length = daysBetween(starts[0]!, starts[PERIODS_IN_YEAR]!);
	return [...starts.slice(0, PERIODS_IN_YEAR).map((start) => addDays(start, -length)), ...starts];
}
