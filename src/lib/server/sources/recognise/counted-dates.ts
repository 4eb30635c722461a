import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import { isDateConcept } from './concepts.ts';
import type { DateFormat } from './date-format.ts';
import type { TableProfile } from './table-profile.ts';
import { numberSql } from './value-sql.ts';

/**
 * Reads the numbers in columns that are named like days: days since 1899-12-30, as workbooks count, or seconds or milliseconds
 * since 1970. Sets the columns' `date`.
 */
export async function settleCountedDates(connection: DuckDBConnection, table: TableProfile): Promise<void> {
	for (const { column, concept } of table.recognised.values()) {
		if (!isDateConcept(concept) || column.date || column.openOrder || !column.number) continue;
		const row = (
			await connection.runAndReadAll(
				`select min(${numberSql(column)}), max(${numberSql(column)}) from ${quoteIdentifier(table.name)}`,
			)
		).getRowsJS()[0]!;
		if (row[0] === null) continue;
		const kind = countedFrom(Number(row[0]), Number(row[1]));
		if (kind) column.date = { kind, isCertain: true, share: column.number.share };
	}
}

/** What numbers between two bounds may count; undefined where they are no days of the years 1954 to 2064. */
function countedFrom(smallest: number, largest: number): DateFormat['kind'] | undefined {
	if (smallest >= 20_000 && largest <= 60_000) return 'serial';
	if (smallest >= 3e8 && largest <= 4e9) return 'epoch_seconds';
	return smallest >= 3e11 && largest <= 4e12 ? 'epoch_milliseconds' : undefined;
}
