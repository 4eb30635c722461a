import type { DuckDBConnection } from '@duckdb/node-api';
import type { EntityName } from '../../contract/entities.ts';
import { quoteIdentifier } from '../warehouse/sql-text.ts';
import { asFault, type SourceStatement } from './source-statement.ts';

/** How amounts and quantities are kept: the decimals that the sources need, in as many digits as their sums need. */
export interface AmountScale {
	digits: 18 | 38;
	decimals: number;
}

/** Averages and other quotients of money have four decimals, whatever the source has. */
const FEWEST_DECIMALS = 4;
/** A price of six decimals times a quantity of six. Beyond that a value is rounded. */
export const MOST_DECIMALS = 12;
/** A float has no decimals of its own: what is beyond these is noise of arithmetic. */
export const DECIMALS_OF_FLOAT = 8;
/** How many times all of a column have to fit: bridges and cumulated sums add several of them. */
const ROOM = 10;

export const PLAIN_AMOUNTS: AmountScale = { digits: 18, decimals: FEWEST_DECIMALS };

/** The engine's type of amounts and quantities. */
export function amountType({ digits, decimals }: AmountScale): string {
	return `decimal(${digits}, ${decimals})`;
}

/** The engine's type of their sums, where these leave the warehouse. */
export function sumType({ decimals }: AmountScale): string {
	return `decimal(38, ${decimals})`;
}

/** Makes the types `exact` and `exact_sum` in a database, by which the queries call amounts and their sums. */
export async function defineAmounts(
	connection: DuckDBConnection,
	database: string,
	scale: AmountScale,
): Promise<void> {
	await connection.run(`create type ${database}.exact as ${amountType(scale)}`);
	await connection.run(`create type ${database}.exact_sum as ${sumType(scale)}`);
}

interface Measured {
	name: string;
	type: string;
	isConverted: boolean;
}

/**
 * Measures how many decimals the amounts and quantities of the statements have, and how many digits their sums need. A
 * statement is looked at only where the types of its columns do not tell: most give decimals of four places at most.
 * @param converted by entity, the columns that are converted into the reporting currency at the rates of `staged.rates`
 */
export async function measureAmounts(
	connection: DuckDBConnection,
	statements: ReadonlyMap<EntityName, SourceStatement>,
	converted: Partial<Record<EntityName, readonly string[]>>,
): Promise<AmountScale> {
	const rate = await ratesScale(connection);
	let decimals = FEWEST_DECIMALS;
	const unsummed: (() => Promise<number>)[] = [];
	for (const [name, statement] of statements) {
		if (name === 'fx_rates') continue;
		const isForeign = rate !== undefined && statement.columns.some((column) => column.name === 'currency');
		const measured = numbersOf(statement).map((column) => ({
			...column,
			isConverted: isForeign && (converted[name]?.includes(column.name) ?? false),
		}));
		if (measured.length === 0) continue;
		const needed = await decimalsOf(connection, statement, measured);
		measured.forEach((column, i) => {
			const all = needed[i]! + (column.isConverted ? rate!.decimals : 0);
			decimals = Math.max(decimals, Math.min(all, MOST_DECIMALS));
		});
		unsummed.push(() => largestSum(connection, statement, measured, rate?.largest ?? 1));
	}
	// With four decimals there is room for a hundred billion, and nothing to add up.
	if (decimals === FEWEST_DECIMALS) return PLAIN_AMOUNTS;
	let largest = 0;
	for (const sum of unsummed) largest = Math.max(largest, await sum());
	return { digits: largest * ROOM < 10 ** (18 - decimals) ? 18 : 38, decimals };
}

async function ratesScale(
	connection: DuckDBConnection,
): Promise<{ decimals: number; largest: number } | undefined> {
	const reader = await connection.runAndReadAll(
		`select max(length(rtrim(split_part(cast(rate as varchar), '.', 2), '0'))), max(cast(rate as double)), count(*) from staged.rates`,
	);
	const [decimals, largest, count] = reader.getRowsJS()[0]!;
	return Number(count) > 1 ? { decimals: Number(decimals), largest: Number(largest) } : undefined;
}

function numbersOf({ entity, columns }: SourceStatement): Omit<Measured, 'isConverted'>[] {
	const types = new Map(columns.map(({ name, type }) => [name, type]));
	return entity.columns
		.filter(({ type, name }) => (type === 'money' || type === 'number') && types.has(name))
		.map(({ name }) => ({ name, type: types.get(name)! }));
}

const DECIMAL = /^DECIMAL\((\d+),(\d+)\)$/;
const FLOAT = /^(FLOAT|DOUBLE|REAL)$/;
const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;

/** The decimals that each column needs: by its type, by a quick look, by a slow one where the quick one sees more than four. */
async function decimalsOf(
	connection: DuckDBConnection,
	statement: SourceStatement,
	columns: readonly Measured[],
): Promise<number[]> {
	const byType = columns.map(({ type }) => {
		if (INTEGER.test(type)) return 0;
		const decimals = Number(DECIMAL.exec(type)?.[2] ?? NaN);
		return decimals <= FEWEST_DECIMALS ? decimals : undefined;
	});
	const quick = await look(connection, statement, columns, byType, quickLook);
	const isPlain = (known: number | undefined) => known !== undefined && known <= FEWEST_DECIMALS;
	const known = columns.map(({ isConverted }, i) =>
		// A converted amount has the rate's decimals on top of its own: these must be known, not bounded.
		byType[i] !== undefined || (isPlain(quick[i]) && !isConverted) ? (byType[i] ?? quick[i]) : undefined,
	);
	const slow = await look(connection, statement, columns, known, slowLook);
	return slow.map((decimals) => decimals ?? 0);
}

async function look(
	connection: DuckDBConnection,
	statement: SourceStatement,
	columns: readonly Measured[],
	known: readonly (number | undefined)[],
	expression: (column: Measured) => string,
): Promise<(number | undefined)[]> {
	const asked = columns.filter((_, i) => known[i] === undefined);
	if (asked.length === 0) return [...known];
	const row = await rowOf(connection, statement, asked.map(expression));
	const found = new Map(asked.map((column, i) => [column, Number(row[i] ?? 0)]));
	return columns.map((column, i) => known[i] ?? found.get(column));
}

/** A bound of the decimals, from arithmetic or the length of the text. */
function quickLook({ name, type }: Measured): string {
	const column = quoteIdentifier(name);
	if (DECIMAL.test(type))
		return `case when bool_or(${column} <> round(${column}, ${FEWEST_DECIMALS})) then ${MOST_DECIMALS} else ${FEWEST_DECIMALS} end`;
	if (FLOAT.test(type))
		return `case when bool_or(round(${column}, ${DECIMALS_OF_FLOAT}) <> round(${column}, ${FEWEST_DECIMALS})) then ${MOST_DECIMALS} else ${FEWEST_DECIMALS} end`;
	const text = `cast(${column} as varchar)`;
	return `max(case when contains(lower(${text}), 'e') then ${MOST_DECIMALS} else length(trim(split_part(${text}, '.', 2))) end)`;
}

/** The decimals that are not zero at the end of any value. */
function slowLook({ name, type }: Measured): string {
	const column = quoteIdentifier(name);
	const text = FLOAT.test(type)
		? `cast(round(${column}, ${DECIMALS_OF_FLOAT}) as varchar)`
		: `cast(${column} as varchar)`;
	const value = DECIMAL.test(type)
		? text
		: `cast(try_cast(${text} as decimal(38, ${MOST_DECIMALS})) as varchar)`;
	return `max(length(rtrim(split_part(${value}, '.', 2), '0')))`;
}

async function largestSum(
	connection: DuckDBConnection,
	statement: SourceStatement,
	columns: readonly Measured[],
	rate: number,
): Promise<number> {
	const row = await rowOf(
		connection,
		statement,
		columns.map(
			({ name, isConverted }) =>
				`sum(abs(try_cast(${quoteIdentifier(name)} as double)))${isConverted ? ` * ${Math.max(rate, 1)}` : ''}`,
		),
	);
	return Math.max(0, ...row.map((sum) => Number(sum ?? 0)).filter((sum) => !Number.isNaN(sum)));
}

async function rowOf(
	connection: DuckDBConnection,
	{ sql, path }: SourceStatement,
	expressions: readonly string[],
): Promise<readonly unknown[]> {
	try {
		const reader = await connection.runAndReadAll(`select ${expressions.join(', ')} from (${sql}\n)`);
		return reader.getRowsJS()[0]!;
	} catch (error) {
		throw asFault(error, path);
	}
}
