import { describe, expect, it } from 'vitest';
import { drawRevenueMonths, revenueMonthsNote, strongestMonth } from '../../src/lib/charts/revenue-months.ts';
import { toSvg } from '../../src/lib/charts/server-svg.ts';
import type { RevenueMonthsRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
const row = (month_on: string, revenue: number | null, changes: Partial<RevenueMonthsRow> = {}) =>
	({
		month_on,
		is_complete: true,
		revenue,
		year_before_on: null,
		year_before_revenue: null,
		growth_rate: null,
		margin: null,
		margin_share: null,
		active_accounts: 3,
		orders: 4,
		new_accounts: 1,
		...changes,
	}) as RevenueMonthsRow;
const before = { year_before_on: '2025-09-01', year_before_revenue: 200, growth_rate: 0.5 };
const rows = [
	row('2026-08-01', -20),
	row('2026-09-01', 300, { ...before, margin: 90, margin_share: 0.3 }),
	row('2026-10-01', 300),
	row('2026-11-01', 900, { is_complete: false }),
];

describe('revenue by month', () => {
	it('says what its marks mean, and only of those that are there', () => {
		expect(revenueMonthsNote(rows, format)).toBe(
			'€ a month · lower part: margin · stroke: the same month a year before · hatched: still open',
		);
		expect(revenueMonthsNote([row('2026-08-01', 5_000)], format)).toBe('€\u00a0k a month');
	});

	it('takes the earlier of two equal months for the strongest, and never the open one', () => {
		expect(strongestMonth(rows)?.month_on).toBe('2026-09-01');
		expect(strongestMonth([row('2026-10-01', null)])).toBeNull();
	});

	it('says in a sentence where it stands', () => {
		expect(drawRevenueMonths(rows, format).summary).toBe(
			'Revenue was €300 in Oct 2026; the strongest month was Sep 2026 with €300.',
		);
	});

	it('has a row for each month, with a dash where nothing is known', () => {
		expect(drawRevenueMonths(rows, format).table).toEqual({
			head: [
				...['Month', 'Revenue, EUR', 'A year before, EUR', 'Growth', 'Margin', 'Ordered', 'Orders'],
				'For the first time',
			],
			rows: [
				['Aug 2026', '−€20.00', '–', '–', '–', '3', '4', '1'],
				['Sep 2026', '€300.00', '€200.00', '▲ 50.0%', '30.0%', '3', '4', '1'],
				['Oct 2026', '€300.00', '–', '–', '–', '3', '4', '1'],
				['Nov 2026', '€900.00', '–', '–', '–', '3', '4', '1'],
			],
		});
	});

	it('writes the amount at each bar where there is room, and hatches the open month', () => {
		const wide = toSvg(drawRevenueMonths(rows, format).option, 600, 240);
		for (const label of ['−20', '300', '900', 'Nov 2026']) expect(wide).toContain(`>${label}<`);
		expect(wide).toContain('stroke-dasharray="2,2"');
		expect(toSvg(drawRevenueMonths(rows, format).option, 60, 240)).not.toContain('>900<');
	});
});
