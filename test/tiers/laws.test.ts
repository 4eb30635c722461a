import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TiersRow } from '../../src/lib/contract/rows.ts';
import { buildProject, orderLines, writeProject, type Built, type GivenRow } from '../support/given.ts';

/** Every figure and judgement counts, between anchors of its own, so that each can be raised by itself. */
const MODEL = `versions:
  - version: one
    valid_from: 2020-01-01
    value:
      contribution: { points: 20, scale: linear, low: 0, high: 100000 }
      revenue: { points: 20, scale: linear, low: 0, high: 100000 }
      price_realisation: { points: 10, low: 0.5, high: 1 }
      breadth: { points: 10, low: 0, high: 6 }
    potential:
      growth: { points: 10, low: -2, high: 2 }
      planned_growth: { points: 10, low: -2, high: 2 }
    judged: { strategic_alignment: 20 }
    tiers: { key: { entry: 50, exit: 40 }, growth: { entry: 30, exit: 20 } }
    gates: { emerging_orders: 0, emerging_months: 0 }
    minimum_stay_quarters: 0
`;
const ACCOUNTS = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const DAYS = [
	'2024-03-15',
	'2024-06-15',
	'2024-09-15',
	'2024-12-15',
	'2025-03-15',
	'2025-06-15',
	'2025-09-15',
];

const lines = (days: readonly string[], accounts: readonly string[]) =>
	orderLines(
		accounts.flatMap((account, i) =>
			days.map((day): [string, string, number, GivenRow] => [
				account,
				day,
				4000 + 1500 * i,
				{ cost_amount: 2000 + 700 * i, list_amount: 5000 + 1600 * i, category: 'Chairs' },
			]),
		),
	);
const rating = (account_id: string, score: number): GivenRow => ({
	account_id,
	...{ criterion: 'strategic_alignment', department: 'sales', rated_on: '2025-12-20', rater: 'Head', score },
});
const plan = (account_id: string, planned_amount: number): GivenRow => ({
	account_id,
	...{ period_start: '2025-10-01', planned_amount },
});

interface Inputs {
	order_lines: GivenRow[];
	ratings: GivenRow[];
	plans: GivenRow[];
}
const inputs = (): Inputs => ({
	order_lines: [...lines(DAYS, ACCOUNTS), ...lines(['2025-12-15'], ACCOUNTS)],
	ratings: ACCOUNTS.map((account) => rating(account, 3)),
	plans: ACCOUNTS.map((account) => plan(account, 30_000)),
});

let dir: string;
let first: Built;
const opened: Built[] = [];
beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-laws-'));
	writeProject(dir, {
		rows: { order_lines: lines(DAYS, ACCOUNTS), ratings: [], plans: inputs().plans },
		config: '',
	});
	writeFileSync(join(dir, 'tiers.yaml'), MODEL);
	first = await buildProject(dir, '2025-10-03');
});
afterAll(() => [first, ...opened].forEach((built) => built.close()));

/** The quarter after the one that is recorded, by the references that are frozen with it. */
async function reviewed(rows: Inputs): Promise<Map<string, TiersRow>> {
	const copy = mkdtempSync(join(tmpdir(), 'vital-few-laws-'));
	cpSync(join(dir, 'desk'), join(copy, 'desk'), { recursive: true });
	writeProject(copy, { rows: { ...rows } });
	writeFileSync(join(copy, 'tiers.yaml'), MODEL);
	const built = await buildProject(copy, '2026-01-03');
	opened.push(built);
	const { rows: tiers } = await built.ask('tiers', { level: 'account', as_of: '2025-12-31' });
	return new Map(tiers.map((row) => [row.account_id, row]));
}

/** Points, and all that hangs on them. The value score is a share of the whole by nature: it has laws of its own. */
const byPoints = ({ value_score: _, ...row }: TiersRow) => row;

/** Changes what one account gave. */
const changed = (rows: GivenRow[], account: string, how: (row: GivenRow) => GivenRow): GivenRow[] =>
	rows.map((row) => (row['account_id'] === account ? how(row) : row));

describe('a review', () => {
	it('never lowers a score for a better figure or judgement, and moves nobody else by it', async () => {
		const before = await reviewed(inputs());
		const better = inputs();
		better.order_lines = changed(better.order_lines, 'A', (row) => ({
			...row,
			net_amount: Number(row['net_amount']) * 1.2,
		}));
		better.order_lines = changed(better.order_lines, 'B', (row) => ({ ...row, cost_amount: 100 }));
		better.order_lines = changed(better.order_lines, 'C', (row) =>
			row['ordered_on'] === '2025-12-15' ? { ...row, category: 'Desks' } : row,
		);
		better.ratings = changed(better.ratings, 'D', (row) => ({ ...row, score: 5 }));
		better.plans = changed(better.plans, 'E', (row) => ({ ...row, planned_amount: 60_000 }));
		const after = await reviewed(better);

		const scores: (keyof TiersRow)[] = [
			'contribution_score',
			'revenue_score',
			'price_realisation_score',
			'breadth_score',
			'growth_score',
			'planned_growth_score',
			'strategic_alignment_score',
		];
		const raised = {
			A: 'revenue',
			B: 'contribution',
			C: 'breadth',
			D: 'strategic_alignment',
			E: 'planned_growth',
		};
		for (const [account, criterion] of Object.entries(raised)) {
			const [was, is] = [before.get(account)!, after.get(account)!];
			const column = `${criterion}_score` as keyof TiersRow;
			expect(Number(is[column]), `${account} on ${criterion}`).toBeGreaterThan(Number(was[column]));
			if (account !== 'A') expect(is.score!, account).toBeGreaterThan(was.score!);
			// What was not raised is as it was, but for A, whose plan is now less of a growth.
			const others = scores.filter((name) => name !== column);
			if (account !== 'A') expect(others.map((name) => is[name])).toEqual(others.map((name) => was[name]));
		}
		for (const account of ['F', 'G'])
			expect(byPoints(after.get(account)!)).toEqual(byPoints(before.get(account)!));
	});

	it('gives everybody the same, whoever goes or comes', async () => {
		const before = await reviewed(inputs());
		const without = inputs();
		for (const name of ['order_lines', 'ratings', 'plans'] as const)
			without[name] = without[name].filter((row) => row['account_id'] !== 'G');
		without.order_lines.push(
			...lines([...DAYS, '2025-12-15'], ['H']).map((row) => ({ ...row, net_amount: 90_000 })),
		);
		const after = await reviewed(without);
		expect([...after.keys()].toSorted()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'H']);
		for (const account of ['A', 'B', 'C', 'D', 'E', 'F'])
			expect(byPoints(after.get(account)!)).toEqual(byPoints(before.get(account)!));
	});

	it('puts every account in one tier, and the tiers hold all of them', async () => {
		const { rows } = await first.ask('tiers', { level: 'account' });
		expect(rows.map((row) => row.account_id).toSorted()).toEqual(ACCOUNTS);
		const counts = await Promise.all(
			['key', 'develop', 'standard', 'emerging'].map(
				async (tier) => (await first.ask('tiers', { level: 'account', tier })).rows.length,
			),
		);
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(ACCOUNTS.length);
		const values = (await first.ask('dimension_values', { level: 'account', dimension: 'tier' })).rows;
		expect(values.reduce((sum, row) => sum + row.accounts, 0)).toBe(ACCOUNTS.length);
	});

	it('takes a file of ratings without a row as no judgement, and says how far the tier stands', async () => {
		const { rows } = await first.ask('tiers', { level: 'account' });
		for (const row of rows) {
			expect(row.strategic_alignment_score).toBeNull();
			// Nobody judged: the 20 points of judgement are shared by what is known.
			expect(row.confidence_share).toBeLessThanOrEqual(0.8);
			expect(row.rating_spread).toBeNull();
		}
	});
});

it('a key account that service eats up no longer merits it, against the median key account', async () => {
	const copy = mkdtempSync(join(tmpdir(), 'vital-few-laws-'));
	const accounts = ['P', 'Q', 'R', 'S', 'T', 'U'];
	writeProject(copy, {
		rows: {
			order_lines: orderLines(
				accounts.flatMap((account) =>
					DAYS.map((day): [string, string, number, GivenRow] => [
						account,
						day,
						20_000,
						{ cost_amount: 10_000, list_amount: 20_000, category: 'Chairs' },
					]),
				),
			),
			service_cases: accounts.map((account_id) => ({
				...{ case_id: account_id, account_id, opened_on: '2025-02-01' },
				minutes: account_id === 'U' ? 25_000 : 2_000,
			})),
		},
		config: 'cost_to_serve: { rates: { service_minutes: 1 } }',
	});
	writeFileSync(join(copy, 'tiers.yaml'), MODEL.replace('entry: 50, exit: 40', 'entry: 40, exit: 30'));
	const built = await buildProject(copy, '2025-10-03');
	opened.push(built);
	const { rows } = await built.ask('tiers', { level: 'account', list: 'unmerited' });
	expect(rows.map((row) => [row.account_id, row.unmerited_reason])).toEqual([
		['U', 'serving it takes 62 % of its margin, 5 % at the median key account'],
	]);
	expect(rows[0]!.service_load).toBeCloseTo(25 / 40, 9);
});
