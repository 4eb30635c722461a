import type { DuckDBConnection } from '@duckdb/node-api';
import { currenciesOf, currencySql } from '../recognise/amount-marks.ts';
import type { Base } from '../recognise/base.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import { found, type TableProfile } from '../recognise/table-profile.ts';
import { identifier, textSql } from '../recognise/value-sql.ts';
import { looksLikeCurrency, type OneCurrency } from './draft-order-lines.ts';

/** The currency that the company reports in, and what it was taken from; a guess unless the data names it. */
export interface ReportingCurrency {
	code: string;
	/** Why, in words. */
	reason: string;
	isGuess: boolean;
	/** Other currencies of the order lines, which need rates. */
	others: string[];
}

const BY_COUNTRY: readonly (readonly [RegExp, string])[] = [
	[/^(united kingdom|uk|gb|great britain|england)$/i, 'GBP'],
	[/^(united states|usa|us|united states of america)$/i, 'USD'],
	[
		/^(germany|deutschland|de|france|fr|spain|italy|netherlands|austria|osterreich|österreich|belgium|ireland|finland|portugal)$/i,
		'EUR',
	],
	[/^(switzerland|schweiz|ch)$/i, 'CHF'],
	[/^(brazil|brasil|br)$/i, 'BRL'],
	[/^(india|in)$/i, 'INR'],
	[/^(canada|ca)$/i, 'CAD'],
	[/^(australia|au)$/i, 'AUD'],
	[/^(japan|jp)$/i, 'JPY'],
	[/^(poland|polska|pl)$/i, 'PLN'],
];

/** Reads the reporting currency off the order lines: a column of codes, signs in amounts, else the commonest country. */
export async function reportingCurrency(
	connection: DuckDBConnection,
	base: Base,
	tables: readonly TableProfile[],
	inOne: OneCurrency | undefined,
	amount: readonly ColumnProfile[],
): Promise<ReportingCurrency> {
	const own = [base.lines, ...(base.header ? [base.header.table] : [])];
	if (inOne?.code !== undefined) return { code: inOne.code, reason: inOne.reason, isGuess: true, others: [] };
	for (const table of own) {
		const column = found(table, 'currency');
		if (!column || !looksLikeCurrency(column)) continue;
		const rows = (
			await connection.runAndReadAll(
				`select upper(trim(${textSql(column)})) as code, count(*) as count from ${identifier(table.name)}
				where trim(${textSql(column)}) <> '' group by all order by count desc, code`,
			)
		).getRowsJS();
		const codes = rows.map(([code]) => String(code));
		if (codes[0] !== undefined) {
			return {
				code: codes[0],
				reason: `the commonest of the column ${column.name}`,
				isGuess: codes.length > 1,
				others: inOne ? [] : codes.slice(1),
			};
		}
	}
	const marked = await markedCurrencies(
		connection,
		amount.length > 0 ? amount : own.flatMap(({ columns }) => columns),
	);
	if (marked) return marked;
	for (const table of [...own, ...tables]) {
		const country = found(table, 'country');
		if (!country) continue;
		const rows = (
			await connection.runAndReadAll(
				`select trim(${textSql(country)}) as country, count(*) as count from ${identifier(table.name)} group by all order by count desc limit 1`,
			)
		).getRowsJS();
		const commonest = String(rows[0]?.[0] ?? '');
		const hit = BY_COUNTRY.find(([names]) => names.test(commonest));
		if (hit) return { code: hit[1], reason: `most rows are of ${commonest}`, isGuess: true, others: [] };
	}
	return { code: 'EUR', reason: 'nothing in the data names one', isGuess: true, others: [] };
}

/** The currency that signs and codes beside the amounts name, the commonest of several; undefined where they name none. */
async function markedCurrencies(
	connection: DuckDBConnection,
	columns: readonly ColumnProfile[],
): Promise<ReportingCurrency | undefined> {
	for (const column of columns) {
		const { marks } = column.number ?? {};
		const codes = currenciesOf(marks);
		if (!marks || codes.length === 0) continue;
		const reason = `the sign in the column ${column.name}`;
		if (codes.length === 1) return { code: codes[0]!, reason, isGuess: false, others: [] };
		const rows = (
			await connection.runAndReadAll(
				`select ${currencySql(textSql(column), marks)} as code, count(*) as count from ${identifier(column.table)}
				group by code having code is not null order by count desc, code`,
			)
		).getRowsJS();
		const [code, ...others] = rows.map((row) => String(row[0]));
		if (code !== undefined)
			return {
				code,
				reason: `the commonest of the signs in the column ${column.name}`,
				isGuess: true,
				others,
			};
	}
	return undefined;
}
