import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { given, orderLines, type Built } from '../support/given.ts';

describe('concentration of five accounts: 500, 300, 120, 50, 30', () => {
	let built: Built;
	beforeAll(async () => {
		built = await given({
			rows: {
				order_lines: orderLines([
					['A', '2025-03-01', 500],
					['B', '2025-04-01', 300],
					['C', '2025-05-01', 120],
					['D', '2025-06-01', 50],
					['E', '2026-01-31', 30],
				]),
			},
		});
	});
	afterAll(() => built.close());

	test('all its figures are those worked by hand', async () => {
		const { rows } = await built.ask('concentration');
		// Gini: 2 (1·30 + 2·50 + 3·120 + 4·300 + 5·500) / (5 · 1000) − 6/5 = 8380/5000 − 1.2 = .476
		// HHI: .5² + .3² + .12² + .05² + .03² = .3578; normalised (.3578 − .2) / .8
		// top tenth: half an account of .5
		expect(rows).toEqual([
			{
				level: 'group',
				as_of: '2026-01-31',
				account_count: 5,
				revenue: 1000,
				gini: expect.closeTo(0.476, 12),
				gini_with_credits: expect.closeTo(0.476, 12),
				hhi: expect.closeTo(0.3578, 12),
				hhi_normalised: expect.closeTo(0.19725, 12),
				effective_accounts: expect.closeTo(2.794857, 6),
				entropy_accounts: expect.closeTo(3.377651, 6),
				theil: expect.closeTo(0.392258, 6),
				cr1: 0.5,
				cr4: expect.closeTo(0.97, 12),
				cr5: expect.closeTo(1, 12),
				cr10: expect.closeTo(1, 12),
				top_decile_share: 0.25,
				top_quintile_share: 0.5,
				accounts_for_80pct: 2,
				accounts_for_80pct_share: 0.4,
				accounts_over_10pct: 3,
				credit_balance: 0,
			},
		]);
	});
});
