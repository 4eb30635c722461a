import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../warehouse/sql-text.ts';
import type { Base } from '../recognise/base.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { DraftedAmount } from '../recognise/drafted-amount.ts';
import { firstFound, type TableProfile } from '../recognise/table-profile.ts';
import { identifier, keySql, numberSql } from '../recognise/value-sql.ts';
import { renderSelect, type SelectDraft } from './select-draft.ts';

/** What the drafted lines are, for adding up what other choices would be worth. */
export interface Choices {
	select: SelectDraft;
	base: Base;
	tables: readonly TableProfile[];
	/** Statements for tables that tell of sales too, and that are not read. */
	others: readonly SelectDraft[];
	/** Other columns that could be the net amount. */
	alternatives: readonly DraftedAmount[];
	/** The temporary table of the drafted lines, with `order_id`, `net_amount` and `reason`. */
	drafted: string;
}

/** Sentences on choices that a person may see otherwise, each with what it is worth. */
export async function worthOfChoices(connection: DuckDBConnection, choices: Choices): Promise<string[]> {
	return [
		...(await otherSales(connection, choices)),
		...(await otherAmounts(connection, choices)),
		...(await refunds(connection, choices)),
		...(await returnedOrders(connection, choices)),
		...(await repeatedInParts(connection, choices)),
	];
}

async function rowOf(connection: DuckDBConnection, sql: string): Promise<unknown[]> {
	return (await connection.runAndReadAll(sql)).getRowsJS()[0] ?? [];
}

const SUM = 'cast(cast(sum(net_amount) as decimal(38, 2)) as varchar)';

/** An exact decimal with thousands set off; what no line has is said so. */
export function shownAmount(amount: unknown): string {
	return amount === null || amount === undefined
		? 'no amount'
		: String(amount).replace(/\B(?=(\d{3})+(?=\.|$))/g, (mark, _group, at, whole: string) =>
				whole.lastIndexOf('.') !== -1 && Number(at) > whole.lastIndexOf('.') ? mark : ',',
			);
}

async function otherSales(connection: DuckDBConnection, { base, others }: Choices): Promise<string[]> {
	const sentences: string[] = [];
	for (const other of others) {
		const hasAmount = other.columns.some(({ name }) => name === 'net_amount');
		if (!hasAmount) continue;
		const [rows, amount] = await rowOf(
			connection,
			`select count(*), ${SUM.replace('net_amount', 'try_cast(net_amount as decimal(38, 12))')} from (\n${renderSelect(other)}\n)`,
		);
		sentences.push(
			`${other.from} (${Number(rows).toLocaleString('en-GB')} rows, ${shownAmount(amount)}) tells of other sales; only ${base.lines.name} is read. If both count, put them together with union all in sources/order_lines.sql.`,
		);
	}
	return sentences;
}

async function otherAmounts(
	connection: DuckDBConnection,
	{ select, alternatives }: Choices,
): Promise<string[]> {
	const net = select.columns.find(({ name }) => name === 'net_amount');
	if (!net?.isGuess || alternatives.length === 0) return [];
	const sentences: string[] = [];
	for (const { sql, from, note } of alternatives) {
		const columns = select.columns.map((column) => (column === net ? { ...net, sql } : column));
		const [amount] = await rowOf(
			connection,
			`select ${SUM.replace('net_amount', 'try_cast(net_amount as decimal(38, 12))')} from (\n${renderSelect({ ...select, columns })}\n)`,
		);
		const what = from.length === 1 ? from[0]!.name : note;
		sentences.push(`If ${what} were the net amount, it would be ${shownAmount(amount)} in all.`);
	}
	return sentences;
}

async function refunds(connection: DuckDBConnection, { select, base }: Choices): Promise<string[]> {
	const used = new Set(select.columns.flatMap(({ from }) => from));
	const sentences: string[] = [];
	for (const column of base.lines.columns) {
		const says = (meaning: string): boolean =>
			column.tokens.some(({ meanings }) => (meanings as readonly string[]).includes(meaning));
		if (!column.number || used.has(column) || !says('returned') || !says('amount')) continue;
		const [sum] = await rowOf(
			connection,
			`select cast(cast(sum(${numberSql(column)}) as decimal(38, 2)) as varchar) from ${identifier(base.lines.name)}`,
		);
		if (sum === null || Number(sum) === 0) continue;
		sentences.push(`${column.name} holds ${shownAmount(sum)}, which is not taken out of net_amount.`);
	}
	return sentences;
}

/** A list of orders that came back changes nothing by itself; what it names is told, with the line that would leave it out. */
async function returnedOrders(connection: DuckDBConnection, choices: Choices): Promise<string[]> {
	const { select, base, tables, drafted } = choices;
	const sentences: string[] = [];
	for (const table of tables) {
		const document = firstFound(table, ['order_id', 'invoice_id']);
		if (!document || !base.document || !isListOfReturns(table, document, choices)) continue;
		const key = `select ${keySql(document)} from ${identifier(table.name)}`;
		const [orders, met] = await rowOf(
			connection,
			`select count(distinct ${keySql(document)}), count(distinct ${keySql(document)}) filter (${keySql(document)} in (select order_id from ${drafted})) from ${identifier(table.name)}`,
		);
		if (Number(orders) === 0 || Number(met) < Number(orders) * 0.8) continue;
		const [rows, amount] = await rowOf(
			connection,
			`select count(*), ${SUM} from ${drafted} where reason is null and order_id in (${key})`,
		);
		sentences.push(
			`${table.name} names ${Number(met)} orders that came back: ${Number(rows)} lines, ${shownAmount(amount)}. They stay in.`,
		);
		select.options.push({
			says: `Orders of ${table.name} stay in; to leave them out, take the # away from ${table.name} in vital-few.yaml and say`,
			sql: `${identifier(base.document.name)} not in (${key})`,
		});
	}
	return sentences;
}

function isListOfReturns(table: TableProfile, document: ColumnProfile, { base, select }: Choices): boolean {
	return (
		table.subject.has('returned') &&
		table !== base.lines &&
		table.columns.length <= 4 &&
		!select.tables.includes(table) &&
		document.filled > 0
	);
}

/** Lines that stand in more than one of the files or sheets that are read as one. */
async function repeatedInParts(
	connection: DuckDBConnection,
	{ base: { lines }, drafted }: Choices,
): Promise<string[]> {
	if (lines.parts === undefined || lines.file.unnest.length > 0) return [];
	const columns = lines.columns.map(({ name }) => `lines.${identifier(name)}`).join(', ');
	const [rows, amount] = await rowOf(
		connection,
		`select coalesce(sum(copies - most), 0), cast(cast(sum((copies - most) * amount) as decimal(38, 2)) as varchar) from (
			select any_value(amount) as amount, sum(copies) as copies, max(copies) as most from (
				select hash(${columns}) as row_hash, lines.file_name, count(*) as copies, any_value(drafted.net_amount) as amount
				from ${identifier(lines.name)} as lines
				join ${drafted} as drafted on drafted.source_line = lines.line_number and drafted.source_file = lines.file_name
				where drafted.reason is null group by all
			) group by row_hash having count(*) > 1
		)`,
	);
	if (Number(rows) === 0) return [];
	const parts = lines.parts.map((part) => quoteText(part)).join(' and ');
	return [
		`${Number(rows).toLocaleString('en-GB')} lines, ${shownAmount(amount)}, stand in more than one of ${parts}. They are counted each time; "duplicates: reject" in vital-few.yaml counts them once.`,
	];
}
