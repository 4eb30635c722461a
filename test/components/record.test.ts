import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/lib/client/api.ts';
import { plainText } from '../../src/lib/components/phrase.ts';
import type {
	AccountAgreementsRow,
	AccountDeliveriesRow,
	AccountMonthsRow,
	AccountOrdersRow,
	AccountsRow,
	AccountTouchpointsRow,
} from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { recordBriefs } from '../../src/routes/accounts/[id]/briefs.ts';
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
	plainText(recordFinding({ ...account, ...changes } as AccountsRow, noun, format));

describe('the sentence that opens a record', () => {
	it('says how large it is, how it grows and how long it has been silent', () => {
		expect(sentence({})).toBe(
			'Given is the third largest group, with €1.61\u00a0m or 3.4% of revenue, 18.3% less than before; it has been silent for 51 days.',
		);
	});

	it('sets a broken rhythm against what is usual', () => {
		expect(sentence({ cadence_state: 'late', typical_gap_days: 31 })).toContain(
			'; 51 days without an order, where 31 are usual.',
		);
		expect(sentence({ cadence_state: 'on_time', typical_gap_days: 90 })).toContain(
			'; its last order is of 10 Sep 2026.',
		);
	});

	it('gives a rank beyond the first five as a number, and the day of a recent order', () => {
		expect(sentence({ revenue_rank: 27, days_since_order: 3, growth_rate: null, prior_revenue: 0 })).toBe(
			'Given is no. 27, with €1.61\u00a0m or 3.4% of revenue, new in this period; its last order is of 10 Sep 2026.',
		);
	});

	it('says that it brought nothing', () => {
		expect(sentence({ revenue: 0, revenue_share: null, days_since_order: null })).toBe(
			'Given brought nothing in this period; it has never ordered.',
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
		credits: [{ kind: 'credit', ordered_on: '2026-02-03' }] as unknown as AccountOrdersRow[],
		late: [
			{ delivery_id: 'd1', delivered_on: null, promised_on: '2026-02-05' },
			{ delivery_id: 'd2', delivered_on: '2026-03-01', promised_on: '2026-02-20' },
		] as unknown as AccountDeliveriesRow[],
		short: [
			{ delivery_id: 'd1', delivered_on: null, promised_on: '2026-02-05' },
			{ delivery_id: 'd3', delivered_on: '2026-02-06', promised_on: '2026-02-06' },
		] as unknown as AccountDeliveriesRow[],
		cases: [],
		quotes: [],
		agreements: [],
		today: '2026-02-28',
		expected: null,
	};

	it('shows only kinds of events that happened, each once, and none after the newest day', () => {
		expect(recordTimeline(parts).rows.map((row) => [row.glyph, ...row.days])).toEqual([
			['▾', '2026-02-05', '2026-02-06'],
			['−', '2026-02-03'],
		]);
	});
});

describe('the briefs of a record', () => {
	const part = <Row>(rows: Partial<Row>[]) => ({ ok: true, rows }) as unknown as Outcome<Row>;
	const none = {
		quotes: null,
		orders: null,
		deliveries: null,
		late: null,
		invoices: null,
		agreements: null,
		cases: null,
		touchpoints: null,
		plans: null,
	};

	it('are only of entities that the data holds', () => {
		expect(recordBriefs({ ...none, quotes: part([]) }, false, format)).toEqual([
			{ title: 'Open quotes', figure: 'none', rows: [], empty: 'There never was one.' },
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
			false,
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
				touchpoints: part<AccountTouchpointsRow>([
					{ level: 'manager', kind: 'call', days_ago: 0 },
					{ level: 'manager', kind: 'mail', days_ago: 9 },
					{ level: 'executive', kind: null, days_ago: 212 },
				]),
			},
			false,
			format,
		);
		expect([brief?.figure, ...(brief?.rows ?? []).map((row) => `${row.what}: ${row.note}`)]).toEqual([
			'today',
			'manager, call: today',
			'executive: 212 days ago',
		]);
	});
});
