/** The last month whose figures may be compared, and why it is that one. */
export interface CompleteMonth {
	/** Its last day, ISO; null when no month is complete. */
	last_complete_on: string | null;
	reason: string;
}

/**
 * Which month is the last complete one. Every month before the newest line's is; the newest line's own month is when
 * the days from that line to the month's end are no more than the 95th percentile of the gaps between successive
 * order days (at least 1), or when `completeThrough` says so.
 *
 * @param orderDays distinct days with an order, ISO, ascending; the last is the watermark
 * @param completeThrough `complete_through` of the configuration
 * @param monthEnd last day of the (fiscal) month that holds a day; default: the calendar month
 */
export function completeMonth(
	orderDays: readonly string[],
	completeThrough?: string,
	monthEnd: (day: string) => string = calendarMonthEnd,
): CompleteMonth {
	const first = orderDays[0];
	const watermark = orderDays.at(-1);
	if (first === undefined || watermark === undefined) {
		return { last_complete_on: null, reason: 'There are no orders, so no month is complete.' };
	}
	const end = monthEnd(watermark);
	if (completeThrough !== undefined) {
		const through = monthEnd(completeThrough) === completeThrough ? completeThrough : before(monthEnd(completeThrough), monthEnd);
		return { last_complete_on: through, reason: `complete_through in vital-few.yaml says ${completeThrough}.` };
	}
	const gaps = orderDays.slice(1).map((day, i) => daysBetween(orderDays[i]!, day));
	const usual = Math.max(1, percentile95(gaps));
	const left = daysBetween(watermark, end);
	if (left <= usual) {
		const why = left === 0 ? 'the newest order is of its last day' : `the newest order is ${left} ${days(left)} before its end, within the usual gap of up to ${usual} ${days(usual)} between order days`;
		return { last_complete_on: end, reason: `${end.slice(0, 7)} is complete: ${why}.` };
	}
	const earlier = before(end, monthEnd);
	const open = `${end.slice(0, 7)} is still open: its newest order is of ${watermark}, ${left} days before its end, where gaps between order days are up to ${usual} ${days(usual)}`;
	return earlier < monthEnd(first)
		? { last_complete_on: null, reason: `${open}; there is no month before it.` }
		: { last_complete_on: earlier, reason: `${open}.` };
}

function days(count: number): string {
	return count === 1 ? 'day' : 'days';
}

/** Smallest gap that at least 95 % of the gaps do not exceed; 1 where there is no gap. */
function percentile95(gaps: readonly number[]): number {
	const sorted = [...gaps].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? 1;
}

function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Last day of the month before the one that ends on `end`. */
function before(end: string, monthEnd: (day: string) => string): string {
	const start = monthEnd === calendarMonthEnd ? `${end.slice(0, 7)}-01` : end;
	for (let back = 1; ; back++) {
		const day = isoDay(Date.parse(`${start}T00:00:00Z`) - back * 86_400_000);
		if (monthEnd(day) < end) return monthEnd(day);
	}
}

/** Last day of the calendar month that holds `day`. */
export function calendarMonthEnd(day: string): string {
	const [year, month] = day.split('-').map(Number) as [number, number];
	return isoDay(Date.UTC(year, month, 0));
}

function isoDay(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}
