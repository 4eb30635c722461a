import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';

/** How values of a column are written: digits as `9`, letters as `a`, everything else as it is, and how often. */
export interface ValueShape {
	shape: string;
	count: number;
	/** One value written so. */
	example: string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const LONGEST = 40;
const MOST_SHAPES = 400;

/** The commonest shapes of a column's filled values, over all its rows; values too long to be a date or number are one shape. */
export async function valueShapes(
	connection: DuckDBConnection,
	table: string,
	column: string,
): Promise<ValueShape[]> {
	const rows = await connection.runAndReadAll(`
		select
			case when length(value) > ${LONGEST} then 'long text'
			else translate(value, '${DIGITS}${LETTERS}', '${'9'.repeat(DIGITS.length)}${'a'.repeat(LETTERS.length)}') end as shape,
			count(*) as count,
			min(left(value, 80)) as example
		from (select trim(cast(${quoteIdentifier(column)} as varchar)) as value from ${quoteIdentifier(table)})
		where value <> ''
		group by all
		order by count desc, shape
		limit ${MOST_SHAPES}`);
	return rows.getRowsJS().map(([shape, count, example]) => ({
		shape: String(shape),
		count: Number(count),
		example: String(example),
	}));
}
