import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RiskRecordRow, RiskRow } from '../../src/lib/contract/rows.ts';
import type { Built } from '../support/given.ts';
import { sampleCompany } from '../support/real-companies.ts';

let built: Built;
let rows: Map<string, RiskRow>;
let places: Map<string, number>;

beforeAll(async () => {
	({ built } = await sampleCompany());
	const all = (await built.ask('risk', { level: 'account' })).rows;
	rows = new Map(all.map((row) => [row.account_id, row]));
	const atRisk = (await built.ask('risk', { level: 'account', list: 'at_risk' })).rows;
	places = new Map(atRisk.map((row, index) => [row.account_id, index + 1]));
});
afterAll(() => built.close());

describe('the planted stories, as risk tells them', () => {
	it('A-00004 faded after late deliveries: first of all by expected loss, very high, unexplained', () => {
		const row = rows.get('A-00004')!;
		expect(row).toMatchObject({ risk_level: 'very_high', cadence_state: 'late', explanation: null });
		expect(places.get('A-00004')).toBe(1);
		expect(row.p_silent).toBeGreaterThan(0.8);
		// On the newest day of the data, 18 days after the month end.
		expect(row).toMatchObject({ risk_on: '2026-11-18', days_since_order: 112 });
		expect(row.times_usual).toBeGreaterThan(5);
		expect(row.reason_1).toBe(
			'112 days since the last order; nine in ten of its gaps were no longer than 22.',
		);
		expect(row.risk_reasons).toMatch(/\d of \d deliveries of the last half year were late/);
		// It rose: a year ago there was little to fear.
		expect(row.p_silent_4q_ago).toBeLessThan(0.2);
	});

	it('A-00003 is quiet behind an open order: late and explained, which moves no level', () => {
		expect(rows.get('A-00003')).toMatchObject({
			cadence_state: 'late',
			risk_level: 'high',
			days_since_order: 70,
			explanation: 'The order of 9 Sep 2026 over 65,543 is open, promised for 27 Nov 2026.',
		});
	});

	it('A-00005 buys each spring: on time in its season’s rest, without a chance, and expected again in February', () => {
		const row = rows.get('A-00005')!;
		expect(row).toMatchObject({
			cadence_state: 'on_time',
			is_season_rest: true,
			season_cycles: 1,
			risk_level: null,
			p_silent: null,
			cannot_say: 'it rested in this season of the last two years too',
			is_at_risk: false,
		});
		expect(row.overdue_ratio).toBeGreaterThan(2);
		expect(row.explanation).toMatch(/^Its season is over/);
		expect(row.next_order_from).toMatch(/^2027-02-/);
	});

	it('A-00009 is quiet behind a live quote: late and explained', () => {
		const row = rows.get('A-00009')!;
		expect(row).toMatchObject({
			cadence_state: 'late',
			risk_level: 'very_high',
			explanation: 'The quote of 12 Oct 2026 over 57,500 is open until 30 Nov 2026.',
		});
	});

	it('the steady and the growing are not flagged', () => {
		for (const id of ['A-00001', 'A-00002', 'A-00006', 'A-00007', 'A-00010'])
			expect([id, rows.get(id)?.risk_level, rows.get(id)?.is_at_risk]).toEqual([id, 'low', false]);
	});
});

describe('the lists', () => {
	it('are of one kind each, and as long as the counts say', async () => {
		const counts = new Map(
			(await built.ask('risk_lists', { level: 'account' })).rows.map((row) => [row.list, row]),
		);
		const is: Record<string, (row: RiskRow) => boolean> = {
			all: () => true,
			at_risk: (row) => row.is_at_risk,
			eroding: (row) => row.is_eroding === true,
			explained: (row) => row.explanation !== null,
			lapsed: (row) => row.cadence_state === 'lapsed',
		};
		for (const [list, belongs] of Object.entries(is)) {
			const listed = (await built.ask('risk', { level: 'account', list })).rows;
			const expected = [...rows.values()].filter(belongs);
			expect([list, listed.length, counts.get(list)?.accounts]).toEqual([
				list,
				expected.length,
				expected.length,
			]);
			expect(listed.every(belongs)).toBe(true);
			const loss = expected.reduce((sum, row) => sum + (row.revenue_at_risk ?? 0), 0);
			if (list === 'lapsed') expect(counts.get(list)!.revenue_at_risk).toBeNull();
			else expect(counts.get(list)!.revenue_at_risk).toBeCloseTo(loss, 2);
			expect(counts.get(list)!.revenue_at_risk_sd).toBeNull();
		}
	});

	it('an eroding account still orders in its rhythm and brought less than 70 % of the year before', async () => {
		const { rows: eroding } = await built.ask('risk', { level: 'account', list: 'eroding' });
		for (const row of eroding) {
			expect(['on_time', 'due']).toContain(row.cadence_state);
			expect(row.revenue!).toBeLessThan(0.7 * row.prior_revenue!);
			expect(row.revenue_change).toBeCloseTo(row.revenue! - row.prior_revenue!, 3);
		}
	});

	it('are refused by another name, and paged like any answer', async () => {
		await expect(built.ask('risk', { list: 'everybody' })).rejects.toThrow(
			'list=everybody: use one of all, at_risk, eroding, explained, lapsed.',
		);
		const page = await built.ask('risk', { level: 'account', list: 'at_risk', limit: '2', offset: '1' });
		expect(page.rows.map((row) => places.get(row.account_id))).toEqual([2, 3]);
		expect(page.meta.total_rows).toBe(places.size);
	});

	it('have the days of a year for each name that is asked for', async () => {
		const { rows: strips } = await built.ask('cadence_strips', {
			level: 'account',
			ids: ['A-00004', 'A-00005', 'nobody'],
		});
		expect(strips.map((strip) => strip.account_id)).toEqual(['A-00004', 'A-00005']);
		expect(strips[0]!.ordered_on.at(-1)).toBe('2026-07-29');
		expect(strips.every((strip) => strip.ordered_on.every((day) => day > '2025-11-18'))).toBe(true);
	});
});

describe('by account and by group', () => {
	it('the same money is at risk, and it says whose chances it comes from', async () => {
		const sums = new Map<string, number>();
		for (const level of ['account', 'group']) {
			const all = (await built.ask('risk', { level })).rows;
			sums.set(
				level,
				all.reduce((sum, row) => sum + (row.revenue_at_risk ?? 0), 0),
			);
			expect([...new Set(all.flatMap((row) => row.money_level ?? []))]).toEqual(['account']);
		}
		expect(sums.get('group')!).toBeGreaterThan(1e6);
		expect(sums.get('group')).toBeCloseTo(sums.get('account')!, 2);
	});

	it('a group names its worst branch, and counts those at risk and gone', async () => {
		const branches = [...rows.values()];
		const groups = (await built.ask('risk', { level: 'group' })).rows;
		for (const group of groups) {
			const own = branches.filter((row) => row.group_id === group.account_id);
			expect([group.account_id, group.branches_at_risk, group.lapsed_branches]).toEqual([
				group.account_id,
				own.filter((row) => row.is_at_risk).length,
				own.filter((row) => row.cadence_state === 'lapsed').length,
			]);
			const worst = own
				.filter((row) => row.is_at_risk)
				.toSorted((p, q) => (q.revenue_at_risk ?? 0) - (p.revenue_at_risk ?? 0))[0];
			if (worst?.revenue_at_risk) expect(group.worst_branch_id).toBe(worst.account_id);
			if (worst === undefined) expect(group.worst_branch_id).toBeNull();
		}
	});
});

describe('what may be claimed', () => {
	it('is used on this company, each claim beyond its rival', async () => {
		for (const level of ['account', 'group']) {
			const claims = new Map((await built.ask('evidence', { level })).rows.map((row) => [row.claim, row]));
			expect([...claims.values()].map((row) => [row.claim, row.verdict])).toEqual(
				['chance', 'chance_value', 'money', 'sort', 'expected_year', 'order_window'].map((claim) => [
					claim,
					'use',
				]),
			);
			for (const claim of ['chance', 'chance_value', 'sort', 'expected_year'])
				expect(claims.get(claim)!.low!).toBeGreaterThan(claims.get(claim)!.needed!);
			expect(claims.get('money')!.figure!).toBeLessThan(0.7);
			expect(claims.get('order_window')!.figure!).toBeGreaterThan(0.78);
		}
	});

	it('an expected next order never lies in the past', () => {
		const windows = [...rows.values()].filter((row) => row.next_order_from !== null);
		expect(windows.length).toBeGreaterThan(300);
		for (const row of windows) expect(row.next_order_from! > row.risk_on).toBe(true);
	});
});

describe.each(['account', 'group'] as const)('against the naive rule of 60 days, by %s', (level) => {
	let records: Map<string, RiskRecordRow>;
	beforeAll(async () => {
		records = new Map((await built.ask('risk_record', { level })).rows.map((row) => [row.model, row]));
	});

	it('at the same number of flags more of them fall silent', () => {
		const [used, naive] = [records.get('in_use')!, records.get('silent_60')!];
		expect(used.flags).toBe(naive.flags);
		expect(used.revenue_captured).toBeNull();
		expect(used.precision_at_k!).toBeGreaterThan(naive.precision_at_k!);
	});

	it('with lists of the same length the flag comes earlier', () => {
		const [used, naive] = [records.get('in_use_as_often')!, records.get('silent_60')!];
		expect(used.weeks_flagged!).toBeLessThanOrEqual(naive.weeks_flagged!);
		expect(used.episodes).toBe(naive.episodes);
		expect(used.lead_days_mean!).toBeGreaterThan(naive.lead_days_mean!);
	});

	it('tells accounts apart better, and foretells about as much silence as came', () => {
		const [used, naive] = [records.get('in_use')!, records.get('silent_60')!];
		expect(used.auc!).toBeGreaterThan(naive.auc!);
		expect(used.auc_live!).toBeGreaterThan(naive.auc_live! + 0.05);
		expect(Math.abs(used.predicted_share! - used.actual_share!)).toBeLessThan(0.03);
		expect(Math.abs(used.predicted_revenue_share! - used.actual_revenue_share!)).toBeLessThan(0.03);
	});
});

describe('a filter by risk', () => {
	it('leaves the accounts of that level on the as-of day, and what they bring', async () => {
		const parameters = { level: 'account', as_of: '2026-07-31' };
		const all = (await built.ask('accounts', parameters)).rows;
		const wanted = all.filter((row) => row.risk_level === 'high' || row.risk_level === 'raised');
		expect(wanted.length).toBeGreaterThan(10);
		const asked = { ...parameters, risk_level: ['high', 'raised'] };
		const found = (await built.ask('accounts', asked)).rows;
		expect(found.map((row) => row.account_id)).toEqual(wanted.map((row) => row.account_id));
		const [summary] = (await built.ask('summary', asked)).rows;
		expect(summary!.revenue).toBeCloseTo(
			wanted.reduce((sum, row) => sum + (row.revenue ?? 0), 0),
			4,
		);
	});

	it('is of groups where groups are asked, and keeps all their branches', async () => {
		const all = (await built.ask('accounts')).rows;
		const wanted = all.filter((row) => row.risk_level === 'high');
		const found = (await built.ask('accounts', { risk_level: 'high' })).rows;
		expect(found.map((row) => [row.account_id, row.revenue])).toEqual(
			wanted.map((row) => [row.account_id, row.revenue]),
		);
	});

	it('has its values counted, and refuses a level that is none with the names of those that are', async () => {
		const { rows: values } = await built.ask('dimension_values', { dimension: 'risk_level' });
		const all = (await built.ask('accounts')).rows;
		for (const { value, accounts } of values)
			expect(accounts, value).toBe(all.filter((row) => row.risk_level === value).length);
		expect(values.map(({ value }) => value).sort()).toEqual(['high', 'low', 'raised', 'very_high']);
		for (const level of ['grave', 'medium'])
			await expect(built.ask('accounts', { risk_level: level })).rejects.toThrow(
				`risk_level=${level}: use one of low, raised, high, very_high.`,
			);
	});
});
