import type { DuckDBConnection } from '@duckdb/node-api';
import { accountOf } from './account-of.ts';
import type { ColumnProfile } from './column-profile.ts';
import { isGood, linkBy, type Link, type RefusedLink } from './link.ts';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import { idSql, keySql, type Naming } from './value-sql.ts';
import { tradeSides } from './trade-side.ts';
import { firstDay, found, firstFound, type TableProfile } from './table-profile.ts';
import type { Role } from './table-role.ts';

/** The tables that order lines are read from: lines alone, or lines and the header that holds their account and date. */
export interface Base {
	lines: TableProfile;
	header?: { table: TableProfile; link: Link } | undefined;
	account: ColumnProfile;
	/** Name of the account where it stands beside its id, in the lines or the header. */
	accountName?: ColumnProfile | undefined;
	date: ColumnProfile;
	/** The document that a line belongs to; absent where the source has none. */
	document?: ColumnProfile | undefined;
	/** Further columns of the lines without which a document's number is not its own: the year, the shop. */
	documentAlso?: ColumnProfile[];
	documentKind: 'order' | 'invoice' | 'none';
	/** Order, account and day stand on the first line of each order only. */
	isCarriedDown?: boolean;
	/** 0 to 1. */
	confidence: number;
	refused: RefusedLink[];
}

const SURE_DATES = ['order_date', 'invoice_date', 'date'] as const;
const DATES = [
	...SURE_DATES,
	'created_date',
	'ship_date',
	'delivered_date',
	'paid_date',
	'closed_date',
	'quote_date',
] as const;

/**
 * The best reading of the tables as order lines: with account, day and amount, as fine as there is; invoices before orders only
 * where they say more about money. Undefined where no table has an account and a day.
 */
export async function chooseBase(
	connection: DuckDBConnection,
	tables: readonly TableProfile[],
	roles: ReadonlyMap<TableProfile, Role>,
): Promise<{ base: Base; others: Base[] } | undefined> {
	const of = (...wanted: Role[]): TableProfile[] =>
		tables.filter((table) => wanted.includes(roles.get(table)!));
	const headers = of('headers');
	const candidates: { base: Base; score: number }[] = [];
	const joined = new Set<TableProfile>();
	for (const lines of of('lines', 'flat')) {
		const { base, usedHeader } = await joinHeader(connection, lines, [
			...headers,
			...of('flat').filter((table) => table !== lines),
		]);
		if (!base) continue;
		if (usedHeader) joined.add(usedHeader);
		candidates.push({ base, score: richness(base) });
	}
	// Payments and opportunities are read as sales only where nothing else tells of money.
	const isMoneyTold = candidates.some(({ base }) => tellsMoney(base.lines));
	for (const payments of isMoneyTold ? [] : of('payments')) {
		const { base } = await joinHeader(connection, payments, [...headers, ...of('flat')]);
		if (base?.header) candidates.push({ base, score: richness(base) });
	}
	for (const header of isMoneyTold
		? headers
		: [...headers, ...of('payments', 'quotes', 'agreements', 'unknown')]) {
		if (joined.has(header)) continue;
		const base = alone(header);
		if (base) candidates.push({ base, score: richness(base) });
	}
	const sides = tradeSides(tables);
	for (const candidate of candidates)
		if (sides.get(candidate.base.lines) === 'ledger') candidate.score -= LEDGER_BEHIND;
	candidates.sort((a, b) => b.score - a.score || b.base.lines.rows - a.base.lines.rows);
	const base = candidates[0]?.base;
	if (!base) return undefined;
	return {
		base,
		others: await otherSales(
			connection,
			base,
			candidates.slice(1).map((each) => each.base),
		),
	};
}

/** A book of entries is read as sales only where nothing else tells of them. */
const LEDGER_BEHIND = 20;

/** Readings that tell of products and money in documents that the chosen one does not have. */
async function otherSales(connection: DuckDBConnection, base: Base, rest: readonly Base[]): Promise<Base[]> {
	const others: Base[] = [];
	const tellsProducts = ({ lines }: Base): boolean =>
		firstFound(lines, ['product_id', 'product_name', 'quantity']) !== undefined;
	for (const other of rest) {
		if (!tellsMoney(other.lines) || tellsProducts(other) !== tellsProducts(base)) continue;
		if (other.documentKind !== base.documentKind || other.lines === base.header?.table) continue;
		if (base.document && other.document) {
			const [own, theirs] = [base.document, other.document].map(
				(column) => `select ${keySql(column)} as key from ${quoteIdentifier(column.table)}`,
			);
			const row = (
				await connection.runAndReadAll(
					`select avg(case when key in (${own}) then 1.0 else 0.0 end) from (select distinct key from (${theirs}))`,
				)
			).getRowsJS()[0]!;
			if (Number(row[0] ?? 1) > 0.2) continue;
		}
		others.push(other);
	}
	return others;
}

async function joinHeader(
	connection: DuckDBConnection,
	lines: TableProfile,
	headers: readonly TableProfile[],
): Promise<{ base?: Base | undefined; usedHeader?: TableProfile }> {
	const own = alone(lines);
	if (own) return { base: own };
	const refused: RefusedLink[] = [];
	let best: { base: Base; header: TableProfile; fit: number } | undefined;
	for (const concept of ['order_id', 'invoice_id', 'delivery_id'] as const) {
		for (const header of headers) {
			const link = await linkBy(connection, lines, header, concept);
			if (!link) continue;
			if (!isGood(link)) {
				refused.push(link);
				continue;
			}
			const account = accountOf(lines) ?? accountOf(header);
			const date = dayOf(header) ?? dayOf(lines);
			if (!account || !date || (best && best.fit >= fitOf(link))) continue;
			const documentKind = concept === 'invoice_id' ? 'invoice' : 'order';
			best = {
				header,
				fit: fitOf(link),
				base: {
					lines,
					header: { table: header, link },
					account,
					accountName: accountNameOf(lines) ?? accountNameOf(header),
					date,
					document: link.from,
					...(link.also ? { documentAlso: link.also.map((pair) => pair.from) } : {}),
					documentKind,
					confidence: link.containment,
					refused,
				},
			};
		}
	}
	return best ? { base: best.base, usedHeader: best.header } : {};
}

/** How well a header fits: it knows the lines' documents, and holds little beside them. */
function fitOf({ containment, coverage }: Link): number {
	return Math.round((2 * containment + coverage) * 100);
}

/** A table as order lines by itself. */
function alone(table: TableProfile): Base | undefined {
	const account = accountOf(table);
	const date = dayOf(table);
	if (!account || !date) return undefined;
	const order = found(table, 'order_id');
	const document = order ?? firstFound(table, ['invoice_id', 'delivery_id', 'payment_id', 'quote_id']);
	return {
		lines: table,
		account,
		accountName: accountNameOf(table),
		date,
		document,
		documentKind: order ? 'order' : document ? 'invoice' : 'none',
		confidence: table.recognised.get('account_id')?.confidence ?? 0.7,
		refused: [],
	};
}

/**
 * The day of a table's rows: one that is named so plainly, else the day of entry, else what else there is. Where more rows
 * have the next one, it is that: a day that few rows have tells of what befell them.
 */
function dayOf(table: TableProfile): ColumnProfile | undefined {
	const entered = found(table, 'created_date', 0.8);
	const inOrder = [
		...SURE_DATES.map((concept) => firstDay(table, [concept], 0.75)),
		entered?.date ? entered : undefined,
		...DATES.map((concept) => firstDay(table, [concept])),
	].filter((day) => day !== undefined);
	const readable = (day: ColumnProfile): number => day.filled * (day.date?.share ?? 1);
	const most = inOrder.reduce((sofar, day) => Math.max(sofar, readable(day)), 0);
	return inOrder.find((day) => readable(day) >= most * FULL_ENOUGH);
}

/** Share of the rows of the fullest day that another one must have to go before it. */
const FULL_ENOUGH = 0.8;

function accountNameOf(table: TableProfile): ColumnProfile | undefined {
	const name = found(table, 'account_name', 0.6);
	return name === accountOf(table) ? undefined : name;
}

/** Whether lines have an amount, or what makes one. */
function tellsMoney(lines: TableProfile): boolean {
	const has = (...concepts: Parameters<typeof firstFound>[1]): boolean =>
		firstFound(lines, concepts) !== undefined;
	return (
		has('net_amount', 'amount', 'gross_amount', 'unit_price', 'header_amount', 'paid_amount') ||
		(has('quantity') && has('list_price', 'gross_unit_price'))
	);
}

/** How much a reading says; the finest grain and the most about money wins. */
function richness({ lines, documentKind }: Base): number {
	const has = (concepts: Parameters<typeof firstFound>[1]): number => (firstFound(lines, concepts) ? 1 : 0);
	return (
		4 * (tellsMoney(lines) ? 1 : 0) +
		3 * has(['product_id', 'product_name']) +
		has(['quantity']) +
		has(['net_amount', 'amount', 'gross_amount']) +
		has(['profit', 'cost_amount', 'unit_cost']) +
		0.5 * (documentKind === 'order' ? 1 : 0) +
		0.2 * (lines.subject.has('order') || lines.subject.has('invoice') ? 1 : 0)
	);
}

/** The document of a line as one text: its number, and with it the year or the shop where numbers begin anew in each. */
export function documentSql(
	{ document, documentAlso = [] }: Pick<Base, 'document' | 'documentAlso'>,
	name: Naming,
): string {
	return [document!, ...documentAlso].map((column) => idSql(column, name)).join(` || '-' || `);
}
