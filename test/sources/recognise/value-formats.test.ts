import { describe, expect, it } from 'vitest';
import { dateFormat, openDateOrder } from '../../../src/lib/server/sources/recognise/date-format.ts';
import { numberFormat } from '../../../src/lib/server/sources/recognise/number-format.ts';
import type { ColumnProfile } from '../../../src/lib/server/sources/recognise/column-profile.ts';
import type { ValueShape } from '../../../src/lib/server/sources/recognise/value-shapes.ts';
import { dateSql, numberSql } from '../../../src/lib/server/sources/recognise/value-sql.ts';
import { FileProject } from '../../support/file-project.ts';

const project = FileProject.forEachTest();

/** The shapes of values as the engine would give them. */
function shapes(values: readonly string[]): ValueShape[] {
	const counts = new Map<string, ValueShape>();
	for (const example of values) {
		const shape = example.replace(/\d/g, '9').replace(/[A-Za-z]/g, 'a');
		counts.set(shape, { shape, example, count: (counts.get(shape)?.count ?? 0) + 1 });
	}
	return [...counts.values()];
}

const column = (part: Partial<ColumnProfile>): ColumnProfile =>
	({ table: 't', name: 'v', type: 'VARCHAR', ...part }) as ColumnProfile;
const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const read = async (values: readonly string[], sql: string): Promise<unknown[]> =>
	(
		await project.select(
			`select cast(${sql} as varchar) from (values ${values.map((value) => `(${literal(value)})`).join(', ')}) as t (v)`,
		)
	).map(([value]) => value);

describe('numbers', () => {
	it.each([
		['plain', ['12', '-3.5', '0.25', '1000'], ['12.0000', '-3.5000', '0.2500', '1000.0000']],
		// What is written with an exponent may have as many decimals as are kept.
		['with an exponent', ['12', '1e3'], ['12.000000000000', '1000.000000000000']],
		['with a decimal comma', ['1,5', '12,25', '7'], ['1.5000', '12.2500', '7.0000']],
		['German', ['1.234,50', '-12,00', '1.000.000,25'], ['1234.5000', '-12.0000', '1000000.2500']],
		['American', ['1,234.50', '12', '(99.50)', '$7.00'], ['1234.5000', '12.0000', '-99.5000', '7.0000']],
		[
			'French, with hard blanks',
			['1\u00a0234,50', '12,00', '1\u202f000,00'],
			['1234.5000', '12.0000', '1000.0000'],
		],
		['Swiss', ["1'234.50", '12.00'], ['1234.5000', '12.0000']],
		['with the sign of a currency behind', ['1.234,50 €', '12,00 €'], ['1234.5000', '12.0000']],
		['with the minus behind', ['100.00-', '7.25'], ['-100.0000', '7.2500']],
		['percent', ['10%', '12.5 %'], ['0.100000', '0.125000']],
		[
			'counted in thousands without a fraction',
			['1,234', '12,345,678', '7'],
			['1234.0000', '12345678.0000', '7.0000'],
		],
	])('%s are read exactly', async (_name, values, wanted) => {
		const number = numberFormat(shapes(values));
		expect(number?.share).toBe(1);
		expect(await read(values, numberSql(column({ number })))).toEqual(wanted);
	});

	it('keep apart what a whole column leaves open', () => {
		// 1,234 may be a thousand or one and a bit; a long number without a divider shows that there is no divider.
		expect(numberFormat(shapes(['1,234', '5,678']))).toMatchObject({ thousands: ',', isCertain: false });
		expect(numberFormat(shapes(['1,234', '5678']))).toMatchObject({
			decimal: ',',
			thousands: '',
			isCertain: true,
		});
		expect(numberFormat(shapes(['1,234', '5,678']), true)).toMatchObject({ decimal: ',', isCertain: false });
	});

	it('are no numbers where most are none', () => {
		expect(numberFormat(shapes(['A-1', 'B-2', '3']))).toBeUndefined();
	});

	it('that are not numbers are nothing, and never NaN or infinity', async () => {
		const number = numberFormat(shapes(['1.5', '2.5', '3.5', 'NaN', '1e400']));
		expect(
			await read(['1.5', 'NaN', '1e400', 'abc', '', '123456789012345678'], numberSql(column({ number }))),
		).toEqual(['1.500000000000', null, null, null, null, '123456789012345678.000000000000']);
	});
});

describe('days', () => {
	it.each([
		['ISO', ['2026-03-31', '2026-12-01 08:26:00'], ['2026-03-31', '2026-12-01']],
		[
			'ISO with T and a zone',
			['2026-03-31T23:30:00Z', '2026-03-31T23:30:00+02:00'],
			['2026-03-31', '2026-03-31'],
		],
		['year first with slashes', ['2026/03/31', '2026/4/1'], ['2026-03-31', '2026-04-01']],
		['eight digits', ['20260331', '20261209'], ['2026-03-31', '2026-12-09']],
		['a month by its name', ['31-Mar-2026', '9-Dec-2026'], ['2026-03-31', '2026-12-09']],
		['a month by its name, in words', ['Mar 31, 2026', 'Dec 9, 2026'], ['2026-03-31', '2026-12-09']],
		['months', ['2026-03', '2026-12'], ['2026-03-01', '2026-12-01']],
	])('%s are read', async (_name, values, wanted) => {
		const date = dateFormat(shapes(values))!;
		expect(date.isCertain).toBe(true);
		expect(await read(values, dateSql(column({}), date))).toEqual(wanted);
	});

	it('are left open where a number could be the day or the month', () => {
		expect(dateFormat(shapes(['03/04/2026', '13/04/2026']))).toBeUndefined();
		expect(openDateOrder(shapes(['03/04/2026', '1/2/2026 8:26']))).toMatchObject({
			divider: '/',
			yearDigits: 4,
			hasTime: true,
		});
		expect(openDateOrder(shapes(['31.12.26']))).toMatchObject({ divider: '.', yearDigits: 2 });
	});

	it('are no days where they are prices or telephone numbers', () => {
		for (const values of [['12.50', '3.99'], ['030-0074321'], ['99999999', '12345678']]) {
			expect(dateFormat(shapes(values)), values[0]).toBeUndefined();
			expect(openDateOrder(shapes(values)), values[0]).toBeUndefined();
		}
	});
});
