import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { given, orderLines, type Built } from '../support/given.ts';
import { describeWithData } from '../support/real-data.ts';

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

/** A warehouse in which each value is the revenue of one account. */
async function ofRevenues(revenues: readonly (number | string)[]): Promise<Built> {
	const lines = revenues.map((revenue, i): [string, string, number | string] => [
		`a${String(i).padStart(4, '0')}`,
		'2026-01-31',
		revenue,
	]);
	return given({ rows: { order_lines: orderLines(lines) } });
}

async function concentrationOf(revenues: readonly (number | string)[]) {
	const built = await ofRevenues(revenues);
	const { rows } = await built.ask('concentration', { level: 'account' });
	built.close();
	expect(rows).toHaveLength(1);
	return rows[0]!;
}

describe('accounts below zero', () => {
	test('stand apart: shares and indices are of the positive ones, with one Gini over all', async () => {
		const row = await concentrationOf([500, 300, 120, 100, -20]);
		// all pairs: sum |x_i − x_j| = 4960; 4960 / (2 · 5 · 1040)
		expect(row.gini_with_credits).toBeCloseTo(0.476923, 6);
		expect(row.hhi).toBeCloseTo(0.3502499, 7);
		// positive ones: 2 (1·100 + 2·120 + 3·300 + 4·500) / (4 · 1020) − 5/4
		expect(row.gini).toBeCloseTo(0.338235, 6);
		expect([row.account_count, row.revenue, row.credit_balance]).toEqual([4, 1020, -20]);
	});

	test('the Gini over all stays below 1 where the plain one is 10', async () => {
		expect((await concentrationOf([500, 300, 120, 100, -900])).gini_with_credits).toBeCloseTo(0.625, 12);
	});

	test('where all are below zero nothing is concentrated: null, and the balance of credits', async () => {
		const row = await concentrationOf([-10, -30]);
		expect(row).toMatchObject({
			account_count: 0,
			revenue: null,
			gini: null,
			hhi: null,
			cr1: null,
			effective_accounts: null,
			accounts_over_10pct: 0,
			credit_balance: -40,
		});
	});

	test('where all are zero even the Gini over all is null', async () => {
		expect(await concentrationOf([0, 0])).toMatchObject({
			gini: null,
			gini_with_credits: null,
			credit_balance: 0,
		});
	});
});

test('one account is all there is: no inequality, full concentration', async () => {
	expect(await concentrationOf([70])).toMatchObject({
		account_count: 1,
		gini: 0,
		hhi: 1,
		hhi_normalised: 1,
		effective_accounts: 1,
		theil: 0,
		cr1: 1,
		cr10: 1,
		top_decile_share: 0.1, // a tenth of the one account
		accounts_for_80pct: 1,
		accounts_for_80pct_share: 1,
		accounts_over_10pct: 1,
	});
});

test('equal accounts rank by id, and exactly four fifths are reached by exactly four of five', async () => {
	const built = await ofRevenues([20, 20, 20, 20, 20]);
	const [{ rows }, curve] = [
		await built.ask('concentration', { level: 'account' }),
		await built.ask('concentration_curve', { level: 'account' }),
	];
	expect(rows[0]).toMatchObject({
		gini: expect.closeTo(0, 12),
		hhi: expect.closeTo(0.2, 12),
		accounts_for_80pct: 4,
		accounts_over_10pct: 5,
	});
	expect(curve.rows.map((row) => row.account_id)).toEqual(['a0000', 'a0001', 'a0002', 'a0003', 'a0004']);
	built.close();
});

describe('published figures', () => {
	test('ten values: Gini .4620911, Herfindahl .1840812, Theil .3623412', async () => {
		const row = await concentrationOf([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]);
		expect(row.gini).toBeCloseTo(0.4620911, 7);
		expect(row.hhi).toBeCloseTo(0.1840812, 7);
		expect(row.theil).toBeCloseTo(0.3623412, 7);
	});

	test('nine equal ones and a tenth nine times as large: the Gini of .4444444, corrected for ten values', async () => {
		// Money has four decimals: 50/9 is given ten thousand times as large.
		const row = await concentrationOf([...Array.from({ length: 9 }, () => '55555.5556'), '500000']);
		expect((row.gini! * 10) / 9).toBeCloseTo(0.4444444, 6);
	});
});

/** Columns of a plain CSV without line breaks in quotes. */
function column(file: string, name: string): string[] {
	const lines = readFileSync(file, 'utf8')
		.trim()
		.split(/\r?\n/)
		.map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));
	const at = lines[0]!.indexOf(name);
	return lines.slice(1).map((cells) => cells[at]!);
}

describeWithData(
	'published incomes',
	['inequality/Ilocos.csv', 'inequality/libpysal_mexico.csv'],
	([ilocos = '', mexico = '']) => {
		test('families of two provinces: Gini and Theil to seven digits', async () => {
			const [incomes, provinces] = [column(ilocos, 'income'), column(ilocos, 'province')];
			const of = (province: string) => incomes.filter((_, i) => provinces[i] === province);
			const pangasinan = await concentrationOf(of('Pangasinan'));
			expect([pangasinan.account_count, pangasinan.theil]).toEqual([383, expect.closeTo(0.2837236, 7)]);
			expect(pangasinan.gini).toBeCloseTo(0.4016569, 7);
			const launion = await concentrationOf(of('La Union'));
			expect([launion.account_count, launion.theil]).toEqual([116, expect.closeTo(0.3622122, 7)]);
			expect(launion.gini).toBeCloseTo(0.4626395, 7);
			const all = await concentrationOf(incomes);
			expect(all.gini).toBeCloseTo(0.4269508, 7);
			expect(all.theil).toBeCloseTo(0.3199159, 7);
		});

		test('states by year: Gini of 1940 and Theil of seven years', async () => {
			const years = {
				1940: 0.20894344,
				1950: 0.15222451,
				1960: 0.10472941,
				1970: 0.10194725,
				1980: 0.09560113,
				1990: 0.10511256,
				2000: 0.10660832,
			};
			// One level of accounts a year: the years are windows of one warehouse.
			const lines = Object.keys(years).flatMap((year, i) =>
				column(mexico, `pcgdp${year}`).map((value, state): [string, string, string] => [
					`s${state}`,
					`${2000 + i}-12-31`,
					value,
				]),
			);
			const built = await given({ rows: { order_lines: orderLines(lines) } });
			for (const [i, theil] of Object.values(years).entries()) {
				const { rows } = await built.ask('concentration', { as_of: `${2000 + i}-12-31`, level: 'account' });
				expect(rows[0]!.theil).toBeCloseTo(theil, 8);
				if (i === 0) expect(rows[0]!.gini).toBeCloseTo(0.3537237117, 9);
			}
			built.close();
		});
	},
);
