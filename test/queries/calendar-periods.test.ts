import { afterAll, describe, expect, test } from 'vitest';
import type { CalendarPeriodsRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { prepareQuestion } from '../../src/lib/server/warehouse/ask/ask.ts';
import { given, orderLines, type Built } from '../support/given.ts';
import { dayAfter } from '../support/rhythms.ts';

const built: Built[] = [];
afterAll(() => built.forEach((one) => one.close()));

/** One account that orders every nine days for four years and a month: 49 periods, however they are cut. */
async function build(config: string, first = '2021-08-30', days = 1500): Promise<Built> {
	const one = await given({
		rows: {
			order_lines: orderLines(
				Array.from({ length: Math.floor(days / 9) }, (_, i) => ['A', dayAfter(first, i * 9), 10] as const),
			),
		},
		config,
	});
	built.push(one);
	return one;
}

const CALENDARS = {
	'calendar months': '',
	'a fiscal year from April': 'fiscal_year_starts: 4',
	'a fiscal year from November': 'fiscal_year_starts: 11',
	'4-4-5 with a 53rd week':
		'calendar: { pattern: 4-4-5, first_day: 2021-08-30, weeks: [52, 53, 52, 52, 53] }',
	'4-5-4': 'calendar: { pattern: 4-5-4, first_day: 2021-01-31, weeks: [52, 52, 52, 53, 52, 52] }',
	'5-4-4': 'calendar: { pattern: 5-4-4, first_day: 2021-07-26, weeks: [53, 52, 52, 52, 52] }',
} as const;

const months = (rows: readonly CalendarPeriodsRow[]) => rows.filter((row) => row.period === 'month');
/** The days that a name tells, as they are written. */
const dayNames = (day: string) => createFormat('en-GB', 'EUR').day(day);

/** The window that the API takes of a question, without adding anything up. */
async function asked(one: Built, parameters: Record<string, string>) {
	return prepareQuestion('summary', Object.entries(parameters), await one.warehouse.facts()).window;
}

const companies = new Map<string, Promise<Built>>();
const companyOf = (config: string): Promise<Built> => {
	const company = companies.get(config) ?? build(config);
	companies.set(config, company);
	return company;
};

describe.each(Object.entries(CALENDARS))('%s', (_, config) => {
	test('is listed whole: every month end that can be asked, once, and nothing that the API refuses', async () => {
		const one = await companyOf(config);
		const [meta, { rows }] = await Promise.all([one.ask('meta'), one.ask('calendar_periods')]);
		const ends = months(rows).filter((row) => row.is_as_of);
		expect(ends.map((row) => row.last_on)).toEqual(meta.rows[0]!.as_of_dates);
		expect(ends.length).toBeGreaterThanOrEqual(48);
		// A place of its own in the menu: year and number.
		expect(new Set(ends.map((row) => `${row.fiscal_year} ${row.number_in_year}`)).size).toBe(ends.length);
		for (const { last_on } of ends) expect((await asked(one, { as_of: last_on })).as_of).toBe(last_on);
	});

	test('gives a picker first and last months of which any two make a window', async () => {
		const one = await companyOf(config);
		const { rows } = await one.ask('calendar_periods');
		const held = months(rows);
		for (const [i, from] of held.entries()) {
			const to = held[Math.min(held.length - 1, i + (i % 14))]!;
			const window = await asked(one, { from: from.from_on, to: to.to_on });
			expect([window.from, window.to, window.last_on]).toEqual([from.from_on, to.to_on, to.last_on]);
		}
		for (const [i, month] of held.entries()) expect(held[i + 1]?.from_on ?? month.to_on).toBe(month.to_on);
	});

	test('says of each comparison which days it would take, and the API takes them', async () => {
		const one = await companyOf(config);
		for (const compare of ['prior_year', 'prior'] as const) {
			const meta = await asked(one, { compare });
			const said = meta.comparisons.find((each) => each.compare === compare)!;
			expect([said.from, said.to, said.last_on, said.unavailable]).toEqual([
				meta.prior_from,
				meta.prior_to,
				meta.prior_last_on,
				null,
			]);
			const there = await asked(one, { from: said.from!, to: said.to!, compare: 'none' });
			expect(there.last_on).toBe(said.last_on);
			expect([meta.default_from, meta.default_to]).toEqual([meta.from, meta.to]);
			const before = await asked(one, { as_of: meta.prior_last_on!, compare: 'none' });
			expect([before.from, before.to]).toEqual([meta.prior_from, meta.prior_to]);
		}
	});

	test('is named by its real days', async () => {
		const one = await companyOf(config);
		const { rows } = await one.ask('calendar_periods');
		const format = createFormat('en-GB', 'EUR', rows);
		for (const row of rows) {
			const name = format.period(row);
			if (row.is_fiscal) {
				expect(name).toContain(dayNames(row.last_on));
				// What both ends share is written once: '2 – 29 Oct 2023'.
				expect(name).toContain(`(${Number(row.from_on.slice(8))} `);
				expect(name).toContain(`FY${row.fiscal_year}`);
			} else {
				expect(row.from_on).toMatch(/-01$/);
				expect(name).toContain(dayNames(row.last_on).replace(/^\d+ /, ''));
			}
			if (row.period === 'month') {
				expect([format.fullMonth(row.from_on), format.fullMonth(row.last_on)]).toEqual([name, name]);
				expect(format.month(row.from_on)).toBe(row.name);
			}
		}
		// No two periods of a kind have one name.
		for (const kind of ['month', 'quarter', 'year']) {
			const names = rows.filter((row) => row.period === kind).map((row) => format.period(row));
			expect(new Set(names).size).toBe(names.length);
		}
	});
});

test('a quarter and a year are told from the same ones a year before', async () => {
	const one = await companyOf('fiscal_year_starts: 4');
	const { rows } = await one.ask('calendar_periods');
	expect(
		rows
			.filter((row) => row.from_on === '2024-04-01')
			.map((row) => [row.name, row.to_on, row.year_before_on, row.number_in_year, row.fiscal_year]),
	).toEqual([
		['Apr 2024', '2024-05-01', '2023-04-01', 1, 2025],
		['Apr - Jun 2024', '2024-07-01', '2023-04-01', 1, 2025],
		['Apr 2024 - Mar 2025', '2025-04-01', '2023-04-01', 1, 2025],
	]);
});

test('a day outside a fiscal calendar is refused with the nearest that can be asked', async () => {
	const one = await companyOf(CALENDARS['4-4-5 with a 53rd week']);
	await expect(one.ask('summary', { from: '2010-01-01' })).rejects.toThrow(
		'from=2010-01-01 is not the first day of a month; the nearest is 2020-08-31.',
	);
	await expect(one.ask('summary', { as_of: '2030-01-31' })).rejects.toThrow('is not the last day of a month');
});
