import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Concept } from '../recognise/concepts.ts';
import { isGood, linkBy, type Link } from '../recognise/link.ts';
import { plainName } from '../recognise/name-tokens.ts';
import { found, firstFound, type TableProfile } from '../recognise/table-profile.ts';
import { bare, idSql, identifier, keySql, qualified, textSql, type Naming } from '../recognise/value-sql.ts';
import { CONTRACT, dimensionName, dimensionOf, isDimension } from './account-dimensions.ts';
import { nameIn, nameOf } from './account-names.ts';
import { accountsFromLines, accountsFromPersons } from './gathered-accounts.ts';
import { confidenceIn, dateColumn, idColumn, made, textColumn } from './column-drafts.ts';
import { numbersOf, tablesOf, type DraftContext } from './draft-context.ts';
import type { OrderLinesDraft } from './draft-order-lines.ts';
import { linesByAccount, orderDimensions, type VaryingColumn } from './order-dimensions.ts';
import { joinSql } from './join-sql.ts';
import { namesElsewhere } from './names-elsewhere.ts';
import type { DraftColumn, SelectDraft } from './select-draft.ts';

/** A column that is called a name and differs within what it should name. */
export interface NotName {
	column: ColumnProfile;
	of: 'account' | 'product';
	/** The things with the column, and those of them in which it differs. */
	keys: number;
	several: number;
}

/** The drafted accounts, and the columns that vary within an account and were left for it. */
export interface AccountsDraft {
	/** Absent where nothing is steady about an account but its id. */
	select?: SelectDraft;
	varying: VaryingColumn[];
	/** Columns that are called a name of the account and are none, as its rows tell. */
	notNames?: NotName[];
	/** The customers table; absent where accounts were gathered from the order lines. */
	table?: TableProfile;
}

/** Drafts `sources/accounts.sql`: from a table of customers, else gathered from the order lines. */
export async function draftAccounts(context: DraftContext, lines: OrderLinesDraft): Promise<AccountsDraft> {
	if (context.person) return accountsFromPersons(context, context.person);
	for (const table of tablesOf(context, 'customers')) {
		const owner = context.tables.find(({ name }) => name === context.base.account.table)!;
		const key = found(owner, 'account_id') === context.base.account ? 'account_id' : 'account_name';
		const link = await linkBy(context.connection, owner, table, key, context.base.account);
		if (isGood(link)) return fromCustomers(context, table, link.to, lines);
	}
	return accountsFromLines(context, lines);
}

async function fromCustomers(
	context: DraftContext,
	table: TableProfile,
	key: ColumnProfile,
	lines: OrderLinesDraft,
): Promise<AccountsDraft> {
	const joins: string[] = [];
	const lookups: { column: (naming: Naming) => DraftColumn }[] = [];
	const parent = found(table, 'parent_id');
	const isParent = parent !== undefined && (await refersToOthers(context, table, parent, key));
	const used = new Set<ColumnProfile>([key, ...(parent ? [parent] : [])]);

	const own = nameOf(table, key);
	const elsewhere = own ? undefined : await namesElsewhere(context, table);
	joins.push(...(elsewhere?.joins ?? []));
	for (const column of elsewhere?.refer ?? []) used.add(column);

	for (const lookup of context.tables) {
		if (lookup === table) continue;
		const name = nameIn(lookup);
		if (!name) continue;
		const link = await lookupLink(context, table, lookup);
		if (!link || used.has(link.from)) continue;
		const dimension = dimensionOf(link.from, lookup);
		if (!dimension) continue;
		used.add(link.from);
		joins.push(joinSql(lookup, link));
		lookups.push({
			column: (naming) => made(dimension, name.sql(naming), [link.from, ...name.columns], 0.85),
		});
	}
	const beside = await orderDimensions(context, lines, []);
	const ownNames = new Set(table.columns.map((column) => dimensionName(column)));
	const steady = beside.steady.filter((column) => !ownNames.has(dimensionName(column)));
	if (steady.length > 0) joins.push(ofLinesSql(context, lines, steady, qualified(key)));
	const naming = joins.length > 0 || isParent ? qualified : bare;
	const columns: DraftColumn[] = [idColumn('account_id', key, table, naming)];
	const name = own ?? elsewhere?.name;
	if (name) columns.push(made('name', name.sql(naming), name.columns, 0.85));
	for (const column of name?.columns ?? []) used.add(column);
	if (isParent) {
		columns.push(made('group_id', idSql(parent, naming), [parent], confidenceIn(table, parent)));
		if (own) {
			joins.push(joinSql(table, { from: parent, to: key }, 'parent'));
			columns.push(
				made(
					'group_name',
					own.sql((column) => `parent.${identifier(column.name)}`),
					own.columns,
					0.85,
				),
			);
		}
	} else columns.push(...groupColumns(table, naming, used));
	const taken = new Set(columns.map((column) => column.name));
	const add = (column: DraftColumn): void => {
		if (taken.has(column.name)) return;
		taken.add(column.name);
		columns.push(column);
	};
	for (const { column } of lookups) add(column(naming));
	for (const [contract, concept] of CONTRACT) {
		const column = found(table, concept);
		if (column && !used.has(column) && column.filled > 0) {
			used.add(column);
			add(textColumn(contract, column, table, naming));
		}
	}
	const since = firstFound(table, ['since_date', 'created_date']);
	if (since?.date && !used.has(since)) {
		used.add(since);
		add(dateColumn('since_on', since, table, naming)!);
	}
	for (const column of table.columns) {
		if (used.has(column) || !isDimension(table, column)) continue;
		add(made(dimensionName(column), textSql(column, naming), [column], 0.8));
	}
	for (const column of steady)
		add(made(dimensionName(column), `of_lines.${identifier(dimensionName(column))}`, [column], 0.8));
	return {
		select: {
			entity: 'accounts',
			about: `accounts: one row for each row of ${table.name}; further columns become dimensions to filter and drill by.`,
			columns,
			tables: [table],
			from: identifier(table.name),
			joins,
			options: [],
		},
		varying: beside.varying,
		table,
	};
}

/** What the newest line of each account says, joined to the table of customers. */
function ofLinesSql(
	context: DraftContext,
	lines: OrderLinesDraft,
	columns: readonly ColumnProfile[],
	key: string,
): string {
	const { from, account, newest, naming } = linesByAccount(context, lines);
	const values = columns.map(
		(column) => `arg_max(${textSql(column, naming)}, ${newest}) as ${identifier(dimensionName(column))}`,
	);
	return `left join (\n  select ${account} as of_account, ${values.join(', ')}\n  from ${from} where ${account} <> '' group by ${account}\n) as of_lines on of_lines.of_account = ${key}`;
}

/** Whether a table's parents are other rows of the same table, and some row has one. */
async function refersToOthers(
	context: DraftContext,
	table: TableProfile,
	parent: ColumnProfile,
	key: ColumnProfile,
): Promise<boolean> {
	const [filled = 0, met = 0, others = 0] = await numbersOf(
		context.connection,
		`select count(${keySql(parent)}), count(*) filter (${keySql(parent)} in (select ${keySql(key)} from ${identifier(table.name)})),
			count(*) filter (${keySql(parent)} <> ${keySql(key)}) from ${identifier(table.name)}`,
	);
	return filled > 0 && met >= filled * 0.9 && others > 0;
}

function groupColumns(table: TableProfile, naming: Naming, used: Set<ColumnProfile>): DraftColumn[] {
	const id = firstFound(table, ['group_id', 'parent_id']);
	const name = firstFound(table, ['group_name', 'parent_name']);
	const key = id ?? name;
	if (!key || key.filled === 0 || (id && used.has(id) && id === found(table, 'group_id'))) return [];
	if (id) used.add(id);
	if (name) used.add(name);
	return [
		idColumn('group_id', key, table, naming),
		...(name ? [textColumn('group_name', name, table, naming)] : []),
	];
}

const LOOKUP_KEYS: readonly Concept[] = [
	'segment_id',
	'group_id',
	'region_id',
	'employee_id',
	'subcategory_id',
	'category_id',
];

async function lookupLink(
	context: DraftContext,
	table: TableProfile,
	lookup: TableProfile,
): Promise<Link | undefined> {
	if (!['lookup', 'groups', 'employees', 'categories', 'unknown'].includes(context.roles.get(lookup)!))
		return undefined;
	for (const concept of LOOKUP_KEYS) {
		const from = found(table, concept);
		if (!from || /contact/i.test(from.name)) continue;
		const link = await linkBy(context.connection, table, lookup, concept);
		if (isGood(link) && (concept === 'employee_id' || plainName(link.from.name) === plainName(link.to.name)))
			return link;
	}
	return undefined;
}
