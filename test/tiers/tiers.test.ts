import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tiersOverTime } from '../../src/lib/server/models/hysteresis.ts';
import { buildProject, orderLines, writeProject, type Built, type GivenRow } from '../support/given.ts';

/** Revenue alone decides for accounts without a plan and without judgements: 1,000 of it are a point of score. */
const MODEL = `versions:
  - version: one
    valid_from: 2020-01-01
    value: { revenue: { points: 60, scale: linear, low: 0, high: 100000 } }
    potential: { planned_growth: { points: 20, low: -1, high: 1 } }
    judged: { strategic_alignment: 20 }
    half_life_days: 90
    tiers: { key: { entry: 70, exit: 60 }, growth: { entry: 40, exit: 30 } }
    gates: { emerging_orders: 0, emerging_months: 0 }
    minimum_stay_quarters: 0
`;
const CONFIG =
	'cost_to_serve: { pool: 5000, rates: { orders: 8, rush_lines: 25, service_minutes: 1, returns: 40, receivable_days: 0.08 } }';
const QUARTERS = [
	'2023-03-31',
	'2023-06-30',
	'2023-09-30',
	'2023-12-31',
	'2024-03-31',
	'2024-06-30',
	'2024-09-30',
	'2024-12-31',
	'2025-03-31',
	'2025-06-30',
	'2025-09-30',
];
/** Twelve months to each quarter: 66 four times, then 71, 69, 62, 58, 61, 57, 56 thousand. */
const BY_QUARTER = [16.5, 16.5, 16.5, 16.5, 21.5, 14.5, 9.5, 12.5, 24.5, 10.5, 8.5];

const A = BY_QUARTER.map((amount, q): [string, string, number, GivenRow] => [
	'A',
	QUARTERS[q]!,
	amount * 1000,
	{},
]);
const C = QUARTERS.map((day): [string, string, number, GivenRow] => ['C', day, 5000, {}]);
/** Twelve orders of which three lines are rush, and two returns, all within a year. */
const D = Array.from({ length: 12 }, (_, i): [string, string, number, GivenRow] => [
	'D',
	`${i < 3 ? 2024 : 2025}-${String(i < 3 ? i + 10 : i - 2).padStart(2, '0')}-15`,
	100,
	{ is_rush: i < 3 },
]);
const RETURNS: [string, string, number, GivenRow][] = [1, 2].map((i) => [
	'D',
	`2025-05-0${i}`,
	-5,
	{ kind: 'return' },
]);
const rating = (
	account_id: string,
	score: number,
	department: string,
	rated_on: string,
	more: GivenRow = {},
): GivenRow => ({
	account_id,
	criterion: 'strategic_alignment',
	department,
	score,
	rated_on,
	rater: 'Head',
	...more,
});
const ROWS = {
	order_lines: orderLines([...A, ['C', '2023-01-02', 5000], ...C, ...D, ...RETURNS]),
	service_cases: [{ case_id: '1', account_id: 'D', opened_on: '2025-02-01', minutes: 90 }],
	invoices: [
		{
			invoice_id: '1',
			account_id: 'D',
			issued_on: '2025-02-01',
			amount: 10000,
			paid_amount: 10000,
			paid_on: '2025-03-18',
		},
	],
	ratings: [
		rating('C', 4, 'sales', '2025-09-20'),
		rating('C', 2.5, 'customer_success', '2025-03-14'),
		rating('C', 3.5, 'executives', '2025-08-21'),
		rating('A', 3, 'sales', '2025-09-20', { criterion: 'charm' }),
		rating('A', 3, 'legal', '2025-09-20'),
		rating('Z', 3, 'sales', '2025-09-20'),
		rating('A', 6, 'sales', '2025-09-20'),
		rating('A', 3, 'sales', '2027-01-01'),
		rating('D', 1, 'sales', '2025-09-20'),
		rating('D', 5, 'sales', '2025-09-20'),
	],
};

let dir: string;
let built: Built;
beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-tiers-'));
	writeProject(dir, { rows: ROWS, config: CONFIG });
	writeFileSync(join(dir, 'tiers.yaml'), MODEL);
	built = await buildProject(dir, '2025-10-03');
});
afterAll(() => built.close());

const tiersAt = async (from: Built, as_of: string) =>
	(await from.ask('tiers', { as_of, level: 'account' })).rows;

describe('over eleven quarters', () => {
	it('66, 71, 69, 62, 58, 61, 57, 56 with entry 70 and exit 60 are develop, six times key, develop', async () => {
		const rows = await Promise.all(
			QUARTERS.map(async (day) => (await tiersAt(built, day)).find((row) => row.account_id === 'A')!),
		);
		const scores = rows.map((row) => row.score!);
		expect(scores.map((score) => Number(score.toFixed(4)))).toEqual([
			66, 66, 66, 66, 71, 69, 62, 58, 61, 57, 56,
		]);
		const second = tiersOverTime(
			{ tiers: ['standard', 'develop', 'key'], entry: [40, 70], exit: [30, 60], minimumStay: 0 },
			scores.map((score) => ({ score })),
		);
		expect(rows.map((row) => row.tier)).toEqual(second.map((tier) => ['standard', 'develop', 'key'][tier!]));
		expect(rows.map((row) => row.tier)).toEqual([
			...Array<string>(4).fill('develop'),
			...Array<string>(6).fill('key'),
			'develop',
		]);
	});

	it('the three moves sum exactly to the change of the score', async () => {
		for (const row of (await Promise.all(QUARTERS.slice(1).map((day) => tiersAt(built, day)))).flat()) {
			if (row.prior_score === null) continue;
			expect(Math.round(1e4 * (row.move_data! + row.move_judgement! + row.move_weights!))).toBe(
				Math.round(1e4 * (row.score! - row.prior_score)),
			);
		}
	});

	it('every account has one tier, and only the last quarter was given in its time', async () => {
		const last = await tiersAt(built, '2025-09-30');
		expect(last.map((row) => row.account_id).toSorted()).toEqual(['A', 'C', 'D']);
		expect(new Set(last.map((row) => row.is_reconstructed))).toEqual(new Set([false]));
		expect(new Set((await tiersAt(built, '2025-06-30')).map((row) => row.is_reconstructed))).toEqual(
			new Set([true]),
		);
	});
});

describe('judgements', () => {
	it('of 4, 2.5 and 3.5, aged 10, 200 and 40 days at a half-life of 90, are 3.41255 once drawn to 3', async () => {
		// Half of 8, 5, 7 drawn to 6, which is 6.8251; (3.41255 − 1) / 4
		const row = (await tiersAt(built, '2025-09-30')).find(({ account_id }) => account_id === 'C')!;
		expect(row.strategic_alignment_score).toBeCloseTo(0.6031, 4);
		expect(row.rating_spread).toBe(1.5);
		expect(row.stale).toEqual(['customer_success on strategic_alignment']);
	});

	it('that no model can count are set aside with their reason, and of two by one rater on one day the later line counts', async () => {
		const reasons = built.report.rejections
			.filter((row) => row.entity === 'ratings')
			.map(({ reason, rows }) => `${reason} ${rows}`);
		expect(reasons.toSorted()).toEqual([
			'another rating by the same rater on that day 1',
			'dated after the day of the build 1',
			'score outside 1 to 5 1',
			'unknown account 1',
			'unknown criterion 1',
			'unknown department 1',
		]);
		const row = (await tiersAt(built, '2025-09-30')).find(({ account_id }) => account_id === 'D')!;
		expect(row.strategic_alignment_score).toBeGreaterThan(0.5);
	});
});

describe('cost to serve', () => {
	it('of 12 orders, 3 rush lines, 90 minutes, 2 returns and 10,000 owed for 45 days is 439.6301', async () => {
		const { rows } = await built.ask('accounts', { as_of: '2025-09-30', level: 'account', search: 'D' });
		// 96 + 75 + 90 + 80 + 98.6301, each month's part rounded to four decimals
		expect(rows[0]!.cost_to_serve).toBeCloseTo(439.6301, 3);
	});

	it('and what is unused sum to the pool', async () => {
		const { rows } = await built.ask('cost_to_serve', { as_of: '2025-09-30', level: 'account' });
		expect(rows.at(-1)!.effort).toBe('unused');
		expect(rows.reduce((sum, row) => sum + (row.amount ?? 0), 0)).toBeCloseTo(5000, 3);
	});
});

describe('the past', () => {
	/** The same desk, other sources or another model, a quarter later. */
	async function later(lines: typeof ROWS.order_lines, model: string): Promise<Built> {
		const copy = mkdtempSync(join(tmpdir(), 'vital-few-tiers-'));
		cpSync(join(dir, 'desk'), join(copy, 'desk'), { recursive: true });
		writeProject(copy, { rows: { ...ROWS, order_lines: lines }, config: CONFIG });
		writeFileSync(join(copy, 'tiers.yaml'), model);
		return buildProject(copy, '2026-01-03');
	}
	const fourth = orderLines([
		['A', '2025-12-31', 30_000],
		['C', '2025-12-31', 5000],
		['D', '2025-12-31', 100],
	]);
	const giant = orderLines(QUARTERS.map((day) => ['G', day, 5_000_000] as [string, string, number]));

	it('stays as it was given when the model changes, and an account more moves nobody else', async () => {
		const before = await Promise.all(QUARTERS.map((day) => tiersAt(built, day)));
		const plain = await later([...ROWS.order_lines, ...fourth], MODEL);
		const changed = MODEL.replace('- version: one', '- version: two')
			.replace('60, scale', '30, scale')
			.replace('points: 20', 'points: 50')
			.replace('entry: 70, exit: 60', 'entry: 95, exit: 90');
		const other = await later([...ROWS.order_lines, ...fourth, ...giant], changed);
		const withGiant = await later([...ROWS.order_lines, ...fourth, ...giant], MODEL);
		for (const after of [plain, other, withGiant]) {
			const again = await Promise.all(QUARTERS.map((day) => tiersAt(after, day)));
			const told = (rows: (typeof before)[number]) =>
				rows.map(({ account_id, tier, score, model_version }) => ({
					account_id,
					tier,
					score,
					model_version,
				}));
			expect(again.map(told)).toEqual(before.map(told));
		}
		const newest = await tiersAt(plain, '2025-12-31');
		const newestWithGiant = (await tiersAt(withGiant, '2025-12-31')).filter((row) => row.account_id !== 'G');
		expect(newestWithGiant.map(({ account_id, tier, score }) => [account_id, tier, score])).toEqual(
			newest.map(({ account_id, tier, score }) => [account_id, tier, score]),
		);
		expect((await tiersAt(other, '2025-12-31'))[0]!.model_version).toBe('two');
		[plain, other, withGiant].forEach((one) => one.close());
	});

	it('that is damaged is not made up anew', async () => {
		const copy = mkdtempSync(join(tmpdir(), 'vital-few-tiers-'));
		cpSync(dir, copy, { recursive: true, filter: (path) => !path.includes('.vital-few') });
		const manifest = join(copy, 'desk', 'tiers', 'manifest.json');
		writeFileSync(manifest, readFileSync(manifest, 'utf8').slice(0, 100));
		await expect(buildProject(copy, '2026-01-03')).rejects.toThrow(
			/manifest\.json cannot be read; it holds the tiers that were given/,
		);
		rmSync(copy, { recursive: true });
	});
});
