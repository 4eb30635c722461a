import type { Format } from '../format.ts';
import { lastMonthOf, monthsIn } from './months.ts';

/** A half-open window of months as text: 'Nov 2025 – Oct 2026', or the one month. */
export function periodOf(from: string, to: string, format: Format): string {
	const first = format.month(from);
	return monthsIn(from, to) === 1 ? first : `${first} – ${format.month(lastMonthOf(to))}`;
}

/** The same on two lines, for the foot of a chart. */
export function shortPeriodOf(from: string, to: string, format: Format): string {
	const first = format.month(from);
	return monthsIn(from, to) === 1 ? first : `${first}\n– ${format.month(lastMonthOf(to))}`;
}
