import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { buildProject, type Built } from '../support/given.ts';
import { describeWithData } from '../support/real-data.ts';

const WHOLE_HISTORY = { from: '2010-12-01', to: '2012-01-01', level: 'account' };

describeWithData(
	'a gift wholesaler, from its one file of invoice lines, without an edit',
	['online_retail/online_retail.csv.gz'],
	([file]) => {
		let built: Built;
		beforeAll(async () => {
			const dir = mkdtempSync(join(tmpdir(), 'vital-few-retail-'));
			await initProject({
				paths: [file!],
				dir,
				cwd: dir,
				company: 'Gift Wholesaler',
				today: '2026-11-22',
			});
			built = await buildProject(dir);
		});
		afterAll(() => built.close());

		test('without cost, plans or judgement a tier stands on revenue alone', async () => {
			const { rows } = await built.ask('tiers', { level: 'account' });
			expect(rows.length).toBeGreaterThan(3000);
			for (const row of rows) {
				expect([row.contribution, row.contribution_score, row.price_realisation_score]).toEqual([
					null,
					null,
					null,
				]);
				expect([row.referrals_score, row.planned_growth_score, row.rating_spread]).toEqual([
					null,
					null,
					null,
				]);
				// Without a tiers.yaml nobody gives points.
				expect([row.score, row.potential_score]).toEqual([null, null]);
				expect(row.value_score === null || row.value_score >= 0).toBe(true);
			}
			expect(new Set(rows.map((row) => row.contribution_basis))).toEqual(new Set(['none']));
			expect((await built.ask('white_space', { level: 'account' })).rows).toEqual([]);
		});

		test('every line is used or set aside: 135,080 name no account', () => {
			expect(built.report.rejections).toMatchObject([
				{ entity: 'order_lines', reason: 'no account', rows: 135_080, amount: '1447682.1200' },
			]);
			expect(built.report.reconciliation).toEqual([
				expect.objectContaining({
					currency: 'GBP',
					rows_read: 541_909,
					rows_used: 406_829,
					amount_read: '9747747.9340',
					amount_used: '8300065.8140',
					is_equal: true,
				}),
			]);
		});

		test('the whole history: 4,372 accounts with lines, 8,300,065.81', async () => {
			const { rows, meta } = await built.ask('summary', WHOLE_HISTORY);
			expect([rows[0]!.accounts, rows[0]!.revenue]).toEqual([4372, 8300065.814]);
			// December 2011 has nine days: the window is partial, and compared with nothing.
			expect([meta.partial, rows[0]!.prior_revenue, rows[0]!.growth_rate]).toEqual([true, null, null]);
		});

		test('concentration over the 4,317 accounts with positive revenue', async () => {
			const { rows } = await built.ask('concentration', WHOLE_HISTORY);
			const row = rows[0]!;
			expect([row.account_count, row.revenue, row.credit_balance]).toEqual([4317, 8313294.954, -13229.14]);
			expect(row.gini).toBeCloseTo(0.702828, 6);
			expect(row.hhi).toBeCloseTo(0.0045004, 7);
			expect(row.theil).toBeCloseTo(1.3302, 4);
		});

		test('the default window is the twelve complete months to November 2011: 7,957,559.43', async () => {
			const { rows, meta } = await built.ask('summary', { level: 'account' });
			expect([meta.as_of, meta.from, meta.to, meta.partial]).toEqual([
				'2011-11-30',
				'2010-12-01',
				'2011-12-01',
				false,
			]);
			expect(rows[0]!.revenue).toBe(7957559.434);
		});

		test('a statement that keeps positive quantities and prices: 4,338 accounts, 8,911,407.90, Gini .7151', async () => {
			const statement = join(built.dir, 'sources', 'order_lines.sql');
			writeFileSync(
				statement,
				`select "InvoiceNo" as order_id, "CustomerID" as account_id, "InvoiceDate" as ordered_on,
				try_cast("Quantity" as decimal(18, 4)) * try_cast("UnitPrice" as decimal(18, 4)) as net_amount
			from online_retail
			where try_cast("Quantity" as decimal(18, 4)) > 0 and try_cast("UnitPrice" as decimal(18, 4)) > 0`,
			);
			const clean = await buildProject(built.dir, undefined, true);
			const { rows } = await clean.ask('concentration', WHOLE_HISTORY);
			expect([rows[0]!.account_count, rows[0]!.revenue]).toEqual([4338, 8911407.904]);
			expect(rows[0]!.gini).toBeCloseTo(0.71514, 6);
			clean.warehouse.close();
		});
	},
);
