import { afterAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/lib/server/sources/config.ts';
import { periodStarts } from '../../src/lib/server/sources/fiscal-calendar.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { given, orderLines, type Built } from '../support/given.ts';

const built: Built[] = [];
afterAll(() => built.forEach((one) => one.close()));

async function build(config: string, lines: Parameters<typeof orderLines>[0]): Promise<Built> {
	const one = await given({ rows: { order_lines: orderLines(lines) }, config });
	built.push(one);
	return one;
}

async function months(of: Built, where: string): Promise<Record<string, unknown>[]> {
	return of.warehouse.read((connection) =>
		queryRows(connection, `select * from calendar where ${where} order by month_on`),
	);
}

describe('a fiscal year that starts in April', () => {
	test('is named for the year in which it ends, and its quarters start with it', async () => {
		const one = await build('fiscal_year_starts: 4', [
			['A', '2025-03-31', 10],
			['A', '2025-04-01', 20],
			['A', '2025-12-31', 30],
		]);
		const named = await months(one, "month_on in ('2025-03-01', '2025-04-01', '2025-12-01')");
		expect(
			named.map((month) => [
				month['month_end_on'],
				month['fiscal_year'],
				month['quarter_on'],
				month['year_on'],
				month['period_of_year'],
			]),
		).toEqual([
			['2025-03-31', 2025, '2025-01-01', '2024-04-01', 12],
			['2025-04-30', 2026, '2025-04-01', '2025-04-01', 1],
			['2025-12-31', 2026, '2025-10-01', '2025-04-01', 9],
		]);
	});
});

describe('years of 52 and 53 weeks in periods of 4, 4 and 5', () => {
	// 2022-08-29 is a Monday; the second year has 53 weeks, so its last period has six.
	const config = 'calendar: { pattern: 4-4-5, first_day: 2022-08-29, weeks: [52, 53, 52] }';

	test('cut every day into periods, the 53rd week in the last one', async () => {
		const one = await build(config, [
			['A', '2022-08-29', 1],
			['A', '2024-09-01', 2],
			['A', '2024-09-02', 4],
			['A', '2024-09-29', 8],
		]);
		const year = await months(one, "year_on = '2023-08-28'");
		expect(
			year.map(
				(month) =>
					Number(Date.parse(String(month['next_month_on'])) - Date.parse(String(month['month_on']))) /
					604_800_000,
			),
		).toEqual([4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6]);
		expect(year.at(-1)).toMatchObject({
			month_on: '2024-07-22',
			month_end_on: '2024-09-01',
			quarter_on: '2024-05-27',
			fiscal_year: 2024,
			period_of_year: 12,
			is_complete: true,
		});
		expect(await months(one, "month_on = '2024-09-02'")).toMatchObject([
			{ month_end_on: '2024-09-29', year_on: '2024-09-02', fiscal_year: 2025, is_complete: true },
		]);
	});

	test('give windows of twelve periods that end on a period’s last day', async () => {
		const one = await build(config, [
			['A', '2022-08-29', 100], // first day of year one
			['A', '2023-08-27', 1], // its last day
			['A', '2023-08-28', 2], // first day of year two
			['A', '2024-09-01', 4], // its last day, in week 53
			['A', '2024-09-02', 8], // first day of year three
			['A', '2024-09-29', 16],
		]);
		const { meta, rows } = await one.ask('summary', { as_of: '2024-09-01' });
		expect([meta.from, meta.to, meta.prior_from, meta.prior_to]).toEqual([
			'2023-08-28',
			'2024-09-02',
			'2022-08-29',
			'2023-08-28',
		]);
		expect([rows[0]!.revenue, rows[0]!.prior_revenue]).toEqual([6, 101]);
		await expect(one.ask('summary', { as_of: '2024-08-31' })).rejects.toThrow(
			'as_of=2024-08-31 is not the last day of a month; the nearest are 2024-07-21 and 2024-09-01.',
		);
		const { rows: live } = await one.ask('summary', {
			from: '2024-07-22',
			to: '2024-09-30',
			compare: 'none',
		});
		expect(live[0]!.revenue).toBe(28);
	});

	test('leave the newest period open while more than a usual gap of it is missing', async () => {
		const one = await build(config, [
			['A', '2024-08-30', 1],
			['A', '2024-09-02', 1],
			['A', '2024-09-05', 1],
		]);
		expect(one.report.as_of).toBe('2024-09-01');
		expect(one.report.as_of_reason).toBe(
			"The period from 2024-09-02 to 2024-09-29 is still open: the newest order is of 2024-09-05, 24 days before the month's end, while 95 % of the gaps between order days are no longer than 3 days.",
		);
	});

	test('refuse lines that they do not hold', async () => {
		await expect(build(config, [['A', '2022-08-28', 1]])).rejects.toThrow(
			'vital-few.yaml: "calendar" begins on 2022-08-29, but the oldest order line is of 2022-08-28. Add the years before it.',
		);
		await expect(build(config, [['A', '2025-09-01', 1]])).rejects.toThrow(
			'vital-few.yaml: "calendar" ends on 2025-08-31, but the newest order line is of 2025-09-01. Add the years after it.',
		);
	});
});

describe('a calendar of listed periods', () => {
	test('is the same calendar as the pattern that makes it', async () => {
		const starts = periodStarts({ pattern: '5-4-4', first_day: '2024-01-29', weeks: [52] });
		const one = await build(`calendar: { period_starts: [${starts.join(', ')}] }`, [
			['A', '2024-02-01', 1],
			['A', '2025-01-26', 2],
		]);
		const other = await build('calendar: { pattern: 5-4-4, first_day: 2024-01-29, weeks: [52] }', [
			['A', '2024-02-01', 1],
			['A', '2025-01-26', 2],
		]);
		expect(await months(one, 'true')).toEqual(await months(other, 'true'));
		expect(one.report.as_of).toBe('2025-01-26');
	});

	test.each([
		['calendar: { pattern: 4-4-6, first_day: 2022-08-29, weeks: [52] }', 1, 'calendar.pattern'],
		[
			'calendar:\n  pattern: 4-4-5\n  first_day: 2022-08-29\n  weeks: [52, 51]',
			4,
			'calendar.weeks.1" must be 52 or 53',
		],
		['calendar:\n  pattern: 4-4-5\n  weeks: [52]', 2, 'calendar" needs first_day'],
		[
			'calendar:\n  period_starts: [2024-01-01, 2024-01-29, 2024-01-29]',
			2,
			'calendar.period_starts.2" must be after 2024-01-29',
		],
		['calendar:\n  period_starts: [2024-01-01, 2024-02-01]', 2, 'calendar.period_starts" holds 2 days'],
		[
			'calendar:\n  period_starts: [2024-01-01]\n  weeks: [52]',
			3,
			'calendar.weeks" cannot stand beside period_starts',
		],
		[
			'calendar:\n  week: [52]',
			2,
			'"calendar.week" is not a known key; known here: pattern, first_day, weeks, period_starts.',
		],
		[
			'calendar: { pattern: 4-4-5, first_day: 2022-08-29, weeks: [52] }\nfiscal_year_starts: 4',
			2,
			'cannot stand beside "calendar"',
		],
	])('that is wrong is refused with its line: %s', (config, line, sentence) => {
		const parse = (): unknown => parseConfig(`${config}\ncompany: Given`, 'vital-few.yaml');
		expect(parse).toThrow(`vital-few.yaml, line ${line}: `);
		expect(parse).toThrow(sentence);
	});
});
