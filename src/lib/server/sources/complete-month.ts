import { CALENDAR_MONTHS, dayBefore, daysBetween, type Months } from './months.ts';

/** Which month is the last one that the data holds whole, and why. */
export interface LastCompleteMonth {
	/** The month's last day, ISO; null where the data holds no whole month. */
	last_complete_month_end: string | null;
	/** One sentence for the person. */
	reason: string;
}

/** A month is taken as whole when the days missing at its end are no rarer than one gap between order days in twenty. */
const GAP_QUANTILE = 0.95;

/**
 * The last complete month of an order history.
 *
 * Every month before the watermark's is complete. The watermark's own is complete when the days from the watermark to its
 * last day are no more than the 95th percentile (nearest rank) of the gaps between successive order days, at least 1.
 * `completeThrough` decides instead where it is given; it reaches no further than the watermark's month.
 * @param watermark newest order day that is not after the day of the build, ISO; null where there is none
 * @param orderDays distinct order days, ISO, ascending
 * @param months what a month is; default: the calendar's
 */
export function lastCompleteMonth(
	watermark: string | null,
	orderDays: readonly string[],
	completeThrough?: string,
	months: Months = CALENDAR_MONTHS,
): LastCompleteMonth {
	if (watermark === null)
		return { last_complete_month_end: null, reason: 'There is no order day, so no month is complete.' };
	const end = months.endOf(watermark);
	const first = orderDays[0] ?? watermark;
	const endBefore = dayBefore(months.startOf(watermark));
	const from = (candidate: string): string | null => (candidate < first ? null : candidate);
	if (completeThrough !== undefined) {
		const stated = completeThrough >= end ? end : wholeMonthsThrough(completeThrough, first, months);
		return {
			last_complete_month_end: from(stated),
			reason: `${CONFIG} says that the data is complete through ${completeThrough}; the newest order is of ${watermark}.`,
		};
	}
	const missing = daysBetween(watermark, end);
	const usual = Math.max(1, gapQuantile(orderDays));
	if (missing <= usual) {
		return {
			last_complete_month_end: end,
			reason:
				missing === 0
					? `${months.nameOf(watermark)} is complete: the newest order is of its last day, ${watermark}.`
					: `${months.nameOf(watermark)} is taken as complete: the newest order is of ${watermark}, ${days(missing)} before the month's end, and 95 % of the gaps between order days are no longer than ${days(usual)}.`,
		};
	}
	const before = from(endBefore);
	const open = `${months.nameOf(watermark)} is still open: the newest order is of ${watermark}, ${days(missing)} before the month's end, while 95 % of the gaps between order days are no longer than ${days(usual)}`;
	return {
		last_complete_month_end: before,
		reason: before === null ? `${open}; no month before it is in the data.` : `${open}.`,
	};
}

const CONFIG = 'vital-few.yaml';

function gapQuantile(orderDays: readonly string[]): number {
	const gaps = orderDays.slice(1).map((day, index) => daysBetween(orderDays[index]!, day));
	gaps.sort((a, b) => a - b);
	return gaps[Math.ceil(GAP_QUANTILE * gaps.length) - 1] ?? 0;
}

/** The end of the last month that is over on `day`; a day before the first order is over no month of the data. */
function wholeMonthsThrough(day: string, first: string, months: Months): string {
	if (day < first) return day;
	return months.endOf(day) === day ? day : dayBefore(months.startOf(day));
}

function days(count: number): string {
	return count === 1 ? '1 day' : `${count} days`;
}
