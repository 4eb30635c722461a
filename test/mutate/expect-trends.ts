import { ask } from '../../src/lib/server/warehouse/ask/ask.ts';
import { concentrationOf, hhiShiftOf } from '../support/second-road/concentration.ts';
import {
	firstMonth,
	monthEnd,
	monthOf,
	monthStart,
	yearTo,
	type RoadLevel,
	type RoadLine,
} from '../support/second-road/lines.ts';
import { holdersOf } from '../support/second-road/windows.ts';
import { LAST, type CheckedCompany } from './checked-company.ts';
import { expectEveryRow } from './expect-every-row.ts';

/** Expects concentration at every month end, and its change since an earlier one. */
export async function expectTrends(company: CheckedCompany, level: RoadLevel): Promise<void> {
	const ones = company.lines.filter((line) => company.segments.get(line.account_id) === 'one');
	const questions: [Record<string, string>, readonly RoadLine[], months_back: number | null][] = [
		[{}, company.lines, 12],
		[{ compare: 'prior' }, company.lines, 1],
		[{ compare: 'none', from: '2025-04-01', to: '2025-11-01' }, company.lines, null],
		[{ as_of: '2025-06-30', from: '2025-02-01' }, company.lines, 12],
		[{ segment: 'one' }, ones, 12],
	];
	for (const [parameters, lines, monthsBack] of questions) {
		const { rows } = await ask(
			company.built.warehouse,
			'concentration_trend',
			Object.entries({ level, ...parameters }),
		);
		const first = parameters['from'] === undefined ? firstMonth(company.lines) : monthOf(parameters['from']);
		const last =
			parameters['to'] === undefined
				? monthOf(parameters['as_of'] ?? monthEnd(LAST))
				: monthOf(parameters['to']) - 1;
		const wanted = Array.from({ length: last - first + 1 }, (_, i) =>
			trendRow(lines, company.lines, level, first + i, monthsBack),
		);
		expectEveryRow(rows, wanted, `trend by ${level} ${JSON.stringify(parameters)}`);
	}
}

/** One month end of the trend; its figures are known where the history holds its twelve months. */
function trendRow(
	lines: readonly RoadLine[],
	all: readonly RoadLine[],
	level: RoadLevel,
	month: number,
	monthsBack: number | null,
): Record<string, unknown> {
	const isHeld = (end: number): boolean => end - 11 >= firstMonth(all);
	const head = { level, as_of: monthEnd(month), from_on: monthStart(month - 11) };
	const changes = {
		earlier_as_of: null,
		hhi_change: null,
		hhi_continuing: null,
		hhi_entering: null,
		hhi_leaving: null,
	};
	if (!isHeld(month))
		return { ...head, account_count: null, revenue: null, hhi: null, accounts_over_10pct: null, ...changes };
	const at = (end: number) => holdersOf(lines, level, { ...yearTo(end, all), prior: null });
	const now = concentrationOf(at(month));
	if (monthsBack === null || !isHeld(month - monthsBack)) return { ...head, ...now, ...changes };
	const [holders, earlier] = [at(month), at(month - monthsBack)];
	const shift = hhiShiftOf(holders, earlier);
	if (shift === null) return { ...head, ...now, ...changes };
	return {
		...head,
		...now,
		earlier_as_of: monthEnd(month - monthsBack),
		hhi_change: now['hhi']! - concentrationOf(earlier)['hhi']!,
		...shift,
	};
}
