import { writeFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProject, given, orderLines, type Built } from '../support/given.ts';
import { describeWithData } from '../support/real-data.ts';

describe('four accounts that began in January and February', () => {
	let built: Built;
	beforeAll(async () => {
		built = await given({
			config: 'complete_through: 2025-03-31',
			rows: {
				order_lines: orderLines([
					['a', '2025-01-10', 100],
					['a', '2025-02-10', 50],
					['a', '2025-03-05', 60],
					['b', '2025-01-20', 200],
					['b', '2025-03-20', 100],
					['c', '2025-02-01', 80],
					['d', '2025-02-15', 40],
					['d', '2025-03-15', 90],
				]),
			},
		});
	});
	afterAll(() => built.close());

	test('shares, revenue and revenue per acquired account are those worked by hand', async () => {
		const { rows } = await built.ask('cohorts');
		expect(
			rows.map((row) => [
				row.cohort_on,
				row.age,
				row.accounts,
				row.active_accounts,
				row.logo_share,
				row.revenue,
				row.revenue_per_acquired,
			]),
		).toEqual([
			['2025-01-01', 0, 2, 2, 1, 300, 150],
			['2025-01-01', 1, 2, 1, 0.5, 50, 175], // (300 + 50) / 2
			['2025-01-01', 2, 2, 2, 1, 160, 255],
			['2025-02-01', 0, 2, 2, 1, 120, 60],
			['2025-02-01', 1, 2, 1, 0.5, 90, 105],
			// The second month of the February cohort has not happened: there is no row, not a zero.
		]);
	});

	test('a quarter that is not over has no figures', async () => {
		const { rows } = await built.ask('cohorts', { period: 'quarter', as_of: '2025-02-28' });
		expect(rows).toEqual([
			expect.objectContaining({
				cohort_on: '2025-01-01',
				age: 0,
				accounts: 4,
				is_complete: false,
				active_accounts: null,
				revenue: null,
			}),
		]);
	});

	test('from and to choose cohorts, not activity', async () => {
		const { rows } = await built.ask('cohorts', { from: '2025-02-01', to: '2025-03-01' });
		expect(rows.map((row) => [row.cohort_on, row.age])).toEqual([
			['2025-02-01', 0],
			['2025-02-01', 1],
		]);
	});
});

/** Customers active by month since their first, of lines with a positive quantity and price; published figures. */
const RETAIL_COHORTS = `
2010-12 885 324 286 340 321 352 321 309 313 350 331 445
2011-01 417 92 111 96 134 120 103 101 125 136 152
2011-02 380 71 71 108 103 94 96 106 94 116
2011-03 452 68 114 90 101 76 121 104 126
2011-04 300 64 61 63 59 68 65 78
2011-05 284 54 49 49 59 66 75
2011-06 242 42 38 64 56 81
2011-07 188 34 39 42 51
2011-08 169 35 42 41
2011-09 299 70 90
2011-10 358 86
2011-11 323`;

describeWithData('the cohorts of a gift wholesaler', ['online_retail/online_retail.csv.gz'], ([file]) => {
	test('equal the published table, cell by cell', async () => {
		const dir = mkdtempSync(join(tmpdir(), 'vital-few-retail-'));
		mkdirSync(join(dir, 'sources'));
		writeFileSync(
			join(dir, 'vital-few.yaml'),
			`company: Retail\ncurrency: GBP\nfiles:\n  retail:\n    path: ${file}\n`,
		);
		writeFileSync(
			join(dir, 'sources', 'order_lines.sql'),
			`select "InvoiceNo" as order_id, "CustomerID" as account_id, "InvoiceDate" as ordered_on,
				try_cast("Quantity" as decimal(18, 4)) * try_cast("UnitPrice" as decimal(18, 4)) as net_amount
			from retail where try_cast("Quantity" as integer) > 0 and try_cast("UnitPrice" as decimal(18, 4)) > 0`,
		);
		const built = await buildProject(dir);
		const { rows } = await built.ask('cohorts', { as_of: '2011-11-30', level: 'account' });
		const table = new Map<string, number[]>();
		for (const row of rows) {
			const month = row.cohort_on.slice(0, 7);
			table.set(month, [...(table.get(month) ?? []), row.active_accounts!]);
		}
		const published = RETAIL_COHORTS.trim()
			.split('\n')
			.map((line) => line.split(' '))
			.map(([month, ...counts]) => [month, counts.map(Number)]);
		expect([...table]).toEqual(published);
		const { rows: summary } = await built.ask('summary', {
			from: '2010-12-01',
			to: '2012-01-01',
			level: 'account',
		});
		expect([summary[0]!.accounts, summary[0]!.revenue]).toEqual([4338, 8911407.904]);
		const { rows: concentration } = await built.ask('concentration', {
			from: '2010-12-01',
			to: '2012-01-01',
			level: 'account',
		});
		expect(concentration[0]!.gini).toBeCloseTo(0.71514, 5);
		built.close();
	});
});
