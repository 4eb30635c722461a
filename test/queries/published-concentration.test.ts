import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConcentrationRow } from '../../src/lib/contract/rows.ts';
import { given, orderLines, type Built } from '../support/given.ts';
import { describeWithData } from '../support/real-data.ts';

/** One warehouse of several populations, each a segment of its own; every member is an account. */
async function populations(values: Record<string, readonly (number | string)[]>): Promise<Built> {
	const members = Object.entries(values).flatMap(([segment, list]) =>
		list.map((value, i) => ({ account_id: `${segment}-${String(i).padStart(4, '0')}`, segment, value })),
	);
	return given({
		rows: {
			order_lines: orderLines(members.map(({ account_id, value }) => [account_id, '2026-01-31', value])),
			accounts: members.map(({ account_id, segment }) => ({ account_id, segment })),
		},
	});
}

async function concentrationOf(built: Built, segment: string): Promise<ConcentrationRow> {
	const { rows } = await built.ask('concentration', { level: 'account', segment });
	return rows[0]!;
}

describe('vectors with published measures', () => {
	let built: Built;
	beforeAll(async () => {
		built = await populations({
			ten: [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261],
			nine_and_one: [...Array<number>(9).fill(50 / 9), 50],
			five_and_five: [...Array<number>(5).fill(2), ...Array<number>(5).fill(18)],
			with_credit: [500, 300, 120, 100, -20],
			with_large_credit: [500, 300, 120, 100, -900],
			one: [42],
			equal: [7, 7, 7, 7],
		});
	});
	afterAll(() => built.close());

	test('ten incomes: Gini .4620911, Herfindahl .1840812, Theil .3623412', async () => {
		const row = await concentrationOf(built, 'ten');
		expect(row.gini).toBeCloseTo(0.4620911, 7);
		expect(row.hhi).toBeCloseTo(0.1840812, 7);
		expect(row.theil).toBeCloseTo(0.3623412, 7);
	});

	test.each(['nine_and_one', 'five_and_five'])(
		'%s: Gini with the correction n/(n − 1) is .4444444',
		async (segment) => {
			const row = await concentrationOf(built, segment);
			// Amounts are kept to four decimals, so 50/9 is 5.5556.
			expect((row.gini! * 10) / 9).toBeCloseTo(0.4444444, 5);
		},
	);

	test('a small credit: Gini of all .476923, HHI of the positive .3502499, the credit apart', async () => {
		const row = await concentrationOf(built, 'with_credit');
		expect(row.gini_with_credits).toBeCloseTo(0.476923, 6);
		expect(row.hhi).toBeCloseTo(0.3502499, 7);
		expect([row.account_count, row.revenue, row.credit_balance]).toEqual([4, 1020, -20]);
	});

	test('a credit larger than all but the largest: Gini of all is .625, and stays below 1', async () => {
		expect((await concentrationOf(built, 'with_large_credit')).gini_with_credits).toBeCloseTo(0.625, 9);
	});

	test('one account is as concentrated as can be, and not unequal', async () => {
		const row = await concentrationOf(built, 'one');
		expect([
			row.gini,
			row.hhi,
			row.hhi_normalised,
			row.accounts_for_80pct,
			row.accounts_for_80pct_share,
			row.cr1,
		]).toEqual([0, 1, 1, 1, 1, 1]);
	});

	test('four equal accounts are four effective ones, with nothing unequal', async () => {
		const row = await concentrationOf(built, 'equal');
		expect(row.gini).toBeCloseTo(0, 12);
		expect(row.effective_accounts).toBeCloseTo(4, 12);
		expect(row.entropy_accounts).toBeCloseTo(4, 12);
		expect(row.theil).toBeCloseTo(0, 12);
		expect([row.accounts_for_80pct, row.top_quintile_share]).toEqual([4, expect.closeTo(0.2, 12)]);
	});

	test('a population without anybody is an honest empty answer', async () => {
		const { rows } = await built.ask('concentration', { level: 'account', segment: 'nobody' });
		for (const row of rows) expect([row.account_count, row.gini, row.hhi]).toEqual([0, null, null]);
	});
});

describeWithData('family incomes of the Ilocos region', ['inequality/Ilocos.csv'], ([file]) => {
	test('Theil of two provinces and of all is as published, to seven digits', async () => {
		const rows = readFileSync(file!, 'utf8')
			.trim()
			.split('\n')
			.slice(1)
			.map((line) => line.replaceAll('"', '').split(','));
		const incomes = (province?: string) =>
			rows.filter((row) => province === undefined || row[4] === province).map((row) => row[0]!);
		const built = await populations({
			pangasinan: incomes('Pangasinan'),
			la_union: incomes('La Union'),
			all: incomes(),
		});
		const [pangasinan, laUnion, all] = [
			await concentrationOf(built, 'pangasinan'),
			await concentrationOf(built, 'la_union'),
			await concentrationOf(built, 'all'),
		];
		expect([pangasinan.account_count, laUnion.account_count, all.account_count]).toEqual([383, 116, 632]);
		expect(pangasinan.theil).toBeCloseTo(0.2837236, 7);
		expect(laUnion.theil).toBeCloseTo(0.3622122, 7);
		expect(all.theil).toBeCloseTo(0.3199159, 7);
		expect(pangasinan.gini).toBeCloseTo(0.4016569, 7);
		expect(laUnion.gini).toBeCloseTo(0.4626395, 7);
		expect(all.gini).toBeCloseTo(0.4269508, 7);
		built.close();
	});
});

describeWithData('incomes of Mexican states, 1940 to 2000', ['inequality/libpysal_mexico.csv'], ([file]) => {
	test('Gini of 1940 and Theil of seven years are as published', async () => {
		const [head, ...rows] = readFileSync(file!, 'utf8')
			.trim()
			.split('\n')
			.map((line) => line.split(','));
		const years = [1940, 1950, 1960, 1970, 1980, 1990, 2000];
		const built = await populations(
			Object.fromEntries(
				years.map((year) => [`y${year}`, rows.map((row) => row[head!.indexOf(`pcgdp${year}`)]!)]),
			),
		);
		const theil = [];
		for (const year of years) theil.push((await concentrationOf(built, `y${year}`)).theil);
		const published = [0.20894344, 0.15222451, 0.10472941, 0.10194725, 0.09560113, 0.10511256, 0.10660832];
		for (const [i, value] of theil.entries()) expect(value).toBeCloseTo(published[i]!, 7);
		expect((await concentrationOf(built, 'y1940')).gini).toBeCloseTo(0.35372371173452849, 12);
		built.close();
	});
});
