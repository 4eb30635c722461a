import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import type { ColumnProfile } from './column-profile.ts';
import { isDateConcept, type Concept } from './concepts.ts';
import { found, type TableProfile } from './table-profile.ts';
import type { Meaning } from './words.ts';

const NO_SALE = new Set<Meaning>(['birth', 'edited', 'previous', 'promised', 'due', 'valid', 'terms']);

/**
 * Gives a table whose columns name no day one all the same, where there is one: the fullest column of days, whatever it is
 * called, else the columns of year, month and day together. Changes what the table's columns were taken for.
 */
export async function giveDay(connection: DuckDBConnection, table: TableProfile): Promise<void> {
	const named = [...table.recognised.values()].filter(
		({ concept, column, confidence }) => isDateConcept(concept) && confidence >= 0.5 && column.date,
	);
	if (named.length > 0) return;
	const taken = new Set([...table.recognised.values()].map(({ column }) => column));
	const days = table.columns.filter(
		(column) =>
			column.date !== undefined &&
			column.filled > table.rows / 2 &&
			!column.tokens.some(({ meanings }) => meanings.some((meaning) => NO_SALE.has(meaning))) &&
			(!taken.has(column) || mayBeDay(conceptIn(table, column))),
	);
	const [fullest] = days.toSorted((a, b) => b.filled - a.filled);
	if (fullest) table.recognised.set('date', { column: fullest, concept: 'date', confidence: 0.6 });
	else await putTogether(connection, table);
}

function mayBeDay(concept: Concept): boolean {
	return isDateConcept(concept) || concept === 'month' || concept === 'year';
}

function conceptIn(table: TableProfile, column: ColumnProfile): Concept {
	return [...table.recognised.values()].find((recognised) => recognised.column === column)!.concept;
}

/** A day from a year, a month, and a day of the month where there is one. */
async function putTogether(connection: DuckDBConnection, table: TableProfile): Promise<void> {
	const year = found(table, 'year');
	const month = found(table, 'month');
	if (!year?.number?.isWhole || !month) return;
	const day = table.columns.find(
		({ tokens, number, name }) =>
			number?.isWhole === true && tokens.length === 1 && /^(day|tag|jour|dia|dag|giorno)$/i.test(name),
	);
	const within = (column: ColumnProfile, low: number, high: number): string =>
		`coalesce(bool_and(try_cast(${quoteIdentifier(column.name)} as integer) between ${low} and ${high}), false)`;
	const row = (
		await connection.runAndReadAll(
			`select ${within(year, 1900, 2100)}, ${within(month, 1, 12)}, ${day ? within(day, 1, 31) : 'true'} from ${quoteIdentifier(table.name)}`,
		)
	).getRowsJS()[0]!;
	if (row[0] !== true || row[2] !== true) return;
	const isNumber = row[1] === true;
	if (!isNumber && !month.shapes.every(({ shape }) => /^a{3,9}$/.test(shape))) return;
	year.date = {
		kind: 'parts',
		isCertain: true,
		share: year.number.share,
		month: month.name,
		isMonthNamed: !isNumber,
		...(day ? { day: day.name } : {}),
	};
	table.recognised.set('date', { column: year, concept: 'date', confidence: 0.7 });
}
