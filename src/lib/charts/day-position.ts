/** Where days lie on an axis of time, in milliseconds. They are places to draw at: a day that is named comes from the server. */

/** The beginning of a day. */
export function startOfDay(day: string): number {
	return Date.parse(`${day}T00:00:00Z`);
}

/** The middle of it, where a mark of the day stands. */
export function middleOfDay(day: string): number {
	return Date.parse(`${day}T12:00:00Z`);
}

/** The end of it, up to which a stretch of days reaches. */
export function endOfDay(day: string): number {
	return Date.parse(`${day}T24:00:00Z`);
}

/** Days from the beginning of one day to that of another. */
export function daysApart(from: string, to: string): number {
	return (startOfDay(to) - startOfDay(from)) / 86_400_000;
}
