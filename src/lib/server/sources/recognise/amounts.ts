import type { DuckDBConnection } from '@duckdb/node-api';
import type { Base } from './base.ts';
import type { ColumnProfile } from './column-profile.ts';
import {
	discountKind,
	addsUpTo,
	isTaxIncluded,
	repeatsOnLines,
	type DiscountKind,
	type Identity,
	type PriceColumns,
} from './price-identity.ts';
import { isBeforeDiscount, storedTotals, type StoredTotal } from './stored-totals.ts';
import { found, firstFound, type TableProfile } from './table-profile.ts';
import { identifier, numberSql, type Naming } from './value-sql.ts';

/** An amount as drafted: its statement, what was read for it, and how sure that is. */
export interface DraftedAmount {
	column: 'net_amount' | 'list_amount' | 'cost_amount' | 'rebate_amount';
	sql: string;
	/** Columns that it is computed from. */
	from: ColumnProfile[];
	/** What stands between them where they are shown as read. */
	sign?: '×' | '−';
	isGuess: boolean;
	/** What it rests on, in words. */
	note: string;
}

/** The amounts of the order lines, and what was decided on the way. */
export interface AmountPlan {
	amounts: DraftedAmount[];
	/** Figures that were understood and kept out on purpose, with the reason. */
	keptOut: { column: ColumnProfile; reason: string }[];
}

/** Net, list and cost amount of the lines: after discount, before tax, and never an order's total once for each of its lines. */
export async function planAmounts(
	connection: DuckDBConnection,
	base: Base,
	name: Naming,
): Promise<AmountPlan> {
	const { lines } = base;
	const plan: AmountPlan = { amounts: [], keptOut: [] };
	const number: NumberSql = (column) => numberSql(column, name);
	const quantity = found(lines, 'quantity');
	const price = firstFound(lines, ['unit_price', 'gross_unit_price', 'list_price']);
	const taxAmount = found(lines, 'tax_amount');
	const taxRate = found(lines, 'tax_rate');
	const differing = firstFound(lines, ['product_id', 'product_name', 'line_no', 'quantity']);
	const repeats = async (column: ColumnProfile): Promise<'repeated' | 'first_only' | undefined> =>
		base.document && base.document.table === lines.name && !lines.unique.has(base.document.name)
			? repeatsOnLines(connection, base.document, column, differing)
			: undefined;

	let discount = found(lines, 'discount');
	if (
		discount &&
		(await repeats(discount)) === 'repeated' &&
		(await discountKind(connection, discount)).kind === 'amount'
	) {
		plan.keptOut.push({ column: discount, reason: "the order's discount, repeated on each of its lines" });
		discount = undefined;
	}
	const prices: PriceColumns | undefined = price && { quantity, price, discount, taxAmount, taxRate };
	let net: DraftedAmount | undefined;
	const totals = await storedTotals(connection, lines, prices, repeats);
	const spread = totals.filter((total) => total.spread !== undefined);
	for (const { column, spread: how } of spread) {
		const reason =
			how === 'repeated'
				? "the order's total, repeated on each of its lines"
				: "the order's total, on its first line only";
		plan.keptOut.push({ column, reason });
	}
	const stored = totals.find((total) => total.spread === undefined);
	if (stored) {
		net = await netOfStored(connection, lines, stored, { prices, taxAmount, taxRate, discount }, number);
		const { identity } = stored;
		if (identity && identity.discount !== 'none' && prices?.quantity)
			plan.amounts.push(listAmount(prices, number));
	}
	const unitCost = found(lines, 'unit_cost');
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
	if (!net && prices) {
		net = await netOfPrices(connection, prices, number);
		if (discount && net.from.includes(discount) && quantity) plan.amounts.push(listAmount(prices, number));
	}
	if (!net && spread[0]) net = onFirstLine(base, spread[0].column, spread[0].spread!, number, name);
	if (net) plan.amounts.unshift(net);
	for (const column of [taxAmount, taxRate]) {
		if (column && !net?.from.includes(column)) plan.keptOut.push({ column, reason: 'tax is no revenue' });
	}
	const freight = found(lines, 'freight');
	if (freight)
		plan.keptOut.push({
			column: freight,
			reason:
				'freight is charged in some companies and borne in others; draft it as freight_amount if you bear it',
		});
	const listPrice = found(lines, 'list_price');
	if (
		listPrice &&
		listPrice !== price &&
		quantity &&
		!plan.amounts.some(({ column }) => column === 'list_amount')
	) {
		plan.amounts.push({
			column: 'list_amount',
			sql: product(wide(quantity, number), number(listPrice)),
			from: [quantity, listPrice],
			isGuess: false,
			note: 'quantity × list price',
		});
	}
	if (net && !isCostThePrice) await addCost(connection, base, plan, net, quantity, price, number);
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

type NumberSql = (column: ColumnProfile) => string;

/** A figure as a wide decimal: the product of two narrow ones is narrow itself and would overflow. */
function wide(column: ColumnProfile, number: NumberSql): string {
	return `cast(${number(column)} as decimal(38, 4))`;
}

interface TaxColumns {
	prices: PriceColumns | undefined;
	taxAmount: ColumnProfile | undefined;
	taxRate: ColumnProfile | undefined;
	discount: ColumnProfile | undefined;
}

async function netOfStored(
	connection: DuckDBConnection,
	lines: TableProfile,
	{ column: stored, concept, identity }: StoredTotal,
	{ taxAmount, taxRate, discount }: TaxColumns,
	number: NumberSql,
): Promise<DraftedAmount> {
	const amount = (sql: string, from: ColumnProfile[], note: string, isGuess = false): DraftedAmount => ({
		column: 'net_amount',
		sql,
		from,
		isGuess,
		note,
	});
	const proof = identity ? `${Math.floor(identity.share * 1000) / 10} % of the rows say so` : '';
	const withoutTax = (why: string, isGuess: boolean): DraftedAmount | undefined => {
		if (taxAmount) {
			const sql = `${number(stored)} - ${orZero(taxAmount, number)}`;
			return {
				...amount(sql, [stored, taxAmount], `${stored.name} includes the tax: ${why}`, isGuess),
				sign: '−',
			};
		}
		if (taxRate)
			return amount(
				`${wide(stored, number)} / ${taxFactor(taxRate, number)}`,
				[stored, taxRate],
				`${stored.name} includes the tax: ${why}`,
				isGuess,
			);
		return undefined;
	};
	if (identity && identity.tax !== 'none') return withoutTax(proof, false)!;
	if (concept === 'gross_amount') {
		if (identity?.discount === 'none' && discount) {
			const { kind, isCertain } = await discountKind(connection, discount);
			return amount(
				lessDiscount(wide(stored, number), kind, discount, undefined, number),
				[stored, discount],
				`${stored.name} is before discount`,
				!isCertain,
			);
		}
		if (!identity) {
			const taxed = withoutTax('by its name', false);
			if (taxed) return taxed;
			if (discount) {
				const { kind } = await discountKind(connection, discount);
				return amount(
					lessDiscount(wide(stored, number), kind, discount, undefined, number),
					[stored, discount],
					`${stored.name} is taken as before discount`,
					true,
				);
			}
		}
		return amount(
			number(stored),
			[stored],
			identity ? `${stored.name} is quantity × price: ${proof}` : `${stored.name} may include tax: check`,
			identity === undefined,
		);
	}
	const mayBeBefore = discount !== undefined && concept === 'amount' && identity?.discount === 'none';
	if (identity && !mayBeBefore)
		return amount(number(stored), [stored], `${stored.name} is ${inWords(identity)}: ${proof}`);
	if (concept === 'net_amount') return amount(number(stored), [stored], 'by its name');
	if (taxAmount && (await isTaxIncluded(connection, lines.name, stored, taxAmount)) === true) {
		return withoutTax('the tax rate comes out even only without it', true)!;
	}
	const beforeDiscount = await beforeDiscountSays(connection, lines, stored, discount);
	if (beforeDiscount === true && discount) {
		const { kind } = await discountKind(connection, discount);
		const sql = lessDiscount(wide(stored, number), kind, discount, undefined, number);
		return amount(
			sql,
			[stored, discount],
			`${stored.name} is before discount: the price of a product is steady without it`,
		);
	}
	if (beforeDiscount === false)
		return amount(
			number(stored),
			[stored],
			`${stored.name} is after discount: the price of a product is steady only so`,
		);
	const after = discount ? `taken as after ${discount.name}` : 'taken as after discount';
	return amount(
		number(stored),
		[stored],
		`${after} and before tax`,
		taxAmount !== undefined || discount !== undefined,
	);
}

async function netOfPrices(
	connection: DuckDBConnection,
	{ quantity, price, discount }: PriceColumns,
	number: NumberSql,
): Promise<DraftedAmount> {
	const gross = quantity ? `${wide(quantity, number)} * ${number(price)}` : number(price);
	const columns = quantity ? [quantity, price] : [price];
	const words = quantity ? 'quantity × price' : `${price.name}, one piece a row`;
	if (!discount) {
		return { column: 'net_amount', sql: gross, from: columns, isGuess: !quantity, note: words };
	}
	const { kind, isCertain } = await discountKind(connection, discount);
	return {
		column: 'net_amount',
		sql: lessDiscount(gross, kind, discount, quantity, number),
		from: [...columns, discount],
		isGuess: !isCertain,
		note: `${words}, less the discount as ${DISCOUNT_WORDS[kind]}`,
	};
}

/** Whether a total is before its discount, as far as products sold with and without one tell. */
async function beforeDiscountSays(
	connection: DuckDBConnection,
	lines: TableProfile,
	stored: ColumnProfile,
	discount: ColumnProfile | undefined,
): Promise<boolean | undefined> {
	const product = firstFound(lines, ['product_id', 'product_name']);
	const quantity = found(lines, 'quantity');
	if (!discount || !product || !quantity) return undefined;
	const { kind } = await discountKind(connection, discount);
	if (kind !== 'share' && kind !== 'percent') return undefined;
	return isBeforeDiscount(connection, lines, stored, {
		product,
		quantity,
		discount,
		isPercent: kind === 'percent',
	});
}

const DISCOUNT_WORDS: Record<DiscountKind, string> = {
	share: 'a share of 1',
	percent: 'percent',
	amount: 'an amount',
	amount_per_unit: 'an amount for each piece',
};

function lessDiscount(
	gross: string,
	kind: DiscountKind,
	discount: ColumnProfile,
	quantity: ColumnProfile | undefined,
	number: NumberSql,
): string {
	const value = orZero(discount, number);
	switch (kind) {
		case 'share':
			return `try(${gross} * (1 - ${value}))`;
		case 'percent':
			return `try(${gross} * (1 - ${value} * 0.01))`;
		case 'amount':
			return `${gross} - abs(${value})`;
		case 'amount_per_unit':
			return quantity ? `${gross} - ${wide(quantity, number)} * abs(${value})` : `${gross} - abs(${value})`;
	}
}

function listAmount({ quantity, price }: PriceColumns, number: NumberSql): DraftedAmount {
	return {
		column: 'list_amount',
		sql: product(wide(quantity!, number), number(price)),
		from: [quantity!, price],
		isGuess: false,
		note: 'quantity × price before the discount',
	};
}

/** A figure that a row may do without: nothing there is zero. */
function orZero(column: ColumnProfile, number: NumberSql): string {
	return column.isFull ? number(column) : `coalesce(${number(column)}, 0)`;
}

function product(left: string, right: string): string {
	return `${left} * ${right}`;
}

function taxFactor(taxRate: ColumnProfile, number: NumberSql): string {
	const rate = number(taxRate);
	return `(1 + case when ${rate} > 1 then ${rate} / 100 else coalesce(${rate}, 0) end)`;
}

/** The order's total on the first of its lines, nothing on the others. */
function onFirstLine(
	base: Base,
	column: ColumnProfile,
	how: 'repeated' | 'first_only',
	number: NumberSql,
	name: Naming,
): DraftedAmount {
	const line = base.header ? `${identifier(base.lines.name)}.line_number` : 'line_number';
	return {
		column: 'net_amount',
		sql:
			how === 'first_only'
				? number(column)
				: `case when row_number() over (partition by ${name(base.document!)} order by ${line}) = 1 then ${number(column)} end`,
		from: how === 'first_only' ? [column] : [],
		isGuess: true,
		note: `${column.name} is the order's total; it is counted once, on the order's first line`,
	};
}

async function addCost(
	connection: DuckDBConnection,
	base: Base,
	plan: AmountPlan,
	net: DraftedAmount,
	quantity: ColumnProfile | undefined,
	price: ColumnProfile | undefined,
	number: NumberSql,
): Promise<void> {
	const cost = (sql: string, from: ColumnProfile[], note: string, isGuess = false): void => {
		plan.amounts.push({ column: 'cost_amount', sql, from, isGuess, note });
	};
	const { lines } = base;
	const profit = found(lines, 'profit');
	const total = found(lines, 'cost_amount');
	const unit = found(lines, 'unit_cost');
	if (unit && quantity)
		cost(product(wide(quantity, number), number(unit)), [quantity, unit], 'quantity × unit cost');
	else if (
		total &&
		quantity &&
		!total.tokens.some(({ meanings }) => meanings.includes('amount')) &&
		(await isPerUnit(connection, lines.name, total, quantity, price, net))
	) {
		cost(
			product(wide(quantity, number), number(total)),
			[quantity, total],
			`${total.name} is the cost of one piece: it does not grow with the quantity`,
			true,
		);
	} else if (total) cost(number(total), [total], 'as it is');
	else if (profit && profit.number?.isPercent !== true)
		cost(
			`${hasNetAmount(base) ? net.sql : 'net_amount'} - ${number(profit)}`,
			[profit],
			`net amount less ${profit.name}`,
		);
}

/** Whether a cost is that of one piece: over lines of several pieces it stays near the price of one. */
async function isPerUnit(
	connection: DuckDBConnection,
	table: string,
	cost: ColumnProfile,
	quantity: ColumnProfile,
	price: ColumnProfile | undefined,
	net: DraftedAmount,
): Promise<boolean> {
	const plainNet = price ? `${numberSql(quantity)} * ${numberSql(price)}` : numberSql(net.from[0]!);
	const row = (
		await connection.runAndReadAll(`
		select median(cost / amount * pieces), median(cost / amount) from (
			select cast(${numberSql(cost)} as double) as cost, cast(${numberSql(quantity)} as double) as pieces, cast(${plainNet} as double) as amount
			from ${identifier(table)}
		) where pieces >= 3 and amount > 0 and cost > 0`)
	).getRowsJS()[0]!;
	const ifPerUnit = Number(row[0] ?? NaN);
	const ifTotal = Number(row[1] ?? NaN);
	return Number.isFinite(ifPerUnit) && ifTotal < 0.4 && ifPerUnit > 0.25 && ifPerUnit < 1.5;
}

/** Whether a table already has a column of that name, which would be taken instead of the drafted one. */
function hasNetAmount({ lines, header }: Base): boolean {
	return [lines, ...(header ? [header.table] : [])].some(({ columns }) =>
		columns.some(({ name }) => name.toLowerCase() === 'net_amount'),
	);
}

function inWords({ discount, tax }: Identity): string {
	const less = discount === 'none' ? '' : ' less the discount';
	return `quantity × price${less}${tax === 'none' ? '' : ' with tax'}`;
}
