import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askDrill } from '../../src/lib/server/warehouse/ask/drill.ts';
import { KEPT_LINES } from '../../src/lib/server/warehouse/ask/kept-lines.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { describeWithData } from '../support/real-data.ts';
import {
	northwind,
	onlineRetail,
	sampleCompany,
	wideWorldImporters,
	type RealCompany,
} from '../support/real-companies.ts';
import { expectSameTrend, expectSameYear } from '../support/second-road/expect-same.ts';
import { monthOf } from '../support/second-road/lines.ts';

const WIDE_WORLD = ['Sales.InvoiceLines', 'invoices_rebuilt', 'Sales.Customers'].map(
	(name) => `wide_world_importers/${name}.csv.gz`,
);
const NORTHWIND = ['orders', 'order_details', 'products'].map((name) => `northwind/${name}.csv`);

/** Builds a company before the tests of a group and lets go of it after them. */
function using(make: () => Promise<RealCompany>): () => RealCompany {
	let company: RealCompany;
	beforeAll(async () => {
		company = await make();
	});
	afterAll(() => company.built.close());
	return () => company;
}

describeWithData(
	'the gift wholesaler, worked out again in plain TypeScript',
	['online_retail/online_retail.csv.gz'],
	([file = '']) => {
		const company = using(() => onlineRetail(file));

		test('has the same answers and the same trend', async () => {
			const { built, lines } = company();
			await expectSameYear(built, lines, monthOf('2011-11-30'), 'account');
			await expectSameTrend(built, lines, monthOf('2011-11-30'), 'account');
		});

		test('has the figures that are published of it', async () => {
			const { built } = company();
			const whole = { from: '2010-12-01', to: '2012-01-01', level: 'account' };
			const summary = (await built.ask('summary', whole)).rows[0]!;
			expect([summary.accounts, summary.revenue]).toEqual([4372, 8300065.814]);
			// 18,536 invoices of named customers hold a line that is no return; many of one customer and day are one order day.
			expect([summary.orders, summary.order_days]).toEqual([18536, 16766]);
			const row = (await built.ask('concentration', whole)).rows[0]!;
			expect([row.account_count, row.revenue, row.credit_balance]).toEqual([4317, 8313294.954, -13229.14]);
			expect(row.gini).toBeCloseTo(0.702828, 6);
			expect(row.hhi).toBeCloseTo(0.0045004, 7);
			expect(row.theil).toBeCloseTo(1.3302, 6);
			expect(row.cr4).toBeCloseTo(0.103, 4);
			expect((await built.ask('summary', { level: 'account' })).rows[0]!.revenue).toBe(7957559.434);
			expect(built.report.rejections.find(({ reason }) => reason === 'no account')?.rows).toBe(135080);
		});
	},
);

/** Customers active by month since their first, of all lines with a customer, cancellations included; published figures. */
const ALL_LINES = `
2010-12 948 362 317 367 341 376 360 336 336 374 354 474
2011-01 421 101 119 102 138 126 110 108 131 146 155
2011-02 380 94 73 106 102 94 97 107 98 119
2011-03 440 84 112 96 102 78 116 105 127
2011-04 299 68 66 63 62 71 69 78
2011-05 279 66 48 48 60 68 74
2011-06 235 49 44 64 58 79
2011-07 191 40 39 44 52
2011-08 167 42 42 42
2011-09 298 89 97
2011-10 352 93
2011-11 321`;

describeWithData(
	'the gift wholesaler, where every line counts as an order',
	['online_retail/online_retail.csv.gz'],
	([file = '']) => {
		const company = using(() => onlineRetail(file, 'sale'));

		test('has the published cohorts of raw lines, cell by cell', async () => {
			const { rows } = await company().built.ask('cohorts', { as_of: '2011-11-30', level: 'account' });
			const table = new Map<string, (number | null)[]>();
			for (const row of rows)
				table.set(row.cohort_on.slice(0, 7), [
					...(table.get(row.cohort_on.slice(0, 7)) ?? []),
					row.active_accounts,
				]);
			const published = ALL_LINES.trim()
				.split('\n')
				.map((line) => line.split(' '))
				.map(([month, ...counts]) => [month, counts.map(Number)]);
			expect([...table]).toEqual(published);
		});

		test('pools them by age: of all that could have come back after a month, so many did', async () => {
			const { rows } = await company().built.ask('cohort_curve', { as_of: '2011-11-30', level: 'account' });
			// sizes 948 + 421 + … + 352 (all but the newest) and their second column
			expect(rows[1]).toMatchObject({
				age: 1,
				cohorts: 11,
				accounts: 4010,
				active_accounts: 1088,
				logo_share: expect.closeTo(1088 / 4010, 12),
			});
		});
	},
);

describeWithData(
	'the food wholesaler, worked out again in plain TypeScript',
	NORTHWIND,
	([orders = '', details = '', products = '']) => {
		const company = using(() => northwind(orders, details, products));

		test('has the same answers and the same trend', async () => {
			const { built, lines } = company();
			for (const end of ['1997-06-30', '1998-04-30'])
				await expectSameYear(built, lines, monthOf(end), 'account');
			await expectSameTrend(built, lines, monthOf('1998-04-30'), 'account');
		});

		test('has the figures that are published of it', async () => {
			const { built } = company();
			const whole = { from: '1996-07-01', to: '1998-06-01', level: 'account' };
			const row = (await built.ask('concentration', whole)).rows[0]!;
			expect([row.account_count, row.revenue]).toEqual([89, 1265793.0395]);
			const summary = (await built.ask('summary', whole)).rows[0]!;
			expect([summary.orders, summary.order_days]).toEqual([830, 823]);
			expect(row.gini).toBeCloseTo(0.575454, 6);
			expect(row.hhi).toBeCloseTo(0.0336909, 7);
			expect(row.theil).toBeCloseTo(0.620032, 6);
			expect([row.cr1, row.cr4, row.cr10]).toEqual([
				expect.closeTo(0.08712, 5),
				expect.closeTo(0.2928, 4),
				expect.closeTo(0.4504, 4),
			]);
		});
	},
);

describeWithData(
	'the novelty wholesaler, worked out again in plain TypeScript',
	WIDE_WORLD,
	([lines = '', invoices = '', customers = '']) => {
		const company = using(() => wideWorldImporters(lines, invoices, customers));

		test.each(['account', 'group'] as const)('has the same answers, by %s', async (level) => {
			const { built, lines: own } = company();
			await expectSameYear(built, own, monthOf('2016-05-31'), level);
		});

		test('rests on 663 shops evenly, and on two head offices by those who pay', async () => {
			const { built } = company();
			const whole = { from: '2013-01-01', to: '2016-06-01' };
			const shops = (await built.ask('concentration', { ...whole, level: 'account' })).rows[0]!;
			const payers = (await built.ask('concentration', { ...whole, level: 'group' })).rows[0]!;
			expect([shops.account_count, shops.revenue, payers.account_count, payers.revenue]).toEqual([
				663, 172261341.2, 263, 172261341.2,
			]);
			expect([shops.gini, payers.gini]).toEqual([expect.closeTo(0.11133, 6), expect.closeTo(0.680656, 6)]);
			expect([shops.hhi, payers.hhi]).toEqual([expect.closeTo(0.0015782, 7), expect.closeTo(0.1997796, 7)]);
			const summary = (await built.ask('summary', whole)).rows[0]!;
			expect([summary.margin, summary.margin_share]).toEqual([85729180.9, expect.closeTo(0.497669, 6)]);
		});
	},
);

describe('the sample company, worked out again in plain TypeScript', () => {
	const company = using(sampleCompany);

	test.each(['account', 'group'] as const)('has the same answers, by %s', async (level) => {
		const { built, lines } = company();
		const [row] = (await built.ask('meta')).rows;
		// Its fiscal year starts in November: so do its years and every third month of them its quarters.
		await expectSameYear(built, lines, monthOf(row!.as_of!), level, {}, 11);
	});

	test.each(['account', 'group'] as const)(
		'marks as credit or return the orders below zero alone, in the record of every one, by %s',
		async (level) => {
			const { built } = company();
			const wanted = await built.warehouse.read((connection) =>
				queryRows(
					connection,
					`select d.account_id, count(*) as orders, count(*) filter (o.amount < 0) as below
					from (
						select account_id, order_id, sum(net_amount) as amount from ${KEPT_LINES} group by account_id, order_id
					) as o
					inner join main.accounts as a on a.account_id = o.account_id
					inner join main.branches as b on b.level = '${level}' and b.branch_key = a.account_key
					inner join main.directory as d on d.level = '${level}' and d.account_key = b.account_key
					group by d.account_id order by below desc, orders desc, d.account_id limit 60`,
				),
			);
			expect(Number(wanted[0]!['below'])).toBeGreaterThan(3);
			for (const { account_id, orders, below } of wanted) {
				const ask = (pairs: [string, string][]) =>
					askDrill(built.warehouse, 'orders', String(account_id), [['level', level], ...pairs]);
				const { rows, meta } = await ask([['revenue', '<0']]);
				expect(rows.length, `${String(account_id)} below zero`).toBe(Number(below));
				expect(rows.every((row) => Number(row['revenue']) < 0)).toBe(true);
				expect(meta.measures).toEqual(['revenue<0']);
				expect((await ask([])).meta.total_rows, `${String(account_id)} in all`).toBe(Number(orders));
			}
		},
	);
});
