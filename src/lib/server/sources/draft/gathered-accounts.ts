import { nameColumn } from '../recognise/account-of.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Concept } from '../recognise/concepts.ts';
import { decides, dependency } from '../recognise/dependency.ts';
import { found, looksWordy } from '../recognise/table-profile.ts';
import { bare, idSql, identifier, textSql } from '../recognise/value-sql.ts';
import { CONTRACT, dimensionName, DIMENSIONS } from './account-dimensions.ts';
import { personName } from './account-names.ts';
import type { PersonTable } from './account-source.ts';
import { confidenceIn, idColumn, made } from './column-drafts.ts';
import type { AccountsDraft } from './draft-accounts.ts';
import type { DraftContext } from './draft-context.ts';
import type { OrderLinesDraft } from './draft-order-lines.ts';
import { isSteady, linesByAccount, orderDimensions, steadinessOf } from './order-dimensions.ts';
import type { DraftColumn } from './select-draft.ts';

/** One row for each person behind the account ids, with what is steady about them. */
export async function accountsFromPersons(
	{ connection }: DraftContext,
	{ table, account }: PersonTable,
): Promise<AccountsDraft> {
	const key = idSql(account);
	const columns: DraftColumn[] = [idColumn('account_id', account, table, bare)];
	const varying: AccountsDraft['varying'] = [];
	for (const [contract, concept] of [
		['name', 'account_name'] as const,
		...CONTRACT,
		...DIMENSIONS.map((each) => [each, each] as const),
	]) {
		const column = found(table, concept);
		if (!column || column.filled === 0) continue;
		const steadiness = await steadinessOf(
			connection,
			{ from: identifier(table.name), account: key, naming: bare, documents: key },
			column,
		);
		if (isSteady(steadiness)) {
			columns.push(made(contract, `max(${textSql(column)})`, [column], confidenceIn(table, column)));
		} else varying.push({ column, ...steadiness });
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
	const grouped = linesByAccount(context, lines);
	const { sources, from, account, newest: newestLine, naming } = grouped;
	const columns: DraftColumn[] = [made('account_id', account, [base.account], 1)];
	const varying: AccountsDraft['varying'] = [];
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
		isSteady(await steadinessOf(connection, grouped, called));
	const own = base.accountName;
	const named = own && (await dependency(connection, from, account, naming(own)));
	const isOwn = named === undefined || decides(named);
	const notNames = own && !isOwn ? [{ column: own, of: 'account' as const, ...named }] : [];
	const name = (isOwn ? own : undefined) ?? (isNamed ? base.account : isCalled ? called : undefined);
	for (const table of sources) {
		const person = name === undefined && columns.length === 1 ? personName(table) : undefined;
		if (person)
			columns.push(made('name', `arg_max(${person.sql(naming)}, ${newestLine})`, person.columns, 0.8));
		for (const [contract, concept] of wanted) {
			const column =
				concept === 'account_name' ? (name?.table === table.name ? name : undefined) : found(table, concept);
			if (!column || column.filled === 0 || columns.some((drafted) => drafted.name === contract)) continue;
			if (column !== base.account && concept !== 'account_name') {
				if (isLongText(column)) continue;
				const steadiness = await steadinessOf(connection, grouped, column);
				if (!isSteady(steadiness)) {
					varying.push({ column, ...steadiness });
					continue;
				}
			}
			const value = textSql(column, naming);
			const isAccount = column === base.account;
			const newest = isAccount ? `any_value(${value})` : `arg_max(${value}, ${newestLine})`;
			columns.push(
				made(contract, newest, [column], isAccount || column === name ? 1 : confidenceIn(table, column)),
			);
		}
	}
	const beside = await orderDimensions(context, lines, [
		...columns.flatMap((column) => column.from),
		...varying.map(({ column }) => column),
		...notNames.map(({ column }) => column),
	]);
	varying.push(...beside.varying);
	for (const column of beside.steady) {
		const called = dimensionName(column);
		if (!columns.some((drafted) => drafted.name === called))
			columns.push(made(called, `arg_max(${textSql(column, naming)}, ${newestLine})`, [column], 0.8));
	}
	if (columns.length === 1) return { varying, notNames };
	return {
		select: {
			entity: 'accounts',
			about: `accounts: one row for each account of ${base.lines.name}, with what its newest line says.`,
			columns,
			tables: sources,
			from: identifier(base.lines.name),
			joins: lines.select.joins.slice(0, base.header ? 1 : 0),
			where: `${account} <> ''`,
			groupBy: account,
			options: [],
		},
		varying,
		notNames,
	};
}

/** A remark is no kind of account. */
function isLongText(column: ColumnProfile): boolean {
	return looksWordy(column) && column.longest > 100;
}
