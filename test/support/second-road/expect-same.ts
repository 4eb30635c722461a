import { expect } from 'vitest';
import { queryRows } from '../../../src/lib/server/warehouse/engine.ts';
import type { Built } from '../given.ts';
import { accountsOf, cumulated, growthBridgeOf, summaryOf, whaleCurveOf } from './answers.ts';
import { cohortsOf } from './cohorts.ts';
import { concentrationOf, hhiShiftOf } from './concentration.ts';
import { exact, monthEnd, yearTo, type RoadLevel, type RoadLine, type RoadWindow } from './lines.ts';
import { revenueMonthsOf } from './months.ts';
import { holdersOf } from './windows.ts';

type Cells = Record<string, unknown>;

/** Expects the cells of a row to be those of the second road: numbers within a billionth of their size, all else equal. */
export function expectCells(row: Cells | undefined, wanted: Cells, where: string): void {
	for (const [column, value] of Object.entries(wanted)) {
		const given = row?.[column];
		const isNear =
			typeof value === 'number' && typeof given === 'number'
				? Math.abs(given - value) <= 1e-9 * Math.max(1, Math.abs(value)) + roundingOf(column)
				: given === value;
		if (!isNear) expect(given, `${where}, ${column}`).toEqual(value);
	}
}

const ROUNDED: ReadonlySet<string> = new Set([
	'order_value_median',
	'revenue_per_acquired',
	'median_revenue',
	'revenue_at_risk_sd',
	'new_revenue_per_month',
	'expected_loss',
	'loss_sd',
]);

/** Medians and quotients of money are rounded to four decimals where they are given as money. */
function roundingOf(column: string): number {
	return ROUNDED.has(column) ? 0.000051 : 0;
}

/** Expects every answer of a twelve-month window to be what the second road makes of the same lines. */
export async function expectSameYear(
	built: Built,
	lines: readonly RoadLine[],
	month: number,
	level: RoadLevel,
	parameters: Record<string, string | readonly string[]> = {},
	yearStarts = 1,
): Promise<void> {
	await expectSameWindow(built, lines, yearTo(month, lines), level, {
		as_of: monthEnd(month),
		...parameters,
	});
	const where = `${level} at ${monthEnd(month)}`;
	const asked = { as_of: monthEnd(month), level, ...parameters };
	for (const [period, months] of [
		['month', 1],
		['quarter', 3],
		['year', 12],
	] as const) {
		const { rows } = await built.ask('cohorts', { ...asked, period });
		const complete = rows.filter((row) => row.is_complete);
		const wanted = cohortsOf(lines, level, month, months, yearStarts);
		expect(complete.length, `${where}, cells by ${period}`).toBe(wanted.length);
		wanted.forEach((cell, i) =>
			expectCells({ ...complete[i]! }, { ...cell }, `${where}, cohort by ${period}, row ${i}`),
		);
	}
}

/** Expects the answers of any window to be what the second road makes of the same lines; `allLines` are those before filters. */
export async function expectSameWindow(
	built: Built,
	lines: readonly RoadLine[],
	window: RoadWindow,
	level: RoadLevel,
	parameters: Record<string, string | readonly string[]>,
	allLines: readonly RoadLine[] = lines,
): Promise<void> {
	const asked = { level, ...parameters };
	const where = `${level} at ${window.as_of} ${JSON.stringify(parameters)}`;
	const holders = holdersOf(lines, level, window);
	const summary = await built.ask('summary', asked);
	expectCells({ ...summary.rows[0] }, summaryOf(holders, window), `${where}, summary`);
	const concentration = await built.ask('concentration', asked);
	expectCells({ ...concentration.rows[0] }, concentrationOf(holders), `${where}, concentration`);
	const accounts = await built.ask('accounts', asked);
	const everybody = allLines === lines ? holders : holdersOf(allLines, level, window);
	const wanted = accountsOf(holders, window, everybody);
	expect(
		accounts.rows.map((row) => row.account_id),
		`${where}, accounts`,
	).toEqual([...wanted.keys()]);
	for (const row of accounts.rows)
		expectCells(row, wanted.get(row.account_id)!, `${where}, account ${row.account_id}`);
	const curve = await built.ask('concentration_curve', asked);
	const bought = holders.filter((holder) => holder.revenue !== 0);
	expect(
		curve.rows.map((row) => row.account_id),
		`${where}, curve`,
	).toEqual(bought.map((holder) => holder.id));
	const bridge = await built.ask('growth_bridge', asked);
	const hasFx = bridge.rows.some((row) => row.step === 'fx');
	const fx = hasFx ? await fxAmounts(built, window.as_of, level) : new Map<string, number>();
	const steps = growthBridgeOf(holders, window, (id) => fx.get(id) ?? 0);
	if (steps !== null && !hasFx) delete steps['fx'];
	const amounts = Object.fromEntries(bridge.rows.map((row) => [row.step, row.amount]));
	if (steps !== null) expectCells(amounts, steps, `${where}, bridge`);
	else
		expect(
			bridge.rows.filter((row) => row.amount !== null).every((row) => row.step === 'end'),
			`${where}, bridge`,
		).toBe(true);
	const months = await built.ask('revenue_months', asked);
	const complete = months.rows.filter((row) => row.is_complete);
	const run = revenueMonthsOf(lines, level, window, allLines);
	expect(complete.length, `${where}, months`).toBe(run.length);
	complete.forEach((row, i) => expectCells({ ...row }, run[i]!, `${where}, month ${row.month_on}`));
	const whale = await built.ask('whale_curve', asked);
	// Where serving has a cost, the curve is of contributions, which have a second road of their own.
	const isMargin = whale.rows[0]?.basis !== 'contribution';
	const earned = isMargin
		? whaleCurveOf(holders)
		: cumulated(whale.rows.map((row) => ({ id: row.account_id, units: exact(row.amount)! })));
	expect(
		whale.rows.map((row) => row.account_id),
		`${where}, whale curve`,
	).toEqual(earned.map(({ id }) => id));
	whale.rows.forEach((row, i) =>
		expectCells(
			{ ...row },
			{ cumulative_amount: earned[i]!.cumulative_amount },
			`${where}, whale curve, row ${i}`,
		),
	);
}

/** What each account owes to exchange rates at a month end, in millionths: from the mart, which has a second road of its own. */
async function fxAmounts(built: Built, asOf: string, level: RoadLevel): Promise<Map<string, number>> {
	const rows = await built.warehouse.read((connection) =>
		queryRows(
			connection,
			`select d.account_id, e.fx_amount from main.currency_effects as e
			inner join main.directory as d on d.level = e.level and d.account_key = e.account_key
			where e.level = '${level}' and e.as_of = date '${asOf}'`,
		),
	);
	return new Map(rows.map((row) => [String(row['account_id']), exact(String(row['fx_amount']))!]));
}

/** Expects concentration at every month end, and its change over a year, to be what the second road makes of the same lines. */
export async function expectSameTrend(
	built: Built,
	lines: readonly RoadLine[],
	lastMonth: number,
	level: RoadLevel,
	parameters: Record<string, string | readonly string[]> = {},
): Promise<void> {
	const { rows } = await built.ask('concentration_trend', {
		level,
		as_of: monthEnd(lastMonth),
		...parameters,
	});
	const first = lastMonth - rows.length + 1;
	for (const [i, row] of rows.entries()) {
		const where = `${level}, trend at ${row.as_of}`;
		expect(row.as_of).toBe(monthEnd(first + i));
		if (i < 11) {
			expect([row.hhi, row.revenue, row.account_count], where).toEqual([null, null, null]);
			continue;
		}
		const now = holdersOf(lines, level, { ...yearTo(first + i, lines), prior: null });
		expectCells({ ...row }, concentrationOf(now), where);
		if (i < 23) continue;
		const earlier = holdersOf(lines, level, { ...yearTo(first + i - 12, lines), prior: null });
		const shift = hhiShiftOf(now, earlier) ?? { hhi_continuing: null, hhi_entering: null, hhi_leaving: null };
		expectCells({ ...row }, shift, where);
	}
}
