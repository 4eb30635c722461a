import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import type { ColumnProfile } from './column-profile.ts';
import { orderedPattern, type DateFormat, type OpenDateOrder } from './date-format.ts';
import type { TableProfile } from './table-profile.ts';

/** What was found out about a column whose dates could be read in two ways. */
export interface DayOrder {
	column: ColumnProfile;
	isDayFirst: boolean;
	isCertain: boolean;
	/** Why, in words. */
	reason: string;
}

interface Evidence {
	column: ColumnProfile;
	values: number;
	/** Values that can only be day-first, and only month-first. */
	dayFirstOnly: number;
	monthFirstOnly: number;
}

/**
 * Decides for each column of a table with dates like 03/04/2026 which number is the day: by all its values (one above 12
 * settles it), by the table's other dates, by the order of the rows in the file, else by the habits of the file. Sets the
 * columns' `date`.
 */
export async function settleDayOrder(connection: DuckDBConnection, table: TableProfile): Promise<DayOrder[]> {
	const open = table.columns.filter(
		({ openOrder, date }) => openOrder !== undefined && date?.kind !== 'stored',
	);
	if (open.length === 0) return [];
	const evidence = await Promise.all(open.map((column) => valuesSay(connection, column)));
	const settled = evidence.find((each) => isSettled(each));
	const orders: DayOrder[] = [];
	for (const each of evidence) orders.push(await decide(connection, table, each, settled));
	for (const order of orders) {
		const { column, isDayFirst, isCertain } = order;
		const { also = [], ...first } = column.openOrder!;
		const formats: DateFormat[] = [];
		let misread = 0;
		for (const form of [first, ...also]) {
			const own = also.length === 0 ? undefined : await valuesSay(connection, column, form.divider);
			const isDay = own && isSettled(own) ? own.dayFirstOnly > 0 : isDayFirst;
			const all = own ?? evidence.find((each) => each.column === column)!;
			misread += isDay ? all.monthFirstOnly : all.dayFirstOnly;
			formats.push({
				kind: 'pattern',
				pattern: orderedPattern(form, isDay),
				isCertain,
				hasTime: form.hasTime,
				share: form.share,
			});
		}
		const { values } = evidence.find((each) => each.column === column)!;
		// Two digits of a year first: the pattern of four would read 24 as the year 24.
		formats.sort((a, b) => Number(b.pattern!.includes('%y')) - Number(a.pattern!.includes('%y')));
		const [main, ...rest] = [...formats, ...(column.date ? [column.date, ...(column.date.also ?? [])] : [])];
		const share = column.openOrder!.share * (values === 0 ? 0 : 1 - misread / values);
		const closed = rest.filter((format) => !formats.includes(format));
		column.date = {
			...main!,
			share: share + closed.reduce((sum, format) => sum + format.share, 0),
			...(rest.length > 0 ? { also: rest.map(({ also: _also, ...format }) => format) } : {}),
		};
		if (misread > 0 && also.length > 0 && order.reason.startsWith('most values'))
			order.reason = `${misread} of its values cannot be read so`;
	}
	for (const { date } of table.columns) {
		if (date?.also) date.mixed = [date, ...date.also].map(({ pattern, kind }) => pattern ?? kind).join(', ');
	}
	return orders;
}

async function decide(
	connection: DuckDBConnection,
	table: TableProfile,
	evidence: Evidence,
	settled: Evidence | undefined,
): Promise<DayOrder> {
	const { column, dayFirstOnly, monthFirstOnly } = evidence;
	const order = (isDayFirst: boolean, isCertain: boolean, reason: string): DayOrder => ({
		column,
		isDayFirst,
		isCertain,
		reason,
	});
	if (dayFirstOnly > 0 && monthFirstOnly > 0) {
		const isDayFirst = dayFirstOnly >= monthFirstOnly;
		const other = Math.min(dayFirstOnly, monthFirstOnly);
		return order(
			isDayFirst,
			false,
			`most values are ${word(isDayFirst)}, ${other} can only be ${word(!isDayFirst)}`,
		);
	}
	if (isSettled(evidence)) {
		const isDayFirst = dayFirstOnly > 0;
		const count = Math.max(dayFirstOnly, monthFirstOnly);
		return order(isDayFirst, true, `${count} of its values can only be ${word(isDayFirst)}`);
	}
	if (column.openOrder!.divider === '.') return order(true, true, 'dates with points put the day first');
	if (settled) {
		const isDayFirst = settled.dayFirstOnly > 0;
		return order(isDayFirst, true, `the column ${settled.column.name} can only be ${word(isDayFirst)}`);
	}
	const descents = await rowOrderSays(connection, column);
	if (
		Math.min(descents.dayFirst, descents.monthFirst) * 4 <
		Math.max(descents.dayFirst, descents.monthFirst)
	) {
		const isDayFirst = descents.dayFirst < descents.monthFirst;
		return order(
			isDayFirst,
			false,
			`no value settles it; read ${word(isDayFirst)}, the rows are in the order of their dates`,
		);
	}
	const hasComma =
		table.columns.some(({ number }) => number?.decimal === ',') || table.file.delimiter === ';';
	const hasDollar = table.columns.some(({ shapes }) => shapes.some(({ shape }) => shape.includes('$')));
	const isDayFirst = hasComma || !hasDollar;
	return order(isDayFirst, false, `no value settles it; ${word(isDayFirst)} is a guess`);
}

function isSettled({ dayFirstOnly, monthFirstOnly }: Evidence): boolean {
	return dayFirstOnly > 0 !== monthFirstOnly > 0;
}

function word(isDayFirst: boolean): string {
	return isDayFirst ? 'day-first' : 'month-first';
}

async function valuesSay(
	connection: DuckDBConnection,
	column: ColumnProfile,
	divider?: OpenDateOrder['divider'],
): Promise<Evidence> {
	const row = (
		await connection.runAndReadAll(`
		select count(*), count(*) filter (first > 12 and second <= 12), count(*) filter (second > 12 and first <= 12)
		from (${parts(column, divider)})`)
	).getRowsJS()[0]!;
	return { column, values: Number(row[0]), dayFirstOnly: Number(row[1]), monthFirstOnly: Number(row[2]) };
}

/** How often the date falls from one row to the next, under each reading. */
async function rowOrderSays(
	connection: DuckDBConnection,
	column: ColumnProfile,
): Promise<{ dayFirst: number; monthFirst: number }> {
	const row = (
		await connection.runAndReadAll(`
		select count(*) filter (day_first < before_day_first), count(*) filter (month_first < before_month_first)
		from (
			select year * 10000 + second * 100 + first as day_first, year * 10000 + first * 100 + second as month_first,
				lag(day_first) over (order by line_number) as before_day_first,
				lag(month_first) over (order by line_number) as before_month_first
			from (${parts(column)})
		)`)
	).getRowsJS()[0]!;
	return { dayFirst: Number(row[0]), monthFirst: Number(row[1]) };
}

function parts(column: ColumnProfile, divider?: string): string {
	const value = quoteIdentifier(column.name);
	const between = divider === undefined ? '\\D' : `[${divider}]`;
	const part = (index: number): string =>
		`try_cast(regexp_extract(${value}, '^\\s*(\\d+)\\D(\\d+)\\D(\\d+)', ${index}) as integer)`;
	return `select ${part(1)} as first, ${part(2)} as second, ${part(3)} as year, line_number
		from ${quoteIdentifier(column.table)} where regexp_matches(${value}, '^\\s*\\d{1,2}${between}\\d{1,2}${between}\\d{2,4}')`;
}
