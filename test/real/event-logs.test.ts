import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { buildFromFiles } from '../support/drafted.ts';
import { askEverything, expectReconciled } from '../support/every-answer.ts';
import type { Built } from '../support/given.ts';
import { describeWithData } from '../support/real-data.ts';

describeWithData(
	'a record shop, from a file of purchases, without an edit',
	['cdnow_sample/cdnow_sample.csv'],
	([file]) => {
		let built: Built;
		beforeAll(async () => {
			built = await buildFromFiles([file!]);
		});
		afterAll(() => built.close());

		test('2,357 accounts, their ids with leading zeros, and every purchase', async () => {
			expect(expectReconciled(built)).toBe(6919);
			expect(built.report).toMatchObject({
				accounts: 2357,
				first_on: '1997-01-01',
				watermark_on: '1998-06-30',
			});
			expect(built.report.reconciliation[0]).toMatchObject({ amount_used: '244091.9400', rows_rejected: 0 });
			const { rows } = await built.ask('accounts', {
				level: 'account',
				as_of: '1998-06-30',
				search: '00004',
				limit: '1',
			});
			expect(rows[0]!.account_id).toBe('00004');
		});

		test('1,411 accounts have no second order day by the end of September 1997', async () => {
			const rows = await built.warehouse.read((connection) =>
				queryRows(
					connection,
					`select count(*) as accounts from (
					select account_key from order_days where level = 'account' and ordered_on <= date '1997-09-30'
					group by account_key having count(*) = 1)`,
				),
			);
			expect(rows).toEqual([{ accounts: 1411 }]);
		});
	},
);

describeWithData(
	'a grocer, from a file of visits without amounts, without an edit',
	['grocery/BTYDplus_groceryElog.csv'],
	([file]) => {
		let built: Built;
		beforeAll(async () => {
			built = await buildFromFiles([file!]);
		});
		afterAll(() => built.close());

		test('loads, counts orders, and has no money instead of zero', async () => {
			expect(expectReconciled(built)).toBe(10_483);
			const { rows } = await built.ask('summary', { level: 'account' });
			expect(rows[0]).toMatchObject({ revenue: null, margin: null, growth_rate: null });
			expect(rows[0]!.orders).toBeGreaterThan(1000);
			expect((await built.ask('meta')).rows[0]).toMatchObject({ has_amount: false });
			expect((await built.ask('concentration', { level: 'account' })).rows[0]).toMatchObject({
				account_count: 0,
				gini: null,
				revenue: null,
				credit_balance: null,
			});
		});

		test('no answer makes a figure of nothing', async () => {
			expect(await askEverything(built)).toBeGreaterThan(0);
		});
	},
);
