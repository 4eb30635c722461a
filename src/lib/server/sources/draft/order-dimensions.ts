import type { ColumnProfile } from '../recognise/column-profile.ts';
import { looksWordy, type TableProfile } from '../recognise/table-profile.ts';
import { dateSql, idSql, identifier, textSql, type Naming } from '../recognise/value-sql.ts';
import { dimensionNames, LINE_PREFIX } from '../dimension-names.ts';
import { CONTRACT, DIMENSIONS, dimensionName, isDimension } from './account-dimensions.ts';
import { made } from './column-drafts.ts';
import { numbersOf, type DraftContext } from './draft-context.ts';
import type { OrderLinesDraft } from './draft-order-lines.ts';
import type { DraftColumn } from './select-draft.ts';

/** Share of the accounts for which a column must have one value to be taken as the account's. */
const LEAST_STEADY = 0.9;
/** Accounts with several orders below which a column tells nothing of them. */
const FEWEST_ACCOUNTS = 3;
/** Values beyond which a column sorts nothing. */
const MOST_VALUES = 5000;

/** In how many accounts a column has several values. */
export interface Steadiness {
	accounts: number;
	differing: number;
}

/** A column of the lines, or of the table above them, and how steady it is within an account. */
export interface VaryingColumn extends Steadiness {
	column: ColumnProfile;
}

/** The lines with their accounts, ready to be grouped by account. */
export interface LinesByAccount {
	sources: readonly TableProfile[];
	from: string;
	account: string;
	/** What the newest line of an account is told by. */
	newest: string;
	naming: Naming;
	/** What tells one order from another. */
	documents: string;
}

/** How the drafted lines are grouped by account. */
export function linesByAccount({ base }: DraftContext, lines: OrderLinesDraft): LinesByAccount {
	const { header } = base;
	const { naming } = lines;
	// The plain day and account: one that is carried from line to line by a window cannot stand in an aggregate.
	const day = dateSql(base.date, base.date.date!, naming);
	const account = lines.accountSql.includes(' over ') ? idSql(base.account, naming) : lines.accountSql;
	const lineNumber = header ? `${identifier(base.lines.name)}.line_number` : 'line_number';
	return {
		sources: [...(header ? [header.table] : []), base.lines],
		from: [identifier(base.lines.name), ...lines.select.joins.slice(0, header ? 1 : 0)].join(' '),
		account,
		newest: `(${day}, ${lineNumber})`,
		naming,
		documents: base.document ? naming(base.document) : day,
	};
}

/** In how many accounts a column has several values; where `isOfOrders`, only accounts with several orders are asked. */
export async function steadinessOf(
	connection: DraftContext['connection'],
	{ from, account, naming, documents }: Pick<LinesByAccount, 'from' | 'account' | 'naming' | 'documents'>,
	column: ColumnProfile,
	isOfOrders = false,
): Promise<Steadiness> {
	const several = isOfOrders ? ` having count(distinct ${documents}) > 1` : '';
	const [accounts = 0, differing = 0] = await numbersOf(
		connection,
		`select count(*), count(*) filter (kinds > 1) from (
			select count(distinct nullif(trim(${textSql(column, naming)}), '')) as kinds from ${from} where ${account} <> '' group by ${account}${several}
		)`,
	);
	return { accounts, differing };
}

/** Whether nearly every account has one value of a column. */
export function isSteady({ accounts, differing }: Steadiness): boolean {
	return accounts > 0 && accounts - differing >= accounts * LEAST_STEADY;
}

/** The columns of the lines that sort them and are not used otherwise: those that go with the account, and those that do not. */
export async function orderDimensions(
	{ connection, base }: DraftContext,
	lines: OrderLinesDraft,
	used: readonly (ColumnProfile | undefined)[],
): Promise<{ steady: ColumnProfile[]; varying: VaryingColumn[] }> {
	const grouped = linesByAccount({ base } as DraftContext, lines);
	const seen = new Set([
		...used,
		...lines.select.columns.flatMap((column) => column.from),
		...[base.account, base.accountName, base.date, base.document, ...(base.documentAlso ?? [])],
	]);
	const steady: ColumnProfile[] = [];
	const varying: VaryingColumn[] = [];
	for (const table of grouped.sources) {
		for (const column of table.columns) {
			if (seen.has(column) || !maySort(table, column)) continue;
			const steadiness = await steadinessOf(connection, grouped, column, true);
			// A column that no account could have differed in tells nothing.
			if (steadiness.accounts < FEWEST_ACCOUNTS) continue;
			if (isSteady(steadiness)) steady.push(column);
			else varying.push({ column, ...steadiness });
		}
	}
	return { steady, varying };
}

function maySort(table: TableProfile, column: ColumnProfile): boolean {
	const isKnown = [...CONTRACT.map(([, concept]) => concept), ...DIMENSIONS].some(
		(concept) => concept !== 'referred_by' && table.recognised.get(concept)?.column === column,
	);
	return isKnown ? isLineDimension(column) : isDimension(table, column);
}

function isLineDimension(column: ColumnProfile): boolean {
	return (
		column.distinct > 1 && column.distinct <= MOST_VALUES && !(looksWordy(column) && column.longest > 100)
	);
}

/** The columns that differ within accounts, as dimensions of the order line, under names that no other dimension has. */
export function lineDimensionColumns(
	lines: OrderLinesDraft,
	varying: readonly VaryingColumn[],
	accountColumns: readonly string[],
): DraftColumn[] {
	const columns = varying.filter(({ column }) => isLineDimension(column)).map(({ column }) => column);
	const names = dimensionNames(
		columns.map((column) => dimensionName(column)),
		LINE_PREFIX,
		new Set([...accountColumns, ...lines.select.columns.map(({ name }) => name)]),
	);
	return columns
		.filter((column, i) => columns.findIndex((other) => dimensionName(other) === dimensionName(column)) === i)
		.map((column) =>
			made(
				names.get(dimensionName(column))!,
				textSql(column, lines.naming),
				[column],
				0.8,
				'a dimension of the order line',
			),
		);
}
