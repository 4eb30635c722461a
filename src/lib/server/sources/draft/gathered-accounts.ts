import { nameColumn } from '../recognise/account-of.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Concept } from '../recognise/concepts.ts';
import { found, looksWordy } from '../recognise/table-profile.ts';
import { bare, dateSql, idSql, identifier, textSql, type Naming } from '../recognise/value-sql.ts';
import { CONTRACT, DIMENSIONS } from './account-dimensions.ts';
import { personName } from './account-names.ts';
import type { PersonTable } from './account-source.ts';
import { confidenceIn, idColumn, made } from './column-drafts.ts';
import type { AccountsDraft } from './draft-accounts.ts';
import { numbersOf, type DraftContext } from './draft-context.ts';
import type { OrderLinesDraft } from './draft-order-lines.ts';
import type { DraftColumn } from './select-draft.ts';

/** Share of the accounts for which a column must have one value to be taken as the account's. */
const LEAST_STEADY = 0.9;

/** One row for each person behind the account ids, with what is steady about them. */
export async function accountsFromPersons(
	{ connection }: DraftContext,
	{ table, account }: PersonTable,
): Promise<AccountsDraft> {
	const key = idSql(account);
	const columns: DraftColumn[] = [idColumn('account_id', account, table, bare)];
	const varying: ColumnProfile[] = [];
	for (const [contract, concept] of [
		['name', 'account_name'] as const,
		...CONTRACT,
		...DIMENSIONS.map((each) => [each, each] as const),
	]) {
		const column = found(table, concept);
		if (!column || column.filled === 0) continue;
		if (await isSteady(connection, identifier(table.name), key, column, bare)) {
			columns.push(made(contract, `max(${textSql(column)})`, [column], confidenceIn(table, column)));
		} else varying.push(column);
	}
	if (columns.length === 1) return { varying };
	return {
		select: {
			entity: 'accounts',
			about: `accounts: one row for each ${account.name} of ${table.name}.`,
			columns,
			tables: [table],
			from: identifier(table.name),
			joins: [],
			where: `${key} <> ''`,
			groupBy: key,
			options: [],
		},
		varying,
	};
}

/** One row for each account of the order lines, with what is steady about it there. */
export async function accountsFromLines(
	context: DraftContext,
	lines: OrderLinesDraft,
): Promise<AccountsDraft> {
	const { connection, base } = context;
	const { header } = base;
	const sources = [...(header ? [header.table] : []), base.lines];
	const naming = lines.naming;
	const from = [identifier(base.lines.name), ...lines.select.joins.slice(0, header ? 1 : 0)];
	// The plain day: one that is carried from line to line by a window cannot stand in an aggregate.
	const day = dateSql(base.date, base.date.date!, naming);
	const account = plainAccount(lines.accountSql) ? lines.accountSql : idSql(base.account, naming);
	const lineNumber = header ? `${identifier(base.lines.name)}.line_number` : 'line_number';
	const columns: DraftColumn[] = [made('account_id', account, [base.account], 1)];
	const varying: ColumnProfile[] = [];
	const wanted: readonly (readonly [string, Concept])[] = [
		['name', 'account_name'],
		['group_id', 'parent_id'],
		['group_id', 'group_id'],
		['group_name', 'group_name'],
		...CONTRACT,
		...DIMENSIONS.map((concept) => [concept, concept] as const),
	];
	const isNamed =
		looksWordy(base.account) || sources.some((table) => found(table, 'account_name') === base.account);
	const called = base.accountName || isNamed ? undefined : nameColumn(base.lines);
	const isCalled =
		called !== undefined &&
		found(base.lines, 'product_name') !== called &&
		(await isSteady(connection, from.join(' '), account, called, naming));
	const name = base.accountName ?? (isNamed ? base.account : isCalled ? called : undefined);
	for (const table of sources) {
		const person = name === undefined && columns.length === 1 ? personName(table) : undefined;
		if (person)
			columns.push(
				made('name', `arg_max(${person.sql(naming)}, (${day}, ${lineNumber}))`, person.columns, 0.8),
			);
		for (const [contract, concept] of wanted) {
			const column =
				concept === 'account_name' ? (name?.table === table.name ? name : undefined) : found(table, concept);
			if (!column || column.filled === 0 || columns.some((drafted) => drafted.name === contract)) continue;
			if (
				column !== base.account &&
				concept !== 'account_name' &&
				!(await isSteady(connection, from.join(' '), account, column, naming))
			) {
				varying.push(column);
				continue;
			}
			const value = textSql(column, naming);
			const isAccount = column === base.account;
			const newest = isAccount ? `any_value(${value})` : `arg_max(${value}, (${day}, ${lineNumber}))`;
			columns.push(
				made(contract, newest, [column], isAccount || column === name ? 1 : confidenceIn(table, column)),
			);
		}
	}
	if (columns.length === 1) return { varying };
	return {
		select: {
			entity: 'accounts',
			about: `accounts: one row for each account of ${base.lines.name}, with what its newest line says.`,
			columns,
			tables: sources,
			from: from[0]!,
			joins: from.slice(1),
			where: `${account} <> ''`,
			groupBy: account,
			options: [],
		},
		varying,
	};
}

/** Whether the account's statement stands for itself when grouped by. */
function plainAccount(sql: string): boolean {
	return !sql.includes(' over ');
}

/** Whether nearly every account has one value of a column. */
async function isSteady(
	connection: DraftContext['connection'],
	from: string,
	account: string,
	column: ColumnProfile,
	naming: Naming,
): Promise<boolean> {
	if (looksWordy(column) && column.longest > 100) return false;
	const [accounts = 0, steady = 0] = await numbersOf(
		connection,
		`select count(*), count(*) filter (kinds <= 1) from (
			select count(distinct nullif(trim(${textSql(column, naming)}), '')) as kinds from ${from} where ${account} <> '' group by ${account}
		)`,
	);
	return accounts > 0 && steady >= accounts * LEAST_STEADY;
}
