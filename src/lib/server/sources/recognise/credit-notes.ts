import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../warehouse/sql-text.ts';
import { valuesOf } from './column-values.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { DraftedAmount } from './drafted-amount.ts';
import type { TableProfile } from './table-profile.ts';
import { bare, identifier, numberSql, textSql, type Naming } from './value-sql.ts';

const CREDIT =
	/^((sales\s*)?credit\s*(note|memo)s?|gutschrift(en)?|rechnungskorrektur|avoirs?|abonos?|nota di credito|creditnota|kreditnota|kreditfaktura)$/i;

/** Rows that are credit notes, which write what they take back as a positive amount. */
export interface CreditNotes {
	column: ColumnProfile;
	values: readonly string[];
}

/** The column that tells credit notes from invoices where all amounts are positive; undefined where their sign tells. */
export async function positiveCredits(
	connection: DuckDBConnection,
	lines: TableProfile,
	net: DraftedAmount,
): Promise<CreditNotes | undefined> {
	const [amount] = net.from;
	if (net.from.length !== 1 || amount?.table !== lines.name) return undefined;
	for (const column of lines.columns) {
		if (column.number || column.date || column.longest > 40 || column.distinct < 2 || column.distinct > 20)
			continue;
		const values = (await valuesOf(connection, column)) ?? [];
		const credits = values.map(({ value }) => value).filter((value) => CREDIT.test(value));
		if (credits.length === 0 || credits.length === values.length) continue;
		const list = credits.map(quoteText).join(', ');
		const row = (
			await connection.runAndReadAll(
				`select count(*) filter (${numberSql(amount)} < 0), count(*) from ${identifier(lines.name)} where trim(${textSql(column, bare)}) in (${list})`,
			)
		).getRowsJS()[0]!;
		return Number(row[0]) === 0 && Number(row[1]) > 0 ? { column, values: credits } : undefined;
	}
	return undefined;
}

/** The amount with the sign turned on credit notes. */
export function turned(net: DraftedAmount, { column, values }: CreditNotes, naming: Naming): DraftedAmount {
	const list = values.map(quoteText).join(', ');
	return {
		...net,
		sql: `case when trim(${textSql(column, naming)}) in (${list}) then -1 else 1 end * (${net.sql})`,
		isGuess: true,
		note: `rows whose ${column.name} is ${values.join(' or ')} are taken off: none of them has a minus of its own`,
	};
}
