import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import { isDateConcept } from './concepts.ts';
import type { DateFormat } from './date-format.ts';
import type { TableProfile } from './table-profile.ts';
import { bare, numberSql } from './value-sql.ts';
import type { ColumnProfile } from './column-profile.ts';

/**
 * Reads the numbers in columns that are named like days: days since 1899-12-30, as workbooks count, or seconds or milliseconds
 * since 1970; or a year and a month, or a day of two-digit year, run together. Sets the columns' `date`.
 */
export async function settleCountedDates(connection: DuckDBConnection, table: TableProfile): Promise<void> {
	for (const { column, concept } of table.recognised.values()) {
		if (!isDateConcept(concept) || column.date || column.openOrder || !column.number) continue;
		const row = (
			await connection.runAndReadAll(
				`select min(${numberSql(column, bare, 'double')}), max(${numberSql(column, bare, 'double')}) from ${quoteIdentifier(table.name)}`,
			)
		).getRowsJS()[0]!;
		if (row[0] === null) continue;
		const [smallest, largest] = [Number(row[0]), Number(row[1])];
		const kind = countedFrom(smallest, largest);
		const pattern = kind ? undefined : await patternOf(connection, table, column, smallest, largest);
		const { share } = column.number;
		if (kind) column.date = { kind, isCertain: true, share };
		else if (pattern) column.date = { kind: 'pattern', pattern, isCertain: true, share };
	}
}

/** What numbers between two bounds may count; undefined where they are no days of the years 1954 to 2064. */
function countedFrom(smallest: number, largest: number): DateFormat['kind'] | undefined {
	if (smallest >= 20_000 && largest <= 60_000) return 'serial';
	if (smallest >= 3e8 && largest <= 4e9) return 'epoch_seconds';
	if (smallest >= 3e11 && largest <= 4e12) return 'epoch_milliseconds';
	return smallest >= 3e14 && largest <= 4e15 ? 'epoch_microseconds' : undefined;
}

/** Digits that are a date in nearly every row: 202603 is a month, 260331 a day. */
async function patternOf(
	connection: DuckDBConnection,
	table: TableProfile,
	column: ColumnProfile,
	smallest: number,
	largest: number,
): Promise<string | undefined> {
	if (!column.number?.isWhole || smallest < 10_000 || largest > 999_999) return undefined;
	const pattern = smallest >= 190_001 && largest <= 210_012 ? '%Y%m' : '%y%m%d';
	const value = `cast(${quoteIdentifier(column.name)} as varchar)`;
	const row = (
		await connection.runAndReadAll(
			`select avg(case when length(trim(${value})) = 6 and try_strptime(trim(${value}), '${pattern}') is not null then 1.0 else 0.0 end)
			from ${quoteIdentifier(table.name)} where ${value} <> ''`,
		)
	).getRowsJS()[0]!;
	return Number(row[0] ?? 0) >= 0.98 ? pattern : undefined;
}
