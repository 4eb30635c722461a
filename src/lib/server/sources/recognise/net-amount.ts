import type { DuckDBConnection } from '@duckdb/node-api';
import type { Base } from './base.ts';
import type { ColumnProfile } from './column-profile.ts';
import { orZero, wide, type DraftedAmount, type NumberSql } from './drafted-amount.ts';
import {
	discountKind,
	isTaxIncluded,
	type DiscountKind,
	type Identity,
	type PriceColumns,
} from './price-identity.ts';
import { isBeforeDiscount, type StoredTotal } from './stored-totals.ts';
import { found, firstFound, type TableProfile } from './table-profile.ts';
import { identifier, type Naming } from './value-sql.ts';

/** The columns that may stand between a total and the net amount. */
export interface TaxColumns {
	/** A quantity and a price stand beside the total. */
	hasPrices: boolean;
	taxAmount: ColumnProfile | undefined;
	taxRate: ColumnProfile | undefined;
	discount: ColumnProfile | undefined;
}

/** The net amount from a total that the lines carry. */
export async function netOfStored(
	connection: DuckDBConnection,
	lines: TableProfile,
	{ column: stored, concept, identity, rival }: StoredTotal,
	{ taxAmount, taxRate, discount, hasPrices }: TaxColumns,
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
	if (rival)
		return amount(
			number(stored),
			[stored],
			`${stored.name} is net and ${rival.name} is not, as far as their rows tell`,
			true,
		);
	const after = discount ? `taken as after ${discount.name}` : 'taken as after discount';
	return amount(
		number(stored),
		[stored],
		`${after} and before tax`,
		taxAmount !== undefined || discount !== undefined || hasPrices,
	);
}

/** The net amount from quantity, price and discount. */
export async function netOfPrices(
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

function taxFactor(taxRate: ColumnProfile, number: NumberSql): string {
	const rate = number(taxRate);
	return `(1 + case when ${rate} > 1 then ${rate} / 100 else coalesce(${rate}, 0) end)`;
}

/** The order's total on the first of its lines, nothing on the others. */
export function onFirstLine(
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
				: `case when row_number() over (partition by ${documentParts(base, name)} order by ${line}) = 1 then ${number(column)} end`,
		from: how === 'first_only' ? [column] : [],
		isGuess: true,
		note: `${column.name} is the order's total; it is counted once, on the order's first line`,
	};
}

function documentParts({ document, documentAlso = [] }: Base, name: Naming): string {
	return [document!, ...documentAlso].map((column) => name(column)).join(', ');
}

function inWords({ discount, tax }: Identity): string {
	const less = discount === 'none' ? '' : ' less the discount';
	return `quantity × price${less}${tax === 'none' ? '' : ' with tax'}`;
}
