import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from './column-profile.ts';
import { identifier, numberSql } from './value-sql.ts';

const SAMPLE_ROWS = 20_000;

/**
 * Which of two totals of one thing is the net amount, where the rows tell: of a subtotal and a total, the total is after the
 * discount where it is never larger, and holds tax or freight where it is; of two that stand in one ratio like that of a tax,
 * the smaller one is before tax. Undefined where they do not tell.
 */
export async function netOfPair(
	connection: DuckDBConnection,
	table: string,
	one: ColumnProfile,
	other: ColumnProfile,
): Promise<ColumnProfile | undefined> {
	const number = (column: ColumnProfile): string => `cast(${numberSql(column)} as double)`;
	const row = (
		await connection.runAndReadAll(`
		select avg(case when abs(one) > abs(other) + 0.005 then 1.0 else 0.0 end),
			avg(case when abs(other) > abs(one) + 0.005 then 1.0 else 0.0 end),
			quantile_cont(one / other, 0.05), quantile_cont(one / other, 0.95)
		from (
			select ${number(one)} as one, ${number(other)} as other
			from (from ${identifier(table)} using sample reservoir(${SAMPLE_ROWS} rows) repeatable (1))
		) where abs(one) >= 5 and abs(other) >= 5`)
	).getRowsJS()[0]!;
	const [oneLarger, otherLarger, low, high] = row.map((value) => Number(value ?? NaN)) as [
		number,
		number,
		number,
		number,
	];
	if (isTaxRatio(low, high)) return other;
	if (isTaxRatio(1 / high, 1 / low)) return one;
	const isSub = (column: ColumnProfile): boolean => column.tokens.some(({ word }) => word === 'subtotal');
	if (isSub(one) === isSub(other)) return undefined;
	const [sub, whole] = isSub(one) ? [one, other] : [other, one];
	const [subLarger, wholeLarger] = isSub(one) ? [oneLarger, otherLarger] : [otherLarger, oneLarger];
	if (subLarger > 0.01 && wholeLarger === 0) return whole;
	return wholeLarger > 0.01 && subLarger === 0 ? sub : undefined;
}

/** Whether nine rows in ten have one ratio, and a tax may have made it. */
function isTaxRatio(low: number, high: number): boolean {
	return low >= 1.03 && high <= 1.28 && high - low < 0.004;
}
