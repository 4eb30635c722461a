import { isOneCurrency, namedCurrency } from '../recognise/one-currency.ts';
import { carriedSql } from '../recognise/carried-down.ts';
import { planAmounts, type AmountPlan } from '../recognise/amounts.ts';
import { documentSql, type Base } from '../recognise/base.ts';
import { decides, dependency } from '../recognise/dependency.ts';
import type { Meaning } from '../recognise/words.ts';
import type { NotName } from './draft-accounts.ts';
import { settleControlTotals, type ControlTotals } from './control-totals.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import { joinSql } from './join-sql.ts';
import {
	hasMoney,
	linkedProducts,
	productPrice,
	todaysAmount,
	type LinkedProducts,
} from './linked-products.ts';
import { saleCondition } from '../recognise/sale-rows.ts';
import { found, firstFound, looksWordy, type TableProfile } from '../recognise/table-profile.ts';
import { currenciesOf, currencySql } from '../recognise/amount-marks.ts';
import { totalRows, type TotalRows } from '../recognise/total-rows.ts';
import {
	bare,
	idSql,
	identifier,
	numberSql,
	qualified,
	textSql,
	type Naming,
} from '../recognise/value-sql.ts';
import { dateColumn, idColumn, made, numberColumn, placeColumns, textColumn } from './column-drafts.ts';
import { numbersOf, type DraftContext } from './draft-context.ts';
import { invoicePrefix } from './invoice-prefix.ts';
import type { DraftColumn, SelectDraft } from './select-draft.ts';

/** The drafted order lines, and what the draft left out on purpose. */
export interface OrderLinesDraft {
	select: SelectDraft;
	keptOut: AmountPlan['keptOut'];
	/** Where all amounts are in one currency, whatever a column of currencies says: why, and which where that is told. */
	inOne: OneCurrency | undefined;
	/** Other columns that could be the net amount. */
	alternatives: AmountPlan['alternatives'];
	controlTotals: ControlTotals;
	/** Rows that are sums of others. */
	sums: TotalRows[];
	/** The account of a line as SQL over the statement's tables, for the drafts that group by it. */
	accountSql: string;
	naming: Naming;
	/** Columns that are called a name of the product and are none, as its rows tell. */
	notNames: NotName[];
	/** The products table that lines were joined to. */
	products?: TableProfile | undefined;
}

/** Drafts `sources/order_lines.sql`. */
export async function draftOrderLines(context: DraftContext): Promise<OrderLinesDraft> {
	const { connection, base } = context;
	const { lines, header } = base;
	const products = await linkedProducts(context);
	const { person } = context;
	const isJoined = header !== undefined || products !== undefined || person !== undefined;
	const naming = isJoined ? qualified : bare;
	const joins = [
		...(header ? [joinSql(header.table, header.link)] : []),
		...(products ? [joinSql(products.table, products.link)] : []),
		...(products?.category ? [joinSql(products.category.table, products.category.link)] : []),
		...(person ? [joinSql(person.table, person.link)] : []),
	];
	const tableOf = (column: ColumnProfile): TableProfile =>
		context.tables.find(({ name }) => name === column.table)!;
	const account = person?.account ?? base.account;
	const accountSql = await filledDown(context, account, idSql(account, naming), naming);
	const columns: DraftColumn[] = [];
	const day = dateColumn('ordered_on', base.date, tableOf(base.date), naming)!;
	const order = orderIdColumn(context, accountSql, day.sql, naming);
	const { isCarriedDown } = base;
	columns.push(
		isCarriedDown
			? { ...order, sql: carriedSql(lines, `nullif(${order.sql}, '')`, naming), note: CARRIED }
			: order,
	);
	const told = tableOf(account).recognised.get('account_id');
	const isPlace =
		told?.column === account &&
		told.confidence === 0.7 &&
		!account.concepts.some(({ concept }) => concept === 'account_id');
	columns.push({
		...idColumn('account_id', account, tableOf(account), naming),
		sql: accountSql,
		...(isPlace ? { note: `no column names a customer, so ${account.name} stands for the account` } : {}),
	});
	columns.push({ ...day, sql: await filledDown(context, base.date, day.sql, naming, true) });

	const amounts = await planAmounts(connection, base, naming);
	const { sales } = context;
	const planned = amounts.amounts.find(({ column }) => column === 'net_amount');
	const sums = await totalRows(connection, base, planned, ownAmountSql(planned, lines));
	const conditions = [
		...(sales ? [saleCondition(sales, naming)] : []),
		...sums
			.filter(({ isProven, isSetAside }) => isProven && !isSetAside)
			.map(({ condition }) => `not (${condition(naming)})`),
	];
	const where = conditions.length === 0 ? undefined : conditions.join(' and ');
	const controlTotals = await settleControlTotals(context, amounts, { joins, naming, where });
	const lineNo = found(lines, 'line_no');
	if (lineNo) columns.push(idColumn('line_no', lineNo, lines, naming));
	const product = await productColumns(context, products, naming);
	columns.push(...product.columns);
	const quantity = found(lines, 'quantity');
	if (quantity) columns.push(numberColumn('quantity', quantity, lines, naming));
	for (const amount of amounts.amounts) {
		const from = amount.from.map(naming);
		columns.push({
			name: amount.column,
			sql: amount.sql,
			...(from.length === 0
				? {}
				: {
						read: from.length === 1 ? from[0]! : `concat_ws(' ${amount.sign ?? '×'} ', ${from.join(', ')})`,
					}),
			from: amount.from,
			isGuess: amount.isGuess,
			confidence: amount.isGuess ? 0.6 : 0.95,
			note: amount.note,
		});
	}
	const todaysPrice = products && !hasMoney(lines) ? productPrice(products.table) : undefined;
	if (todaysPrice && !amounts.amounts.some(({ column }) => column === 'net_amount')) {
		columns.push(todaysAmount('net_amount', quantity, todaysPrice, naming, 'price'));
	}
	const unitCost = products && found(products.table, 'unit_cost');
	if (unitCost && quantity && !amounts.amounts.some(({ column }) => column === 'cost_amount')) {
		columns.push(todaysAmount('cost_amount', quantity, unitCost, naming, 'cost'));
	}
	const net = columns.find(({ name }) => name === 'net_amount');
	const inOne = await oneCurrency(context, net?.from ?? []);
	const marginal = await marginalColumns(context, naming);
	columns.push(...marginal.filter(({ name }) => name !== 'currency' || !inOne));
	const marked = markedCurrency(net?.from ?? [], naming);
	if (marked && !inOne && !columns.some(({ name }) => name === 'currency')) columns.push(marked);
	if (inOne?.column)
		amounts.keptOut.push({ column: inOne.column, test: 'amounts_in_one_currency', reason: inOne.reason });
	columns.push(...placeColumns(lines, isJoined));
	return {
		select: {
			entity: 'order_lines',
			about: `order_lines: one row for each row of ${lines.name}${header ? `, with account and day from ${header.table.name}` : ''}.`,
			columns,
			tables: [
				lines,
				...(header ? [header.table] : []),
				...(products ? [products.table] : []),
				...(person ? [person.table] : []),
			],
			from: identifier(lines.name),
			joins,
			...(where === undefined ? {} : { where }),
			options: [],
		},
		keptOut: amounts.keptOut,
		alternatives: amounts.alternatives,
		controlTotals,
		sums,
		inOne,
		accountSql,
		naming,
		products: products?.table,
		notNames: product.notNames,
	};
}

/** The net amount over the lines alone, or the figure that it is made from; undefined where the lines have none. */
function ownAmountSql(
	net: AmountPlan['amounts'][number] | undefined,
	lines: TableProfile,
): string | undefined {
	const figures = net?.from.filter(({ table }) => table === lines.name) ?? [];
	const total =
		figures.length === 1 ? figures[0] : firstFound(lines, ['amount', 'net_amount', 'gross_amount']);
	if (total) return numberSql(total);
	return figures.length === 2 && figures.length === net!.from.length
		? figures.map((column) => `cast(${numberSql(column)} as decimal(38, 4))`).join(' * ')
		: undefined;
}

function orderIdColumn(
	context: DraftContext,
	accountSql: string,
	daySql: string,
	naming: Naming,
): DraftColumn {
	const { base } = context;
	const { document } = base;
	if (!document) {
		const sql = `${accountSql} || ' ' || ${daySql}`;
		return made('order_id', sql, [], 0.7, 'the source names no order; an account and a day stand for one');
	}
	const table = context.tables.find(({ name }) => name === document.table)!;
	const column = {
		...idColumn('order_id', document, table, naming),
		...(base.documentAlso
			? {
					sql: documentSql(base, naming),
					from: [document, ...base.documentAlso],
					note: `numbers begin anew in each ${base.documentAlso.map(({ name }) => name).join(' and ')}, so both make the order`,
				}
			: {}),
	};
	const prefix = invoicePrefix(context);
	if (prefix === '') return column;
	return {
		...column,
		sql: `${prefix}${column.sql}`,
		note: 'invoices and orders have numbers of their own that coincide without meaning the same; the prefix keeps them apart',
	};
}

/** What speaks of somebody or some place, and of no product. */
const NO_PRODUCT = new Set<Meaning>(['store', 'person', 'employee', 'owner', 'account', 'group', 'region']);

/** What the lines call the product: a column named so, else a general name; the most likely first. */
function productNames({ lines, account, accountName }: Base): ColumnProfile[] {
	const named = found(lines, 'product_name', 0.7);
	const id = found(lines, 'product_id');
	const others = lines.columns.filter(
		(column) =>
			column.concepts.some(
				({ concept, confidence }) => (concept === 'name' || concept === 'product_name') && confidence >= 0.75,
			) &&
			column !== id &&
			column !== named &&
			column !== account &&
			column !== accountName &&
			!column.tokens.some(({ meanings }) => meanings.some((meaning) => NO_PRODUCT.has(meaning))) &&
			!lines.unique.has(column.name) &&
			looksWordy(column),
	);
	return named ? [named, ...others] : others;
}

/** The product's id, name and category. A name that differs within a product is none; one that goes with it is its own. */
async function productColumns(
	context: DraftContext,
	products: LinkedProducts | undefined,
	naming: Naming,
): Promise<{ columns: DraftColumn[]; notNames: NotName[] }> {
	const { connection, base } = context;
	const { lines } = base;
	const columns: DraftColumn[] = [];
	const notNames: NotName[] = [];
	let id = found(lines, 'product_id');
	let name: ColumnProfile | undefined;
	for (const column of productNames(base)) {
		const named = id && (await dependency(connection, identifier(lines.name), bare(id), bare(column)));
		if (named === undefined || decides(named)) {
			name = column;
			break;
		}
		notNames.push({ column, of: 'product', ...named });
		if (id && found(lines, 'product_name', 0.7) === column && !id.concepts.some(isSurelyProduct)) {
			// What each name has one of, and has several names itself, sorts products.
			const sorted = await dependency(connection, identifier(lines.name), bare(column), bare(id));
			if (!decides(sorted) || sorted.several > 0) continue;
			notNames.pop();
			notNames.push({ column: id, of: 'product', keys: named.keys, several: named.several });
			[id, name] = [undefined, column];
			break;
		}
	}
	if (id) columns.push(idColumn('product_id', id, lines, naming));
	else if (name) columns.push(textColumn('product_id', name, lines, naming));
	const joinedName = products && found(products.table, 'product_name');
	if (name) columns.push(textColumn('product_name', name, lines, naming));
	else if (joinedName) columns.push(textColumn('product_name', joinedName, products.table, naming));
	const category = firstFound(lines, ['category', 'subcategory']);
	const joinedCategory = products && firstFound(products.table, ['category', 'subcategory']);
	if (category) columns.push(textColumn('category', category, lines, naming));
	else if (products?.category) {
		columns.push(textColumn('category', products.category.name, products.category.table, naming));
	} else if (joinedCategory) columns.push(textColumn('category', joinedCategory, products.table, naming));
	return { columns, notNames };
}

const isSurelyProduct = ({ concept, confidence }: ColumnProfile['concepts'][number]): boolean =>
	concept === 'product_id' && confidence >= 0.9;

/** Currency, rush and day of entry, from the lines or their header. */
async function marginalColumns(context: DraftContext, naming: Naming): Promise<DraftColumn[]> {
	const { lines, header } = context.base;
	const columns: DraftColumn[] = [];
	for (const table of [lines, ...(header ? [header.table] : [])]) {
		const currency = found(table, 'currency');
		if (currency && looksLikeCurrency(currency) && !columns.some(({ name }) => name === 'currency')) {
			columns.push({
				...textColumn('currency', currency, table, naming),
				sql: await filledDown(context, currency, naming(currency), naming),
			});
		}
		const created = found(table, 'created_date');
		if (
			created?.date &&
			created !== context.base.date &&
			!columns.some(({ name }) => name === 'entered_on')
		) {
			columns.push(dateColumn('entered_on', created, table, naming)!);
		}
	}
	return columns;
}

/** The currency of each line where the signs beside its amount name several. */
function markedCurrency(amount: readonly ColumnProfile[], naming: Naming): DraftColumn | undefined {
	const column = amount.find(({ number }) => currenciesOf(number?.marks).length > 1);
	if (!column) return undefined;
	const sql = currencySql(textSql(column, naming), column.number!.marks!);
	const codes = currenciesOf(column.number!.marks).join(', ');
	return made('currency', sql, [column], 0.9, `the signs in ${column.name} name ${codes}`);
}

/** That all amounts are in one currency: by the name of the amount's columns, or because prices do not differ by currency. */
export interface OneCurrency {
	code: string | undefined;
	/** The column of currencies that is not drafted. */
	column: ColumnProfile | undefined;
	reason: string;
}

async function oneCurrency(
	{ connection, base: { lines, header } }: DraftContext,
	amount: readonly ColumnProfile[],
): Promise<OneCurrency | undefined> {
	const own = found(lines, 'currency') ?? (header && found(header.table, 'currency'));
	const column = own && looksLikeCurrency(own) ? own : undefined;
	const code = namedCurrency(amount);
	if (code !== undefined)
		return { code, column, reason: `amounts are in ${code}, by the name of their column` };
	const one = column && (await isOneCurrency(connection, lines, column));
	return (
		one && {
			...one,
			column,
			reason:
				'products cost the same in each currency, so the amounts are in one of them; draft it as currency if they are not',
		}
	);
}

/** Whether a column holds three-letter codes. */
export function looksLikeCurrency(column: ColumnProfile): boolean {
	return (
		column.shapes.length > 0 && column.shapes.every(({ shape }) => shape === 'aaa') && column.distinct < 60
	);
}

const CARRIED = 'it stands on the first line of each order and holds for those below';

/** A value that stands only on the first line of each order, carried to its other lines. */
async function filledDown(
	context: DraftContext,
	column: ColumnProfile,
	sql: string,
	naming: Naming,
	isDay = false,
): Promise<string> {
	const { connection, base } = context;
	const { document, lines } = base;
	if (base.isCarriedDown && column.table === lines.name && !column.isFull)
		return carriedSql(lines, isDay ? sql : `nullif(${sql}, '')`, naming);
	if (
		!document ||
		column.isFull ||
		column.table !== lines.name ||
		document.table !== lines.name ||
		document === column
	)
		return sql;
	const value = `nullif(trim(cast(${bare(column)} as varchar)), '')`;
	const [blank = 0, fillable = 0] = await numbersOf(
		connection,
		`select count(*) filter (value is null), count(*) filter (value is null and other is not null) from (
			select ${value} as value, max(${value}) over (partition by ${bare(document)}) as other from ${identifier(lines.name)}
		)`,
	);
	if (blank === 0 || fillable < blank * 0.5) return sql;
	const filled = isDay ? sql : `nullif(${sql}, '')`;
	return `coalesce(${filled}, max(${filled}) over (partition by ${naming(document)}))`;
}
