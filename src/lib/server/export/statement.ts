import type { Asked } from '../warehouse/ask/ask.ts';
import type { QueryColumn, QueryColumnType } from '../warehouse/query-file.ts';
import { quoteIdentifier } from '../warehouse/sql-text.ts';

/** Types whose values the engine computes in floating point. */
const FLOATING: ReadonlySet<QueryColumnType> = new Set(['share', 'ratio', 'days']);
const LISTS: ReadonlySet<QueryColumnType> = new Set(['dates', 'texts']);

/**
 * The asked statement with what no format carries taken out: NaN and infinity become null, -0 becomes 0. Its rows and
 * their order stay. `replaced` gives further expressions by column.
 */
export function exportStatement(asked: Asked, replaced: Readonly<Record<string, string>> = {}): string {
	const floating = asked.file.columns.filter((column) => FLOATING.has(column.type));
	const finites = Object.fromEntries(floating.map((column) => [column.name, finite(column)]));
	return rawStatement(asked, { ...finites, ...replaced });
}

/** The asked statement with further expressions by column, its values as the engine made them. */
export function rawStatement(asked: Asked, replaced: Readonly<Record<string, string>>): string {
	const list = Object.entries(replaced).map(
		([name, expression]) => `${expression} as ${quoteIdentifier(name)}`,
	);
	return list.length === 0
		? asked.composed.sql
		: `select * replace (${list.join(', ')}) from (\n${asked.composed.sql}\n)`;
}

function finite(column: QueryColumn): string {
	const name = quoteIdentifier(column.name);
	return `case when isfinite(${name}) then ${name} + 0 end`;
}

/** Columns whose values are lists, as texts with semicolons between: for formats of plain cells. */
export function listsAsText(asked: Asked): Record<string, string> {
	const lists = asked.file.columns.filter((column) => LISTS.has(column.type));
	return Object.fromEntries(
		lists.map(({ name }) => [name, `array_to_string(${quoteIdentifier(name)}, ';')`]),
	);
}

/** Timestamps as ISO text in UTC, as JSON shows them. */
export function timestampsAsText(asked: Asked): Record<string, string> {
	const timestamps = asked.file.columns.filter((column) => column.type === 'timestamp');
	return Object.fromEntries(
		timestamps.map(({ name }) => [
			name,
			`replace(cast(${quoteIdentifier(name)} as varchar), ' ', 'T') || 'Z'`,
		]),
	);
}
