import { documentSql } from '../recognise/base.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Footing, OrderFigures, Part } from '../recognise/control-totals.ts';
import type { Link } from '../recognise/link.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import { quoteText } from '../../warehouse/sql-text.ts';
import { bare, identifier, keySql, numberSql, type Naming } from '../recognise/value-sql.ts';
import { placeColumns } from './column-drafts.ts';
import type { DraftContext } from './draft-context.ts';
import { invoicePrefix } from './invoice-prefix.ts';

/** The lines as the drafted statement reads them, and the table of orders that stands above them. */
export interface TotalsPlace {
	/** `from` and `join`s that reach the lines and the table of orders. */
	from: string;
	where: string | undefined;
	naming: Naming;
	header: { table: TableProfile; link: Link } | undefined;
}

/**
 * The select of one second figure of whole orders: `control_total`, `order_id`, and `amount`, which is what the drafted lines of
 * the order should come to.
 * @param shifts how often a part went into the lines (1) or came off them (-1) after the totals were footed
 */
export function keptTotalSql(
	context: DraftContext,
	{ total, parts }: Footing,
	figures: OrderFigures,
	place: TotalsPlace,
	shifts: Partial<Record<Part, number>>,
): string {
	const between = (['tax', 'freight', 'discount'] as const).flatMap((part) => {
		// Tax and freight lie on top of the lines, a discount comes off them.
		const sign = part === 'discount' ? -1 : 1;
		const times = (parts.includes(part) ? sign : 0) + sign * (shifts[part] ?? 0);
		return times === 0 ? [] : [{ part, times }];
	});
	const said = between.map(
		({ part, times }) => ` ${times > 0 ? 'less' : 'plus'} ${figures[part]?.name ?? 'tax'}`,
	);
	const name = quoteText(`${total.table}.${total.name}${said.join('')}`);
	const amount = (one: (column: ColumnProfile) => string, lineTax: string | undefined): string =>
		[
			one(total),
			...between.flatMap(({ part, times }) => {
				const column = figures[part];
				const value = column === undefined ? lineTax : one(column);
				if (value === undefined) return [];
				const worth = `coalesce(${part === 'discount' ? `abs(${value})` : value}, 0)`;
				return [`${times > 0 ? '-' : '+'} ${worth}`];
			}),
		].join(' ');
	const { header } = place;
	const isOf = (table: TableProfile): boolean =>
		[total, ...between.map(({ part }) => figures[part])].every((column) => column?.table === table.name);
	if (header && isOf(header.table))
		return ofOrders(
			context,
			header,
			name,
			amount((column) => numberSql(column), undefined),
		);
	const ofLines = fromLines(
		context,
		place,
		name,
		amount(
			(column) => `max(${numberSql(column, place.naming)})`,
			figures.lineTax && `sum(${figures.lineTax})`,
		),
	);
	if (!header || total.table !== header.table.name) return ofLines;
	// What stands with the lines of an order that has none is nothing.
	const inHeader = (column: ColumnProfile): string =>
		column.table === header.table.name ? numberSql(column) : '0';
	return `${ofLines}\nunion all\n${ofOrders(context, header, name, amount(inHeader, undefined), true)}`;
}

/** One row for each row of the table of orders; only of orders without lines where the others are told elsewhere. */
function ofOrders(
	context: DraftContext,
	{ table, link }: NonNullable<TotalsPlace['header']>,
	name: string,
	amount: string,
	isRest = false,
): string {
	const pairs = [link, ...(link.also ?? [])];
	const key = (side: 'from' | 'to'): string => pairs.map((pair) => keySql(pair[side])).join(` || ' / ' || `);
	const number = documentSql(
		{ document: link.to, documentAlso: (link.also ?? []).map((pair) => pair.to) },
		bare,
	);
	const lines = identifier(link.from.table);
	return select(
		[
			`${name} as control_total`,
			named(`${invoicePrefix(context)}${number}`, 'order_id'),
			`${amount} as amount`,
			...placeColumns(table, false).map((column) => named(column.sql, column.name)),
		],
		identifier(table.name),
		[
			...(isRest
				? [`where ${key('to')} not in (select ${key('from')} from ${lines} where ${key('from')} is not null)`]
				: []),
			...(link.repeated
				? [`qualify row_number() over (partition by ${key('to')} order by line_number) = 1`]
				: []),
		],
	);
}

/** One row for each order of the lines, whose figures stand on its lines or beside them. */
function fromLines(context: DraftContext, place: TotalsPlace, name: string, amount: string): string {
	const { base } = context;
	const order = documentSql(base, place.naming);
	const [file, line] = placeColumns(base.lines, true);
	const conditions = [`trim(${order}) <> ''`, ...(place.where === undefined ? [] : [place.where])];
	return select(
		[
			`${name} as control_total`,
			named(`${invoicePrefix(context)}${order}`, 'order_id'),
			`${amount} as amount`,
			`any_value(${file!.sql}) as source_file`,
			`min(${line!.sql}) as source_line`,
		],
		place.from,
		[`where ${conditions.join(' and ')}`, `group by ${order}`],
	);
}

function select(columns: readonly string[], from: string, rest: readonly string[]): string {
	return [`select\n${columns.map((column) => `  ${column}`).join(',\n')}`, `from ${from}`, ...rest].join(
		'\n',
	);
}

const named = (sql: string, name: string): string => (sql === name ? sql : `${sql} as ${name}`);

/** The file that keeps the figures that were found. */
export function renderKeptTotals(selects: readonly string[]): string {
	return [
		'-- control_totals: what the source says that the lines of each order come to, one row for each order and figure.',
		'-- A build holds the lines of each order against it, and names the orders that miss it or have no line.',
		selects.join('\nunion all by name\n'),
		'',
	].join('\n');
}
