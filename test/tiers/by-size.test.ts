import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TiersRow } from '../../src/lib/contract/rows.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { buildProject, orderLines, writeProject, type Built, type GivenRow } from '../support/given.ts';

describe('the value score', () => {
	let connection: DuckDBConnection;
	let instance: DuckDBInstance;
	beforeAll(async () => {
		instance = await DuckDBInstance.create(':memory:');
		connection = await instance.connect();
		await connection.run('create type exact as decimal(18, 4)');
	});
	afterAll(() => instance.closeSync());

	/** Scores by account, of amounts in the order of their ids. */
	async function scores(values: readonly (number | null)[]): Promise<(number | null)[]> {
		const rows = values.map((value, i) => `('group', ${i}, ${value ?? 'null'}::exact, null::exact)`);
		await connection.run(
			`create or replace table tier_figures as select * from (values ${rows.join(', ')}) as t (level, account_key, revenue, contribution)`,
		);
		const told = await queryRows(
			connection,
			`select value_score::double as score from (${catalog().quarters.get('tier_values')!.sql}) order by account_key`,
			{ contribution_basis: 'none' },
		);
		return told.map((row) => row['score'] as number | null);
	}

	it('of 500, 300, 120, 50, 30 is 100, 50, 20, 8, 3', async () => {
		// 1000 in all; above them lie 0, 500, 800, 920, 970.
		expect(await scores([500, 300, 120, 50, 30])).toEqual([100, 50, 20, 8, 3]);
	});

	it('is null where no amount is known, 0 where the value is not positive, and takes ties by id', async () => {
		expect(await scores([null, -5, 0, 100, 100])).toEqual([null, 0, 0, 100, 50]);
		expect(await scores([7])).toEqual([100]);
		expect(await scores([0, 900])).toEqual([0, 100]);
	});

	it('is never lower for a larger account, and an account without value changes nobody', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.option(fc.integer({ min: -500, max: 5000 })), { minLength: 1, maxLength: 40 }),
				async (values) => {
					const told = await scores(values);
					values.forEach((a, i) =>
						values.forEach((b, j) => {
							if (a !== null && b !== null && a > b) expect(told[i]!).toBeGreaterThanOrEqual(told[j]!);
						}),
					);
					for (const more of [0, -40, null])
						expect((await scores([...values, more])).slice(0, -1)).toEqual(told);
				},
			),
			{ numRuns: 40, seed: 11 },
		);
	});
});

/** Quarter ends with twelve months before them. */
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
const MONTHS = Array.from(
	{ length: 45 },
	(_, i) => `${2022 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-10`,
);
const monthly = (
	account: string,
	amountAt: (month: string) => number,
): [string, string, number, GivenRow][] =>
	MONTHS.flatMap((day) => (amountAt(day) === 0 ? [] : [[account, day, amountAt(day), {}]]));
const SMALL = Array.from({ length: 20 }, (_, i) => `S${String(i + 1).padStart(2, '0')}`);
const LINES = [
	...monthly('BIG', () => 1000),
	// Large until the middle of 2023, then next to nothing.
	...monthly('FALL', (day) => (day < '2023-07-01' ? 600 : 10)),
	// Orders every month until the end of 2024, then none.
	...monthly('GONE', (day) => (day < '2025-01-01' ? 500 : 0)),
	...SMALL.flatMap((account) => monthly(account, () => 20)),
];
const NOMINATED = `versions:
  - version: one
    valid_from: 2020-01-01
nominations:
  - { account: S20, level: account, tier: key, from: 2025-01-01, until: 2025-08-31, signed_by: CEO, reason: lighthouse }
  - { account: GONE, level: account, tier: develop, from: 2025-07-01, until: 2026-06-30, signed_by: CEO, reason: comes back }
  - { account: NOBODY, level: account, tier: key, from: 2025-01-01, until: 2026-12-31, signed_by: CEO, reason: not here }
`;

describe('tiers by size', () => {
	let dir: string;
	let built: Built;
	const byQuarter = new Map<string, Map<string, TiersRow>>();
	beforeAll(async () => {
		dir = mkdtempSync(join(tmpdir(), 'vital-few-by-size-'));
		writeProject(dir, { rows: { order_lines: orderLines(LINES) }, config: '' });
		writeFileSync(join(dir, 'tiers.yaml'), NOMINATED);
		built = await buildProject(dir, '2025-10-03');
		for (const as_of of QUARTERS) {
			const { rows } = await built.ask('tiers', { as_of, level: 'account' });
			byQuarter.set(as_of, new Map(rows.map((row) => [row.account_id, row])));
		}
	});
	afterAll(() => {
		built.close();
		rmSync(dir, { recursive: true, force: true });
	});
	const tiersOf = (account: string) => QUARTERS.map((day) => byQuarter.get(day)!.get(account)!.tier);

	it('puts every account in one tier, and the largest is key by its size', () => {
		for (const rows of byQuarter.values()) {
			expect(rows.size).toBe(23);
			for (const row of rows.values()) expect(['key', 'develop', 'standard', 'emerging']).toContain(row.tier);
			expect(rows.get('BIG')).toMatchObject({ tier: 'key', route: 'size', value_score: 100, score: null });
		}
	});

	it('a tier is lost after two quarters under its exit, and not before four quarters in it', () => {
		// Of 12,000 + 7,200 + 6,000 + 4,800 a year above FALL lies 12,000: 60. From the second half of 2023 its year shrinks.
		const scores = QUARTERS.map((day) => byQuarter.get(day)!.get('FALL')!.value_score!);
		expect(scores[0]).toBe(60);
		const under = scores.findIndex((score) => score < 30);
		const tiers = tiersOf('FALL');
		// Key in the quarter that first sees it under the exit, out in the second.
		expect(scores.slice(under).every((score) => score < 30)).toBe(true);
		expect(tiers.slice(0, under + 1).every((tier) => tier === 'key')).toBe(true);
		expect(under).toBeGreaterThanOrEqual(3);
		expect(tiers.slice(under + 1).every((tier) => tier !== 'key')).toBe(true);
	});

	it('a silence over 182 days and three own gaps takes it at once; a nomination lifts that', () => {
		expect(byQuarter.get('2025-03-31')!.get('GONE')!.tier).toBe('key');
		// 30 June 2025 is 202 days after 10 December 2024, more than three gaps of a month.
		expect(byQuarter.get('2025-06-30')!.get('GONE')).toMatchObject({ tier: 'standard', route: null });
		expect(byQuarter.get('2025-09-30')!.get('GONE')).toMatchObject({ tier: 'develop', route: 'nomination' });
	});

	it('a nomination counts from its first to its last day; one of nobody moves nobody', () => {
		expect(tiersOf('S20').slice(-4)).toEqual(['standard', 'key', 'key', 'standard']);
		expect(byQuarter.get('2025-06-30')!.get('S20')).toMatchObject({ route: 'nomination' });
		expect(tiersOf('S19').slice(-4)).toEqual(Array(4).fill('standard'));
	});

	it('by the larger half of the value spread over too many gives no tier, and says so; a nomination still counts', async () => {
		const even = mkdtempSync(join(tmpdir(), 'vital-few-by-size-'));
		writeProject(even, {
			rows: { order_lines: orderLines(SMALL.flatMap((each) => monthly(each, () => 20))) },
		});
		writeFileSync(join(even, 'tiers.yaml'), NOMINATED.replace('2025-08-31', '2026-06-30'));
		const other = await buildProject(even, '2025-10-03');
		const { rows } = await other.ask('tiers', { level: 'account' });
		// All values are equal: the tenth and all before it score 50 and more, 11 of 20 with the one at 50.
		for (const row of rows) {
			expect(row.tier_refusal).toBe(
				'no vital few here: the larger half of the value is spread over 11 of 20',
			);
			expect([row.tier, row.route]).toEqual(row.account_id === 'S20' ? ['key', 'nomination'] : [null, null]);
		}
		expect((await other.ask('tier_model', { level: 'account' })).rows[0]!.tier_refusal).toContain('11 of 20');
		other.close();
	});

	it('of one account with everything is that one', async () => {
		const single = mkdtempSync(join(tmpdir(), 'vital-few-by-size-'));
		writeProject(single, { rows: { order_lines: orderLines(monthly('ALL', () => 100)) } });
		const other = await buildProject(single, '2025-10-03');
		expect((await other.ask('tiers', { level: 'account' })).rows).toMatchObject([
			{ account_id: 'ALL', tier: 'key', route: 'size', tier_refusal: null },
		]);
		other.close();
	});

	it('where every contribution is negative nobody is key, and the gate says it in money', async () => {
		const losing = mkdtempSync(join(tmpdir(), 'vital-few-by-size-'));
		const lines = LINES.map(([account, day, amount]): [string, string, number, GivenRow] => [
			account,
			day,
			amount,
			{ cost_amount: 2 * amount },
		]);
		writeProject(losing, { rows: { order_lines: orderLines(lines) } });
		const other = await buildProject(losing, '2025-10-03');
		const { rows } = await other.ask('tiers', { level: 'account' });
		for (const row of rows) expect([row.tier, row.value_score]).toEqual(['standard', 0]);
		expect(rows.find(({ account_id }) => account_id === 'BIG')).toMatchObject({
			gated_by: 'contribution',
			gate_reason: 'contribution of EUR -12,000 is under 0',
		});
		other.close();
	});

	it('a quarter that was recorded reads as it was given when the thresholds change', async () => {
		const copy = mkdtempSync(join(tmpdir(), 'vital-few-by-size-'));
		cpSync(dir, copy, { recursive: true, filter: (path) => !path.includes('.vital-few') });
		writeFileSync(
			join(copy, 'tiers.yaml'),
			NOMINATED.replace('- version: one', '- version: two').replace(
				'2020-01-01\n',
				'2020-01-01\n    size: { key: { entry: 90, exit: 80 }, develop: { entry: 70, exit: 60 } }\n',
			),
		);
		const later = await buildProject(copy, '2025-11-03');
		for (const as_of of QUARTERS) {
			const { rows } = await later.ask('tiers', { as_of, level: 'account' });
			expect(new Map(rows.map((row) => [row.account_id, row]))).toEqual(byQuarter.get(as_of));
		}
		later.close();
	});

	it('last year’s key accounts stand beside as many that were the largest, with what both brought since', async () => {
		const { rows } = await built.ask('tier_since', { level: 'account', as_of: '2025-09-30' });
		const then = [...byQuarter.get('2024-09-30')!.values()];
		const key = then.filter(({ tier }) => tier === 'key').map(({ account_id }) => account_id);
		const largest = then
			.toSorted((a, b) => b.revenue! - a.revenue! || (a.account_id < b.account_id ? -1 : 1))
			.slice(0, key.length)
			.map(({ account_id }) => account_id);
		// The second road: the lines of October 2024 to September 2025.
		const sum = (ids: readonly string[]) =>
			LINES.filter(([id, day]) => ids.includes(id) && day > '2024-10-01' && day < '2025-10-01').reduce(
				(total, [, , amount]) => total + amount,
				0,
			);
		const all = sum(LINES.map(([id]) => id));
		const now = byQuarter.get('2025-09-30')!;
		const expected = (ids: readonly string[]) => ({
			tier_on: '2024-09-30',
			accounts: ids.length,
			revenue_since: sum(ids),
			share_since: sum(ids) / all,
			still_key: ids.filter((id) => now.get(id)!.tier === 'key').length,
		});
		expect(key).toContain('BIG');
		expect(rows).toMatchObject([
			{ choice: 'key', ...expected(key) },
			{ choice: 'largest', ...expected(largest) },
		]);
		expect((await built.ask('tier_since', { level: 'account', as_of: '2023-01-31' })).rows).toEqual([]);
	});

	it('growth, as develop was called, is read as develop in a filter', async () => {
		const parameters = { level: 'account', as_of: '2025-03-31' };
		const develop = (await built.ask('tiers', { ...parameters, tier: 'develop' })).rows;
		expect(develop.length).toBeGreaterThan(0);
		expect((await built.ask('tiers', { ...parameters, tier: 'growth' })).rows).toEqual(develop);
	});
});
