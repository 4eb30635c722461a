import type { DuckDBConnection } from '@duckdb/node-api';
import type { Base } from './base.ts';
import { standsWithOrder } from './carried-down.ts';
import type { ColumnProfile } from './column-profile.ts';
import { positiveCredits, turned } from './credit-notes.ts';
import { bookedSides, withSides } from './booked-sides.ts';
import { costAmount, isThePrice } from './cost-amount.ts';
import { wide, type DraftedAmount, type NumberSql } from './drafted-amount.ts';
import { netOfPrices, netOfStored, onFirstLine } from './net-amount.ts';
import {
	addsUpTo,
	isLinesByName,
	isLinesOwn,
	discountKind,
	growsWithQuantity,
	repeatsOnLines,
	type PriceColumns,
} from './price-identity.ts';
import { storedTotals } from './stored-totals.ts';
import { found, firstFound } from './table-profile.ts';
import { numberSql, type Naming } from './value-sql.ts';

/** A figure that was understood and kept out on purpose. */
export interface KeptOut {
	column: ColumnProfile;
	/** The test that kept it out. */
	test:
		| 'figure_repeats_on_lines'
		| 'figure_on_first_lines'
		| 'is_tax'
		| 'is_freight'
		| 'cost_is_amount'
		| 'amounts_in_one_currency';
	reason: string;
}

/** The amounts of the order lines, and what was decided on the way. */
export interface AmountPlan {
	amounts: DraftedAmount[];
	/** Figures that were understood and kept out on purpose, with the reason. */
	keptOut: KeptOut[];
	/** Other readings of the net amount that the columns allow. */
	alternatives: DraftedAmount[];
	/** Figures of the lines that are the order's: on each of its lines again, or on its first alone. */
	ofOrders: Map<ColumnProfile, 'repeated' | 'first_only'>;
	/** Figures of whole orders that are part of the net amount. */
	taken: ColumnProfile[];
}

/** Net, list and cost amount of the lines: after discount, before tax, and never an order's total once for each of its lines. */
export async function planAmounts(
	connection: DuckDBConnection,
	base: Base,
	name: Naming,
): Promise<AmountPlan> {
	const { lines } = base;
	const plan: AmountPlan = { amounts: [], keptOut: [], alternatives: [], ofOrders: new Map(), taken: [] };
	const number: NumberSql = (column) => numberSql(column, name);
	const quantity = found(lines, 'quantity');
	const listed = firstFound(lines, ['unit_price', 'gross_unit_price', 'list_price']);
	const reduced = found(lines, 'discount') ? undefined : found(lines, 'net_unit_price');
	const price = reduced ?? listed;
	const namedTax = found(lines, 'tax_amount');
	const taxRate = found(lines, 'tax_rate');
	const differing = firstFound(lines, ['product_id', 'product_name', 'line_no', 'quantity']);
	const repeats = async (column: ColumnProfile): Promise<'repeated' | 'first_only' | undefined> => {
		if (base.isCarriedDown)
			return (await standsWithOrder(connection, base, column)) ? 'first_only' : undefined;
		if (!base.document || base.document.table !== lines.name || lines.unique.has(base.document.name))
			return undefined;
		const how = await repeatsOnLines(connection, base.document, column, differing);
		const product = firstFound(lines, ['product_id', 'product_name']);
		if (how !== 'repeated' || !(await isLinesOwn(connection, base.document, column, product))) return how;
		if (!isLinesByName(column)) alike.add(column);
		return undefined;
	};
	/** Figures that are the same on all lines of an order, and taken for the line's. */
	const alike = new Set<ColumnProfile>();

	for (const column of [namedTax, found(lines, 'freight'), found(lines, 'discount')]) {
		const how = column && (await repeats(column));
		if (column && how) plan.ofOrders.set(column, how);
	}
	const taxAmount = namedTax && plan.ofOrders.has(namedTax) ? undefined : namedTax;
	let discount = found(lines, 'discount');
	if (
		discount &&
		(await repeats(discount)) === 'repeated' &&
		(await discountKind(connection, discount)).kind === 'amount'
	) {
		plan.keptOut.push({
			column: discount,
			test: 'figure_repeats_on_lines',
			reason: "the order's discount, repeated on each of its lines",
		});
		discount = undefined;
	}
	const prices: PriceColumns | undefined = price && { quantity, price, discount, taxAmount, taxRate };
	let net: DraftedAmount | undefined;
	const totals = await storedTotals(connection, lines, prices, repeats);
	const spread = totals.filter((total) => total.spread !== undefined);
	for (const { column, spread: how } of spread) {
		plan.ofOrders.set(column, how!);
		const reason =
			how === 'repeated'
				? "the order's total, repeated on each of its lines"
				: "the order's total, on its first line only";
		const test = how === 'repeated' ? 'figure_repeats_on_lines' : 'figure_on_first_lines';
		plan.keptOut.push({ column, test, reason });
	}
	const stored = totals.find((total) => total.spread === undefined);
	if (stored) {
		net = await netOfStored(
			connection,
			lines,
			stored,
			{ taxAmount, taxRate, discount, hasPrices: prices?.quantity !== undefined },
			number,
		);
		const { identity } = stored;
		if (alike.has(stored.column) && !identity) {
			net = {
				...net,
				isGuess: true,
				note: `${stored.column.name} is the same on all lines of each order, and taken as the line's`,
			};
			const once = onFirstLine(base, stored.column, 'repeated', number, name);
			plan.alternatives.push({ ...once, note: `${stored.column.name}, counted once an order,` });
		}
		if (identity && identity.discount !== 'none' && prices?.quantity)
			plan.amounts.push(listAmount(prices, number));
	}
	const unitCost = found(lines, 'unit_cost');
	for (const { column, spread: how } of totals) {
		if (column === stored?.column || how !== undefined || !isPlainTotal(column)) continue;
		plan.alternatives.push(asNet(number(column), [column], column.name));
	}
	if (stored && !stored.identity && prices?.quantity) {
		const { quantity: pieces, price: each } = prices;
		plan.alternatives.push(
			asNet(`${wide(pieces!, number)} * ${number(each)}`, [pieces!, each], `${pieces!.name} × ${each.name}`),
		);
	}
	let isCostThePrice = false;
	if (!net && !prices && quantity && unitCost && base.document) {
		for (const { column } of spread) {
			if (isCostThePrice || !(await addsUpTo(connection, base.document, column, quantity, unitCost)))
				continue;
			isCostThePrice = true;
			net = {
				...(await netOfPrices(connection, { quantity, price: unitCost }, number)),
				note: `quantity × ${unitCost.name} adds up to ${column.name}, so it is the price`,
			};
		}
	}
	if (!net && prices?.quantity && (await growsWithQuantity(connection, lines, prices))) {
		const note = `${prices.price.name} is the line's: of one product it grows with ${prices.quantity.name}`;
		net = { ...asNet(number(prices.price), [prices.price], note) };
		plan.alternatives.push(
			asNet(
				`${wide(prices.quantity, number)} * ${number(prices.price)}`,
				[prices.quantity, prices.price],
				'quantity × price',
			),
		);
	}
	if (!net && prices) {
		net = await netOfPrices(connection, prices, number);
		if (discount && net.from.includes(discount) && quantity) plan.amounts.push(listAmount(prices, number));
	}
	if (!net && spread[0]) {
		const { column, spread: how } = spread[0];
		net = onFirstLine(base, column, how!, number, name);
		if (how === 'repeated') plan.alternatives.push(asNet(number(column), [column], column.name));
	}
	const credits = net && (await positiveCredits(connection, lines, net));
	if (net && credits) {
		plan.alternatives.push({ ...net, note: `${net.from[0]!.name} as it stands` });
		net = turned(net, credits, name);
	}
	const sides = net && !credits && (await bookedSides(connection, lines, net));
	if (net && sides) {
		plan.alternatives.push({ ...net, note: `${net.from[0]!.name} as it stands` });
		net = withSides(net, sides, name);
	}
	if (net) plan.amounts.unshift(net);
	for (const column of [namedTax, taxRate]) {
		if (column && !net?.from.includes(column))
			plan.keptOut.push({ column, test: 'is_tax', reason: 'tax is no revenue' });
	}
	const freight = found(lines, 'freight');
	if (freight)
		plan.keptOut.push({
			column: freight,
			test: 'is_freight',
			reason:
				'freight is charged in some companies and borne in others; draft it as freight_amount if you bear it',
		});
	const listPrice = found(lines, 'list_price') ?? (reduced && listed);
	if (
		listPrice &&
		listPrice !== price &&
		quantity &&
		!plan.amounts.some(({ column }) => column === 'list_amount')
	) {
		plan.amounts.push({
			column: 'list_amount',
			sql: `${wide(quantity, number)} * ${number(listPrice)}`,
			from: [quantity, listPrice],
			isGuess: false,
			note: 'quantity × list price',
		});
	}
	const cost =
		net && !isCostThePrice ? await costAmount(connection, base, net, quantity, price, number) : undefined;
	if (cost && net && (await isThePrice(connection, lines, net, cost))) {
		for (const column of cost.from.filter((each) => each !== quantity))
			plan.keptOut.push({
				column,
				test: 'cost_is_amount',
				reason: 'no cost, whatever it is called: it comes to the amount itself in every row',
			});
	} else if (cost) plan.amounts.push(cost);
	const rebate = found(lines, 'rebate');
	if (rebate)
		plan.amounts.push({
			column: 'rebate_amount',
			sql: number(rebate),
			from: [rebate],
			isGuess: false,
			note: 'as it is',
		});
	return plan;
}

/** Whether a column's name says a total and nothing else. */
function isPlainTotal({ concepts }: ColumnProfile): boolean {
	return concepts.some(
		({ concept, confidence }) =>
			confidence >= 0.75 && ['net_amount', 'amount', 'gross_amount', 'header_amount'].includes(concept),
	);
}

function asNet(sql: string, from: ColumnProfile[], note: string): DraftedAmount {
	return { column: 'net_amount', sql, from, isGuess: true, note };
}

function listAmount({ quantity, price }: PriceColumns, number: NumberSql): DraftedAmount {
	return {
		column: 'list_amount',
		sql: `${wide(quantity!, number)} * ${number(price)}`,
		from: [quantity!, price],
		isGuess: false,
		note: 'quantity × price before the discount',
	};
}
