import { numberType } from './value-sql.ts';
import type { ColumnProfile } from './column-profile.ts';

/** An amount as drafted: its statement, what was read for it, and how sure that is. */
export interface DraftedAmount {
	column: 'net_amount' | 'list_amount' | 'cost_amount' | 'rebate_amount';
	sql: string;
	/** Columns that it is computed from. */
	from: ColumnProfile[];
	/** What stands between them where they are shown as read. */
	sign?: '×' | '−';
	isGuess: boolean;
	/** What it rests on, in words. */
	note: string;
}

/** A column as an exact number, named as the statement needs it. */
export type NumberSql = (column: ColumnProfile) => string;

/** A figure as a wide decimal: the product of two narrow ones is narrow itself and would overflow. */
export function wide(column: ColumnProfile, number: NumberSql): string {
	return `cast(${number(column)} as ${numberType(column).replace('18', '38')})`;
}

/** A figure that a row may do without: nothing there is zero. */
export function orZero(column: ColumnProfile, number: NumberSql): string {
	return column.isFull ? number(column) : `coalesce(${number(column)}, 0)`;
}
