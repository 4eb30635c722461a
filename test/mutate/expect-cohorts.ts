import { expect } from 'vitest';
import { ask, type Row } from '../../src/lib/server/warehouse/ask/ask.ts';
import type { Built } from '../support/given.ts';
import { cohortsOf } from '../support/second-road/cohorts.ts';
import { expectCells } from '../support/second-road/expect-same.ts';
import type { RoadLevel, RoadLine } from '../support/second-road/lines.ts';
import { LAST, type CheckedCompany } from './checked-company.ts';

const column = (rows: readonly Row[], name: string) => rows.map((row) => row[name]);

/** Expects the triangle of cohorts, or its curve, by month, quarter and year. */
export async function expectCohorts(name: string, company: CheckedCompany, level: RoadLevel): Promise<void> {
	const ones = company.lines.filter((line) => company.segments.get(line.account_id) === 'one');
	await expectTriangles(name, company.built, company.lines, level, {});
	await expectTriangles(name, company.built, ones, level, { segment: 'one' });
}
async function expectTriangles(
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
