import type { Format } from '../format.ts';
import { lastMonthOf, monthsIn } from './months.ts';

/** A half-open window of months as text on two lines, 'Nov 2025' over '– Oct 2026', for the foot of a chart; or the one month. */
export function shortPeriodOf(from: string, to: string, format: Format): string {
	const first = format.month(from);
	return monthsIn(from, to) === 1 ? first : `${first}\n– ${format.month(lastMonthOf(to))}`;
}
