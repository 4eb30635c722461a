import type { Timeline, TimelineRow } from '../../../lib/charts/timeline.ts';
import type { AccountEventsRow, AccountMonthsRow, RecordRows } from '../../../lib/contract/rows.ts';

/** Months on the axis at most: two years and the open one. */
const MONTHS = 25;

/** Kinds of events, each a row of marks. */
const KINDS: readonly { events: readonly string[]; label: string; glyph: string; isGrave: boolean }[] = [
	{ events: ['delivery_late', 'delivery_short'], label: 'late or short', glyph: '▾', isGrave: true },
	{ events: ['credit'], label: 'credit or return', glyph: '−', isGrave: true },
	{ events: ['commitment_missed'], label: 'commitment missed', glyph: '!', isGrave: true },
	{ events: ['quote_ended'], label: 'quote lost or expired', glyph: '?', isGrave: false },
	{ events: ['agreement_ended'], label: 'agreement ended', glyph: '§', isGrave: false },
];

interface Parts {
	months: readonly AccountMonthsRow[];
	orderDays: readonly RecordRows['order_days'][];
	/** What happened, by day and kind. */
	events: readonly AccountEventsRow[];
	/** The day up to which the data speaks. */
	today: string;
	expected: Timeline['expected'];
}

/** The months of a record that are drawn: the last two years of them, and the open one. */
export function shownMonths(months: readonly AccountMonthsRow[]): readonly AccountMonthsRow[] {
	return months.slice(-MONTHS);
}

/** Puts the parts of a record on one axis of time: the last two years of months, and what happened in them. */
export function recordTimeline(parts: Parts): Timeline {
	const months = shownMonths(parts.months);
	const first = months[0]?.month_on ?? parts.today;
	const rows = KINDS.map(({ events, label, glyph, isGrave }): TimelineRow => {
		const happened = parts.events.filter(
			(row) => events.includes(row.event) && row.happened_on >= first && row.happened_on <= parts.today,
		);
		return {
			label,
			glyph,
			isGrave,
			days: happened.map((row) => row.happened_on),
			counts: happened.map((row) => row.events),
		};
	});
	return {
		months: months.map((month) => ({ ...month, orders: month.orders ?? 0 })),
		orderDays: parts.orderDays.map((row) => row.ordered_on).sort(),
		expected: parts.expected,
		today: parts.today,
		rows: rows.filter((row) => row.days.length > 0),
	};
}
