import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../warehouse/sql-text.ts';
import { valuesOf } from './column-values.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { DraftedAmount } from './drafted-amount.ts';
import type { TableProfile } from './table-profile.ts';
import { identifier, numberSql, textSql, type Naming } from './value-sql.ts';

/** A column that tells debit from credit beside amounts that carry no sign. */
export interface BookedSides {
	column: ColumnProfile;
	/** The rarer side, whose amounts are taken off. */
	value: string;
	rows: number;
}

const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
	[/^(s|soll)$/i, /^(h|haben)$/i],
	[/^(d|dr|dt|debit|debits?)\.?$/i, /^(c|cr|ct|k|credit|kredit)\.?$/i],
	[/^(d[ée]bit|d)$/i, /^(cr[ée]dit|c)$/i],
	[/^(debe|cargo)$/i, /^(haber|abono)$/i],
	[/^dare$/i, /^avere$/i],
	[/^(\+|plus|in)$/i, /^(-|−|minus|out)$/i],
	[/^(wn|winien)$/i, /^ma$/i],
];

/** The column that holds nothing but the two sides of the books, where no amount has a minus; undefined where there is none. */
export async function bookedSides(
	connection: DuckDBConnection,
	lines: TableProfile,
	net: DraftedAmount,
): Promise<BookedSides | undefined> {
	const [amount] = net.from;
	if (net.from.length !== 1 || amount?.table !== lines.name || amount.number?.marks?.negative)
		return undefined;
	for (const column of lines.columns) {
		if (column.number || column.date || column.distinct !== 2 || column.longest > 8) continue;
		const values = (await valuesOf(connection, column)) ?? [];
		const [one, other] = values;
		if (!one || !other) continue;
		const isPair = PAIRS.some(
			([debit, credit]) =>
				(debit.test(one.value) && credit.test(other.value)) ||
				(debit.test(other.value) && credit.test(one.value)),
		);
		if (!isPair) continue;
		const row = (
			await connection.runAndReadAll(
				`select count(*) filter (${numberSql(amount)} < 0) from ${identifier(lines.name)}`,
			)
		).getRowsJS()[0]!;
		return Number(row[0]) === 0 ? { column, value: other.value, rows: other.count } : undefined;
	}
	return undefined;
}

/** The amount with a minus on the side that is taken off. */
export function withSides(
	net: DraftedAmount,
	{ column, value, rows }: BookedSides,
	naming: Naming,
): DraftedAmount {
	return {
		...net,
		sql: `case when trim(${textSql(column, naming)}) = ${quoteText(value)} then -1 else 1 end * (${net.sql})`,
		isGuess: true,
		note: `the ${rows} rows whose ${column.name} is ${value} are taken off: it is the rarer side, and no amount has a minus of its own`,
	};
}
