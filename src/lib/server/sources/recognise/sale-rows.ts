import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../warehouse/sql-text.ts';
import type { Base } from './base.ts';
import type { ColumnProfile } from './column-profile.ts';
import { valuesOf } from './column-values.ts';
import type { TableProfile } from './table-profile.ts';
import { textSql, type Naming } from './value-sql.ts';

/** A column that tells which rows are sales, and the rows that are none. */
export interface SaleRows {
	column: ColumnProfile;
	/** The column's values whose rows are sales, or those whose rows are none. */
	values: readonly string[];
	are: 'sales' | 'others';
	/** What the column tells: the stage of an opportunity, a visitor's action, a kind of document, whether a payment went through. */
	kind: 'stage' | 'event' | 'document' | 'payment';
}

interface Vocabulary {
	kind: SaleRows['kind'];
	/** A value that must be there. */
	sale: RegExp;
	/** Another value that must be there. */
	other: RegExp;
	are: SaleRows['are'];
}

const VOCABULARIES: readonly Vocabulary[] = [
	{
		kind: 'stage',
		sale: /^(closed?[\s_-]*won|won|gewonnen|gagnée?|ganad[oa]|vint[ao]|wygran[ae])$/i,
		other: /./,
		are: 'sales',
	},
	{
		kind: 'event',
		sale: /^(purchased?|transaction|order(ed|_?placed|_?completed)?|buy|bought|sale|checkout_?completed?)$/i,
		other: /view|click|cart|basket|wish|search|impression|session|browse/i,
		are: 'sales',
	},
	{
		kind: 'document',
		sale: /^(sales?(\s*line)?|(sales\s*)?(invoice|rechnung|facture|factura|fattura|factuur|faktura)n?)$/i,
		other:
			/^((customer|bill)\s*)?(payments?|zahlung(seingang)?|paiement|pago|betaling|receipt|estimate|quot(e|ation)|angebot|devis|offerte|pro\s*-?\s*forma.*|deposit|journal( entry)?|transfer)$/i,
		are: 'others',
	},
	{
		kind: 'payment',
		sale: /^(paid|succeeded|success(ful)?|completed?|captured)$/i,
		other: /^(fail(ed|ure)|declined|blocked|incomplete|requires_\w+|expired)$/i,
		are: 'others',
	},
];

/** The column of the lines or their header that tells sales from other rows; undefined where every row is one. */
export async function saleRows(
	connection: DuckDBConnection,
	{ lines, header }: Pick<Base, 'lines' | 'header'>,
): Promise<SaleRows | undefined> {
	for (const table of [lines, ...(header ? [header.table] : [])]) {
		for (const column of table.columns.filter((each) => mayTell(each))) {
			const values = ((await valuesOf(connection, column)) ?? []).map(({ value }) => value);
			const told = VOCABULARIES.find((words) => applies(words, values, table));
			if (!told) continue;
			const named = values.filter((value) =>
				told.are === 'sales' ? told.sale.test(value) : told.other.test(value),
			);
			return { column, values: named, are: told.are, kind: told.kind };
		}
	}
	return undefined;
}

/** The condition that keeps the sales. */
export function saleCondition({ column, values, are }: SaleRows, naming: Naming): string {
	const list = values.map(quoteText).join(', ');
	const value = `trim(${textSql(column, naming)})`;
	return are === 'sales' ? `${value} in (${list})` : `coalesce(${value}, '') not in (${list})`;
}

/** The condition in words. */
export function saleWords({ column, values, are }: SaleRows): string {
	return `${column.name} is ${are === 'sales' ? '' : 'not '}${values.join(' or ')}`;
}

function mayTell({ number, date, openOrder, longest, distinct }: ColumnProfile): boolean {
	return !number && !date && !openOrder && longest <= 60 && distinct > 1 && distinct <= 40;
}

function applies({ kind, sale, other }: Vocabulary, values: readonly string[], table: TableProfile): boolean {
	if (kind === 'payment' && !table.subject.has('payment')) return false;
	return (
		values.some((value) => sale.test(value)) && values.some((value) => !sale.test(value) && other.test(value))
	);
}
