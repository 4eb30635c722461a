import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from './column-profile.ts';
import { firstFound, found, type TableProfile } from './table-profile.ts';
import { identifier, numberSql, textSql } from './value-sql.ts';

const CODES =
	/^(aud|bgn|brl|cad|chf|cny|czk|dkk|eur|gbp|huf|inr|jpy|krw|mxn|nok|nzd|pln|ron|rub|sek|try|usd|zar)$/;

/** The one currency that columns name in their own names, like `Unit Price USD`; undefined where they name none or several. */
export function namedCurrency(columns: readonly ColumnProfile[]): string | undefined {
	const codes = new Set(
		columns.flatMap(({ tokens }) => tokens.map(({ word }) => word).filter((word) => CODES.test(word))),
	);
	return codes.size === 1 ? [...codes][0]!.toUpperCase() : undefined;
}

const FEWEST_PRODUCTS = 5;

/**
 * Whether amounts are in one currency although a column names several: nearly every product that was sold in several has one
 * price in all of them. The currency is then the one whose rate is always 1, where the lines carry a rate.
 */
export async function isOneCurrency(
	connection: DuckDBConnection,
	lines: TableProfile,
	currency: ColumnProfile,
): Promise<{ code: string | undefined } | undefined> {
	const product = firstFound(lines, ['product_id', 'product_name']);
	const price = firstFound(lines, ['unit_price', 'list_price', 'gross_unit_price']);
	if (!product || !price || currency.distinct < 2 || currency.table !== lines.name) return undefined;
	const code = `upper(trim(${textSql(currency)}))`;
	const row = (
		await connection.runAndReadAll(`
		select count(*), avg(case when least_price >= most_price * 0.98 then 1.0 else 0.0 end) from (
			select product, min(price) as least_price, max(price) as most_price from (
				select ${identifier(product.name)} as product, ${code} as code, median(cast(${numberSql(price)} as double)) as price
				from ${identifier(lines.name)} where ${code} <> '' group by all
			) where price > 0 group by product having count(*) > 1
		)`)
	).getRowsJS()[0]!;
	if (Number(row[0]) < FEWEST_PRODUCTS || Number(row[1] ?? 0) < 0.9) return undefined;
	const rate = found(lines, 'rate');
	if (!rate) return { code: undefined };
	const base = (
		await connection.runAndReadAll(
			`select ${code} from ${identifier(lines.name)} where ${code} <> '' group by all having bool_and(${numberSql(rate)} = 1)`,
		)
	).getRowsJS();
	return { code: base.length === 1 ? String(base[0]![0]) : undefined };
}
