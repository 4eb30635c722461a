import type { Built } from '../support/given.ts';
import {
	firstMonth,
	monthEnd,
	monthOf,
	monthStart,
	yearTo,
	type RoadLevel,
	type RoadLine,
	type RoadWindow,
} from '../support/second-road/lines.ts';
import type { Holder } from '../support/second-road/windows.ts';
import type { Judgements } from './judgements.ts';

/** A company whose answers are worked out a second time. */
export interface CheckedCompany {
	built: Built;
	lines: readonly RoadLine[];
	/** Segment of each account; null, or absent, where it has none. */
	segments: ReadonlyMap<string, string | null>;
	/** Segments whose answers are asked one by one. */
	asked_segments: readonly string[];
	/** What an order costs to serve, in millionths; null where no rate is given. */
	order_cost: number | null;
	/** What serving all accounts costs in a year; null where it is not given. */
	pool: number | null;
	/** Rate of the foreign currency in a month; absent where there is none. */
	rateIn?: (month: number) => number;
	/** What the answers about tiers and risk say of each account, by question: they are asked once. */
	judgements: Map<string, Judgements>;
	/** What accounts and groups did, by question. */
	holders: Map<string, readonly Holder[]>;
}

/** A question of an answer: its window, and the segment that it is filtered by. */
export interface Question {
	window: RoadWindow;
	parameters: Readonly<Record<string, string>>;
	segment?: string;
}

/** Last complete month of every company. */
export const LAST = monthOf('2026-01-31');

/** Windows and segments that every answer is asked for; the suite asks a few of them, for its time. */
export function questionsOf(
	{ lines, asked_segments }: CheckedCompany,
	level: RoadLevel,
	isQuick: boolean,
): Question[] {
	const year = yearTo(LAST, lines);
	const quarter: RoadWindow = {
		as_of: monthEnd(LAST),
		from: LAST - 9,
		to: LAST - 2,
		prior: { from: LAST - 21, to: LAST - 14 },
	};
	const bounds = { from: '2025-04-01', to: '2025-11-01' };
	const early = yearTo(LAST - 7, lines);
	const first = firstMonth(lines);
	const segments = level === 'account' ? asked_segments : asked_segments.slice(0, 2);
	const some: Question[] = [
		{ window: year, parameters: {} },
		{ window: year, parameters: {}, segment: 'one' },
	];
	if (isQuick) return level === 'account' ? some : some.slice(0, 1);
	return [
		...some,
		{ window: { ...year, prior: null }, parameters: { compare: 'none' } },
		{ window: quarter, parameters: bounds },
		{
			window: { ...quarter, prior: { from: LAST - 16, to: LAST - 9 } },
			parameters: { ...bounds, compare: 'prior' },
		},
		{ window: early, parameters: { as_of: early.as_of } },
		// Before the history there is nothing to compare with.
		{
			window: { as_of: monthEnd(LAST), from: first - 2, to: first + 2, prior: null },
			parameters: { from: monthStart(first - 2), to: monthStart(first + 2) },
		},
		{
			window: { as_of: monthEnd(LAST), from: first - 9, to: first - 6, prior: null },
			parameters: { from: monthStart(first - 9), to: monthStart(first - 6) },
		},
		...segments.slice(1).map((segment) => ({ window: year, parameters: {}, segment })),
		...segments.slice(-1).map((segment) => ({ window: early, parameters: { as_of: early.as_of }, segment })),
	];
}
