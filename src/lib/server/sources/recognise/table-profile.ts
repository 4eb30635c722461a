import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import type { SourceFile } from '../config.ts';
import type { ColumnProfile } from './column-profile.ts';
import { isDateConcept, isNumberConcept, type Concept } from './concepts.ts';
import type { TableKey } from './table-keys.ts';
import type { Meaning } from './words.ts';

/** A column and what it was taken for. */
export interface Recognised {
	column: ColumnProfile;
	concept: Concept;
	/** 0 to 1. */
	confidence: number;
}

/** A table as init sees it. */
export interface TableProfile {
	name: string;
	file: SourceFile;
	rows: number;
	malformed: number;
	columns: ColumnProfile[];
	/** What the table's own name speaks of. */
	subject: ReadonlySet<Meaning>;
	/** What each column was taken for; a column has one meaning, and a meaning one column. */
	recognised: Map<Concept, Recognised>;
	/** Columns without a blank and without a repetition. */
	unique: ReadonlySet<string>;
	/** Columns whose meaning a person gave. */
	given?: ReadonlySet<string>;
	/** What names the rows where no single column does without a repetition. */
	key?: TableKey | undefined;
	/** The tables that were put together to make this one. */
	parts?: string[];
}

/** The column that was taken for a concept, if its confidence reaches `least`. */
export function found(table: TableProfile, concept: Concept, least = 0.5): ColumnProfile | undefined {
	const hit = table.recognised.get(concept);
	return hit && hit.confidence >= least ? hit.column : undefined;
}

/** The first of several concepts that the table has a column for. */
export function firstFound(
	table: TableProfile,
	concepts: readonly Concept[],
	least = 0.5,
): ColumnProfile | undefined {
	for (const concept of concepts) {
		const column = found(table, concept, least);
		if (column) return column;
	}
	return undefined;
}

/** The first of several concepts of days that the table has a column for whose days can be read. */
export function firstDay(
	table: TableProfile,
	concepts: readonly Concept[],
	least = 0.5,
): ColumnProfile | undefined {
	for (const concept of concepts) {
		const column = found(table, concept, least);
		if (column?.date) return column;
	}
	return undefined;
}

const NAMES = new Set<Concept>(
	'account_name group_name parent_name product_name category subcategory owner person_name segment industry region state country city name status kind'.split(
		' ',
	) as Concept[],
);

/** What the columns of a table are, each with one meaning and each meaning with one column, the surest first. */
export function assignConcepts(
	columns: readonly ColumnProfile[],
	subject: ReadonlySet<Meaning>,
): Map<Concept, Recognised> {
	const pairs: Recognised[] = columns.flatMap((column) =>
		column.concepts.flatMap(({ concept, confidence }) =>
			inContext(concept, subject).map((meant) => ({
				column,
				concept: meant,
				confidence: confidence * contentFit(column, meant),
			})),
		),
	);
	pairs.sort((a, b) => b.confidence - a.confidence);
	const assigned = new Map<Concept, Recognised>();
	const used = new Set<ColumnProfile>();
	for (const pair of pairs) {
		if (pair.confidence < 0.35 || used.has(pair.column) || assigned.has(pair.concept)) continue;
		assigned.set(pair.concept, pair);
		used.add(pair.column);
	}
	giveOrderItsNumber(assigned);
	giveLinesTheirOrder(columns, assigned);
	return assigned;
}

/** A mere number that repeats, in lines that name no document, is the document's and not the line's. */
function giveOrderItsNumber(assigned: Map<Concept, Recognised>): void {
	if (assigned.has('order_id') || assigned.has('invoice_id')) return;
	const line = assigned.get('line_no');
	if (
		!line ||
		line.column.concepts[0]?.concept !== 'id' ||
		line.column.distinct === line.column.filled ||
		line.column.distinct < 20
	)
		return;
	assigned.delete('line_no');
	assigned.set('order_id', { ...line, concept: 'order_id', confidence: 0.6 });
}

/**
 * Where each row of a table of lines has a number of its own that is named like an order's, and another column that is named so
 * repeats, the one that repeats is the order's.
 */
function giveLinesTheirOrder(columns: readonly ColumnProfile[], assigned: Map<Concept, Recognised>): void {
	const order = assigned.get('order_id');
	if (!order || order.column.distinct < order.column.filled * 0.98) return;
	if (!assigned.has('product_id') && !assigned.has('product_name')) return;
	const other = columns
		.flatMap((column) => column.concepts.map((meant) => ({ column, ...meant })))
		.filter(
			({ column, concept, confidence }) =>
				(concept === 'order_id' || concept === 'invoice_id') &&
				confidence >= order.confidence - 0.05 &&
				column !== order.column &&
				column.filled === order.column.filled &&
				column.distinct > column.filled * 0.02 &&
				column.distinct < column.filled * 0.9,
		)
		.toSorted((a, b) => b.confidence - a.confidence)[0];
	if (!other) return;
	for (const [concept, { column }] of assigned) if (column === other.column) assigned.delete(concept);
	assigned.set('order_id', { column: other.column, concept: 'order_id', confidence: other.confidence });
	if (!assigned.has('line_no')) assigned.set('line_no', { ...order, concept: 'line_no', confidence: 0.7 });
}

/** What a general word means in a table about something: the name in a table of customers is a customer's name. */
const IN_CONTEXT: readonly [Meaning, Partial<Record<Concept, Concept | readonly Concept[]>>][] = [
	['line', { id: ['line_no', 'product_id'], name: 'product_name' }],
	['quote', { id: 'quote_id', date: 'quote_date', created_date: 'quote_date' }],
	['delivery', { id: 'delivery_id', date: 'delivered_date' }],
	['agreement', { id: 'agreement_id' }],
	['case', { id: 'case_id' }],
	['payment', { id: 'payment_id', date: 'paid_date', amount: 'paid_amount' }],
	['subcategory', { id: 'subcategory_id', name: 'subcategory' }],
	['category', { id: 'category_id', name: 'category' }],
	['segment', { id: 'segment_id', name: 'segment' }],
	['region', { id: 'region_id', name: 'region' }],
	['product', { id: 'product_id', name: 'product_name', kind: 'category' }],
	['invoice', { id: 'invoice_id', date: 'invoice_date', name: 'invoice_id' }],
	['order', { id: 'order_id', date: 'order_date', valid_to: 'order_date', name: 'order_id' }],
	['group', { id: 'group_id', name: 'group_name' }],
	['employee', { id: 'employee_id', name: 'owner' }],
	['person', { id: 'employee_id', name: 'person_name' }],
	['store', { id: 'store_id' }],
	['account', { id: 'account_id', name: 'account_name', kind: 'segment', created_date: 'since_date' }],
];

function inContext(concept: Concept, subject: ReadonlySet<Meaning>): Concept[] {
	for (const [meaning, meant] of IN_CONTEXT) {
		if (!subject.has(meaning)) continue;
		const specific = meant[concept];
		return specific === undefined
			? [concept]
			: [...(typeof specific === 'string' ? [specific] : specific), concept];
	}
	return [concept];
}

/** How well a column's values fit what its name says: 0 where they cannot be that. */
function contentFit(column: ColumnProfile, concept: Concept): number {
	if (column.filled === 0) return 0.3;
	const isDate = column.date !== undefined || column.openOrder !== undefined;
	const isNumber = column.number !== undefined;
	if (isDateConcept(concept)) return isDate ? 1 : isNumber ? 0.6 : 0;
	if (concept === 'tax_amount' && column.number?.isPercent) return 0;
	if (isNumberConcept(concept)) return isNumber && column.date?.kind !== 'stored' ? 1 : 0;
	if (concept === 'cancelled' && isDate) return 1;
	if (column.date?.kind === 'stored') return 0.1;
	if (concept.endsWith('_id') && mayBeNumber(column)) return 1;
	if (concept === 'line_no' && !isNumber) return 0.6;
	if (isDate && column.date?.pattern !== '%Y%m%d') return 0.3;
	const isWordy = looksWordy(column);
	if (NAMES.has(concept))
		return isNumber && !/^(region|state|segment|category|status|kind|order)/.test(concept) ? 0.5 : 1;
	if (concept === 'product_id' && mayCountLines(column)) return 0.9;
	if (concept === 'account_id' || concept === 'product_id') return isWordy ? 0.95 : 1;
	if (concept === 'order_id' || concept === 'invoice_id')
		return isWordy && column.distinct < column.filled ? 0.55 : 1;
	return 1;
}

/** Whether values like 2024-01 and 01/2024 may be numbers of documents as well as months. */
function mayBeNumber({ date, openOrder }: ColumnProfile): boolean {
	if (openOrder) return false;
	return date?.kind === 'month' || /^%m[/.]%Y$/.test(date?.pattern ?? '');
}

/** Whether a column called item or the like holds small numbers, which rather count the lines than name a product. */
function mayCountLines({ number, longest, tokens }: ColumnProfile): boolean {
	return number?.isWhole === true && longest <= 2 && tokens.some(({ meanings }) => meanings.includes('line'));
}

/** Whether values read like words rather than like codes. */
export function looksWordy(column: ColumnProfile): boolean {
	const filled = column.shapes.reduce((sum, { count }) => sum + count, 0);
	const wordy = column.shapes
		.filter(({ shape }) => shape === 'long text' || /[a\p{L}]{2,} \S/u.test(shape))
		.reduce((sum, { count }) => sum + count, 0);
	return filled > 0 && wordy > filled * 0.3;
}

/** The columns that name each row: no blank and no repetition. */
export async function uniqueColumns(
	connection: DuckDBConnection,
	table: string,
	rows: number,
	columns: readonly ColumnProfile[],
): Promise<Set<string>> {
	const likely = columns.filter(
		({ filled, distinct }) => rows > 0 && filled === rows && distinct > rows * 0.8,
	);
	if (likely.length === 0) return new Set();
	const counts = likely.map(({ name }) => `count(distinct trim(cast(${quoteIdentifier(name)} as varchar)))`);
	const row = (
		await connection.runAndReadAll(`select ${counts.join(', ')} from ${quoteIdentifier(table)}`)
	).getRowsJS()[0]!;
	return new Set(likely.filter((_, index) => Number(row[index]) === rows).map(({ name }) => name));
}
