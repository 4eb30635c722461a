import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Concept } from '../recognise/concepts.ts';
import { wide } from '../recognise/drafted-amount.ts';
import { isGood, linkBy, type Link } from '../recognise/link.ts';
import { found, firstFound, type TableProfile } from '../recognise/table-profile.ts';
import { numberSql, type Naming } from '../recognise/value-sql.ts';
import { made } from './column-drafts.ts';
import { tablesOf, type DraftContext } from './draft-context.ts';
import type { DraftColumn } from './select-draft.ts';

/** Whether the lines say anything of their own about money. */
export function hasMoney(lines: TableProfile): boolean {
	return firstFound(lines, MONEY) !== undefined;
}

const MONEY: readonly Concept[] = [
	'net_amount',
	'amount',
	'gross_amount',
	'header_amount',
	'unit_price',
	'gross_unit_price',
	'list_price',
];

/** The price of a piece that a table of products tells. */
export function productPrice(products: TableProfile): ColumnProfile | undefined {
	return firstFound(products, ['unit_price', 'list_price', 'gross_unit_price']);
}

/** What the table of products says of a piece, times the quantity; one piece a row where there is none. */
export function todaysAmount(
	name: 'net_amount' | 'cost_amount',
	quantity: ColumnProfile | undefined,
	figure: ColumnProfile,
	naming: Naming,
	word: 'price' | 'cost',
): DraftColumn {
	const each = numberSql(figure, naming);
	const sql = quantity ? `${wide(quantity, (column) => numberSql(column, naming))} * ${each}` : each;
	return {
		...made(name, sql, quantity ? [quantity, figure] : [figure], 0.7),
		read: quantity ? `concat_ws(' × ', ${naming(quantity)}, ${naming(figure)})` : naming(figure),
		note: `${figure.name} is the product's ${word} of today, not the one in force on the order date`,
	};
}

/** The table of products that lines refer to. */
export interface LinkedProducts {
	table: TableProfile;
	link: Link;
	category?: { table: TableProfile; link: Link; name: ColumnProfile } | undefined;
}

/** The table of products that says something which the lines lack; undefined where there is none. */
export async function linkedProducts(context: DraftContext): Promise<LinkedProducts | undefined> {
	const { connection, base } = context;
	for (const table of tablesOf(context, 'products')) {
		const link =
			(await linkBy(connection, base.lines, table, 'product_id')) ??
			(await linkBy(connection, base.lines, table, 'product_name'));
		if (!isGood(link)) continue;
		let category: LinkedProducts['category'];
		for (const concept of ['category_id', 'subcategory_id'] as const) {
			for (const categories of tablesOf(context, 'categories', 'lookup', 'unknown')) {
				const name = firstFound(categories, ['category', 'subcategory', 'name']);
				const categoryLink =
					category || !name ? undefined : await linkBy(connection, table, categories, concept);
				if (isGood(categoryLink)) category = { table: categories, link: categoryLink, name: name! };
			}
		}
		const lacks = (concepts: readonly Concept[]): boolean => firstFound(base.lines, concepts) === undefined;
		const gives =
			(lacks(['product_name', 'name']) && found(table, 'product_name')) ||
			(lacks(['category', 'subcategory']) && (category ?? firstFound(table, ['category', 'subcategory']))) ||
			(lacks(['cost_amount', 'unit_cost', 'profit']) && !lacks(['quantity']) && found(table, 'unit_cost')) ||
			(lacks(MONEY) && productPrice(table));
		if (gives) return { table, link, category };
	}
	return undefined;
}
