import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from './column-profile.ts';
import type { Concept } from './concepts.ts';
import { plainName } from './name-tokens.ts';
import { keySql } from './value-sql.ts';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import type { TableKey } from './table-keys.ts';
import { found, type TableProfile } from './table-profile.ts';

interface KeyPair {
	from: ColumnProfile;
	to: ColumnProfile;
}

/** A join by a named key: every row of `from` finds at most one row of `to`. */
export interface Link {
	from: ColumnProfile;
	to: ColumnProfile;
	/** Share of the different filled keys of `from` that `to` has. */
	containment: number;
	/** The different filled keys of `from`, and how many of them `to` has. */
	keys: number;
	met: number;
	/** Share of the rows of `to` that some row of `from` refers to. */
	coverage: number;
	/** Further columns that make the key: the year or the shop within which orders are numbered. */
	also?: KeyPair[];
	/** Keys that stand in more than one row of `to`; the first row of each is used. */
	repeated?: NonNullable<TableKey['repeated']>;
}

/** A pair of columns with one name whose values do not meet well enough to be joined. */
export interface RefusedLink {
	from: ColumnProfile;
	to: ColumnProfile;
	containment: number;
	keys: number;
	met: number;
}

const LEAST_CONTAINMENT = 0.5;

/**
 * The join of two tables by the column that both name alike, checked against the values. Values that merely coincide under
 * different names are never joined.
 * @param fromColumn the column that refers, by default the one of `from` that was taken for `concept`
 */
export async function linkBy(
	connection: DuckDBConnection,
	from: TableProfile,
	to: TableProfile,
	concept: Concept,
	fromColumn = found(from, concept),
): Promise<Link | RefusedLink | undefined> {
	if (!fromColumn || from === to) return undefined;
	const candidates = new Set([namesake(to, fromColumn), found(to, concept), ownId(to, concept)]);
	let best: Link | RefusedLink | undefined;
	for (const toColumn of candidates) {
		if (!toColumn) continue;
		const key = to.key?.column === toColumn ? to.key : undefined;
		if (!key && !(await isKey(connection, to, toColumn))) continue;
		const also = (key?.also ?? []).map((second) => ({
			from: from.columns.find(({ name }) => plainName(name) === plainName(second.name)),
			to: second,
		}));
		if (also.some((pair) => pair.from === undefined)) continue;
		const link = await measured(connection, from, to, fromColumn, toColumn, also as KeyPair[]);
		if (key?.repeated) link.repeated = key.repeated;
		if (!best || link.containment > best.containment) best = link;
		if (isGood(best)) break;
	}
	return best;
}

async function measured(
	connection: DuckDBConnection,
	from: TableProfile,
	to: TableProfile,
	fromColumn: ColumnProfile,
	toColumn: ColumnProfile,
	also: KeyPair[],
): Promise<Link> {
	const keys = (side: 'from' | 'to'): string =>
		[side === 'from' ? fromColumn : toColumn, ...also.map((pair) => pair[side])]
			.map((column) => keySql(column))
			.join(` || ' / ' || `);
	const row = (
		await connection.runAndReadAll(`
		select count(*), count(*) filter (where key in (select ${keys('to')} from ${quoteIdentifier(to.name)}))
		from (select distinct ${keys('from')} as key from ${quoteIdentifier(from.name)}) where key is not null`)
	).getRowsJS()[0]!;
	const [all, met] = row.map(Number) as [number, number];
	return {
		from: fromColumn,
		to: toColumn,
		containment: all === 0 ? 0 : met / all,
		keys: all,
		met,
		coverage: to.rows === 0 ? 0 : met / to.rows,
		...(also.length > 0 ? { also } : {}),
	};
}

/** The plain `id` of a table about the thing whose id is asked for: the order's in a table of orders that also have a number. */
function ownId({ subject, columns, unique }: TableProfile, concept: Concept): ColumnProfile | undefined {
	const thing = concept.replace(/_id$/, '');
	if (![...subject].some((meaning) => meaning === thing)) return undefined;
	return columns.find(({ name }) => plainName(name) === 'id' && unique.has(name));
}

/** The column of a table that is named exactly like another and names each row. */
function namesake(table: TableProfile, { name, concepts }: ColumnProfile): ColumnProfile | undefined {
	const isId = concepts.some(({ concept, confidence }) => concept.endsWith('_id') && confidence >= 0.9);
	return isId
		? table.columns.find(
				(column) => plainName(column.name) === plainName(name) && table.unique.has(column.name),
			)
		: undefined;
}

/** Whether a join by this link may be drafted. */
export function isGood(link: Link | RefusedLink | undefined): link is Link {
	return link !== undefined && link.containment >= LEAST_CONTAINMENT;
}

async function isKey(
	connection: DuckDBConnection,
	table: TableProfile,
	column: ColumnProfile,
): Promise<boolean> {
	if (table.unique.has(column.name)) return true;
	const row = (
		await connection.runAndReadAll(
			`select count(${keySql(column)}), count(distinct ${keySql(column)}) from ${quoteIdentifier(table.name)}`,
		)
	).getRowsJS()[0]!;
	return Number(row[0]) > 0 && Number(row[0]) === Number(row[1]);
}
