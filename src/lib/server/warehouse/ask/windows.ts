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

/** What a `compare` would compare a window with. */
export interface Comparison {
	compare: 'prior_year' | 'prior';
	/** Half-open; null where the calendar does not reach back so far. */
	from: string | null;
	to: string | null;
	last_on: string | null;
	/** Why nothing would be compared; null where it would. */
	unavailable: 'overlaps' | 'before_data' | 'open' | null;
}

/** The window of a question and the one it is compared with; half-open, first days of months. */
export interface ResolvedWindow {
	as_of: string;
	from: string;
	to: string;
	/** Last day of the window. */
	last_on: string;
	prior_from: string | null;
	prior_to: string | null;
	/** Last day of the window that it is compared with. */
	prior_last_on: string | null;
	/** The window that is taken where neither `from` nor `to` is given. */
	default_from: string;
	default_to: string;
	/** What each `compare` would compare the window with. */
	comparisons: readonly Comparison[];
	/** Whether the window holds a month that is not complete, or not begun: it is compared with nothing. */
	partial: boolean;
	/** Whether this is the window that the warehouse keeps ready for its as_of, whatever it is compared with. */
	is_default: boolean;
}

/** The window of a question that is asked on a day: due dates are judged by it. */
export type AskedWindow = ResolvedWindow & { today: string };

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
			`as_of=${as_of} is not the last day of a month; the nearest ${namesOf(calendar.nearestEnds(as_of))}.`,
		);
	}
	for (const [name, value] of [
		['from', question.from],
		['to', question.to],
	] as const) {
		if (value !== undefined && !calendar.isStart(value)) {
			throw new Fault(
				'parameter',
				`${name}=${value} is not the first day of a month; the nearest ${namesOf(calendar.nearestStarts(value))}.`,
			);
		}
	}
	const defaultTo = calendar.after(as_of);
	const defaultFrom = calendar.shift(defaultTo, -MONTHS_IN_WINDOW) ?? calendar.first;
	const to =
		question.to ??
		(question.from === undefined
			? defaultTo
			: laterOf(defaultTo, calendar.shift(question.from, MONTHS_IN_WINDOW) ?? defaultTo));
	const from = question.from ?? calendar.shift(to, -MONTHS_IN_WINDOW) ?? calendar.first;
	const length = calendar.count(from, to);
	const partial = calendar.firstHeld !== undefined && to > calendar.firstHeld && to > calendar.completeUntil;
	const comparisons = (['prior_year', 'prior'] as const).map((compare): Comparison => {
		const back = compare === 'prior_year' ? MONTHS_IN_WINDOW : length;
		const priorFrom = calendar.shift(from, -back);
		const priorTo = calendar.shift(to, -back);
		if (priorFrom === null || priorTo === null) {
			return { compare, from: null, to: null, last_on: null, unavailable: 'before_data' };
		}
		const isHeld = calendar.firstHeld !== undefined && priorFrom >= calendar.firstHeld;
		const unavailable =
			priorTo > from ? 'overlaps' : !isHeld ? 'before_data' : partial ? ('open' as const) : null;
		return { compare, from: priorFrom, to: priorTo, last_on: addDays(priorTo, -1), unavailable };
	});
	const prior = comparisons.find((each) => each.compare === question.compare && each.unavailable === null);
	return {
		as_of,
		from,
		to,
		last_on: addDays(to, -1),
		prior_from: prior?.from ?? null,
		prior_to: prior?.to ?? null,
		prior_last_on: prior?.last_on ?? null,
		default_from: defaultFrom,
		default_to: defaultTo,
		comparisons,
		partial,
		is_default:
			to === calendar.after(as_of) &&
			length === MONTHS_IN_WINDOW &&
			months.some((month) => month.month_end_on === as_of && month.is_complete),
	};
}

function namesOf(days: readonly string[]): string {
	return `${days.length === 1 ? 'is' : 'are'} ${days.join(' and ')}`;
}

function laterOf(a: string, b: string): string {
	return a > b ? a : b;
}

/**
 * The calendar's months. Those of the calendar go on for ever on both sides, so that any window can be asked; the periods of
 * a fiscal calendar are known only where they are listed.
 */
class Months {
	readonly #starts: readonly string[];
	readonly #isFiscal: boolean;
	/** The first day that can be asked for. */
	readonly first: string;
	readonly firstHeld: string | undefined;
	/** The day after the last complete month; the first day of the history where none is. */
	readonly completeUntil: string;

	constructor(months: readonly CalendarMonth[]) {
		this.#starts = [
			...months.map((month) => month.month_on),
			...months.slice(-1).map((month) => month.next_month_on),
		];
		this.#isFiscal = this.#starts.some((start) => !start.endsWith('-01'));
		this.first = this.#starts[0] ?? '1970-01-01';
		this.firstHeld = months.find((month) => month.is_held)?.month_on;
		this.completeUntil = months.findLast((month) => month.is_complete)?.next_month_on ?? this.firstHeld ?? '';
	}

	isStart(day: string): boolean {
		return this.#starts.includes(day) || (!this.#isFiscal && this.#isOutside(day) && day.endsWith('-01'));
	}

	isEnd(day: string): boolean {
		return this.isStart(addDays(day, 1));
	}

	after(end: string): string {
		return addDays(end, 1);
	}

	/** The first day of the month `count` months away; null where a fiscal calendar does not reach so far. */
	shift(start: string, count: number): string | null {
		const at = this.#starts.indexOf(start);
		const known = at < 0 ? undefined : this.#starts[at + count];
		if (known !== undefined && at + count >= 0) return known;
		if (this.#isFiscal) return null;
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
		const before = this.#starts.findLast((start) => start <= day);
		if (before === undefined && this.#isFiscal) return [this.first];
		const start = before ?? `${day.slice(0, 7)}-01`;
		const next = this.shift(start, 1);
		return next === null ? [start] : [start, next];
	}

	nearestEnds(day: string): string[] {
		const before = this.#starts.findLast((start) => start <= day) ?? `${day.slice(0, 7)}-01`;
		const [start, next] = [before, this.shift(before, 1)];
		return (next === null ? [start] : [start, next]).map((each) => addDays(each, -1));
	}

	#isOutside(day: string): boolean {
		const first = this.#starts[0];
		return first === undefined || day < first || day > this.#starts.at(-1)!;
	}
}

function addDays(day: string, count: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
