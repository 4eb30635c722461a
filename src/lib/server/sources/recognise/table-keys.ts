import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from './column-profile.ts';
import type { Concept } from './concepts.ts';
import { plainName } from './name-tokens.ts';
import type { Meaning } from './words.ts';
import { found, firstFound, type TableProfile } from './table-profile.ts';
import { identifier, keySql } from './value-sql.ts';

/** What names the rows of a table that no single column names without a repetition. */
export interface TableKey {
	column: ColumnProfile;
	/** Further columns of the key: the year, the shop or the branch within which documents are numbered. */
	also: ColumnProfile[];
	/** Keys that stand in more than one row, the rows beyond the first of each, and one of the keys. */
	repeated: { keys: number; rows: number; example: string } | undefined;
}

/** Least share of the rows that keys must name in a list of customers or products, and in a list of orders. */
const LEAST_OF_A_LIST = 0.5;
const LEAST_OF_ORDERS = 0.8;
/** Least share of the rows of a list of orders or invoices that have a number. */
const LEAST_NUMBERED = 0.9;

/** Words of figures: what they count or measure never tells one document from another of the same number. */
const FIGURES = new Set<Meaning>(
	'amount price cost profit tax discount rebate freight quantity percent rate weight minutes open paid'.split(
		' ',
	) as Meaning[],
);

const isFigure = ({ tokens }: ColumnProfile): boolean =>
	tokens.some(({ meanings }) => meanings.some((meaning) => FIGURES.has(meaning)));

/** Sets the key of each table whose rows are nearly named by an id, or by an id and another column that its lines have, too. */
export async function findTableKeys(
	connection: DuckDBConnection,
	tables: readonly TableProfile[],
): Promise<void> {
	for (const table of tables) {
		table.key = (await listKey(connection, table)) ?? (await documentKey(connection, table, tables));
	}
}

async function listKey(connection: DuckDBConnection, table: TableProfile): Promise<TableKey | undefined> {
	const isDocument = firstFound(table, ['order_id', 'invoice_id']) !== undefined;
	const concepts: readonly Concept[] = table.subject.has('product')
		? ['product_id', 'product_name']
		: ['account_id', 'account_name', 'product_id'];
	if (isDocument && !isListOfAccounts(table)) return undefined;
	if (firstFound(table, ['quantity']) !== undefined) return undefined;
	for (const concept of concepts) {
		const column = found(table, concept, 0.7);
		if (column && table.unique.has(column.name)) return undefined;
		if (!column || column.distinct < column.filled * (LEAST_OF_A_LIST - 0.1)) continue;
		const key = await measuredKey(connection, table, [column], LEAST_OF_A_LIST);
		if (key) return key;
	}
	return undefined;
}

/** Whether a table's name says that it lists customers and nothing that they do. */
export function isListOfAccounts({ subject }: TableProfile): boolean {
	return (
		subject.has('account') &&
		!(
			[
				'order',
				'invoice',
				'line',
				'payment',
				'quote',
				'delivery',
				'touch',
				'rating',
				'plan',
				'case',
				'agreement',
			] as const
		).some((meaning) => subject.has(meaning))
	);
}

async function documentKey(
	connection: DuckDBConnection,
	table: TableProfile,
	tables: readonly TableProfile[],
): Promise<TableKey | undefined> {
	if (firstFound(table, ['product_id', 'product_name', 'line_no', 'quantity'])) return undefined;
	for (const concept of ['order_id', 'invoice_id'] as const) {
		const column = found(table, concept, 0.7);
		if (!column || table.unique.has(column.name)) continue;
		const lines = tables.filter(
			(other) =>
				other !== table &&
				found(other, concept) !== undefined &&
				firstFound(other, ['product_id', 'product_name', 'line_no', 'quantity', 'unit_price']) !== undefined,
		);
		if (lines.length === 0) continue;
		// A book of payments numbers the invoices among its entries: it is no list of invoices.
		if (column.filled < table.rows * LEAST_NUMBERED) continue;
		const own = await measuredKey(connection, table, [column], 1);
		if (own) return own;
		for (const second of table.columns) {
			const isShared = lines.some(({ columns }) =>
				columns.some(({ name }) => plainName(name) === plainName(second.name)),
			);
			if (
				second === column ||
				!isShared ||
				isFigure(second) ||
				second.distinct < 2 ||
				second.distinct > table.rows / 2
			)
				continue;
			const key = await measuredKey(connection, table, [column, second], 0.98);
			if (key) return key;
		}
		const key = await measuredKey(connection, table, [column], LEAST_OF_ORDERS);
		if (key) return key;
	}
	return undefined;
}

async function measuredKey(
	connection: DuckDBConnection,
	table: TableProfile,
	columns: readonly ColumnProfile[],
	least: number,
): Promise<TableKey | undefined> {
	const keys = columns.map((column, index) => `${keySql(column)} as key_${index}`);
	const filled = columns.map((_, index) => `key_${index} is not null`).join(' and ');
	const row = (
		await connection.runAndReadAll(
			`select count(*), coalesce(sum(rows), 0), count(*) filter (rows > 1), min(key_0) filter (rows > 1) from (
				select ${columns.map((_, index) => `key_${index}`).join(', ')}, count(*) as rows
				from (select ${keys.join(', ')} from ${identifier(table.name)}) where ${filled} group by all
			)`,
		)
	).getRowsJS()[0]!;
	const [distinct, rows, repeated] = row.slice(0, 3).map(Number) as [number, number, number];
	if (rows === 0 || distinct < rows * least || rows < table.rows * 0.5) return undefined;
	const [column, ...also] = columns;
	return {
		column: column!,
		also,
		repeated: repeated === 0 ? undefined : { keys: repeated, rows: rows - distinct, example: String(row[3]) },
	};
}
