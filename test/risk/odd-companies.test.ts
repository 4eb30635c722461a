import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, describe, expect, it, test } from 'vitest';
import { noFit } from '../../src/lib/server/models/fit-outcome.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { RiskLadder } from '../../src/lib/server/warehouse/risk/risk-ladder.ts';
import { writeRiskModels } from '../../src/lib/server/warehouse/risk/risk-tables.ts';
import type { RiskRow } from '../../src/lib/contract/rows.ts';
import { given, type Built } from '../support/given.ts';
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
	expect([...rows.values()].filter((row) => row.p_silent !== null).length).toBeGreaterThan(55);
});

test('four months of history have chances but no record, and say so', async () => {
	const { of, rows } = await riskOf('four months of history');
	expect([...rows.values()].some((row) => row.p_silent !== null)).toBe(true);
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
			columns: {},
			model_chance: null,
		};
		const model = new RiskLadder([cut]).modelAt(cut, 0.1);
		expect(model).toMatchObject({ rung: null, thresholds: null, logistic: null });
		const instance = await DuckDBInstance.create(':memory:');
		const connection = await instance.connect();
		await writeRiskModels(connection, [model]);
		expect(await queryRows(connection, 'select rung, label, reason, high_from from risk_models')).toEqual([
			{ rung: null, label: null, reason: `Cannot say: ${reason}.`, high_from: null },
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

test('what an account would bring is its year, changed by a trend where there is a year before', async () => {
	const { of, rows } = await riskOf('odd accounts among ordinary ones');
	const expected = new Map(
		[...rows.values()].map((row) => [
			row.account_id,
			{ row, revenue: row.revenue ?? 0, prior: row.prior_revenue },
		]),
	);
	const accounts = (await of.ask('accounts', { level: 'account' })).rows;
	const told = accounts.flatMap((account) => {
		const { row, revenue, prior } = expected.get(account.account_id) ?? {};
		return row === undefined
			? []
			: [
					{
						row,
						revenue: revenue!,
						prior: prior!,
						days: account.order_days + (account.prior_order_days ?? 0),
					},
				];
	});
	expect(told.some(({ prior, revenue }) => revenue > 0 && !(prior > 0))).toBe(true);
	for (const { row, revenue, prior, days } of told) {
		const trend = prior > 0 ? Math.max(-0.2, Math.min(0.2, ((revenue / prior - 1) * days) / (days + 10))) : 0;
		expect([row.account_id, row.revenue_expected]).toEqual([
			row.account_id,
			expect.closeTo(Math.max(0, revenue) * (1 + trend), 3),
		]);
	}
});

test('without amounts nothing is at risk in money', async () => {
	const lines = ODD_COMPANIES['odd accounts among ordinary ones']!.rows.order_lines!;
	built = await given({ rows: { order_lines: lines.map(({ net_amount: _, ...line }) => line) } });
	const { rows } = await built.ask('risk', { level: 'account' });
	expect(rows.some((row) => row.p_silent !== null)).toBe(true);
	for (const row of rows)
		expect([row.revenue_expected, row.revenue_at_risk, row.revenue_at_risk_sd]).toEqual([null, null, null]);
});
