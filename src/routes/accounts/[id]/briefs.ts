import { rowsOf, type Outcome } from '$lib/client/api.ts';
import type { RecordRows } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

/** One entity of the record in brief: its figure and the rows behind it. */
export interface BriefText {
	title: string;
	figure: string;
	rows: { what: string; amount?: string; note: string; isGrave?: boolean }[];
	empty: string;
}

/** Rows of a brief at most. */
const ROWS = 4;

type Part<Name extends keyof RecordRows> = Outcome<RecordRows[Name]> | null;

interface Parts {
	quotes: Part<'quotes'>;
	orders: Part<'orders'>;
	/** The newest, for what is due. */
	deliveries: Part<'deliveries'>;
	late: Part<'deliveries'>;
	invoices: Part<'invoices'>;
	agreements: Part<'agreements'>;
	cases: Part<'cases'>;
	touchpoints: Part<'touchpoints'>;
	plans: Part<'plans'>;
}

const days = (count: number | null, format: Format): string =>
	count === null ? '–' : `${format.count(Math.abs(count))} ${plural(Math.abs(count), 'day', 'days')}`;

const ago = (count: number, format: Format): string => (count <= 0 ? 'today' : `${days(count, format)} ago`);

function quotesBrief(rows: readonly RecordRows['quotes'][], format: Format): BriefText {
	const live = rows.filter((row) => row.is_live);
	return {
		title: 'Open quotes',
		figure: live.length === 0 ? 'none' : format.count(live.length),
		rows: live.slice(0, ROWS).map((row) => ({
			what: [row.quote_id, row.category].filter(Boolean).join(' '),
			amount: format.compactMoney(row.amount),
			note: row.valid_until ? `to ${format.day(row.valid_until)}` : `of ${format.day(row.quoted_on)}`,
		})),
		empty: rows[0] ? `The last was of ${format.day(rows[0].quoted_on)}.` : 'There never was one.',
	};
}

function deliveriesBrief(
	newest: readonly RecordRows['deliveries'][],
	late: readonly RecordRows['deliveries'][],
	format: Format,
): BriefText {
	const due = newest.filter((row) => row.is_due);
	return {
		title: 'Deliveries',
		figure: due.length === 0 ? 'none due' : `${format.count(due.length)} due`,
		rows: late.slice(0, ROWS).map((row) => ({
			what: row.order_id ?? row.delivery_id,
			amount: format.day(row.promised_on),
			note: row.is_due ? `overdue ${days(row.days_late, format)}` : `late ${days(row.days_late, format)}`,
			isGrave: row.is_due,
		})),
		empty: 'None was late.',
	};
}

function invoicesBrief(rows: readonly RecordRows['invoices'][], format: Format): BriefText {
	const overdue = rows.filter((row) => row.is_overdue);
	const open = rows.filter((row) => (row.open_amount ?? 0) > 0);
	return {
		title: 'Invoices',
		figure:
			open.length === 0
				? 'none open'
				: `${format.count(open.length)} open, ${format.count(overdue.length)} overdue`,
		rows: [...overdue]
			.sort((a, b) => (b.open_amount ?? 0) - (a.open_amount ?? 0))
			.slice(0, ROWS)
			.map((row) => ({
				what: row.invoice_id,
				amount: format.compactMoney(row.open_amount),
				note: `overdue ${days(row.days_overdue, format)}`,
				isGrave: true,
			})),
		empty: open.length === 0 ? 'Everything is paid.' : 'Nothing is overdue.',
	};
}

function agreementsBrief(rows: readonly RecordRows['agreements'][], format: Format): BriefText {
	const running = rows.filter((row) => row.state === 'running');
	const shown = [...running, ...rows.filter((row) => row.state === 'ended').reverse()];
	return {
		title: 'Agreements',
		figure: running.length === 0 ? 'none running' : `${format.count(running.length)} running`,
		rows: shown.slice(0, ROWS).map((row) => ({
			what: [
				row.category ?? row.product_id ?? row.kind,
				row.discount_share === null ? row.commitment : format.wholeShare(row.discount_share),
			]
				.filter(Boolean)
				.join(', '),
			amount: row.discount_amount === null ? undefined : `gave ${format.compactMoney(row.discount_amount)}`,
			note:
				row.state === 'ended'
					? `ended ${format.day(row.valid_to)}`
					: row.valid_to === null
						? 'open-ended'
						: `${days(row.days_to_end, format)} left`,
			isGrave: row.state === 'running' && row.days_to_end !== null && row.days_to_end <= 30,
		})),
		empty: 'There is none.',
	};
}

function casesBrief(rows: readonly RecordRows['cases'][], format: Format): BriefText {
	const open = rows.filter((row) => row.is_open);
	const shown = [...open, ...rows.filter((row) => !row.is_open)];
	return {
		title: 'Service cases',
		figure: open.length === 0 ? 'none open' : `${format.count(open.length)} open`,
		rows: shown.slice(0, ROWS).map((row) => ({
			what: [row.case_id, row.severity].filter(Boolean).join(', '),
			amount: format.day(row.opened_on),
			note: row.is_open
				? `open ${days(row.age_days, format)}`
				: row.met_commitment === false
					? 'commitment missed'
					: 'closed',
			isGrave: (row.is_open && row.is_severe === true) || row.met_commitment === false,
		})),
		empty: 'There never was one.',
	};
}

function touchpointsBrief(rows: readonly RecordRows['touchpoints'][], format: Format): BriefText {
	const newest = rows[0];
	// The rows come newest first: the first of each level is its last contact.
	const levels = new Map<string, RecordRows['touchpoints']>();
	for (const row of rows) {
		const level = row.level ?? 'other';
		if (!levels.has(level)) levels.set(level, row);
	}
	return {
		title: 'Contacts',
		figure: newest ? ago(newest.days_ago, format) : 'none',
		rows: [...levels].slice(0, ROWS).map(([level, row]) => ({
			what: [level, row.kind].filter(Boolean).join(', '),
			note: ago(row.days_ago, format),
		})),
		empty: 'None is on record.',
	};
}

function plansBrief(rows: readonly RecordRows['plans'][], format: Format): BriefText {
	const running = rows.find((row) => !row.is_over);
	return {
		title: 'Plan',
		figure: running
			? `${format.wholeShare(running.attained_share)} of ${format.compactMoney(running.planned_amount)}`
			: 'none running',
		rows: rows.slice(0, ROWS).map((row) => ({
			what: row.objective ?? format.month(row.period_start),
			amount: format.compactMoney(row.planned_amount),
			note: row.is_over
				? `reached ${format.wholeShare(row.attained_share)}`
				: `${format.wholeShare(row.elapsed_share)} of the time is over`,
		})),
		empty: 'There is none.',
	};
}

function openOrdersBrief(rows: readonly RecordRows['orders'][], format: Format): BriefText {
	const open = rows.filter((row) => row.is_open);
	return {
		title: 'Open orders',
		figure: open.length === 0 ? 'none' : format.count(open.length),
		rows: open.slice(0, ROWS).map((row) => ({
			what: row.order_id,
			amount: format.compactMoney(row.revenue),
			note: row.promised_on ? `promised ${format.day(row.promised_on)}` : `of ${format.day(row.ordered_on)}`,
		})),
		empty: 'None of the newest orders is open.',
	};
}

/** The entities of a record that the data holds, each in brief, in the order in which they are asked for. */
export function recordBriefs(parts: Parts, hasOrders: boolean, format: Format): BriefText[] {
	const briefs: BriefText[] = [];
	if (parts.quotes?.ok) briefs.push(quotesBrief(parts.quotes.rows, format));
	if (hasOrders && parts.orders?.ok) briefs.push(openOrdersBrief(parts.orders.rows, format));
	if (parts.deliveries?.ok) briefs.push(deliveriesBrief(parts.deliveries.rows, rowsOf(parts.late), format));
	if (parts.invoices?.ok) briefs.push(invoicesBrief(parts.invoices.rows, format));
	if (parts.agreements?.ok) briefs.push(agreementsBrief(parts.agreements.rows, format));
	if (parts.cases?.ok) briefs.push(casesBrief(parts.cases.rows, format));
	if (parts.touchpoints?.ok) briefs.push(touchpointsBrief(parts.touchpoints.rows, format));
	if (parts.plans?.ok) briefs.push(plansBrief(parts.plans.rows, format));
	return briefs;
}
