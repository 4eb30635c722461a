import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cadenceChange } from '../../src/lib/server/models/cadence-change.ts';
import { strongestSeason } from '../../src/lib/server/models/order-season.ts';
import { accountRegularity, gapMoments, wheatMorrison } from '../../src/lib/server/models/regularity.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { dayOf, gapsOf } from '../support/event-log.ts';
import { given, orderLines, type Built } from '../support/given.ts';
import { median } from '../support/risk-slices.ts';

type Row = Record<string, string | number | boolean | null>;
const FAR = '9999-12-31';

/** A day, `count` days after another. */
function after(day: string, count: number): string {
	return new Date((dayOf(day) + count) * 86_400_000).toISOString().slice(0, 10);
}

/** Days of orders from a first day and the gaps after it. */
function ordered(first: string, gaps: readonly number[]): string[] {
	const days = [first];
	for (const gap of gaps) days.push(after(days.at(-1)!, gap));
	return days;
}

/** The share that lasts beyond each step at which a gap closed (Kaplan and Meier); open ends at a step count as lasting beyond it. */
function kaplanMeier(ends: readonly { step: number; isClosed: boolean }[]): Map<number, number> {
	const curve = new Map<number, number>();
	let share = 1;
	for (const step of [...new Set(ends.filter(({ isClosed }) => isClosed).map(({ step }) => step))].sort(
		(p, q) => p - q,
	)) {
		const atRisk = ends.filter((end) => end.step >= step).length;
		const closed = ends.filter((end) => end.step === step && end.isClosed).length;
		share *= 1 - closed / atRisk;
		curve.set(step, share);
	}
	return curve;
}

describe('the survival of ten gaps', () => {
	const ends = [0.4, 0.6, 0.8, 0.9, 1, 1.1, 1.3, 1.5]
		.map((scaled) => ({ step: Math.round(scaled * 50), isClosed: true }))
		.concat([2, 3].map((scaled) => ({ step: scaled * 50, isClosed: false })));
	const curve = kaplanMeier(ends);

	it('falls by a tenth at each of the eight that closed', () => {
		expect([...curve.values()].map((share) => Number(share.toFixed(12)))).toEqual([
			0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2,
		]);
	});

	it('after .9 mean gaps gives a window from 1.0, its middle at 1.3, and no upper end', () => {
		const now = curve.get(45)!;
		const first = (share: number) => [...curve].find(([, s]) => s <= share * now + 1e-12)?.[0];
		expect([first(0.9), first(0.5), first(0.1)]).toEqual([50, 65, undefined]);
	});
});

async function company(accounts: Readonly<Record<string, readonly string[]>>): Promise<Built> {
	const lines = Object.entries(accounts).flatMap(([account, days]) =>
		days.map((day) => [account, day, 100] as const),
	);
	return given({ rows: { order_lines: orderLines(lines) } });
}

async function cadence(built: Built, asOf: string): Promise<Map<string, Row>> {
	const rows = await built.warehouse.read((connection) =>
		queryRows(
			connection,
			`select d.account_id, c.* from account_risk as c inner join directory as d on d.level = c.level and d.account_key = c.account_key
			where c.level = 'account' and c.as_of = '${asOf}'`,
		),
	);
	return new Map(rows.map((row) => [String(row['account_id']), row as Row]));
}

describe('an account of six gaps in a company whose gaps are 45 days', () => {
	let built: Built;
	let row: Row;
	beforeAll(async () => {
		const others = Array.from({ length: 10 }, (_, i) => [
			`other ${i}`,
			ordered(after('2025-01-01', i), Array<number>(8).fill(45)),
		]);
		// 28 + 30 + 32 + 30 + 35 + 29 = 184 days; the last order is of 2025-11-09, 51 days before the year's end.
		const own = ordered('2025-05-09', [28, 30, 32, 30, 35, 29]);
		built = await company({ ...Object.fromEntries(others), X: own, closing: ['2026-01-31'] });
		row = (await cadence(built, '2025-12-31')).get('X')!;
	});
	afterAll(() => built.close());

	it('has the typical gap (184 + 2 × 45) / (6 + 2) = 34.25', () => {
		expect(row).toMatchObject({ orders: 7, typical_gap_days: 34.25, mean_gap_days: 34.25 });
	});

	it('is overdue by its silence over that', () => {
		expect(row['last_order_on']).toBe('2025-11-09');
		expect(row['overdue_ratio']).toBeCloseTo(52 / 34.25, 12);
		expect(row['days_since_order']).toBe(52);
	});

	it('has no window among so few gaps, and no median, spread or change of its own: those need eight gaps', () => {
		expect(row['next_order_from']).toBeNull();
		expect(row).toMatchObject({ gap_spread_days: null, long_gap_days: null, gap_change_p: null });
	});

	it('of one order says nothing', async () => {
		const closing = (await cadence(built, '2026-01-31')).get('closing')!;
		expect(closing).toMatchObject({
			orders: 1,
			cadence_state: 'cannot_say',
			typical_gap_days: null,
			overdue_ratio: null,
			overdue_percentile: null,
			next_order_from: null,
		});
	});
});

describe('forty accounts of many rhythms, computed a second time in plain arithmetic', () => {
	const random = seededRandom(7);
	const accounts: Record<string, string[]> = {};
	for (let i = 0; i < 40; i++) {
		const mean = 6 + random.integer(50);
		const k = 1 + random.integer(5);
		const days = new Set<string>();
		for (
			let day = random.integer(200);
			day < 1060;
			day += Math.max(1, Math.round((mean * random.gamma(k)) / k))
		)
			days.add(after('2023-01-01', day));
		accounts[`a${String(i).padStart(2, '0')}`] = [...days].sort();
	}
	// Four orders in each of three springs.
	accounts['spring'] = ['2023', '2024', '2025'].flatMap((year) => ordered(`${year}-02-20`, [15, 14, 16]));
	const asOf = '2025-09-30';
	let built: Built;
	let rows: Map<string, Row>;
	beforeAll(async () => {
		built = await company({ ...accounts, last: ['2025-12-31'] });
		rows = await cadence(built, asOf);
	});
	afterAll(() => built.close());

	const known = Object.entries(accounts)
		.map(([id, days]) => ({ id, days: days.map(dayOf).filter((day) => day <= dayOf(asOf)) }))
		.filter(({ days }) => days.length > 0);
	const prior = median(known.flatMap(({ days }) => gapsOf(days)));
	const meanGap = (days: readonly number[]): number =>
		(days.at(-1)! - days[0]! + 2 * prior) / (days.length + 1);
	const pool = known
		.flatMap(({ days }) =>
			gapsOf(days).flatMap((gap, i) => (i >= 4 ? [gap / meanGap(days.slice(0, i + 1))] : [])),
		)
		.sort((p, q) => p - q);
	const k = wheatMorrison(
		known.flatMap(({ days }) => (days.length > 2 ? [gapsOf(days).slice(-2) as [number, number]] : [])),
	)!;

	it('gives the same typical gap, overdue ratio and percentile', () => {
		for (const { id, days } of known) {
			const row = rows.get(id)!;
			const gaps = gapsOf(days);
			const ratio = (dayOf(asOf) - days.at(-1)!) / meanGap(days);
			expect(row['mean_gap_days'], id).toBeCloseTo(meanGap(days), 9);
			if (gaps.length >= 8) expect(row['typical_gap_days'], id).toBeCloseTo(median(gaps), 9);
			expect(row['overdue_ratio'], id).toBeCloseTo(ratio, 9);
			const share = pool.filter((scaled) => scaled <= ratio + 1e-12).length / pool.length;
			expect(Math.abs((row['overdue_percentile'] as number) - share), id).toBeLessThan(0.0011);
		}
	});

	it('gives the same regularity, and the same exact chance of a change of pace', () => {
		const thirds = Math.round(3 * k) / 3;
		for (const { id, days } of known) {
			const row = rows.get(id)!;
			const gaps = gapsOf(days);
			if (gaps.length >= 4)
				expect(row['regularity'], id).toBeCloseTo(accountRegularity(gapMoments(gaps)!, k)!, 6);
			if (gaps.length < 8) continue;
			const change = cadenceChange(gaps.slice(0, -3), gaps.slice(-3), thirds)!;
			expect(row['gap_change_ratio'], id).toBeCloseTo(change.gap_ratio, 9);
			expect(row['gap_change_p'], id).toBeCloseTo(change.p_slower, 9);
		}
	});

	it('gives the same survival of gaps, and from it the same window for each silence', async () => {
		const curve = await built.warehouse.read((connection) =>
			queryRows(
				connection,
				`select step_no, survival, gaps_beyond from gap_survival where level = 'account' and model_on = date '${asOf}' order by step_no`,
			),
		);
		const open = known.filter(({ days }) => days.length >= 5);
		const ends = [
			// Multiplied before divided, as the statement does: a step's half is rounded alike.
			...known.flatMap(({ days }) =>
				gapsOf(days).flatMap((gap, i) =>
					i >= 4
						? [
								{
									step: Math.round(((gap * (i + 2)) / (days[i]! - days[0]! + 2 * prior)) * 50),
									isClosed: true,
								},
							]
						: [],
				),
			),
			...open
				// None of these has lapsed: the longest silence is under a year.
				.map(({ days }) => ({
					step: Math.round(((dayOf(asOf) - days.at(-1)!) / meanGap(days)) * 50),
					isClosed: false,
				})),
		];
		const survival = kaplanMeier(ends);
		expect(curve.map((row) => [row['step_no'], Number(Number(row['survival']).toFixed(9))])).toEqual(
			[...survival].map(([step, share]) => [step, Number(share.toFixed(9))]),
		);
		expect(curve.at(-1)!['gaps_beyond']).toBe(0);
	});

	it('finds the season of the account that has one, and expects it again in spring', () => {
		const days = accounts['spring']!.map((day) => dayOf(day) - dayOf(`${day.slice(0, 4)}-01-01`) + 1);
		const season = strongestSeason(days)!;
		const row = rows.get('spring')!;
		expect(row).toMatchObject({ season_cycles: 1, is_season_rest: true, cadence_state: 'on_time' });
		expect(row['season_strength']).toBeCloseTo(season.resultant, 9);
		expect(row['season_peak_day']).toBe(Math.round(season.peak_day));
		expect(row['next_order_from']).toBe('2026-02-20');
		expect(row['days_since_order']).toBeGreaterThan(2 * (row['typical_gap_days'] as number));
	});

	it('reads today at every month end, and past cut-offs only from what was known by then', async () => {
		const dates = await built.warehouse.read((connection) =>
			queryRows(connection, 'select known_on, as_of, model_on from risk_dates order by known_on, as_of'),
		);
		const cuts = dates.filter((row) => row['known_on'] !== FAR);
		expect(cuts.every((row) => row['known_on'] === row['as_of'] && row['as_of'] === row['model_on'])).toBe(
			true,
		);
		const kept = dates.filter((row) => row['known_on'] === FAR);
		expect(kept.map((row) => row['as_of'])).toContain(asOf);
		expect(kept.find((row) => row['as_of'] === '2025-08-31')?.['model_on']).toBe('2025-06-30');
	});
});
