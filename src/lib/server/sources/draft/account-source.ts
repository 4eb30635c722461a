import { accountOf } from '../recognise/account-of.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import { bare, idSql, identifier, qualified, type Naming } from '../recognise/value-sql.ts';
import { idColumn } from './column-drafts.ts';
import { numbersOf, type DraftContext } from './draft-context.ts';
import { joinSql, type JoinKeys } from './join-sql.ts';
import type { DraftColumn } from './select-draft.ts';

/** A table that tells which person is behind an account id that is new with each order. */
export interface PersonTable {
	table: TableProfile;
	link: JoinKeys;
	/** The id that stays the same from order to order. */
	account: ColumnProfile;
}

/** Finds it: orders name each purchase's customer anew, one id an order, and another table has a `unique` id for each. */
export async function findPersonTable({
	connection,
	base,
	tables,
}: Omit<DraftContext, 'person'>): Promise<PersonTable | undefined> {
	const owner = tables.find(({ name }) => name === base.account.table)!;
	if (!owner.unique.has(base.account.name)) return undefined;
	for (const table of tables) {
		if (table === owner) continue;
		const isUnique = (column: ColumnProfile): boolean =>
			column.tokens.some(({ meanings }) => meanings.includes('unique'));
		const account = table.columns.find(
			(column) => isUnique(column) && column.concepts[0]?.concept === 'account_id',
		);
		const key = table.columns.find(
			(column) =>
				column !== account && column.concepts[0]?.concept === 'account_id' && table.unique.has(column.name),
		);
		if (!account || !key) continue;
		const [keys = 0, met = 0] = await numbersOf(
			connection,
			`select count(*), count(*) filter (${idSql(base.account)} in (select ${idSql(key)} from ${identifier(table.name)})) from ${identifier(owner.name)}`,
		);
		if (met > keys * 0.9) return { table, link: { from: base.account, to: key }, account };
	}
	return undefined;
}

/** How a statement over one table tells the account of a row. */
export interface AccountSource {
	column: DraftColumn;
	naming: Naming;
	joins: string[];
	/** The tables that it reads. */
	tables: TableProfile[];
}

/** The account of a table's rows, by way of the table that knows the person where there is one; undefined where none is told. */
export function accountSource(
	{ base, person }: DraftContext,
	table: TableProfile,
): AccountSource | undefined {
	const column = accountOf(table);
	if (!column) return undefined;
	if (person && column === base.account) {
		return {
			column: idColumn('account_id', person.account, person.table, qualified),
			naming: qualified,
			joins: [joinSql(person.table, person.link)],
			tables: [table, person.table],
		};
	}
	return { column: idColumn('account_id', column, table, bare), naming: bare, joins: [], tables: [table] };
}
