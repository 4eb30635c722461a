import { accountOf } from '../recognise/account-of.ts';
import { documentSql } from '../recognise/base.ts';
import { PART_COLUMN } from '../recognise/alike-tables.ts';
import { found, firstFound, type TableProfile } from '../recognise/table-profile.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import { dateSql, idSql, identifier, textSql, type Naming } from '../recognise/value-sql.ts';
import { accountSource } from './account-source.ts';
import { dateColumn, idColumn, made, numberColumn, placeColumns } from './column-drafts.ts';
import { tablesOf, type DraftContext } from './draft-context.ts';
import type { OrderLinesDraft } from './draft-order-lines.ts';
import type { DraftColumn, SelectDraft } from './select-draft.ts';
import { ORDER_STATUS, statusSql } from './status-sql.ts';

/** Drafts `sources/orders.sql` from the table of orders, or from the lines where they carry a status; undefined where nothing tells. */
export async function draftOrders(
	context: DraftContext,
	lines: OrderLinesDraft,
): Promise<SelectDraft | undefined> {
	const { base } = context;
	const header = orderHeader(context);
	if (header) return fromHeader(context, header);
	if (
		base.documentKind !== 'order' ||
		base.header ||
		!base.document ||
		base.lines.unique.has(base.document.name)
	)
		return undefined;
	return fromLines(context, lines);
}

/** The table with one row an order. */
export function orderHeader(context: DraftContext): TableProfile | undefined {
	const { base } = context;
	const own =
		base.header?.table ??
		(base.document && base.lines.unique.has(base.document.name) ? base.lines : undefined);
	if (own && base.documentKind === 'order') return own;
	return tablesOf(context, 'headers').find((table) => found(table, 'order_id') && accountOf(table));
}

async function fromHeader(context: DraftContext, header: TableProfile): Promise<SelectDraft | undefined> {
	const order = found(header, 'order_id');
	const account = accountSource(context, header);
	if (!order || !account) return undefined;
	const { naming, joins, tables } = account;
	const columns: DraftColumn[] = [orderNumber(header, order, naming), account.column];
	columns.push(...(await statusColumns(context, header, naming)));
	const promised = promisedDay(header);
	const promisedColumn = promised && dateColumn('promised_on', promised, header, naming);
	if (promisedColumn) columns.push(promisedColumn);
	const amount = firstFound(header, ['net_amount', 'header_amount', 'amount']);
	if (amount && header !== context.base.lines) columns.push(numberColumn('amount', amount, header, naming));
	if (columns.length === 2) return undefined;
	columns.push(...placeColumns(header, joins.length > 0));
	return {
		entity: 'orders',
		about: `orders: one row for each row of ${header.name}. A status never changes revenue.`,
		columns,
		tables,
		from: identifier(header.name),
		joins,
		options: [],
	};
}

/** The number of an order, with the year or the shop where numbers begin anew in each. */
function orderNumber(header: TableProfile, order: ColumnProfile, naming: Naming): DraftColumn {
	const column = idColumn('order_id', order, header, naming);
	const also = header.key?.column === order ? header.key.also : [];
	if (also.length === 0) return column;
	return {
		...column,
		sql: documentSql({ document: order, documentAlso: also }, naming),
		from: [order, ...also],
	};
}

/** The day that an order was promised for: named so, or the day it is due. */
function promisedDay(header: TableProfile): ColumnProfile | undefined {
	return found(header, 'promised_date') ?? found(header, 'due_date');
}

async function statusColumns(
	context: DraftContext,
	header: TableProfile,
	naming: Naming,
): Promise<DraftColumn[]> {
	const status = found(header, 'status');
	const known = status && (await statusSql(context.connection, status, ORDER_STATUS, naming));
	if (status && known !== undefined) return [made('status', known, [status], 0.8)];
	const done = firstFound(header, ['delivered_date', 'ship_date', 'closed_date']);
	if (!done?.date || done.isFull || done.filled === 0) return [];
	const cancelled = found(header, 'cancelled');
	const cases = [
		...(cancelled ? [`    when ${textSql(cancelled, naming)} <> '' then 'cancelled'`] : []),
		`    when ${dateSql(done, done.date, naming)} is null then 'open'`,
	];
	const word = done === found(header, 'closed_date') ? 'closed' : 'shipped';
	return [
		made(
			'status',
			['case', ...cases, `    else '${word}'`, '  end'].join('\n'),
			[done],
			0.7,
			`an order without ${done.name} is taken as open`,
		),
	];
}

/** One row for each order of the lines, with the status that its newest line gives. */
async function fromLines(
	{ connection, base }: DraftContext,
	lines: OrderLinesDraft,
): Promise<SelectDraft | undefined> {
	const table = base.lines;
	const status = found(table, 'status');
	const promised = found(table, 'promised_date');
	const statusCase = status && (await statusSql(connection, status, ORDER_STATUS, lines.naming));
	if (!statusCase && !promised?.date) return undefined;
	const order = base.document!;
	const naming = lines.naming;
	const account = lines.accountSql.includes(' over ') ? idSql(base.account, naming) : lines.accountSql;
	const columns: DraftColumn[] = [
		idColumn('order_id', order, table, naming),
		made('account_id', `max(${account})`, [base.account], 0.9),
	];
	if (status && statusCase) {
		const newest = statusCase.replace(
			/^case trim\((.*)\)$/m,
			(_, value: string) => `case trim(max(${value}))`,
		);
		columns.push(made('status', newest, [status], 0.8));
	}
	if (promised?.date) {
		const day = dateColumn('promised_on', promised, table, naming)!;
		columns.push({ ...day, sql: `max(${day.sql})`, read: `max(${naming(promised)})` });
	}
	columns.push(
		made('source_file', table.parts ? `any_value(${PART_COLUMN})` : `'${table.name}'`, [], 1),
		made('source_line', 'min(line_number)', [], 1),
	);
	return {
		entity: 'orders',
		about: `orders: one row for each order of ${table.name}. A status never changes revenue.`,
		columns,
		tables: [table],
		from: identifier(table.name),
		joins: [],
		where: `${idSql(order, naming)} <> ''`,
		groupBy: idSql(order, naming),
		options: [],
	};
}

/** Drafts `sources/deliveries.sql` from orders that carry a promised day and the day they left. */
export function draftOrderDeliveries(context: DraftContext): SelectDraft | undefined {
	const header = orderHeader(context);
	if (!header) return undefined;
	const order = found(header, 'order_id');
	const account = accountSource(context, header);
	const promised = promisedDay(header);
	const shipped = found(header, 'ship_date');
	const delivered = found(header, 'delivered_date');
	if (!order || !account || !promised?.date || !(shipped?.date ?? delivered?.date)) return undefined;
	const { naming, joins, tables } = account;
	const day = (name: string, column: ColumnProfile | undefined): DraftColumn[] => {
		const drafted = column && dateColumn(name, column, header, naming);
		return drafted ? [drafted] : [];
	};
	return {
		entity: 'deliveries',
		about: `deliveries: one row for each order of ${header.name}, promised and real.`,
		columns: [
			{ ...orderNumber(header, order, naming), name: 'delivery_id' },
			account.column,
			orderNumber(header, order, naming),
			...day('promised_on', promised),
			...day('shipped_on', shipped),
			...day('delivered_on', delivered),
			...placeColumns(header, joins.length > 0),
		],
		tables,
		from: identifier(header.name),
		joins,
		options: [],
	};
}
