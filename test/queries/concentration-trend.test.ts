import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { given, orderLines, type Built } from '../support/given.ts';

describe('three accounts over three years, one of which leaves and one of which comes', () => {
	let built: Built;
	beforeAll(async () => {
		built = await given({
			config: 'complete_through: 2026-01-31',
			rows: {
				order_lines: orderLines([
					['A', '2024-02-10', 60],
					['B', '2024-03-10', 40], // leaves
					['A', '2025-02-10', 30],
					['C', '2025-03-10', 70], // comes
					['A', '2026-01-31', 0],
				]),
				accounts: [
					{ account_id: 'A', segment: 'one' },
					{ account_id: 'B', segment: 'one' },
					{ account_id: 'C', segment: 'two' },
				],
			},
		});
	});
	afterAll(() => built.close());

	test('the change of HHI over a year is what continues, enters and leaves', async () => {
		const { rows } = await built.ask('concentration_trend');
		const last = rows.at(-1)!;
		expect([last.as_of, last.from_on, last.earlier_as_of]).toEqual([
			'2026-01-31',
			'2025-02-01',
			'2025-01-31',
		]);
		// then .6² + .4² = .52; now .3² + .7² = .58; A: .09 − .36, C: + .49, B: − .16
		expect(last.hhi).toBeCloseTo(0.58, 12);
		expect(last.hhi_continuing).toBeCloseTo(-0.27, 12);
		expect(last.hhi_entering).toBeCloseTo(0.49, 12);
		expect(last.hhi_leaving).toBeCloseTo(-0.16, 12);
		expect(last.hhi_change).toBeCloseTo(0.06, 12);
	});

	test('there is a row for every complete month end, null where the history does not hold its twelve months', async () => {
		const { rows } = await built.ask('concentration_trend');
		expect(rows).toHaveLength(24);
		expect(rows.slice(0, 11).every((row) => row.hhi === null && row.account_count === null)).toBe(true);
		expect(rows[11]).toMatchObject({
			as_of: '2025-01-31',
			account_count: 2,
			hhi: expect.closeTo(0.52, 12),
			hhi_change: null,
		});
	});

	test('compared with the month end before, the change is of that month', async () => {
		const { rows } = await built.ask('concentration_trend', { compare: 'prior' });
		const february = rows.find((row) => row.as_of === '2025-02-28')!;
		// A falls from 60 of 100 to 30 of 70: (3/7)² − .36; B rises from 40 of 100 to 40 of 70: (4/7)² − .16
		expect(february.earlier_as_of).toBe('2025-01-31');
		expect(february.hhi_change).toBeCloseTo(25 / 49 - 0.52, 12);
		expect([february.hhi_entering, february.hhi_leaving]).toEqual([0, 0]);
		const march = rows.find((row) => row.as_of === '2025-03-31')!;
		expect(march.hhi_leaving).toBeCloseTo(-((4 / 7) ** 2), 12);
	});

	test('compared with nothing, there is no change', async () => {
		const { rows } = await built.ask('concentration_trend', { compare: 'none' });
		expect(rows.at(-1)).toMatchObject({
			hhi: expect.closeTo(0.58, 12),
			earlier_as_of: null,
			hhi_change: null,
		});
	});

	test('as_of ends it; from and to cut it', async () => {
		const ends = async (parameters: Record<string, string>) =>
			(await built.ask('concentration_trend', parameters)).rows.map((row) => row.as_of);
		expect((await ends({ as_of: '2025-06-30' })).at(-1)).toBe('2025-06-30');
		expect(await ends({ from: '2025-05-01', to: '2025-08-01' })).toEqual([
			'2025-05-31',
			'2025-06-30',
			'2025-07-31',
		]);
	});

	test('filtered, it is worked out anew: in segment one A and B, then A alone', async () => {
		const { rows } = await built.ask('concentration_trend', { segment: 'one', level: 'account' });
		expect(rows).toHaveLength(24);
		expect(rows[11]!.hhi).toBeCloseTo(0.52, 12);
		expect(rows.at(-1)).toMatchObject({
			account_count: 1,
			hhi: 1,
			hhi_change: expect.closeTo(0.48, 12),
			hhi_continuing: expect.closeTo(0.64, 12),
		});
	});

	test('a filter that leaves everybody gives what was kept at build', async () => {
		const kept = await built.ask('concentration_trend');
		const { rows } = await built.ask('concentration_trend', { segment: ['one', 'two'] });
		expect(rows).toEqual(kept.rows);
	});
});
