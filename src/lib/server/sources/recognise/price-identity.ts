import type { DuckDBConnection } from '@duckdb/node-api';
import { firstFound, type TableProfile } from './table-profile.ts';
import { identifier, numberSql } from './value-sql.ts';
import type { ColumnProfile } from './column-profile.ts';

/** How a discount column is meant. */
export type DiscountKind = 'share' | 'percent' | 'amount' | 'amount_per_unit';

/** What a total is made of, as far as the rows tell: quantity times price, less a discount, with a tax on top. */
export interface Identity {
	discount: DiscountKind | 'none';
	tax: 'none' | 'amount' | 'rate';
	/** Share of the rows for which it holds. */
	share: number;
}

/** The columns that a total may be made of. */
export interface PriceColumns {
	quantity?: ColumnProfile | undefined;
	price: ColumnProfile;
	discount?: ColumnProfile | undefined;
	taxAmount?: ColumnProfile | undefined;
	taxRate?: ColumnProfile | undefined;
}

const SAMPLE_ROWS = 20_000;
const LEAST_SHARE = 0.9;

/** The composition of a total that holds for nine rows in ten or more, the simplest of the best; undefined where none does. */
export async function priceIdentity(
	connection: DuckDBConnection,
	table: string,
	total: ColumnProfile,
	columns: PriceColumns,
): Promise<Identity | undefined> {
	const forms = possibleForms(columns);
	const number = (column: ColumnProfile): string => `cast(${numberSql(column)} as double)`;
	const holds = forms.map(
		({ sql }) => `avg(case when abs(total - (${sql})) <= 0.011 + 0.0006 * abs(total) then 1.0 else 0.0 end)`,
	);
	const value = (column: ColumnProfile | undefined, absent: string): string =>
		column ? `coalesce(${number(column)}, ${absent})` : absent;
	const row = (
		await connection.runAndReadAll(`
		select ${holds.join(', ')} from (
			select ${number(total)} as total, ${columns.quantity ? number(columns.quantity) : '1'} as quantity, ${number(columns.price)} as price,
				${value(columns.discount, '0')} as discount, ${value(columns.taxAmount, '0')} as tax, ${value(columns.taxRate, '0')} as rate
			from (from ${identifier(table)} using sample reservoir(${SAMPLE_ROWS} rows) repeatable (1))
		) where total <> 0 and quantity is not null and price is not null`)
	).getRowsJS()[0]!;
	let best: Identity | undefined;
	for (const [index, form] of forms.entries()) {
		const share = Number(row[index] ?? 0);
		if (share >= LEAST_SHARE && share > (best?.share ?? 0) + 0.002)
			best = { discount: form.discount, tax: form.tax, share };
	}
	return best;
}

function possibleForms({
	discount,
	taxAmount,
	taxRate,
}: PriceColumns): (Omit<Identity, 'share'> & { sql: string })[] {
	const discounted: [Identity['discount'], string][] = [['none', 'quantity * price']];
	if (discount) {
		discounted.push(
			['share', 'quantity * price * (1 - abs(discount))'],
			['percent', 'quantity * price * (1 - abs(discount) / 100)'],
			['amount', 'quantity * price - abs(discount)'],
			['amount_per_unit', 'quantity * (price - abs(discount))'],
		);
	}
	return discounted.flatMap(([kind, sql]) => [
		{ discount: kind, tax: 'none' as const, sql },
		...(taxAmount ? [{ discount: kind, tax: 'amount' as const, sql: `${sql} + tax` }] : []),
		...(taxRate
			? [
					{
						discount: kind,
						tax: 'rate' as const,
						sql: `${sql} * (1 + case when rate > 1 then rate / 100 else rate end)`,
					},
				]
			: []),
	]);
}

/** How a discount is meant where no total tells: by its name, else by its size. */
export async function discountKind(
	connection: DuckDBConnection,
	discount: ColumnProfile,
): Promise<{ kind: DiscountKind; isCertain: boolean }> {
	const row = (
		await connection.runAndReadAll(
			`select max(abs(${numberSql(discount)})) from ${identifier(discount.table)}`,
		)
	).getRowsJS()[0]!;
	const largest = Number(row[0] ?? 0);
	const saysPercent = discount.tokens.some(({ meanings }) => meanings.includes('percent'));
	const saysAmount = discount.tokens.some(({ meanings }) => meanings.includes('amount'));
	if (discount.number?.isPercent) return { kind: 'share', isCertain: true };
	if (saysAmount) return { kind: 'amount', isCertain: true };
	if (largest <= 1) return { kind: 'share', isCertain: true };
	if (saysPercent) return { kind: 'percent', isCertain: true };
	return { kind: largest <= 100 && discount.number?.isWhole ? 'percent' : 'amount', isCertain: false };
}

/** Whether a tax amount is part of a total: the rate comes out even when it is measured against what it is a share of. */
export async function isTaxIncluded(
	connection: DuckDBConnection,
	table: string,
	total: ColumnProfile,
	tax: ColumnProfile,
): Promise<boolean | undefined> {
	const even = (rate: string): string =>
		`avg(case when abs(${rate} * 200 - round(${rate} * 200)) < 0.06 then 1.0 else 0.0 end)`;
	const row = (
		await connection.runAndReadAll(`
		select ${even('tax / total')}, ${even('tax / (total - tax)')} from (
			select cast(${numberSql(total)} as double) as total, cast(${numberSql(tax)} as double) as tax
			from (from ${identifier(table)} using sample reservoir(${SAMPLE_ROWS} rows) repeatable (1))
		) where abs(total) >= 20 and abs(tax) > 0.5 and total <> tax`)
	).getRowsJS()[0]!;
	const excluded = Number(row[0] ?? 0);
	const included = Number(row[1] ?? 0);
	if (Math.max(excluded, included) < 0.7 || Math.abs(excluded - included) < 0.2) return undefined;
	return included > excluded;
}

/** Whether a figure is the order's and stands on each of its lines again (or on its first alone), so that it must not be summed. */
export async function repeatsOnLines(
	connection: DuckDBConnection,
	document: ColumnProfile,
	figure: ColumnProfile,
	differing: ColumnProfile | undefined,
): Promise<'repeated' | 'first_only' | undefined> {
	const varies = differing ? `count(distinct ${identifier(differing.name)}) > 1` : 'true';
	const row = (
		await connection.runAndReadAll(`
		select count(*), count(*) filter (different = 1 and filled = lines), count(*) filter (filled = 1)
		from (
			select count(*) as lines, count(${numberSql(figure)}) as filled, count(distinct ${numberSql(figure)}) as different, ${varies} as is_varied
			from ${identifier(figure.table)}
			group by ${identifier(document.name)}
			having count(*) > 1 and count(*) < 1000
		) where is_varied`)
	).getRowsJS()[0]!;
	const [orders, repeated, firstOnly] = row.map(Number) as [number, number, number];
	if (orders < 5) return undefined;
	if (firstOnly > orders * 0.9) return 'first_only';
	return repeated > orders * 0.95 ? 'repeated' : undefined;
}

/** Whether a figure's name says that it is a line's. */
export function isLinesByName({ tokens }: ColumnProfile): boolean {
	const says = (meaning: 'line' | 'order'): boolean =>
		tokens.some(({ meanings }) => meanings.includes(meaning));
	return says('line') && !says('order');
}

/**
 * Whether a figure that is the same on all lines of each order is a line's all the same, because the lines of an order are
 * alike: its name says so, it does not grow with the number of the lines as a total would, or each product has one everywhere.
 */
export async function isLinesOwn(
	connection: DuckDBConnection,
	document: ColumnProfile,
	figure: ColumnProfile,
	product: ColumnProfile | undefined,
): Promise<boolean> {
	const saysDocument = figure.tokens.some(
		({ meanings, word }) =>
			(meanings.includes('order') || meanings.includes('invoice')) &&
			!/^(sales?|ventas?|ventes?)$/.test(word),
	);
	if (isLinesByName(figure)) return true;
	if (saysDocument) return false;
	const value = `cast(${numberSql(figure)} as double)`;
	const row = (
		await connection.runAndReadAll(`
		with line as (
			select ${identifier(document.name)} as document, ${product ? identifier(product.name) : 'null'} as product, ${value} as figure
			from ${identifier(figure.table)}
		),
		documents as (
			select document, count(*) as lines, max(figure) as figure from line group by document having count(*) < 1000
		),
		products as (
			select product, stddev_pop(figure) <= 0.02 * abs(avg(figure)) as is_steady from line
			where product is not null and figure <> 0 group by product having count(distinct document) >= 3
		)
		select (select regr_slope(figure, lines) * avg(lines) / nullif(avg(figure), 0) from documents),
			(select count(distinct lines) from documents),
			(select count(*) from products), (select avg(case when is_steady then 1.0 else 0.0 end) from products)`)
	).getRowsJS()[0]!;
	const [growth, sizes, products, steady] = row.map((each) => Number(each ?? NaN)) as [
		number,
		number,
		number,
		number,
	];
	if (sizes > 1 && growth >= 0.5) return false;
	if (products > 0 && steady >= 0.9) return true;
	return sizes > 1 && Math.abs(growth) <= 0.2;
}

/** Whether quantity times a figure, summed over an order's lines, gives a figure of the order. */
export async function addsUpTo(
	connection: DuckDBConnection,
	document: ColumnProfile,
	total: ColumnProfile,
	quantity: ColumnProfile,
	figure: ColumnProfile,
): Promise<boolean> {
	const number = (column: ColumnProfile): string => `cast(${numberSql(column)} as double)`;
	const row = (
		await connection.runAndReadAll(`
		select avg(case when abs(lines - total) <= 0.02 + 0.0006 * abs(total) then 1.0 else 0.0 end) from (
			select sum(${number(quantity)} * ${number(figure)}) as lines, max(${number(total)}) as total
			from ${identifier(figure.table)} group by ${identifier(document.name)}
		)`)
	).getRowsJS()[0]!;
	return Number(row[0] ?? 0) >= 0.6;
}

/** Whether a price is that of the whole line: for each product, it is steady only when divided by the quantity. */
export async function growsWithQuantity(
	connection: DuckDBConnection,
	lines: TableProfile,
	{ quantity, price }: PriceColumns,
): Promise<boolean> {
	const product = firstFound(lines, ['product_id', 'product_name', 'category']);
	const saysUnit = price.tokens.some(({ meanings }) => meanings.includes('unit'));
	if (!product || !quantity || saysUnit) return false;
	const number = (column: ColumnProfile): string => `cast(${numberSql(column)} as double)`;
	const row = (
		await connection.runAndReadAll(`
		select count(*), avg(case when each_spread < 0.02 and whole_spread > 0.2 then 1.0 else 0.0 end) from (
			select stddev_pop(price / quantity) / avg(price / quantity) as each_spread, stddev_pop(price) / avg(price) as whole_spread
			from (
				select ${identifier(product.name)} as product, ${number(price)} as price, ${number(quantity)} as quantity
				from (from ${identifier(lines.name)} using sample reservoir(${SAMPLE_ROWS} rows) repeatable (1))
			) where price > 0 and quantity > 0
			group by product having count(distinct quantity) >= 3
		)`)
	).getRowsJS()[0]!;
	return Number(row[0]) >= 3 && Number(row[1] ?? 0) >= 0.9;
}
