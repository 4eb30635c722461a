import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/lib/client/api.ts';
import { plainText } from '../../src/lib/components/phrase.ts';
import type {
	AccountAgreementsRow,
	AccountContactLevelsRow,
	AccountDeliveriesRow,
	AccountInvoicesRow,
	AccountMonthsRow,
	AccountOrdersRow,
	AccountQuotesRow,
	AccountsRow,
} from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { recordBriefs, type BriefParts } from '../../src/routes/accounts/[id]/briefs.ts';
import { recordFinding } from '../../src/routes/accounts/[id]/record-finding.ts';
import { recordTimeline } from '../../src/routes/accounts/[id]/record-timeline.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const account = {
	name: 'Given',
	revenue: 1.61e6,
	revenue_rank: 3,
	revenue_share: 0.034,
	revenue_share_of_all: 0.034,
	prior_revenue: 1.97e6,
	growth_rate: -0.183,
	days_since_order: 51,
	last_order_on: '2026-09-10',
	cadence_state: null,
	typical_gap_days: null,
} as AccountsRow;
const sentence = (changes: Partial<AccountsRow>) =>
	plainText(recordFinding({ ...account, ...changes } as AccountsRow, '2026-10-31', noun, format));

describe('the sentence that opens a record', () => {
	it('says how large it is, how it grows and how long it has been silent', () => {
		expect(sentence({})).toBe(
			'Given is the third largest group, with €1.61\u00a0m or 3.4% of revenue, 18.3% less than before; by 31 Oct 2026 it had been silent for 51 days.',
		);
	});

	it('sets a broken rhythm against what is usual', () => {
		expect(sentence({ cadence_state: 'late', typical_gap_days: 31 })).toContain(
			'; by 31 Oct 2026 it was 51 days without an order, where 31 are usual.',
		);
		expect(sentence({ cadence_state: 'on_time', typical_gap_days: 90 })).toContain(
			'; its last order by 31 Oct 2026 was of 10 Sep 2026.',
		);
	});

	it('gives a rank beyond the first five as a number, and the day of a recent order', () => {
		expect(sentence({ revenue_rank: 27, days_since_order: 3, growth_rate: null, prior_revenue: 0 })).toBe(
			'Given is no. 27, with €1.61\u00a0m or 3.4% of revenue, new in this period; its last order by 31 Oct 2026 was of 10 Sep 2026.',
		);
	});

	it('says that it brought nothing', () => {
		expect(sentence({ revenue: 0, revenue_share: null, days_since_order: null })).toBe(
			'Given brought nothing in this period; by 31 Oct 2026 it had not ordered.',
		);
	});
});

describe('the timeline of a record', () => {
	const month = (month_on: string, revenue: number) =>
		({
			month_on,
			month_end_on: month_on.replace(/01$/, '28'),
			is_complete: true,
			revenue,
			orders: 1,
		}) as AccountMonthsRow;
	const parts = {
		months: [month('2025-02-01', 80), month('2026-02-01', 100)],
		orderDays: [],
		events: [
			{ happened_on: '2026-02-03', event: 'credit', events: 3, amount: -30 },
			{ happened_on: '2026-02-05', event: 'delivery_late', events: 2, amount: null },
			{ happened_on: '2026-02-06', event: 'delivery_short', events: 1, amount: null },
			{ happened_on: '2026-03-01', event: 'delivery_late', events: 1, amount: null },
		],
		today: '2026-02-28',
		expected: null,
	};

	it('shows only kinds of events that happened, each with how often, and none after the newest day', () => {
		expect(recordTimeline(parts).rows.map((row) => [row.glyph, row.days, row.counts])).toEqual([
			['▾', ['2026-02-05', '2026-02-06'], [2, 1]],
			['−', ['2026-02-03'], [3]],
		]);
	});
});

describe('the briefs of a record', () => {
	/** The first rows of a list that has `total` of them, worth `totals` in all. */
	const part = <Row>(rows: Partial<Row>[], total = rows.length, totals: Record<string, number> = {}) =>
		({
			ok: true,
			path: '/api/v1/accounts/A/part',
			query: '',
			meta: { total_rows: total, totals },
			rows,
		}) as unknown as Outcome<Row>;
	const none: BriefParts = {
		quotes: null,
		lastQuote: null,
		openOrders: null,
		due: null,
		late: null,
		invoices: null,
		overdue: null,
		agreements: null,
		endedAgreements: null,
		openCases: null,
		closedCases: null,
		contacts: null,
		plan: null,
		plans: null,
	};

	it('are only of entities that the data holds', () => {
		expect(recordBriefs({ ...none, quotes: part<AccountQuotesRow>([]) }, format)).toEqual([
			{
				title: 'Open quotes',
				day: 'today',
				figure: 'none',
				rows: [],
				empty: 'There never was one.',
				lists: [],
			},
		]);
	});

	it('count and add up all rows, not those that were fetched, and open all of them', () => {
		const orders = Array.from({ length: 4 }, (_, place) => ({
			order_id: `o${place}`,
			revenue: 10,
			ordered_on: '2026-01-31',
		}));
		const overdue = Array.from({ length: 4 }, (_, place) => ({
			invoice_id: `i${place}`,
			open_amount: 5,
			days_overdue: 3,
		}));
		const [open, deliveries, invoices] = recordBriefs(
			{
				...none,
				openOrders: part<AccountOrdersRow>(orders, 16, { revenue: 1.2e6 }),
				due: part<AccountDeliveriesRow>([], 60),
				late: part<AccountDeliveriesRow>([], 23_123),
				invoices: part<AccountInvoicesRow>([], 300, { open_amount: 9e5 }),
				overdue: part<AccountInvoicesRow>(overdue, 229, { open_amount: 7e5 }),
			},
			format,
		);
		expect([open, deliveries, invoices].map((brief) => brief?.figure)).toEqual([
			'16, €1.20\u00a0m',
			'60 due, 23,123 late',
			'300 open, €900\u00a0k; 229 overdue, €700\u00a0k',
		]);
		expect([open, deliveries, invoices].flatMap((brief) => brief?.lists.map(({ text }) => text))).toEqual([
			'all 16 open',
			'all 60 due',
			'all 23,123 late',
			'all 300 open',
			'all 229 overdue',
		]);
	});

	it('warn of an agreement that ends within a month', () => {
		const [brief] = recordBriefs(
			{
				...none,
				agreements: part<AccountAgreementsRow>([
					{
						kind: 'price',
						category: 'Seating',
						discount_share: 0.12,
						discount_amount: 500,
						state: 'running',
						valid_to: '2026-12-31',
						days_to_end: 12,
						product_id: null,
					},
				]),
			},
			format,
		);
		expect(brief?.rows).toEqual([
			{ what: 'Seating, 12%', amount: 'gave €500', note: '12 days left', isGrave: true },
		]);
	});

	it('give the last contact of each level', () => {
		const [brief] = recordBriefs(
			{
				...none,
				contacts: part<AccountContactLevelsRow>([
					{ level: 'manager', contacts: 270, last_kind: 'call', days_ago: 0 },
					{ level: 'executive', contacts: 1, last_kind: null, days_ago: 212 },
				]),
			},
			format,
		);
		expect([brief?.figure, ...(brief?.rows ?? []).map((row) => `${row.what}: ${row.note}`)]).toEqual([
			'today',
			'manager, call: today',
			'executive: 212 days ago',
		]);
		expect(brief?.lists.map(({ text }) => text)).toEqual(['all 271']);
	});
});
