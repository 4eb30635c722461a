import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, describe, expect, it, test } from 'vitest';
import { noFit } from '../../src/lib/server/models/fit-outcome.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { RiskLadder } from '../../src/lib/server/warehouse/risk/risk-ladder.ts';
import { proveRisk } from '../../src/lib/server/warehouse/risk/risk-proof.ts';
import { writeRiskModels } from '../../src/lib/server/warehouse/risk/risk-tables.ts';
import type { RiskRow } from '../../src/lib/contract/rows.ts';
import { given, type Built, type GivenRow } from '../support/given.ts';
import { ODD_COMPANIES } from '../support/odd-companies.ts';

let built: Built | undefined;
afterEach(() => {
	built?.close();
	built = undefined;
});

/** Builds an odd company and gives its risk by account; every figure is one that can be, or is null with its reason. */
async function riskOf(name: string): Promise<{ of: Built; rows: Map<string, RiskRow> }> {
	built = await given(ODD_COMPANIES[name]!);
	const { rows } = await built.ask('risk', { level: 'account' });
	for (const row of rows) {
		const chances = [
			row.p_silent,
			row.p_silent_1q_ago,
			row.p_silent_2q_ago,
			row.p_silent_3q_ago,
			row.p_silent_4q_ago,
			row.overdue_percentile,
			row.gap_change_p,
		].filter((chance) => chance !== null);
		expect(chances.filter((chance) => !(chance >= 0 && chance <= 1))).toEqual([]);
		expect([row.account_id, row.p_silent === null]).toEqual([row.account_id, row.cannot_say !== null]);
		if (row.p_silent === null)
			expect([row.risk_level, row.revenue_at_risk, row.revenue_at_risk_sd]).toEqual([null, null, null]);
	}
	return { of: built, rows: new Map(rows.map((row) => [row.account_id, row])) };
}

const NOTHING_KNOWN = {
	p_silent: null,
	typical_gap_days: null,
	overdue_ratio: null,
	next_order_from: null,
	cadence_state: 'cannot_say',
	risk_level: null,
	is_at_risk: false,
};

test('odd accounts among ordinary ones are told as far as they go, and no further', async () => {
	const { rows } = await riskOf('odd accounts among ordinary ones');
	const oneOrder = { ...NOTHING_KNOWN, order_days: 1, cannot_say: 'one order: no rhythm yet' };
	expect(rows.get('one')).toMatchObject({ ...oneOrder, orders: 1 });
	// Three orders of one day are one order day.
	expect(rows.get('day')).toMatchObject({ ...oneOrder, orders: 3, last_order_on: '2025-05-05' });
	// One gap of ten years: a mean drawn to the others, no window, and a horizon of a year at most.
	const decade = rows.get('decade')!;
	expect(decade).toMatchObject({ orders: 2, horizon_days: 365, next_order_from: null, long_gap_days: null });
	expect(decade.typical_gap_days!).toBeGreaterThan(1000);
	expect(rows.get('daily')).toMatchObject({ typical_gap_days: 1, long_gap_days: 1, horizon_days: 30 });
	expect(rows.has('credits')).toBe(false);
	expect([...rows.values()].every((row) => row.p_silent === null || row.times_usual !== null)).toBe(true);
});

test('four months of history bear no chance out, and say so', async () => {
	const { of, rows } = await riskOf('four months of history');
	const told = [...rows.values()].map((row) => row.cannot_say);
	expect(told.every((reason) => reason !== null)).toBe(true);
	expect(
		told.some((reason) =>
			reason!.startsWith('your own past does not bear out a chance: a proof needs 3 past quarter ends'),
		),
	).toBe(true);
	expect(
		(await of.ask('evidence', { level: 'account' })).rows.map((row) => [row.verdict, row.figure]),
	).toEqual(Array<[string, null]>(8).fill(['do_not_use', null]));
	expect((await of.ask('risk_record', { level: 'account' })).rows).toEqual([]);
	expect((await of.ask('risk_reliability', { level: 'account' })).rows).toEqual([]);
	const { rows: models } = await of.ask('risk_model', { level: 'account' });
	expect(models).toMatchObject([{ rung: '2' }]);
	expect(models[0]!.reason).toMatch(/^Buy-till-you-die model, unproven here: .+\.$/);
});

test('without a live account everybody is late or gone, and the build goes through', async () => {
	const { of, rows } = await riskOf('no live account');
	const states = new Set([...rows.values()].map((row) => row.cadence_state));
	expect(states.has('late')).toBe(true);
	expect([...rows.values()].every((row) => row.days_since_order > 91)).toBe(true);
	const [all] = (await of.ask('risk_lists', { level: 'account' })).rows;
	expect(all!.accounts).toBe(rows.size);
});

test.each([
	['one account', 'Cannot say: 1 account has ordered; a fit needs 30.'],
	['nobody ordered twice', 'one order: no rhythm yet'],
	['all orders on one day', 'one order: no rhythm yet'],
])('%s: no chance is made up, the reason stands in its place', async (name, reason) => {
	const { of, rows } = await riskOf(name);
	expect(rows.size).toBeGreaterThan(0);
	expect([...new Set([...rows.values()].map((row) => row.cannot_say))]).toEqual([reason]);
	expect((await of.ask('risk_record', { level: 'account' })).rows).toEqual([]);
	const [all] = (await of.ask('risk_lists', { level: 'account' })).rows;
	expect(all).toMatchObject({
		accounts: rows.size,
		unknown_accounts: rows.size,
		revenue_at_risk: null,
		revenue_at_risk_sd: null,
	});
	expect((await of.ask('summary', { level: 'account' })).rows[0]).toMatchObject({
		revenue_at_risk: null,
		revenue_at_risk_sd: null,
	});
});

test('credits only: nobody has ordered, and the lists are empty', async () => {
	const { of, rows } = await riskOf('credits only');
	expect(rows.size).toBe(0);
	expect((await of.ask('risk_lists')).rows.map((row) => row.accounts)).toEqual([0, 0, 0, 0, 0]);
});

test('orders by the clock are foretold, with nobody to tell apart', async () => {
	const { of, rows } = await riskOf('orders by the clock');
	expect(rows.get('c0')).toMatchObject({ typical_gap_days: 28, long_gap_days: 28 });
	const { rows: records } = await of.ask('risk_record', { level: 'account' });
	for (const record of records) expect([record.auc, record.auc_live]).toEqual([null, null]);
});

describe('a fit that does not converge', () => {
	it('leaves the model empty with its reason, and every rung that stands on it', async () => {
		const reason = 'the fit of MBG/NBD did not converge';
		const cut = {
			level: 'account' as const,
			cut_on: '2026-10-31',
			cut_day: 20_757,
			model: noFit(reason),
			columns: { window_from_days: [], window_to_days: [], next_order_days: [] } as never,
			model_chance: null,
		};
		const ladder = new RiskLadder([cut]);
		const model = ladder.modelAt(cut);
		expect(model).toMatchObject({ rung: null, logistic: null });
		const instance = await DuckDBInstance.create(':memory:');
		const connection = await instance.connect();
		await writeRiskModels(connection, [{ ...model, proof: proveRisk(ladder, null, cut.cut_day) }]);
		expect(
			await queryRows(connection, 'select rung, label, reason, verdict, cannot_say from risk_models'),
		).toEqual([
			{
				rung: null,
				label: null,
				reason: `Cannot say: ${reason}.`,
				verdict: 'do_not_use',
				cannot_say: reason,
			},
		]);
		expect(await queryRows(connection, 'select * from risk_members')).toEqual([]);
		instance.closeSync();
	});
});

test('where no gap can be held to one before it, there is no horizon and no chance', async () => {
	const { rows } = await riskOf('everybody ordered twice');
	expect(rows.size).toBe(45);
	for (const row of rows.values())
		expect(row).toMatchObject({
			horizon_days: null,
			p_silent: null,
			cannot_say: 'too few gaps between orders in this company',
		});
});

/** Months since year 0 of a day. */
const monthOf = (day: string): number => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7));

/** A year by the months of an account up to a month: twelve times their mean, each half as heavy as one twelve months later. */
function stayYear(lines: readonly GivenRow[], lastMonth: number): number | null {
	const byMonth = new Map<number, number>();
	for (const line of lines) {
		const month = monthOf(String(line['ordered_on']));
		if (month <= lastMonth) byMonth.set(month, (byMonth.get(month) ?? 0) + Number(line['net_amount'] ?? 0));
	}
	const sales = lines.filter((line) => Number(line['net_amount'] ?? 0) >= 0 && line['kind'] !== 'credit');
	const first = Math.min(...sales.map((line) => monthOf(String(line['ordered_on']))));
	const months = Math.max(12, lastMonth - first + 1);
	let [sum, weights, year] = [0, 0, 0];
	for (let age = 0; age < months; age++) weights += 0.5 ** (age / 12);
	for (const [month, amount] of byMonth) {
		const kept = Math.max(0, amount);
		sum += kept * 0.5 ** ((lastMonth - month) / 12);
		if (lastMonth - month < 12) year += kept;
	}
	return year > 0 ? (12 * sum) / weights : null;
}

test('what an account brings if it stays is twelve times the mean of its months, each half as heavy as a year later', async () => {
	const { of, rows } = await riskOf('odd accounts among ordinary ones');
	const [meta] = (await of.ask('meta')).rows;
	const lines = ODD_COMPANIES['odd accounts among ordinary ones']!.rows.order_lines!;
	const told = [...rows.values()].filter((row) => row.stay_year !== null);
	expect(told.length).toBeGreaterThan(10);
	for (const row of rows.values()) {
		const own = lines.filter((line) => line['account_id'] === row.account_id);
		const expected = stayYear(own, monthOf(String(meta!.as_of)));
		expect([row.account_id, row.stay_year]).toEqual([
			row.account_id,
			expected === null ? null : expect.closeTo(expected, 3),
		]);
	}
});

test('the worked years: twelve months of 50 and twelve of 100 make 1,000; six of 100 make 702.94', () => {
	const month = (offset: number) => {
		const at = 12 * 2026 + 10 - offset;
		return `${Math.floor((at - 1) / 12)}-${String(((at - 1) % 12) + 1).padStart(2, '0')}-05`;
	};
	const lines = (amounts: readonly number[]) =>
		amounts.map((net_amount, i) => ({ ordered_on: month(amounts.length - 1 - i), net_amount }));
	const twoYears = [...Array<number>(12).fill(50), ...Array<number>(12).fill(100)];
	expect(stayYear(lines(twoYears), 12 * 2026 + 10)).toBeCloseTo(1000, 6);
	expect(stayYear(lines(Array<number>(6).fill(100)), 12 * 2026 + 10)).toBeCloseTo(702.94, 2);
});

test('without amounts nothing is at risk in money', async () => {
	const lines = ODD_COMPANIES['odd accounts among ordinary ones']!.rows.order_lines!;
	built = await given({ rows: { order_lines: lines.map(({ net_amount: _, ...line }) => line) } });
	const { rows } = await built.ask('risk', { level: 'account' });
	expect(rows.some((row) => row.overdue_ratio !== null)).toBe(true);
	for (const row of rows)
		expect([row.stay_year, row.expected_year, row.revenue_at_risk, row.revenue_at_risk_sd]).toEqual([
			null,
			null,
			null,
			null,
		]);
});
