import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Concept } from '../recognise/concepts.ts';
import { isGood, linkBy, type Link } from '../recognise/link.ts';
import { plainName } from '../recognise/name-tokens.ts';
import { found, firstFound, looksWordy, type TableProfile } from '../recognise/table-profile.ts';
import { bare, idSql, identifier, keySql, qualified, textSql, type Naming } from '../recognise/value-sql.ts';
import { confidenceIn, dateColumn, idColumn, made, textColumn } from './column-drafts.ts';
import { numbersOf, tablesOf, type DraftContext } from './draft-context.ts';
import type { OrderLinesDraft } from './draft-order-lines.ts';
import { joinSql } from './join-sql.ts';
import type { PersonTable } from './account-source.ts';
import type { DraftColumn, SelectDraft } from './select-draft.ts';

/** The drafted accounts, and the columns that vary within an account and were left for it. */
export interface AccountsDraft {
	/** Absent where nothing is steady about an account but its id. */
	select?: SelectDraft;
	varying: ColumnProfile[];
	/** The customers table; absent where accounts were gathered from the order lines. */
	table?: TableProfile;
}

const CONTRACT: readonly (readonly [string, Concept])[] = [
	['segment', 'segment'],
	['industry', 'industry'],
	['region', 'region'],
	['country', 'country'],
	['owner', 'owner'],
	['referred_by', 'referred_by'],
];
const DIMENSIONS: readonly Concept[] = ['state', 'city', 'channel'];
/** Share of the accounts for which a column must have one value to be taken as the account's. */
const LEAST_STEADY = 0.9;

/** Drafts `sources/accounts.sql`: from a table of customers, else gathered from the order lines. */
export async function draftAccounts(context: DraftContext, lines: OrderLinesDraft): Promise<AccountsDraft> {
	if (context.person) return fromPersons(context, context.person);
	for (const table of tablesOf(context, 'customers')) {
		const owner = context.tables.find(({ name }) => name === context.base.account.table)!;
		const key = found(owner, 'account_id') === context.base.account ? 'account_id' : 'account_name';
		const link = await linkBy(context.connection, owner, table, key, context.base.account);
		if (isGood(link)) return fromCustomers(context, table, link.to);
	}
	return gathered(context, lines);
}

/** One row for each person behind the account ids, with what is steady about them. */
async function fromPersons(
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

async function fromCustomers(
	context: DraftContext,
	table: TableProfile,
	key: ColumnProfile,
): Promise<AccountsDraft> {
	const joins: string[] = [];
	const lookups: { column: (naming: Naming) => DraftColumn }[] = [];
	const parent = found(table, 'parent_id');
	const isParent = parent !== undefined && (await refersToOthers(context, table, parent, key));
	const used = new Set<ColumnProfile>([key, ...(parent ? [parent] : [])]);

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
	const naming = joins.length > 0 || isParent ? qualified : bare;
	const columns: DraftColumn[] = [idColumn('account_id', key, table, naming)];
	const name = nameOf(table, key);
	if (name) columns.push(made('name', name.sql(naming), name.columns, 0.85));
	for (const column of name?.columns ?? []) used.add(column);
	if (isParent) {
		columns.push(made('group_id', idSql(parent, naming), [parent], confidenceIn(table, parent)));
		if (name) {
			joins.push(joinSql(table, { from: parent, to: key, containment: 1 }, 'parent'));
			columns.push(
				made(
					'group_name',
					name.sql((column) => `parent.${identifier(column.name)}`),
					name.columns,
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
		varying: [],
		table,
	};
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

/** What the customers are called: their own name, the person's where there is none, the id where it is a name itself. */
function nameOf(table: TableProfile, key: ColumnProfile): NameIn | undefined {
	const person = personName(table);
	const own = found(table, 'account_name', person ? 0.75 : 0.5);
	if (own && person && !own.isFull) {
		return {
			columns: [own, ...person.columns],
			sql: (naming) => `coalesce(nullif(trim(${textSql(own, naming)}), ''), ${person.sql(naming)})`,
		};
	}
	const column = own ?? (person ? undefined : found(table, 'name')) ?? (looksWordy(key) ? key : undefined);
	if (column) return { columns: [column], sql: (naming) => textSql(column, naming) };
	return person;
}

interface NameIn {
	columns: ColumnProfile[];
	sql: (naming: Naming) => string;
}

/** The column, or the two, that name the rows of a small table. */
function nameIn(table: TableProfile): NameIn | undefined {
	const person = personName(table);
	if (person) return person;
	const column = firstFound(table, [
		'group_name',
		'category',
		'segment',
		'region',
		'owner',
		'person_name',
		'industry',
		'country',
		'name',
	]);
	return column && { columns: [column], sql: (naming) => textSql(column, naming) };
}

function personName(table: TableProfile): NameIn | undefined {
	const part = (words: RegExp): ColumnProfile | undefined =>
		table.columns.find((column) => words.test(plainName(column.name)));
	const first = part(/^(contact|customer|billing)?(firstname|vorname|givenname|fname|prenom|nombre)$/);
	const last = part(
		/^(contact|customer|billing)?(lastname|nachname|surname|familyname|lname|apellido|apellidos)$/,
	);
	if (!first || !last) return undefined;
	return {
		columns: [first, last],
		sql: (naming) => `concat_ws(' ', ${textSql(first, naming)}, ${textSql(last, naming)})`,
	};
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

/** What the dimension is called that a lookup gives. */
function dimensionOf(from: ColumnProfile, lookup: TableProfile): string | undefined {
	if (found(lookup, 'employee_id') && from.concepts.some(({ concept }) => concept === 'employee_id'))
		return 'owner';
	if (from.concepts[0]?.concept === 'segment_id') return 'segment';
	if (from.concepts[0]?.concept === 'region_id') return 'region';
	return dimensionName(from);
}

/** A column's name as a dimension: lower case words, without the mark of an id. */
function dimensionName(column: ColumnProfile): string {
	const words = column.name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/([a-z\d])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((word) => word !== '');
	if (words.length > 1 && /^(id|code|nr|no|key)$/.test(words.at(-1)!)) words.pop();
	const name = words.join('_');
	return /^[a-z_]/.test(name) ? name : `dimension_${name}`;
}

const NOT_DIMENSIONS = new Set(
	'account_id account_name parent_id email phone postal person_name order_id invoice_id quote_id product_id line_no name since_date created_date valid_from valid_to employee_id'.split(
		' ',
	),
);

/** Whether a column sorts accounts into a handful of kinds. */
function isDimension(table: TableProfile, column: ColumnProfile): boolean {
	const concept = [...table.recognised.values()].find((recognised) => recognised.column === column)?.concept;
	if (concept && DIMENSIONS.includes(concept)) return column.distinct > 1 && column.longest <= 60;
	if (concept && NOT_DIMENSIONS.has(concept)) return false;
	if (column.date || column.openOrder || column.type === 'BOOLEAN') return false;
	if (column.tokens.some(({ meanings }) => meanings.some((meaning) => PRIVATE.has(meaning)))) return false;
	if (column.number && !column.number.isWhole) return false;
	if (column.number && column.distinct > 12) return false;
	if (column.tokens.some(({ meanings }) => meanings.includes('id'))) return false;
	return (
		column.distinct >= 2 && column.distinct <= 40 && column.distinct < table.rows / 4 && column.longest <= 60
	);
}

const PRIVATE = new Set<string>([
	'address',
	'phone',
	'email',
	'postal',
	'person',
	'birth',
	'edited',
	'id',
	'terms',
	'flag',
]);

/** One row for each account of the order lines, with what is steady about it there. */
async function gathered(context: DraftContext, lines: OrderLinesDraft): Promise<AccountsDraft> {
	const { connection, base } = context;
	const { header } = base;
	const sources = [...(header ? [header.table] : []), base.lines];
	const naming = lines.naming;
	const from = [identifier(base.lines.name), ...lines.select.joins.slice(0, header ? 1 : 0)];
	const day = lines.select.columns.find(({ name }) => name === 'ordered_on')!.sql;
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
	const name = base.accountName ?? (isNamed ? base.account : undefined);
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
