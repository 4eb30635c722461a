import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/lib/components/phrase.ts';
import type { CalendarPeriodsRow, CohortsRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { cohortName, cohortsFinding, usualPeriod } from '../../src/routes/cohorts/cohorts-finding.ts';
import { rangeOf, strengthOf, triangleOf } from '../../src/routes/cohorts/triangle.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'account', many: 'accounts' };
const period = (kind: string, from_on: string, last_on: string, year_before_on: string | null = null) =>
	({ period: kind, from_on, last_on, year_before_on, name: '', is_fiscal: false }) as CalendarPeriodsRow;
const periods = [
	period('month', '2025-11-01', '2025-11-30'),
	period('month', '2026-02-01', '2026-02-28'),
	period('quarter', '2025-07-01', '2025-09-30', '2024-07-01'),
	period('quarter', '2025-11-01', '2026-01-31'),
	period('year', '2025-11-01', '2026-10-31'),
];
const row = (cohort_on: string, age: number, logo_share: number | null, changes: Partial<CohortsRow> = {}) =>
	({ cohort_on, age, accounts: 40, logo_share, is_complete: logo_share !== null, ...changes }) as CohortsRow;

describe('the triangle of cohorts', () => {
	const lines = triangleOf(
		[
			row('2026-07-01', 0, 1),
			row('2026-07-01', 1, null),
			row('2026-04-01', 0, 1),
			row('2026-04-01', 1, 0.5),
			row('2026-04-01', 2, null),
		],
		'logo',
	);

	it('has the oldest cohort first, and tells a period that is not over from one that has not begun', () => {
		expect(lines.map((line) => [line.cohort_on, ...line.cells.map((cell) => cell.state)])).toEqual([
			['2026-04-01', 'over', 'over', 'open'],
			['2026-07-01', 'over', 'open', 'none'],
		]);
	});

	it('is inked between its least and its largest share beyond the first period, in which everybody bought', () => {
		expect(rangeOf(lines, 'logo')).toEqual([0.5, 0.5]);
		expect([0.5, 0.75, 1, null].map((value) => strengthOf(value, [0.5, 1]))).toEqual([0, 0.5, 1, 0]);
	});
});

describe('the sentence that opens cohorts', () => {
	const rows = [
		row('2023-10-01', 4, 0.9),
		row('2024-07-01', 4, 0.63),
		row('2025-07-01', 4, 0.58),
		row('2025-10-01', 4, null),
	];

	it('follows the newest cohort that is a year old, against the one of a year before', () => {
		expect(plainText(cohortsFinding(rows, 'quarter', periods, noun, format))).toBe(
			'Of 40 accounts that began in Jul – Sep 2025, 58% bought in the quarter one year on, against 63% of those that began a year earlier.',
		);
	});

	it('does not take the first line for a cohort, since it holds everybody from before', () => {
		expect(plainText(cohortsFinding(rows.slice(0, 1), 'quarter', periods, noun, format))).toBe(
			'No accounts have been followed for long enough yet.',
		);
	});

	it('follows the newest of those that were followed longest, where none is a year old', () => {
		const young = [
			row('2025-12-01', 3, 0.9),
			row('2026-01-01', 2, 0.5),
			row('2026-02-01', 1, 0.4),
			row('2026-02-01', 2, 0.3),
		];
		expect(plainText(cohortsFinding(young, 'month', periods, noun, format))).toBe(
			'Of 40 accounts that began in Feb 2026, 30% bought in the month 2 months on.',
		);
	});

	it('is by months while the history is shorter than two years', () => {
		expect([usualPeriod(23), usualPeriod(24), usualPeriod(0)]).toEqual(['month', 'quarter', 'quarter']);
	});

	it('names a cohort by its months', () => {
		expect(
			['month', 'quarter', 'year'].map((period) =>
				cohortName('2025-11-01', period as 'month', periods, format),
			),
		).toEqual(['Nov 2025', 'Nov 2025 – Jan 2026', 'Nov 2025 – Oct 2026']);
	});
});
