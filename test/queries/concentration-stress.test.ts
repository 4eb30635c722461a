import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { compose } from '../../src/lib/server/warehouse/ask/compose.ts';
import { prepareQuestion } from '../../src/lib/server/warehouse/ask/ask.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { given, orderLines, type Built } from '../support/given.ts';

describe('five accounts: 500, 300, 120, 50, 30', () => {
	let built: Built;
	beforeAll(async () => {
		const cost = (amount: number) => ({ cost_amount: amount / 2 });
		built = await given({
			config: 'complete_through: 2026-01-31',
			rows: {
				order_lines: orderLines([
					['A', '2024-02-01', 500, cost(500)], // so that there is a prior window
					['A', '2025-03-01', 500, { ...cost(500), category: 'lamps' }],
					['B', '2025-04-01', 300, { ...cost(300), category: 'chairs' }],
					['C', '2025-05-01', 120, { ...cost(120), category: 'lamps' }],
					['D', '2025-06-01', 50, cost(50)],
					['E', '2026-01-31', 30],
				]),
				accounts: ['A', 'B', 'C', 'D', 'E'].map((account_id) => ({
					account_id,
					group_id: account_id < 'C' ? account_id : 'G',
					segment: ['A', 'C'].includes(account_id) ? 'Retail' : 'Trade',
				})),
			},
		});
	});
	afterAll(() => built.close());

	test('without a question the largest, the three largest and the five largest are taken away', async () => {
		const { rows } = await built.ask('concentration_stress', { level: 'account' });
		expect(
			rows.map((row) => [row.scenario, row.lost_account_ids, row.revenue_after, row.account_count_after]),
		).toEqual([
			['top:1', ['A'], 500, 4],
			['top:3', ['A', 'B', 'C'], 80, 2],
			['top:5', ['A', 'B', 'C', 'D', 'E'], 0, 0],
		]);
		// .6² + .24² + .1² + .06² = .4312
		expect(rows[0]!.hhi_after).toBeCloseTo(0.4312, 12);
		expect(rows[0]!.effective_accounts).toBeCloseTo(2.794857, 6);
		expect(rows[0]!.effective_accounts_after).toBeCloseTo(2.319109, 6);
		expect(rows[2]).toMatchObject({ hhi_after: null, effective_accounts_after: null });
	});

	test('the margin goes with the accounts', async () => {
		const { rows } = await built.ask('concentration_stress', { level: 'account', lose: ['A', 'E'] });
		// margins 250, 150, 60, 25; E has no cost
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({
			scenario: 'accounts',
			lost_accounts: 2,
			revenue_lost: 530,
			revenue_lost_share: 0.53,
			margin: 485,
			margin_after: 235,
		});
	});

	test('what is lost is replaced in so many months by new accounts at their rate', async () => {
		const { rows } = await built.ask('concentration_stress', { level: 'account', lose: 'A' });
		// new: B 300, C 120, D 50, E 30: 500 in twelve months
		expect(rows[0]).toMatchObject({
			new_revenue_per_month: 41.6667,
			months_to_replace: expect.closeTo(12, 9),
		});
		const none = await built.ask('concentration_stress', { level: 'account', lose: 'A', compare: 'none' });
		expect(none.rows[0]).toMatchObject({
			revenue_after: 500,
			new_revenue_per_month: null,
			months_to_replace: null,
		});
	});

	test('a segment shrinks by a share, at both levels and in a part of a group', async () => {
		const { rows } = await built.ask('concentration_stress', {
			level: 'account',
			lose: 'segment=Retail:0.3',
		});
		// .3 · (500 + 120)
		expect(rows[0]).toMatchObject({
			scenario: 'segment=Retail:0.3',
			lost_accounts: 2,
			lost_account_ids: [],
			revenue_lost: 186,
			revenue_after: 814,
			margin_after: 392,
		});
		const groups = await built.ask('concentration_stress', { lose: 'segment=Retail:0.3' });
		// G is C, D and E: of its 200 only C's 120 shrink
		expect(groups.rows[0]).toMatchObject({ lost_accounts: 2, revenue_lost: 186, account_count: 3 });
		const shares = [350, 300, 164].map((revenue) => revenue / 814);
		expect(groups.rows[0]!.hhi_after).toBeCloseTo(
			shares.reduce((sum, share) => sum + share ** 2, 0),
			12,
		);
	});

	test('a category shrinks by a share', async () => {
		const { rows } = await built.ask('concentration_stress', { level: 'account', lose: 'category=lamps:1' });
		expect(rows[0]).toMatchObject({
			lost_accounts: 2,
			revenue_lost: 620,
			revenue_after: 380,
			account_count_after: 3,
		});
	});

	test('several questions are answered in their order, accounts that are named together', async () => {
		const { rows } = await built.ask('concentration_stress', {
			level: 'account',
			lose: ['top:2', 'B', 'segment=Trade:1', 'D'],
		});
		expect(rows.map((row) => [row.position, row.scenario, row.revenue_lost])).toEqual([
			[1, 'accounts', 350],
			[2, 'top:2', 800],
			[3, 'segment=Trade:1', 380],
		]);
	});

	test('an account that is not there takes nothing away', async () => {
		const { rows } = await built.ask('concentration_stress', { level: 'account', lose: 'nobody' });
		expect(rows[0]).toMatchObject({
			lost_accounts: 0,
			revenue_lost: 0,
			revenue_after: 1000,
			account_count_after: 5,
		});
	});

	test('a filter comes before the loss', async () => {
		const { rows } = await built.ask('concentration_stress', {
			level: 'account',
			segment: 'Retail',
			lose: 'top:1',
		});
		expect(rows[0]).toMatchObject({ revenue: 620, revenue_after: 120, hhi_after: 1 });
	});

	test('a dimension that is not there, and a share above one, are refused', async () => {
		await expect(built.ask('concentration_stress', { lose: 'segmnet=Retail:0.3' })).rejects.toThrow(
			'Did you mean segment?',
		);
		await expect(built.ask('concentration_stress', { lose: 'segment=Retail:1.3' })).rejects.toThrow(
			'between 0 and 1',
		);
	});

	test('shares of a year of .1, .2, .5, .1, .3 make an expected loss of 184; no deviation is given', async () => {
		const chances = `select d.level, w.as_of, d.account_key, p.loss_share from asked_windows as w
			cross join (values ('A', .1::double), ('B', .2), ('C', .5), ('D', .1), ('E', .3)) as p (account_id, loss_share)
			inner join directory as d on d.account_id = p.account_id`;
		const marts = new Map(catalog().marts);
		marts.set('silence_chances', { ...marts.get('silence_chances')!, sql: chances });
		const rows = await built.warehouse.read(async (connection, facts) => {
			const { question, file, window } = prepareQuestion(
				'concentration_stress',
				[
					['level', 'account'],
					['lose', 'top:5'],
				],
				facts,
			);
			const { sql, values } = compose(question, file, { ...catalog(), marts }, window);
			return queryRows(connection, sql, values);
		});
		// 50 + 60 + 60 + 5 + 9 = 184
		expect(rows[0]).toMatchObject({ expected_loss: 184, loss_sd: null });
	});

	test('while no model was fitted, no loss is expected or denied', async () => {
		const { rows } = await built.ask('concentration_stress', { level: 'account' });
		expect(rows.every((row) => row.expected_loss === null && row.loss_sd === null)).toBe(true);
	});
});
