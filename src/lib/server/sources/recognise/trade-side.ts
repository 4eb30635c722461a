import { accountOf } from './account-of.ts';
import type { ColumnProfile } from './column-profile.ts';
import { nameTokens, plainName } from './name-tokens.ts';
import { found, type TableProfile } from './table-profile.ts';

/** Which side of the trade a table tells of. */
export type TradeSide = 'sales' | 'purchases' | 'ledger' | 'either';

/** Who sells to us, in the words that a column or a table may use; never a customer. */
const SUPPLIER =
	/^(suppliers?|vendors?|lieferant(en)?|kreditor(en)?|creditor(s)?|fournisseurs?|proveedor(es)?|leveranciers?|lifnr|fornitor[ei]|fornecedor(es)?|dostawc[ay]|leverantor(er)?|leverandor(er)?|toimittaja|dodavatel|tedarikci|payee)$/;
/** What we buy, in the names of tables and documents. */
const PURCHASE =
	/^(bills?|payables?|purchas(e|es|ing)|purchaseorders?|procurement|expenses?|einkauf|einkaufs|eingangsrechnung(en)?|lieferantenrechnung(en)?|achats?|compras?|acquist[io]|inkoop|inkopen|zakup[y]?|inkop|indkob|innkjop|spend|ap|po)$/;
/** Books of entries, where each sale stands beside what it was booked against. */
const LEDGER =
	/^(ledger|generalledger|journal|journals|gl|hauptbuch|buchung|buchungen|buchungsjournal|buchungsstapel|grandlivre|postings?|trialbalance|glentries|accountingentries|bkpf|bseg)$/;

/** The side of each table, told before anything is chosen: by whom it names, by its own name, and for lines by their document. */
export function tradeSides(tables: readonly TableProfile[]): Map<TableProfile, TradeSide> {
	const sides = new Map(tables.map((table) => [table, ownSide(table)]));
	for (const table of tables) {
		if (accountOf(table)) continue;
		const document = found(table, 'order_id') ?? found(table, 'invoice_id') ?? purchaseDocument(table);
		const header =
			document &&
			tables.find(
				(other) =>
					other !== table &&
					sides.get(other) !== 'either' &&
					other.columns.some(
						(column) =>
							plainName(column.name) === plainName(document.name) &&
							(other.unique.has(column.name) || other.key?.column === column),
					),
			);
		if (header) sides.set(table, sides.get(header)!);
		else if (
			sides.get(table) === 'either' &&
			document &&
			wordsOf(document).some((word) => PURCHASE.test(word))
		)
			sides.set(table, 'purchases');
	}
	return sides;
}

/** The column that names who sells to us; undefined where there is none. */
export function supplierOf(table: TableProfile): ColumnProfile | undefined {
	return table.columns.find((column) => wordsOf(column).some((word) => SUPPLIER.test(word)));
}

function ownSide(table: TableProfile): TradeSide {
	if (table.given) return 'sales';
	const title = titleWords(table);
	if (customerOf(table)) return title.some((word) => LEDGER.test(word)) ? 'ledger' : 'sales';
	const isDocument = (
		['order_id', 'invoice_id', 'order_date', 'invoice_date', 'date', 'due_date'] as const
	).some((concept) => found(table, concept) !== undefined);
	if (title.some((word) => SUPPLIER.test(word))) return 'purchases';
	if (title.some((word) => PURCHASE.test(word)) && (supplierOf(table) ?? !accountOf(table)))
		return 'purchases';
	if (supplierOf(table) && isDocument && !found(table, 'product_id') && !accountOf(table)) return 'purchases';
	return title.some((word) => LEDGER.test(word)) ? 'ledger' : 'either';
}

/** The column by which a table names customers in so many words. */
function customerOf(table: TableProfile): ColumnProfile | undefined {
	const column = found(table, 'account_id', 0.7) ?? found(table, 'account_name', 0.7);
	return column && !wordsOf(column).some((word) => SUPPLIER.test(word)) ? column : undefined;
}

function purchaseDocument(table: TableProfile): ColumnProfile | undefined {
	return table.columns.find((column) => wordsOf(column).some((word) => PURCHASE.test(word)));
}

function titleWords({ name }: TableProfile): string[] {
	return [...nameTokens(name).map(({ word }) => word), plainName(name)];
}

function wordsOf({ tokens }: ColumnProfile): string[] {
	return tokens.map(({ word }) => word);
}
