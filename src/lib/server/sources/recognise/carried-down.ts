import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import { PART_COLUMN } from './alike-tables.ts';
import type { Base } from './base.ts';
import type { ColumnProfile } from './column-profile.ts';
import { firstFound, type TableProfile } from './table-profile.ts';
import { identifier, type Naming } from './value-sql.ts';

const value = ({ name }: ColumnProfile): string =>
	`nullif(trim(cast(${quoteIdentifier(name)} as varchar)), '')`;

/**
 * Whether the lines write order, account and day on the first line of each order only and leave them blank on the others, which
 * all the same name a product.
 */
export async function carriesDown(
	connection: DuckDBConnection,
	{
		lines,
		header,
		document,
		account,
		date,
	}: Pick<Base, 'lines' | 'header' | 'document' | 'account' | 'date'>,
): Promise<boolean> {
	const product = firstFound(lines, ['product_id', 'product_name']);
	if (header || !document || document.isFull || !product || account === document) return false;
	const row = (
		await connection.runAndReadAll(`
		select count(*) filter (${value(document)} is null and ${value(account)} is null and ${value(date)} is null and ${value(product)} is not null),
			count(*) filter (${value(document)} is null and ${value(product)} is not null), count(*)
		from ${quoteIdentifier(lines.name)}`)
	).getRowsJS()[0]!;
	const [blank, withoutDocument, rows] = row.map(Number) as [number, number, number];
	return blank > rows * 0.05 && blank >= withoutDocument * 0.95;
}

/** A value of an order's first line on all its lines; nothing on rows without a product, which are sums or notes. */
export function carriedSql(lines: TableProfile, sql: string, naming: Naming): string {
	const product = firstFound(lines, ['product_id', 'product_name'])!;
	const place = naming(product).includes('.') ? `${identifier(lines.name)}.` : '';
	const parts = lines.parts ? `partition by ${place}${PART_COLUMN} ` : '';
	return `case when trim(cast(${naming(product)} as varchar)) <> '' then last_value(${sql} ignore nulls) over (${parts}order by ${place}line_number) end`;
}

/** Whether a figure stands only where the order does, and so is the order's. */
export async function standsWithOrder(
	connection: DuckDBConnection,
	{ lines, document }: Pick<Base, 'lines' | 'document'>,
	figure: ColumnProfile,
): Promise<boolean> {
	const row = (
		await connection.runAndReadAll(
			`select count(*) filter (${value(document!)} is null and ${value(figure)} is not null) from ${quoteIdentifier(lines.name)}`,
		)
	).getRowsJS()[0]!;
	return Number(row[0]) === 0;
}
