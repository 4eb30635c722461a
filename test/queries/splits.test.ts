import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Row } from '../../src/lib/server/warehouse/ask/ask.ts';
import { everyEntityCompany } from '../support/every-entity-company.ts';
import { given, orderLines, type Built } from '../support/given.ts';

const LEVELS = ['account', 'group'] as const;
/** Answers and drills that are split by a dimension, with what else they are asked. */
const SPLIT: [string, [string, string][]][] = [
	['growth_bridge', []],
	['growth_bridge_accounts', []],
	['margin_bridge', []],
	['margin_bridge_products', []],
	['cohorts', [['period', 'quarter']]],
	['cohort_curve', [['period', 'year']]],
	['cohort_accounts', [['period', 'year']]],
];

let built: Built;
beforeAll(async () => {
	built = await given(everyEntityCompany());
});
afterAll(() => built.close());

const rowsOf = async (name: string, pairs: [string, string][]): Promise<Row[]> =>
	(await ask(built.warehouse, name, pairs)).rows;
const without = (rows: readonly Row[]) =>
	rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'by_value')));

describe.each(LEVELS)('by %s', (level) => {
	describe.each(SPLIT)('%s', (name, own) => {
		test.each(['region', 'segment', 'owner'])(
			'split by %s has for each value what a filter for that value has',
			async (by) => {
				const asked: [string, string][] = [['level', level], ...own];
				const split = await rowsOf(name, [...asked, ['by', by]]);
				const values = [...new Set(split.map((row) => row['by_value']))];
				expect(values).not.toContain('mixed');
				expect(values.filter((value) => value !== null).length).toBeGreaterThan(1);
				if (by === 'owner') expect(values).toEqual(expect.arrayContaining(['Kim', 'Lee']));
				if (by === 'owner') expect(values).not.toContain('Kim;Lee');
				for (const value of values) {
					if (value === null) continue;
					const filtered = await rowsOf(name, [...asked, [by, String(value)]]);
					expect(without(split.filter((row) => row['by_value'] === value)), `${by}=${String(value)}`).toEqual(
						without(filtered),
					);
				}
			},
		);
	});

	test('a split by region adds up to the whole: revenue before and now, and margin', async () => {
		for (const name of ['growth_bridge', 'margin_bridge']) {
			const whole = await rowsOf(name, [['level', level]]);
			const split = await rowsOf(name, [
				['level', level],
				['by', 'region'],
			]);
			for (const step of ['start', 'end']) {
				const of = (rows: readonly Row[]) =>
					rows.filter((row) => row['step'] === step).reduce((sum, row) => sum + Number(row['amount']), 0);
				expect(of(split), `${name}, ${step}`).toBeCloseTo(of(whole), 3);
			}
		}
	});

	test('a split by region within a category is of that category', async () => {
		const category: [string, string][] = [
			['level', level],
			['category', 'x'],
		];
		const split = await rowsOf('growth_bridge', [...category, ['by', 'region']]);
		for (const value of ['North', 'South']) {
			const filtered = await rowsOf('growth_bridge', [...category, ['region', value]]);
			expect(without(split.filter((row) => row['by_value'] === value))).toEqual(without(filtered));
		}
	});
});

test("a group's branches in two regions give each region its revenue, and each owner of a team the whole", async () => {
	const small = await given({
		rows: {
			order_lines: orderLines([
				// Before the prior window, so that the history holds it.
				['A', '2024-01-31', 5],
				['A', '2024-06-01', 10],
				['A', '2025-06-01', 100], // North: 10, then 100
				['B', '2025-07-01', 40], // South: new there, though its group is not
				['C', '2025-08-01', 7],
				['C', '2026-01-31', 1],
			]),
			accounts: [
				{ account_id: 'A', group_id: 'G', region: 'North', owner: 'Kim; Lee' },
				{ account_id: 'B', group_id: 'G', region: 'South', owner: 'Kim' },
				{ account_id: 'C', region: null, owner: 'Kim;' },
			],
		},
	});
	const amounts = async (by: string, step: string) =>
		Object.fromEntries(
			(await ask(small.warehouse, 'growth_bridge', [['by', by]])).rows
				.filter((row) => row['step'] === step)
				.map((row) => [String(row['by_value']), row['amount']]),
		);
	expect(await amounts('region', 'end')).toEqual({ North: 100, South: 40, null: 8 });
	expect(await amounts('region', 'new')).toEqual({ North: 0, South: 40, null: 8 });
	expect(await amounts('region', 'expansion')).toEqual({ North: 90, South: 0, null: 0 });
	// Kim 100 + 40 + 8, Lee 100 again.
	expect(await amounts('owner', 'end')).toEqual({ Kim: 148, Lee: 100 });
	// A stress test by owner takes from every team that the owner is in.
	const stress = (
		await ask(small.warehouse, 'concentration_stress', [
			['lose', 'owner=Lee:1'],
			['level', 'account'],
		])
	).rows;
	expect(stress.find((row) => row['scenario'] === 'owner=Lee:1')).toMatchObject({ revenue_after: 48 });
	small.close();
});
