import type { Timeline, TimelineRow } from '$lib/charts/timeline.ts';
import type {
	AccountAgreementsRow,
	AccountCasesRow,
	AccountDeliveriesRow,
	AccountMonthsRow,
	AccountOrdersRow,
	AccountQuotesRow,
	RecordRows,
} from '$lib/contract/rows.ts';

/** Months on the axis at most: two years and the open one. */
const MONTHS = 25;

interface Parts {
	months: readonly AccountMonthsRow[];
	orderDays: readonly RecordRows['order_days'][];
	/** Orders below zero. */
	credits: readonly AccountOrdersRow[];
	/** Deliveries that were late, and those that were short; one that was both is in both. */
	late: readonly AccountDeliveriesRow[];
	short: readonly AccountDeliveriesRow[];
	cases: readonly AccountCasesRow[];
	quotes: readonly AccountQuotesRow[];
	agreements: readonly AccountAgreementsRow[];
	/** The day up to which the data speaks. */
	today: string;
	expected: Timeline['expected'];
}

const days = (values: readonly (string | null | undefined)[]): string[] =>
	values.filter((value): value is string => typeof value === 'string').sort();

/** Puts the parts of a record on one axis of time: the last two years of months, and what happened in them. */
export function recordTimeline(parts: Parts): Timeline {
	const months = parts.months.slice(-MONTHS);
	const late = new Map([...parts.late, ...parts.short].map((each) => [each.delivery_id, each]));
	const rows: TimelineRow[] = [
		{
			label: 'late or short',
			glyph: '▾',
			isGrave: true,
			days: days([...late.values()].map((each) => each.delivered_on ?? each.promised_on)),
		},
		{
			label: 'credit or return',
			glyph: '−',
			isGrave: true,
			days: days(parts.credits.map((each) => each.ordered_on)),
		},
		{
			label: 'commitment missed',
			glyph: '!',
			isGrave: true,
			days: days(
				parts.cases
					.filter((each) => each.met_commitment === false)
					.map((each) => each.closed_on ?? each.opened_on),
			),
		},
		{
			label: 'quote lost or expired',
			glyph: '?',
			isGrave: false,
			days: days(
				parts.quotes
					.filter((each) => each.status === 'lost' || each.status === 'expired')
					.map((each) => each.valid_until ?? each.quoted_on),
			),
		},
		{
			label: 'agreement ended',
			glyph: '§',
			isGrave: false,
			days: days(parts.agreements.filter((each) => each.state === 'ended').map((each) => each.valid_to)),
		},
	];
	const first = months[0]?.month_on ?? parts.today;
	return {
		months: months.map((month) => ({ ...month, orders: month.orders ?? 0 })),
		orderDays: days(parts.orderDays.map((each) => each.ordered_on)),
		expected: parts.expected,
		today: parts.today,
		rows: rows
			.map((row) => ({ ...row, days: row.days.filter((day) => day >= first && day <= parts.today) }))
			.filter((row) => row.days.length > 0),
	};
}
