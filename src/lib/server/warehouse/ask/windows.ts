import { Fault } from '../../fault.ts';
import type { Question } from './question.ts';

/** One month of the warehouse's calendar. */
export interface CalendarMonth {
	month_on: string;
	month_end_on: string;
	next_month_on: string;
	is_held: boolean;
	is_complete: boolean;
}

/** The window of a question and the one it is compared with; half-open, first days of months. */
export interface ResolvedWindow {
	as_of: string;
	from: string;
	to: string;
	prior_from: string | null;
	prior_to: string | null;
	/** Whether the window holds a month that is not complete, or not begun: it is compared with nothing. */
	partial: boolean;
	/** Whether this is the window that the warehouse keeps ready for its as_of, whatever it is compared with. */
	is_default: boolean;
}

const MONTHS_IN_WINDOW = 12;

/**
 * Resolves as_of, from, to and compare against the calendar. `defaultAsOf` is the last complete month's end.
 * @throws {Fault} `parameter` when as_of is no month end, or from or to no first day of a month.
 */
export function resolveWindow(
	question: Question,
	months: readonly CalendarMonth[],
	defaultAsOf: string | null,
): ResolvedWindow {
	const as_of = question.as_of ?? defaultAsOf ?? months.at(-1)?.month_end_on ?? '1970-01-31';
	const calendar = new Months(months);
	if (!calendar.isEnd(as_of)) {
		throw new Fault(
			'parameter',
			`as_of=${as_of} is not the last day of a month; the nearest are ${calendar.nearestEnds(as_of).join(' and ')}.`,
		);
	}
	for (const [name, value] of [
		['from', question.from],
		['to', question.to],
	] as const) {
		if (value !== undefined && !calendar.isStart(value)) {
			throw new Fault(
				'parameter',
				`${name}=${value} is not the first day of a month; the nearest are ${calendar.nearestStarts(value).join(' and ')}.`,
			);
		}
	}
	const to =
		question.to ??
		(question.from === undefined
			? calendar.after(as_of)
			: laterOf(calendar.after(as_of), calendar.shift(question.from, MONTHS_IN_WINDOW)));
	const from = question.from ?? calendar.shift(to, -MONTHS_IN_WINDOW);
	const length = calendar.count(from, to);
	const back = question.compare === 'prior_year' ? MONTHS_IN_WINDOW : length;
	const priorFrom = calendar.shift(from, -back);
	const priorTo = calendar.shift(to, -back);
	const isHeld = calendar.firstHeld !== undefined && priorFrom >= calendar.firstHeld;
	const overlaps = priorTo > from;
	const partial = calendar.firstHeld !== undefined && to > calendar.firstHeld && to > calendar.completeUntil;
	const hasPrior = question.compare !== 'none' && isHeld && !overlaps && !partial;
	return {
		as_of,
		from,
		to,
		prior_from: hasPrior ? priorFrom : null,
		prior_to: hasPrior ? priorTo : null,
		partial,
		is_default:
			to === calendar.after(as_of) &&
			length === MONTHS_IN_WINDOW &&
			months.some((month) => month.month_end_on === as_of && month.is_complete),
	};
}

function laterOf(a: string, b: string): string {
	return a > b ? a : b;
}

/** The calendar's months, continued by calendar months on both sides, so that any window can be asked. */
class Months {
	readonly #starts: readonly string[];
	readonly firstHeld: string | undefined;
	/** The day after the last complete month; the first day of the history where none is. */
	readonly completeUntil: string;

	constructor(months: readonly CalendarMonth[]) {
		this.#starts = [
			...months.map((month) => month.month_on),
			...months.slice(-1).map((month) => month.next_month_on),
		];
		this.firstHeld = months.find((month) => month.is_held)?.month_on;
		this.completeUntil = months.findLast((month) => month.is_complete)?.next_month_on ?? this.firstHeld ?? '';
	}

	isStart(day: string): boolean {
		return this.#starts.includes(day) || (this.#isOutside(day) && day.endsWith('-01'));
	}

	isEnd(day: string): boolean {
		return this.isStart(addDays(day, 1));
	}

	after(end: string): string {
		return addDays(end, 1);
	}

	/** The first day of the month `count` months away. */
	shift(start: string, count: number): string {
		const at = this.#starts.indexOf(start);
		const known = at < 0 ? undefined : this.#starts[at + count];
		if (known !== undefined && at + count >= 0) return known;
		const [year, month] = start.split('-').map(Number) as [number, number];
		return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
	}

	/** Months from one first day to another. */
	count(from: string, to: string): number {
		const a = this.#starts.indexOf(from);
		const b = this.#starts.indexOf(to);
		if (a >= 0 && b >= 0) return b - a;
		const [fromYear, fromMonth] = from.split('-').map(Number) as [number, number];
		const [toYear, toMonth] = to.split('-').map(Number) as [number, number];
		return (toYear - fromYear) * 12 + toMonth - fromMonth;
	}

	nearestStarts(day: string): string[] {
		const before = this.#starts.filter((start) => start <= day).at(-1) ?? `${day.slice(0, 7)}-01`;
		return [before, this.shift(before, 1)];
	}

	nearestEnds(day: string): string[] {
		return this.nearestStarts(day).map((start) => addDays(start, -1));
	}

	#isOutside(day: string): boolean {
		const first = this.#starts[0];
		return first === undefined || day < first || day > this.#starts.at(-1)!;
	}
}

function addDays(day: string, count: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
