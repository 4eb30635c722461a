import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFromFiles } from '../support/drafted.ts';
import { expectReconciled } from '../support/every-answer.ts';
import type { Built } from '../support/given.ts';
import { describeWithData } from '../support/real-data.ts';

const WHOLE_HISTORY = { from: '1996-07-01', to: '1998-06-01', level: 'account' };

describeWithData(
	'a food wholesaler, from a folder of tables, without an edit',
	['northwind/orders.csv'],
	([orders]) => {
		let built: Built;
		beforeAll(async () => {
			built = await buildFromFiles([dirname(orders!)]);
		});
		afterAll(() => built.close());

		const revenue = async (from: string, to: string) =>
			(await built.ask('summary', { from, to, level: 'account' })).rows[0]!.revenue;

		test('every line is used, at the exact decimals', () => {
			expect(expectReconciled(built)).toBe(2155);
			expect(built.report.reconciliation[0]).toMatchObject({ amount_used: '1265793.0395', rows_rejected: 0 });
		});

		test('orders, lines, customers, products and categories are joined by themselves', async () => {
			const { rows } = await built.ask('summary', WHOLE_HISTORY);
			expect(rows[0]).toMatchObject({ revenue: 1_265_793.0395, accounts: 89 });
			const { rows: accounts } = await built.ask('accounts', {
				...WHOLE_HISTORY,
				sort: '-revenue',
				limit: '1',
			});
			expect(accounts[0]).toMatchObject({
				account_id: 'QUICK',
				name: 'QUICK-Stop',
				revenue: 110_277.305,
				country: 'Germany',
			});
			const { rows: categories } = await built.ask('dimension_values', { dimension: 'category' });
			expect(categories).toHaveLength(8);
		});

		test('its three years add up', async () => {
			const years = [
				await revenue('1996-07-01', '1997-01-01'),
				await revenue('1997-01-01', '1998-01-01'),
				await revenue('1998-01-01', '1998-06-01'),
			] as number[];
			expect(years.map((year) => year.toFixed(2))).toEqual(['208083.97', '617085.20', '440623.87']);
			expect(years.reduce((sum, year) => sum + year)).toBeCloseTo(1_265_793.0395, 4);
		});

		test('margin is null, and the data says that there is no cost', async () => {
			const { rows } = await built.ask('summary', WHOLE_HISTORY);
			expect(rows[0]).toMatchObject({ margin: null, margin_share: null, margin_coverage_share: null });
			expect((await built.ask('meta')).rows[0]).toMatchObject({ has_cost: false, has_category: true });
			expect((await built.ask('meta')).rows[0]!.columns_missing).toContain('cost_amount');
		});
	},
);
