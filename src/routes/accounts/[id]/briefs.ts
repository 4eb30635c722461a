import type { Outcome } from '../../../lib/client/api.ts';
import type { Day } from '../../../lib/components/days.ts';
import type { RecordRows } from '../../../lib/contract/rows.ts';
import { plural, type Format } from '../../../lib/format.ts';

/** A list that opens in full: what it is called, how long it is, and its answer. */
export interface BriefList {
	text: string;
	of: Outcome<unknown>;
}

/** One entity of the record in brief: its figure, the first rows behind it, and the lists that hold all of them. */
export interface BriefText {
	title: string;
	figure: string;
	rows: { what: string; amount?: string; note: string; isGrave?: boolean }[];
	/** Due dates are judged by the calendar, what was ordered and reached by the data. */
	day: Day;
	empty: string;
	lists: BriefList[];
}

type Part<Name extends keyof RecordRows> = Outcome<RecordRows[Name]> | null;

/** First rows of lists; how many there are, and their money, is in their meta. */
export interface BriefParts {
	/** Those that are alive. */
	quotes: Part<'quotes'>;
	/** The newest of all. */
	lastQuote: Part<'quotes'>;
	openOrders: Part<'orders'>;
	/** Still to come. */
	due: Part<'deliveries'>;
	late: Part<'deliveries'>;
	/** Not paid in full. */
	invoices: Part<'invoices'>;
	overdue: Part<'invoices'>;
	/** Those that run. */
	agreements: Part<'agreements'>;
	endedAgreements: Part<'agreements'>;
	openCases: Part<'cases'>;
	closedCases: Part<'cases'>;
	contacts: Part<'contact_levels'>;
	/** Those that run. */
	plan: Part<'plans'>;
	plans: Part<'plans'>;
}

const days = (count: number | null, format: Format): string =>
	count === null ? '–' : `${format.count(Math.abs(count))} ${plural(Math.abs(count), 'day', 'days')}`;

const ago = (count: number, format: Format): string => (count <= 0 ? 'today' : `${days(count, format)} ago`);

/** Rows of a list at most. */
const ROWS = 4;
const firstOf = <Row>(outcome: Outcome<Row> | null): readonly Row[] =>
	outcome?.ok ? outcome.rows.slice(0, ROWS) : [];
/** How many there are in all: never how many were fetched. */
const countOf = (outcome: Outcome<unknown> | null): number => (outcome?.ok ? outcome.meta.total_rows : 0);

/** What all rows of a list add up to in a column; null where that is not known. */
function totalOf(outcome: Outcome<unknown> | null, column: string): number | null {
	const value = outcome?.ok ? outcome.meta.totals?.[column] : null;
	return typeof value === 'number' ? value : null;
}

/** '16, €1.21 m': a count with its money, where there is money. */
function counted(outcome: Outcome<unknown> | null, column: string, format: Format, word = ''): string {
	const money = totalOf(outcome, column);
	return [
		`${format.count(countOf(outcome))}${word && ` ${word}`}`,
		...(money === null ? [] : [format.compactMoney(money)]),
	].join(', ');
}

/** The lists that hold anything. */
function listsOf(
	lists: readonly [text: string, outcome: Outcome<unknown> | null][],
	format: Format,
): BriefList[] {
	return lists.flatMap(([text, of]) =>
		of && countOf(of) > 0
			? [
					{
						text:
							countOf(of) === 1
								? text.replace('all #', 'the one')
								: text.replace('#', format.count(countOf(of))),
						of,
					},
				]
			: [],
	);
}

function quotesBrief({ quotes, lastQuote }: BriefParts, format: Format): BriefText {
	const [last] = firstOf(lastQuote);
	return {
		title: 'Open quotes',
		day: 'today',
		figure: countOf(quotes) === 0 ? 'none' : counted(quotes, 'amount', format),
		rows: firstOf(quotes).map((row) => ({
			what: [row.quote_id, row.category].filter(Boolean).join(' '),
			amount: format.compactMoney(row.amount),
			note: row.valid_until ? `to ${format.day(row.valid_until)}` : `of ${format.day(row.quoted_on)}`,
		})),
		empty: last ? `The last was of ${format.day(last.quoted_on)}.` : 'There never was one.',
		lists: listsOf(
			[
				['all # open', quotes],
				['all # quotes', lastQuote],
			],
			format,
		),
	};
}

function openOrdersBrief({ openOrders }: BriefParts, format: Format): BriefText {
	return {
		title: 'Open orders',
		day: 'data',
		figure: countOf(openOrders) === 0 ? 'none' : counted(openOrders, 'revenue', format),
		rows: firstOf(openOrders).map((row) => ({
			what: row.order_id,
			amount: format.compactMoney(row.revenue),
			note: row.promised_on ? `promised ${format.day(row.promised_on)}` : `of ${format.day(row.ordered_on)}`,
		})),
		empty: 'No order is open.',
		lists: listsOf([['all # open', openOrders]], format),
	};
}

function deliveriesBrief({ due, late }: BriefParts, format: Format): BriefText {
	return {
		title: 'Deliveries',
		day: 'today',
		figure: `${countOf(due) === 0 ? 'none' : format.count(countOf(due))} due, ${countOf(late) === 0 ? 'none' : format.count(countOf(late))} late`,
		rows: firstOf(late).map((row) => ({
			what: row.order_id ?? row.delivery_id,
			amount: format.day(row.promised_on),
			note: row.is_due ? `overdue ${days(row.days_late, format)}` : `late ${days(row.days_late, format)}`,
			isGrave: row.is_due,
		})),
		empty: 'None was late.',
		lists: listsOf(
			[
				['all # due', due],
				['all # late', late],
			],
			format,
		),
	};
}

function invoicesBrief({ invoices, overdue }: BriefParts, format: Format): BriefText {
	return {
		title: 'Invoices',
		day: 'today',
		figure:
			countOf(invoices) === 0
				? 'none open'
				: `${counted(invoices, 'open_amount', format, 'open')}; ${countOf(overdue) === 0 ? 'none overdue' : counted(overdue, 'open_amount', format, 'overdue')}`,
		rows: firstOf(overdue).map((row) => ({
			what: row.invoice_id,
			amount: format.compactMoney(row.open_amount),
			note: `overdue ${days(row.days_overdue, format)}`,
			isGrave: true,
		})),
		empty: countOf(invoices) === 0 ? 'Everything is paid.' : 'Nothing is overdue.',
		lists: listsOf(
			[
				['all # open', invoices],
				['all # overdue', overdue],
			],
			format,
		),
	};
}

function agreementsBrief({ agreements, endedAgreements }: BriefParts, format: Format): BriefText {
	const gave = totalOf(agreements, 'discount_amount');
	return {
		title: 'Agreements',
		day: 'today',
		figure:
			countOf(agreements) === 0
				? 'none running'
				: `${format.count(countOf(agreements))} running${gave === null ? '' : `, gave ${format.compactMoney(gave)}`}`,
		rows: [...firstOf(agreements), ...firstOf(endedAgreements)].slice(0, ROWS).map((row) => ({
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
		lists: listsOf(
			[
				['all # running', agreements],
				['all # ended', endedAgreements],
			],
			format,
		),
	};
}

function casesBrief({ openCases, closedCases }: BriefParts, format: Format): BriefText {
	return {
		title: 'Service cases',
		day: 'today',
		figure: countOf(openCases) === 0 ? 'none open' : `${format.count(countOf(openCases))} open`,
		rows: [...firstOf(openCases), ...firstOf(closedCases)].slice(0, ROWS).map((row) => ({
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
		lists: listsOf(
			[
				['all # open', openCases],
				['all # closed', closedCases],
			],
			format,
		),
	};
}

function contactsBrief({ contacts }: BriefParts, format: Format): BriefText {
	const [newest] = firstOf(contacts);
	const count = contacts?.ok ? contacts.rows.reduce((sum, row) => sum + row.contacts, 0) : 0;
	return {
		title: 'Contacts',
		day: 'today',
		figure: newest ? ago(newest.days_ago, format) : 'none',
		rows: firstOf(contacts).map((row) => ({
			what: [row.level ?? 'other', row.last_kind].filter(Boolean).join(', '),
			amount: `${format.count(row.contacts)} in all`,
			note: ago(row.days_ago, format),
		})),
		empty: 'None is on record.',
		lists:
			contacts && count > 0
				? [
						{
							text: `all ${format.count(count)}`,
							of: { ...contacts, path: contacts.path.replace('contact_levels', 'touchpoints') },
						},
					]
				: [],
	};
}

function plansBrief({ plan, plans }: BriefParts, format: Format): BriefText {
	return {
		title: 'Plan',
		day: 'data',
		figure:
			countOf(plan) === 0
				? 'none running'
				: `${format.wholeShare(totalOf(plan, 'attained_share'))} of ${format.compactMoney(totalOf(plan, 'planned_amount'))}`,
		rows: firstOf(plans).map((row) => ({
			what: row.objective ?? format.month(row.period_start),
			amount: format.compactMoney(row.planned_amount),
			note: row.is_over
				? `reached ${format.wholeShare(row.attained_share)}`
				: `${format.wholeShare(row.elapsed_share)} of the time is over`,
		})),
		empty: 'There is none.',
		lists: listsOf([['all # plans', plans]], format),
	};
}

/** The entities of a record that the data holds, each in brief, in the order in which they are asked for. */
export function recordBriefs(parts: BriefParts, format: Format): BriefText[] {
	const briefs: BriefText[] = [];
	if (parts.quotes?.ok) briefs.push(quotesBrief(parts, format));
	if (parts.openOrders?.ok) briefs.push(openOrdersBrief(parts, format));
	if (parts.due?.ok) briefs.push(deliveriesBrief(parts, format));
	if (parts.invoices?.ok) briefs.push(invoicesBrief(parts, format));
	if (parts.agreements?.ok) briefs.push(agreementsBrief(parts, format));
	if (parts.openCases?.ok) briefs.push(casesBrief(parts, format));
	if (parts.contacts?.ok) briefs.push(contactsBrief(parts, format));
	if (parts.plans?.ok) briefs.push(plansBrief(parts, format));
	return briefs;
}
