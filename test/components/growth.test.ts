import { describe, expect, it } from 'vitest';
import type { AnswerMeta } from '../../src/lib/client/api.ts';
import { plainText } from '../../src/lib/components/phrase.ts';
import type { GrowthBridgeRow, RevenueMonthsRow, SummaryRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { growthFinding } from '../../src/routes/growth/growth-finding.ts';
import { growthSteps } from '../../src/lib/components/growth-steps.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const meta = {
	from: '2025-11-01',
	to: '2026-11-01',
	last_on: '2026-10-31',
	prior_from: '2024-11-01',
	prior_to: '2025-11-01',
	prior_last_on: '2025-10-31',
} as AnswerMeta;
const row = (step: string, amount: number | null, accounts = 1) =>
	({ step, amount, accounts }) as GrowthBridgeRow;
// 430 before; 60 new, 40 back, 30 more, 50 less, 80 lost; 430 now.
const bridge = [
	row('start', 430, 4),
	row('new', 60, 2),
	row('reactivated', 40),
	row('expansion', 30),
	row('contraction', -50),
	row('lost', -80),
	row('credits', 0, 0),
	row('end', 430, 5),
];
const summary = { revenue: 430, prior_revenue: 400, growth_rate: 0.075 } as SummaryRow;
const months: RevenueMonthsRow[] = [];
const sentence = (changes: Partial<SummaryRow>, facts: { hasAmount?: boolean; isCompared?: boolean } = {}) =>
	plainText(
		growthFinding(
			{ summary: { ...summary, ...changes }, hasAmount: true, isCompared: false, ...facts },
			bridge,
			months,
			noun,
			format,
		),
	);

describe('the sentence that opens growth', () => {
	it('says whether revenue grew, and which accounts made the difference', () => {
		// Those that stayed: 30 - 50 = -20.
		expect(sentence({})).toBe(
			'Revenue grew by 7.5%: those that stayed brought €20 less, 2 new groups €60, and 1 lost group took €80 away.',
		);
	});

	it('says that it fell, or that it did not change', () => {
		expect(sentence({ growth_rate: -0.02 })).toContain('Revenue fell by 2.0%:');
		expect(sentence({ growth_rate: 0 })).toContain('Revenue did not change:');
	});

	it('says less where there is nothing to compare, or no amount', () => {
		expect(sentence({ growth_rate: null })).toBe(
			'Revenue is €430; there is no earlier period to compare it with.',
		);
		const month = (month_on: string, revenue: number, is_complete = true) =>
			({ month_on, revenue, is_complete }) as RevenueMonthsRow;
		const young = [month('2026-08-01', 130), month('2026-09-01', 300), month('2026-10-01', 900, false)];
		expect(
			plainText(
				growthFinding(
					{ summary: { ...summary, growth_rate: null }, hasAmount: true, isCompared: false },
					bridge,
					young,
					noun,
					format,
				),
			),
		).toBe(
			'Revenue is €430, Sep 2026 the strongest month with €300; there is no earlier period to compare it with.',
		);
		expect(sentence({ growth_rate: null, prior_revenue: 0 }, { isCompared: true })).toBe(
			'Revenue is €430; the earlier period brought nothing to compare it with.',
		);
		expect(sentence({ revenue: null }, { hasAmount: false })).toBe(
			'The data holds no amounts, so growth is not known.',
		);
	});

	it('never blames the data for a period without sales', () => {
		expect(sentence({ revenue: null })).toBe('Nothing was sold in this period.');
		expect(sentence({ accounts: 0, revenue: 0, prior_revenue: null, growth_rate: null })).toBe(
			'Nothing was sold in this period.',
		);
	});
});

describe('the steps of the revenue bridge', () => {
	it('name the periods at its ends and leave out what never happened', () => {
		expect(growthSteps(bridge, meta, format, noun).map((step) => step.label)).toEqual([
			'Nov 2024\n– Oct 2025',
			'New',
			'Back',
			'Grown',
			'Shrunk',
			'Lost',
			'Nov 2025\n– Oct 2026',
		]);
	});

	it('are none where there is no earlier period', () => {
		expect(growthSteps([row('start', null), row('end', 430)], meta, format, noun)).toEqual([]);
	});
});
