import { expect } from 'vitest';
import { ask, type Row } from '../../src/lib/server/warehouse/ask/ask.ts';
import type { Built } from '../support/given.ts';
import {
	accountsOf,
	concentrationCurveOf,
	growthBridgeOf,
	growthCountsOf,
	summaryOf,
	wholeWhaleCurveOf,
} from '../support/second-road/answers.ts';
import { cohortsOf } from '../support/second-road/cohorts.ts';
import { concentrationOf } from '../support/second-road/concentration.ts';
import { expectCells, expectSameTrend } from '../support/second-road/expect-same.ts';
import {
	monthEnd,
	monthOf,
	yearTo,
	type RoadLevel,
	type RoadLine,
	type RoadWindow,
} from '../support/second-road/lines.ts';
import { revenueMonthsOf } from '../support/second-road/months.ts';
import { holdersOf, type Holder } from '../support/second-road/windows.ts';

/** A company whose answers are worked out a second time: its warehouse, its lines, and who is of segment `one`. */
export interface CheckedCompany {
	built: Built;
	lines: readonly RoadLine[];
	isOne: (account: string) => boolean;
}

interface Asked {
	level: RoadLevel;
	window: RoadWindow;
	/** Lines that the filters leave, and all of them. */
	lines: readonly RoadLine[];
	all: readonly RoadLine[];
	holders: readonly Holder[];
	everybody: readonly Holder[];
	rows: Row[];
	where: string;
}

const LAST = monthOf('2026-01-31');
const column = (rows: readonly Row[], name: string) => rows.map((row) => row[name]);

/** What each answer is held to: its second road, for any window, level and segment. */
const CHECKS: Readonly<Record<string, (asked: Asked) => void>> = {
	summary: ({ rows, holders, window, where }) => expectCells(rows[0], summaryOf(holders, window), where),
	concentration: ({ rows, holders, where }) => expectCells(rows[0], concentrationOf(holders), where),
	accounts: ({ rows, holders, everybody, window, where }) =>
		expectRows(rows, accountsOf(holders, window, everybody), where),
	concentration_curve: ({ rows, holders, where }) => expectRows(rows, concentrationCurveOf(holders), where),
	whale_curve: ({ rows, holders, where }) => expectRows(rows, wholeWhaleCurveOf(holders), where),
	growth_bridge: ({ rows, holders, window, where }) => {
		const steps = growthBridgeOf(holders, window);
		if (steps === null) {
			expect(
				column(
					rows.filter((row) => row['step'] !== 'end'),
					'amount',
				).every((value) => value === null),
			).toBe(true);
			return;
		}
		delete steps['fx'];
		expect(column(rows, 'step'), where).toEqual(Object.keys(steps));
		expect(column(rows, 'position'), where).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
		expectCells(Object.fromEntries(rows.map((row) => [row['step'], row['amount']])), steps, where);
		const counts = growthCountsOf(holders, window);
		expectCells(Object.fromEntries(rows.map((row) => [row['step'], row['accounts']])), counts, where);
		const end = rows.at(-1)!;
		expectCells(
			end,
			{
				change_amount: (steps['end'] ?? 0) - (steps['start'] ?? 0),
				change_rate: steps['start']! > 0 ? steps['end']! / steps['start']! - 1 : null,
			},
			where,
		);
		for (const row of rows.slice(0, -1))
			expect([row['change_amount'], row['change_rate']]).toEqual([null, null]);
	},
	revenue_months: ({ rows, lines, all, level, window, where }) => {
		const wanted = revenueMonthsOf(lines, level, window, all);
		expect(column(rows, 'month_on'), where).toEqual(wanted.map((month) => month['month_on']));
		rows.forEach((row, i) => expectCells(row, { ...wanted[i]!, is_complete: true }, `${where}, month ${i}`));
	},
};

/** Answers that {@link expectAnswer} can hold to a second road. */
export const CHECKED: readonly string[] = [
	...Object.keys(CHECKS),
	'cohorts',
	'cohort_curve',
	'concentration_trend',
];

function expectRows(
	rows: readonly Row[],
	wanted: ReadonlyMap<string, Record<string, unknown>>,
	where: string,
): void {
	expect(column(rows, 'account_id'), where).toEqual([...wanted.keys()]);
	for (const row of rows)
		expectCells(row, wanted.get(String(row['account_id']))!, `${where}, ${String(row['account_id'])}`);
}

/** Expects an answer of a company to be what the second road makes of its lines: in several windows, at both levels. */
export async function expectAnswer(name: string, { built, lines, isOne }: CheckedCompany): Promise<void> {
	const ones = lines.filter((line) => isOne(line.account_id));
	const year = yearTo(LAST, lines);
	const quarter: RoadWindow = {
		as_of: monthEnd(LAST),
		from: LAST - 9,
		to: LAST - 2,
		prior: { from: LAST - 21, to: LAST - 14 },
	};
	const bounds = { from: '2025-04-01', to: '2025-11-01' };
	const windows: [RoadWindow, Record<string, string>, readonly RoadLine[]][] = [
		[year, {}, lines],
		[{ ...year, prior: null }, { compare: 'none' }, lines],
		[quarter, bounds, lines],
		[{ ...quarter, prior: { from: LAST - 16, to: LAST - 9 } }, { ...bounds, compare: 'prior' }, lines],
		[year, { segment: 'one' }, ones],
	];
	for (const level of ['account', 'group'] as const) {
		if (name === 'concentration_trend') {
			await expectSameTrend(built, lines, LAST, level);
			await expectSameTrend(built, ones, LAST, level, { segment: 'one' });
			continue;
		}
		if (name === 'cohorts' || name === 'cohort_curve') {
			await expectCohorts(name, built, lines, level, {});
			await expectCohorts(name, built, ones, level, { segment: 'one' });
			continue;
		}
		for (const [window, asked, own] of windows) {
			const { rows } = await ask(built.warehouse, name, Object.entries({ level, ...asked }));
			const holders = holdersOf(own, level, window);
			const everybody = own === lines ? holders : holdersOf(lines, level, window);
			const where = `${name} by ${level} ${JSON.stringify(asked)}`;
			CHECKS[name]!({ level, window, lines: own, all: lines, holders, everybody, rows, where });
		}
	}
}

async function expectCohorts(
	name: string,
	built: Built,
	lines: readonly RoadLine[],
	level: RoadLevel,
	asked: Record<string, string>,
): Promise<void> {
	for (const [period, months] of [
		['month', 1],
		['quarter', 3],
		['year', 12],
	] as const) {
		const { rows } = await ask(built.warehouse, name, Object.entries({ level, period, ...asked }));
		const where = `${name} by ${level}, ${period} ${JSON.stringify(asked)}`;
		const cells = cohortsOf(lines, level, LAST, months, 1);
		if (name === 'cohorts') {
			const complete = rows.filter((row) => row['is_complete'] === true);
			expect(complete.length, where).toBe(cells.length);
			complete.forEach((row, i) =>
				expectCells(
					row,
					{ ...cells[i]!, logo_share: cells[i]!.active_accounts / cells[i]!.accounts },
					`${where}, row ${i}`,
				),
			);
			for (const row of rows.filter((each) => each['is_complete'] !== true))
				expect([
					row['active_accounts'],
					row['logo_share'],
					row['revenue'],
					row['revenue_per_acquired'],
				]).toEqual([null, null, null, null]);
			continue;
		}
		const ages = [...new Set(cells.map((cell) => cell.age))].sort((a, b) => a - b);
		expect(column(rows, 'age'), where).toEqual(ages);
		rows.forEach((row, i) => {
			const own = cells.filter((cell) => cell.age === ages[i]);
			const sum = (value: (cell: (typeof own)[number]) => number) =>
				own.reduce((total, cell) => total + value(cell), 0);
			const accounts = sum((cell) => cell.accounts);
			expectCells(
				row,
				{
					cohorts: own.length,
					accounts,
					active_accounts: sum((cell) => cell.active_accounts),
					logo_share: sum((cell) => cell.active_accounts) / accounts,
					revenue: sum((cell) => cell.revenue),
					revenue_per_acquired: sum((cell) => cell.revenue_per_acquired * cell.accounts) / accounts,
				},
				`${where}, age ${i}`,
			);
		});
	}
}
