import { describe, expect, it } from 'vitest';
import { nearestPoint } from '../../src/lib/charts/drawing.ts';
import { drawPareto } from '../../src/lib/charts/pareto.ts';
import type { ConcentrationCurveRow, ConcentrationRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'account', many: 'accounts' };

// Five accounts bring 500, 300, 120, 50 and 30 of 1,000; a sixth was credited 20 more than it bought.
const amounts = [500, 300, 120, 50, 30];
const rows: ConcentrationCurveRow[] = [
	...amounts.map((revenue, index) => ({
		account_id: `a${index}`,
		name: `Account ${index}`,
		revenue_rank: index + 1,
		account_share: (index + 1) / 5,
		revenue,
		revenue_share: revenue / 1000,
		cumulative_share: amounts.slice(0, index + 1).reduce((sum, amount) => sum + amount) / 1000,
		margin: null,
		cumulative_margin_share: null,
		tier: null,
		is_credit: false,
	})),
	{
		account_id: 'credited',
		name: 'Credited',
		revenue_rank: 6,
		account_share: null,
		revenue: -20,
		revenue_share: null,
		cumulative_share: null,
		margin: null,
		cumulative_margin_share: null,
		tier: null,
		is_credit: true,
	},
];
const concentration = {
	account_count: 5,
	accounts_for_80pct: 2,
	accounts_for_80pct_share: 0.4,
	cr1: 0.5,
	cr10: 1,
} as ConcentrationRow;

const drawing = drawPareto(rows, concentration, format, noun);
const series = (drawing.option as { series: { data: unknown[] }[] }).series;

describe('the Pareto curve', () => {
	it('starts at nothing, rises with each account and leaves credits out', () => {
		expect(series[0]?.data).toEqual([
			[0, 0],
			[1, 0.5],
			[2, 0.8],
			[3, 0.92],
			[4, 0.97],
			[5, 1],
		]);
	});

	it('marks the account with which 80 % is reached', () => {
		expect(series[2]?.data).toMatchObject([{ value: [2, 0] }, { value: [2, 0.8] }]);
	});

	it('hangs credits from its end as a tail, in the same measure', () => {
		// 20 of 1,000 were credited: the tail goes from 1 to .98.
		const credited = drawPareto(rows, { ...concentration, revenue: 1000, credit_balance: -20 }, format, noun);
		const tail = (credited.option as { series: { data: unknown[] }[] }).series.at(-1);
		expect(tail?.data).toMatchObject([{ value: [5, 1] }, { value: [5, 0.98] }]);
	});

	it('leaves the mark to a handle where it is asked to', () => {
		const bare = drawPareto(rows, concentration, format, noun, { isMarked: false });
		expect((bare.option as { series: unknown[] }).series).toHaveLength(2);
	});

	it('says in a sentence what it shows', () => {
		expect(drawing.summary).toBe(
			'2 accounts, 40% of 5, make 80% of revenue; the largest alone makes 50.0%, the ten largest 100.0%.',
		);
	});

	it('has a point for every account, in the order of the curve', () => {
		expect(drawing.points.map((point) => point.x)).toEqual([1, 2, 3, 4, 5]);
		expect(drawing.points[1]?.lines).toEqual(['€300, 30.0% of revenue', '80.0% with all before it']);
	});

	it('has a table twin that keeps the credits, with dashes where a share is not defined', () => {
		expect(drawing.table.rows.at(-1)).toEqual(['6', 'Credited', '−€20.00', '–', '–']);
	});
});

describe('the nearest point', () => {
	it('is found from either side and at the ends', () => {
		const points = [1, 4, 10].map((x) => ({ x, title: '', lines: [] }));
		expect([-5, 2, 3, 8, 99].map((x) => nearestPoint(points, x))).toEqual([0, 0, 1, 2, 2]);
	});

	it('does not exist among none', () => {
		expect(nearestPoint([], 3)).toBe(-1);
	});
});
