import type { ColumnProfile } from './column-profile.ts';
import { firstFound, found, looksWordy, type TableProfile } from './table-profile.ts';

/**
 * The column that tells whose a row is: an id, a customer's name, else an address, else the one who pays, else what is simply
 * called a name.
 */
export function accountOf(table: TableProfile): ColumnProfile | undefined {
	const id = found(table, 'account_id');
	const other =
		found(table, 'account_name', 0.8) ??
		found(table, 'email') ??
		firstFound(table, ['account_name', 'parent_id', 'person_name']);
	if (id && other && table.given?.has(id.name) !== true && isLedger(table, id, other)) return other;
	return id ?? other ?? plainName(table);
}

const FEW = 12;

/** Whether a code with a handful of values is an account of the books, where a name beside it has many. */
function isLedger(table: TableProfile, id: ColumnProfile, other: ColumnProfile): boolean {
	return table.rows > 50 && id.distinct <= FEW && other.distinct > id.distinct * 4;
}

const NAMES = new Set(['name', 'nom', 'nombre', 'nome', 'naam', 'namn', 'navn', 'nazwa', 'nominativo']);

/** In lines of documents with a product: the column that is called a name and is not the product's. */
function plainName(table: TableProfile): ColumnProfile | undefined {
	const product = firstFound(table, ['product_id', 'product_name']);
	const money = firstFound(table, ['net_amount', 'amount', 'gross_amount', 'header_amount', 'unit_price']);
	const name = product && money ? nameColumn(table) : undefined;
	return name === product || !name?.isFull ? undefined : name;
}

/** The column that is called a name and nothing more, like `Name` or `Name 1`, and repeats. */
export function nameColumn(table: TableProfile): ColumnProfile | undefined {
	return table.columns.find((column) => {
		const words = column.tokens.filter(({ word }) => !/^\d+$/.test(word));
		return (
			words.length === 1 &&
			NAMES.has(words[0]!.word.replace(/\d+$/, '')) &&
			looksWordy(column) &&
			column.distinct < column.filled
		);
	});
}

const FEWEST_PLACES = 3;

/**
 * Where no column of a table names a customer, where the goods go may stand for the account: the store, the consignee, the
 * party. Changes what the column was taken for.
 */
export function takePlaceAsAccount(table: TableProfile): boolean {
	if (accountOf(table)) return false;
	const place = found(table, 'store_id', 0.7) ?? table.columns.find((column) => namesPlace(column));
	if (!place || place.distinct < FEWEST_PLACES) return false;
	for (const [concept, { column }] of table.recognised)
		if (column === place) table.recognised.delete(concept);
	table.recognised.set('account_id', { column: place, concept: 'account_id', confidence: 0.7 });
	return true;
}

function namesPlace({ tokens, date, openOrder, number, distinct, filled }: ColumnProfile): boolean {
	const isPlace = tokens.some(
		({ word, meanings }) => meanings.includes('store') || meanings.includes('shipto') || word === 'party',
	);
	const isOther = tokens.some(({ meanings }) =>
		(
			[
				'supplier',
				'date',
				'amount',
				'price',
				'cost',
				'product',
				'address',
				'postal',
				'city',
				'country',
				'kind',
				'status',
			] as const
		).some((meaning) => meanings.includes(meaning)),
	);
	const isFigure = number !== undefined && !number.isWhole;
	return isPlace && !isOther && !date && !openOrder && !isFigure && distinct < filled;
}
