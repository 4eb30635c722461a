import { describe, expect, it } from 'vitest';
import { drawRecordHistory } from '../../src/lib/charts/record-history.ts';
import { drawReliability } from '../../src/lib/charts/reliability.ts';
import { drawRiskHistory } from '../../src/lib/charts/risk-history.ts';
import { drawRivals } from '../../src/lib/charts/rival-bars.ts';
import type {
	AccountRiskHistoryRow,
	RiskBacktestRow,
	RiskReliabilityRow,
} from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
interface Series {
	series: { data: unknown[] }[];
}

describe('reliability', () => {
	const bin = (from: number, accounts: number, foretold: number | null, came: number | null) =>
		({
			model: 'in_use',
			chance_from: from,
			chance_to: from + 0.1,
			accounts,
			predicted_share: foretold,
			actual_share: came,
		}) as RiskReliabilityRow;
	const drawing = drawReliability(
		[bin(0, 300, 0.05, 0.07), bin(0.1, 100, 0.15, 0.11), bin(0.2, 0, null, null)],
		format,
		{ many: 'groups' },
	);

	it('draws the chances that were given beside the diagonal, larger where there were more', () => {
		const [diagonal, points] = (drawing.option as unknown as Series).series;
		expect(diagonal?.data).toEqual([
			[0, 0],
			[1, 1],
		]);
		expect(points?.data).toMatchObject([
			{ value: [0.05, 0.07], symbolSize: 22 },
			// 7 + 15 × √(100 / 300)
			{ value: [0.15, 0.11], symbolSize: 7 + 15 * Math.sqrt(1 / 3) },
		]);
	});

	it('says how far off it was: (300 × .02 + 100 × .04) / 400 = 2.5 %', () => {
		expect(drawing.summary).toBe('What came was 2.5% away from what was foretold, on average.');
	});

	it('keeps a tenth without a chance in its table', () => {
		expect(drawing.table.rows.at(-1)).toEqual(['20% to 30%', '0', '–', '–']);
	});
});

describe('rivals', () => {
	const drawing = drawRivals(
		[{ label: 'right', values: [0.61, null] }],
		['in use', '60 days'],
		format.wholeShare,
		'At as many flags',
	);

	it('say what is compared, and – for what is not known', () => {
		expect(drawing.summary).toBe('At as many flags: right in use 61%, 60 days –.');
		expect(drawing.table).toEqual({
			head: ['At as many flags', 'in use', '60 days'],
			rows: [['right', '61%', '–']],
		});
	});
});

describe('the record quarter by quarter', () => {
	const row = (cut_on: string, model: string, auc_live: number | null, is_champion = false) =>
		({
			cut_on,
			model,
			label: `rung ${model}`,
			is_champion,
			accounts: 100,
			silent_share: 0.2,
			auc: 0.9,
			auc_live,
			brier: 0.08,
			calibration: 1.1,
			calibration_revenue: null,
		}) as RiskBacktestRow;
	const drawing = drawRecordHistory(
		[
			row('2026-04-30', '2', 0.6),
			row('2026-04-30', '4', 0.8, true),
			row('2026-04-30', 'silent_60', 0.7),
			row('2026-01-31', '2', 0.7, true),
			row('2026-01-31', 'silent_60', null),
		],
		format,
	);

	it('goes from the oldest cut-off on, with what was in use then and the rule of 60 days', () => {
		expect(drawing.points.map((point) => [point.title, ...point.lines])).toEqual([
			['31 Jan 2026', 'in use 70%: rung 2', '60 days –'],
			['30 Apr 2026', 'in use 80%: rung 4', '60 days 70%'],
		]);
		expect(drawing.summary).toContain('put 75% of the pairs in the right order');
	});

	it('has a row for each cut-off', () => {
		expect(drawing.table.rows[1]).toEqual([
			'30 Apr 2026',
			'rung 4',
			'100',
			'20%',
			'0.900',
			'0.800',
			'0.700',
			'0.0800',
			'1.100',
			'–',
		]);
	});
});

describe('the history of a risk', () => {
	const row = (as_of: string, changes: Partial<AccountRiskHistoryRow>) =>
		({
			as_of,
			p_silent: null,
			cannot_say: null,
			horizon_days: 36,
			risk_level: null,
			cadence_state: 'on_time',
			days_since_order: 5,
			revenue_at_risk: null,
			high_from: 0.18,
			...changes,
		}) as AccountRiskHistoryRow;
	const drawing = drawRiskHistory(
		[
			row('2026-04-30', { cannot_say: 'one order: no rhythm yet', horizon_days: null }),
			row('2026-07-31', { p_silent: 0.03, risk_level: 'low' }),
			row('2026-10-31', {
				p_silent: 0.995,
				risk_level: 'high',
				cadence_state: 'late',
				revenue_at_risk: 117_000,
			}),
		],
		format,
	);

	it('says where it stands, never that it is certain', () => {
		expect(drawing.summary).toBe(
			'The chance of silence is >99% on 31 Oct 2026; at 2 quarter ends it lay between 3% and >99%.',
		);
	});

	it('says why where there is none', () => {
		expect(drawing.table.rows[0]).toEqual([
			'30 Apr 2026',
			'one order: no rhythm yet',
			'–',
			'–',
			'in its rhythm',
			'5 days',
			'–',
		]);
		expect(drawing.points[2]?.lines[0]).toBe('>99% in 36 days, high risk');
	});
});
