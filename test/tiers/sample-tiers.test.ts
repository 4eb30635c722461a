import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { runRecipe } from '../../src/lib/server/sources/recipe.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { buildProject, type Built } from '../support/given.ts';

let built: Built;
beforeAll(async () => {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-sample-tiers-'));
	for (const name of ['vital-few.yaml', 'tiers.yaml', 'sources', 'recipe'])
		cpSync(join(SAMPLE_DIR, name), join(dir, name), { recursive: true });
	mkdirSync(join(dir, 'generated'));
	await runRecipe({ recipeDir: join(dir, 'recipe'), outDir: join(dir, 'generated'), scale: 1, seed: 42 });
	built = await buildProject(dir, '2026-11-22');
});
afterAll(() => built.close());

const found = async (account_id: string, parameters: Record<string, string> = {}) =>
	(await built.ask('tiers', { search: account_id, ...parameters })).rows.find(
		(row) => row.account_id === account_id,
	);

describe('the stories of the sample company', () => {
	it('A-00001, large and thin in margin, is kept out of key, and it is said why', async () => {
		const row = (await found('A-00001'))!;
		expect(row.tier).toBe('growth');
		expect(row.gate_reason).toBe('price realisation of 64.1 % is under 70 %');
		expect(row.contribution! / row.revenue!).toBeLessThan(0.05);
	});

	it('A-00002, growing order by order, is a candidate and then promoted', async () => {
		expect(await found('A-00002', { as_of: '2025-09-30', list: 'candidates' })).toMatchObject({
			tier: 'emerging',
			tier_on: '2025-07-31',
		});
		expect(await found('A-00002', { as_of: '2025-10-31' })).toMatchObject({
			tier: 'growth',
			prior_tier: 'emerging',
		});
		expect(await found('A-00002', { as_of: '2026-01-31' })).toMatchObject({
			tier: 'key',
			prior_tier: 'growth',
		});
		expect(await found('A-00002')).toMatchObject({ tier: 'key', is_candidate: true });
	});

	it('A-00007, the largest, is found under-served in service, contact and delivery', async () => {
		const row = (await found('A-00007', { list: 'under_served' }))!;
		expect(row).toMatchObject({
			tier: 'key',
			under_served_by: ['service', 'contact', 'delivery'],
			contacts: 8,
		});
	});

	it('A-00008, small itself, is found as the one that brings others', async () => {
		const { rows } = await built.ask('tiers', { list: 'referrers', sort: '-referred_accounts', limit: '1' });
		expect(rows[0]).toMatchObject({ account_id: 'A-00008', referred_accounts: 7 });
	});
});

describe('over all quarters of the sample company', () => {
	const demotions = (condition: string) =>
		built.warehouse.read((connection) =>
			queryRows(
				connection,
				`with steps as (
					select *, tier_rank - lag(tier_rank) over account_order as step,
						lag(gates) over account_order as gates_before
					from tier_history window account_order as (partition by level, account_key order by as_of)
				), looked as (
					select *, lag(step, 1, 0) over account_order as step_1, lag(step, 2, 0) over account_order as step_2
					from steps window account_order as (partition by level, account_key order by as_of)
				) select * from looked where ${condition}`,
			),
		);

	it('there are demotions, and none comes within two quarters of a promotion', async () => {
		expect((await demotions('step < 0')).length).toBeGreaterThan(20);
		expect(await demotions('step < 0 and (step_1 > 0 or step_2 > 0)')).toEqual([]);
	});

	it('the tiers partition the accounts, and the summary counts the key ones among them', async () => {
		const { rows } = await built.ask('tier_shares');
		for (const row of rows)
			expect(row.cost_to_serve_of_margin).toBeCloseTo(row.cost_to_serve! / row.margin!, 9);
		const [summary] = (await built.ask('summary')).rows;
		expect(rows.reduce((sum, row) => sum + row.accounts, 0)).toBe(summary!.known_accounts);
		expect(rows.map((row) => row.tier)).toEqual(['key', 'growth', 'standard', 'emerging']);
		expect(summary!.key_account_share).toBeCloseTo(rows[0]!.revenue_share!, 9);
	});
});
