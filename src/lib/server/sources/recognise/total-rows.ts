import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../warehouse/sql-text.ts';
import { PART_COLUMN } from './alike-tables.ts';
import type { Base } from './base.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { DraftedAmount } from './drafted-amount.ts';
import { found, type TableProfile } from './table-profile.ts';
import { bare, identifier, textSql, type Naming } from './value-sql.ts';

/** Rows that are the sum of others and no sales themselves, or that are called so. */
export interface TotalRows {
	/** Whether a row is one, as SQL. */
	condition: (naming: Naming) => string;
	/** What tells them, in words. */
	words: string;
	rows: number;
	/** Their amount as exact text. */
	amount: string;
	/** Their amounts are the sums of other rows; where they are not, they are named and stay in. */
	isProven: boolean;
	/** None of them names both an account and a day, so they are set aside anyway. */
	isSetAside: boolean;
}

/** Words for a sum, at the start or the end of a value. */
const TOTAL_WORDS =
	'((grand|sub)[ -]?totals?|totals?|total general|total général|summe|summen|gesamt|gesamtsumme|zwischensumme|endsumme|somme|sous[ -]?total|suma|razem|ogółem|łącznie|totaal|subtotaal|totale|subtotale|totalt|i alt|yhteensä|összesen|celkem|spolu|toplam|genel toplam|ara toplam|итого|всего|σύνολο|合计|合計|总计|總計|小计|小計|총계|합계)';
const TOTAL_PATTERN = `(^${TOTAL_WORDS}(\\W|$))|((^|\\W)${TOTAL_WORDS}\\W*$)`;
const LEAST_PROVEN = 0.9;
/** A row stands for others only where there are some. */
const FEWEST_SUMMED = 2;
const MOST_NAMED = 8;

/**
 * The rows of the lines that are sums of others: those that say so in words, those that leave blank what tells a line, and a
 * last row that adds up all others. Undefined where there is none.
 */
export async function totalRows(
	connection: DuckDBConnection,
	base: Pick<Base, 'lines' | 'isCarriedDown' | 'account' | 'date'>,
	net: DraftedAmount | undefined,
	amountSql: string | undefined,
): Promise<TotalRows[]> {
	const { lines } = base;
	if (base.isCarriedDown || !net || amountSql === undefined || lines.file.unnest.length > 0) return [];
	const texts = lines.columns.filter((column) => isText(column));
	const blanks = blankInTotals(lines);
	if (texts.length === 0 && blanks.length === 0) return [];
	const placed = [base.account, base.date]
		.filter(({ table }) => table === lines.name)
		.map((column) => `nullif(trim(${textSql(column)}), '') is not null`);
	const isPlaced = placed.length === 0 ? 'true' : placed.join(' and ');
	const worded = await wordedColumns(connection, lines, texts);
	const found: TotalRows[] = [];
	if (worded.length > 0) {
		const says = (naming: Naming): string =>
			worded
				.map(
					(column) =>
						`coalesce(regexp_matches(lower(trim(${textSql(column, naming)})), ${quoteText(TOTAL_PATTERN)}), false)`,
				)
				.join(' or ');
		const proof = await prove(connection, lines, amountSql, says(bare), isPlaced);
		if (proof.rows > 0) {
			const values = await valuesOf(connection, lines, worded, says(bare));
			found.push({
				condition: says,
				words: values,
				rows: proof.rows,
				amount: proof.amount,
				isProven: proof.proven >= proof.rows * LEAST_PROVEN,
				isSetAside: proof.placed === 0,
			});
			return found;
		}
	}
	if (blanks.length > 0) {
		const isBlank = (naming: Naming): string =>
			blanks.map((column) => `nullif(trim(${textSql(column, naming)}), '') is null`).join(' and ');
		const proof = await prove(connection, lines, amountSql, isBlank(bare), isPlaced);
		if (proof.rows > 0 && proof.proven >= proof.rows * LEAST_PROVEN) {
			found.push({
				condition: isBlank,
				words: `without ${blanks.map(({ name }) => name).join(' and ')}`,
				rows: proof.rows,
				amount: proof.amount,
				isProven: true,
				isSetAside: proof.placed === 0,
			});
			return found;
		}
	}
	const last = await lastRow(connection, lines, amountSql, texts, isPlaced);
	if (last) found.push(last);
	return found;
}

function isText({ number, date, openOrder, longest, filled, type }: ColumnProfile): boolean {
	return type === 'VARCHAR' && !number && !date && !openOrder && longest <= 120 && filled > 0;
}

/** What stands on nearly every line and can be missing only where a row is none. */
function blankInTotals(lines: TableProfile): ColumnProfile[] {
	return (['product_id', 'product_name', 'quantity', 'unit_price', 'order_id', 'invoice_id'] as const)
		.map((concept) => found(lines, concept))
		.filter((column) => column !== undefined)
		.filter((column) => !column.isFull && column.filled >= lines.rows * 0.5);
}

async function wordedColumns(
	connection: DuckDBConnection,
	lines: TableProfile,
	texts: readonly ColumnProfile[],
): Promise<ColumnProfile[]> {
	if (texts.length === 0) return [];
	const counts = texts.map(
		(column) =>
			`count(*) filter (regexp_matches(lower(trim(${textSql(column)})), ${quoteText(TOTAL_PATTERN)}))`,
	);
	const row = (
		await connection.runAndReadAll(`select ${counts.join(', ')} from ${identifier(lines.name)}`)
	).getRowsJS()[0]!;
	return texts.filter((_, index) => Number(row[index]) > 0 && Number(row[index]) < lines.rows * 0.5);
}

/** How many candidates there are, and how many are the sum of the block above or below, of all rows so far, or of all. */
async function prove(
	connection: DuckDBConnection,
	lines: TableProfile,
	amountSql: string,
	isTotal: string,
	isPlaced: string,
): Promise<{ rows: number; proven: number; amount: string; placed: number }> {
	const part = lines.parts ? PART_COLUMN : '1';
	const row = (
		await connection.runAndReadAll(`
		with rows as (
			select ${part} as part, line_number, cast(${amountSql} as decimal(38, 4)) as amount, (${isTotal}) as is_total, (${isPlaced}) as is_placed from ${identifier(lines.name)}
		),
		blocks as (
			select *, coalesce(count(*) filter (is_total) over (partition by part order by line_number rows between unbounded preceding and 1 preceding), 0) as block
			from rows
		),
		sums as (
			select *,
				sum(amount) filter (not is_total) over (partition by part, block) as block_sum,
				count(amount) filter (not is_total) over (partition by part, block) as block_rows,
				sum(amount) filter (not is_total) over (partition by part order by line_number rows between unbounded preceding and current row) as running,
				sum(amount) filter (not is_total) over (partition by part) as whole,
				sum(amount) filter (not is_total) over () as everything
			from blocks
		),
		below as (select part, block, any_value(block_sum) as below_sum from sums group by all)
		select count(*), count(*) filter (
				abs(amount - block_sum) <= 0.011 and block_rows >= 1 or abs(amount - running) <= 0.011 or abs(amount - whole) <= 0.011
				or abs(amount - everything) <= 0.011 or abs(amount - below_sum) <= 0.011
			), cast(cast(coalesce(sum(amount), 0) as decimal(38, 2)) as varchar), count(*) filter (is_placed)
		from sums left join below on below.part = sums.part and below.block = sums.block + 1
		where is_total and amount is not null and amount <> 0`)
	).getRowsJS()[0]!;
	return { rows: Number(row[0]), proven: Number(row[1]), amount: String(row[2]), placed: Number(row[3]) };
}

async function valuesOf(
	connection: DuckDBConnection,
	lines: TableProfile,
	columns: readonly ColumnProfile[],
	condition: string,
): Promise<string> {
	const parts: string[] = [];
	for (const column of columns) {
		const rows = (
			await connection.runAndReadAll(
				`select distinct trim(${textSql(column)}) as value from ${identifier(lines.name)}
				where regexp_matches(lower(trim(${textSql(column)})), ${quoteText(TOTAL_PATTERN)}) and (${condition}) order by value limit ${MOST_NAMED + 1}`,
			)
		).getRowsJS();
		const named = rows.slice(0, MOST_NAMED).map(([value]) => String(value));
		parts.push(`whose ${column.name} is ${named.join(', ')}${rows.length > MOST_NAMED ? ' …' : ''}`);
	}
	return parts.join(' or ');
}

/** The last row, where it alone adds up all others and a text of its own tells it. */
async function lastRow(
	connection: DuckDBConnection,
	lines: TableProfile,
	amountSql: string,
	texts: readonly ColumnProfile[],
	isPlaced: string,
): Promise<TotalRows | undefined> {
	const last = `line_number = (select max(line_number) from ${identifier(lines.name)})`;
	const amount = `cast(${amountSql} as decimal(38, 4))`;
	const row = (
		await connection.runAndReadAll(
			`select sum(${amount}) filter (${last}), sum(${amount}) filter (not ${last}), count(${amount}) filter (not ${last}),
				${texts.map((column) => `max(trim(${textSql(column)})) filter (${last})`).join(', ') || 'null'}
			from ${identifier(lines.name)}`,
		)
	).getRowsJS()[0]!;
	const [own, others, summed] = row.slice(0, 3).map((value) => Number(value ?? NaN)) as [
		number,
		number,
		number,
	];
	if (lines.parts || !(summed > FEWEST_SUMMED) || own === 0 || !(Math.abs(own - others) <= 0.011))
		return undefined;
	for (const [index, column] of texts.entries()) {
		const value = row[3 + index];
		if (value === null || value === undefined) continue;
		const is = (naming: Naming): string => `trim(${textSql(column, naming)}) = ${quoteText(String(value))}`;
		const count = (
			await connection.runAndReadAll(
				`select count(*), count(*) filter (${isPlaced}) from ${identifier(lines.name)} where ${is(bare)}`,
			)
		).getRowsJS()[0]!;
		if (Number(count[0]) !== 1) continue;
		return {
			condition: is,
			words: `whose ${column.name} is ${String(value)}`,
			rows: 1,
			amount: own.toFixed(2),
			isProven: true,
			isSetAside: Number(count[1]) === 0,
		};
	}
	return undefined;
}
