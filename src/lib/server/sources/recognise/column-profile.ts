import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import { conceptsOf, isDateConcept, isNumberConcept, type Concept } from './concepts.ts';
import { dateFormat, openDateOrder, type DateFormat, type OpenDateOrder } from './date-format.ts';
import { nameTokens, type Token } from './name-tokens.ts';
import { numberFormat, STORED_NUMBER, type NumberFormat } from './number-format.ts';
import { valueShapes, type ValueShape } from './value-shapes.ts';

/** What a column's name says and what its values are, over all rows. */
export interface ColumnProfile {
	table: string;
	name: string;
	/** Type in the engine: VARCHAR for everything that came as text. */
	type: string;
	tokens: Token[];
	/** What the name can mean, the likeliest first. */
	concepts: { concept: Concept; confidence: number }[];
	/** Values that are not blank. */
	filled: number;
	/** No row is blank. */
	isFull: boolean;
	/** Different values; exact where they are few, else within a few percent. */
	distinct: number;
	shapes: ValueShape[];
	number?: NumberFormat | undefined;
	date?: DateFormat | undefined;
	/** Dates whose order of day and month the shapes leave open. */
	openOrder?: OpenDateOrder | undefined;
	/** Every value ends in `.0`: whole numbers that went through a floating-point column. */
	endsInZero: boolean;
	/** Longest value, in characters. */
	longest: number;
}

const STORED_DATES = /^(DATE|TIMESTAMP|TIMESTAMP WITH TIME ZONE|TIMESTAMP_.*)$/;
const STORED_NUMBERS = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DECIMAL.*|FLOAT|DOUBLE)$/;
const NESTED = /(\[\]|^STRUCT|^MAP|^LIST)/;
/** Looks at every column of a table that is readable as the view `table`. */
export async function profileColumns(
	connection: DuckDBConnection,
	table: string,
	rows: number,
): Promise<ColumnProfile[]> {
	const described = (await connection.runAndReadAll(`describe ${quoteIdentifier(table)}`)).getRowsJS();
	const columns = described
		.map((row) => ({ name: String(row[0]), type: String(row[1]) }))
		.filter(({ name, type }) => name !== 'line_number' && !NESTED.test(type));
	if (columns.length === 0) return [];
	const counts = await countValues(connection, table, columns, rows);
	const sample = `${table} sample`;
	await connection.run(
		`create or replace temp table ${quoteIdentifier(sample)} as from ${quoteIdentifier(table)} using sample reservoir(${SAMPLE_ROWS} rows) repeatable (1)`,
	);
	const profiles: ColumnProfile[] = [];
	for (const [index, column] of columns.entries()) {
		const tokens = nameTokens(column.name);
		const base = { table, ...column, tokens, concepts: conceptsOf(tokens), ...counts[index]! };
		if (STORED_DATES.test(column.type)) {
			profiles.push({
				...base,
				shapes: [],
				date: { kind: 'stored', isCertain: true, share: 1 },
				endsInZero: false,
			});
			continue;
		}
		const some = await valueShapes(connection, sample, column.name);
		const shapes = deservesWholeLook(base.concepts, some)
			? await valueShapes(connection, table, column.name)
			: some;
		const isStored = STORED_NUMBERS.test(column.type);
		profiles.push({
			...base,
			shapes,
			number: isStored
				? { ...STORED_NUMBER, isWhole: shapes.every(({ shape }) => /^-?9+$/.test(shape)) }
				: numberFormat(shapes),
			date: dateFormat(shapes),
			openOrder: isStored ? undefined : openDateOrder(shapes),
			endsInZero: base.endsInZero && shapes.every(({ shape }) => /^-?9+\.9$/.test(shape)),
		});
	}
	await connection.run(`drop table ${quoteIdentifier(sample)}`);
	return withSharedComma(profiles).map((profile) =>
		profile.number?.isWhole && profile.tokens.some(({ word }) => CENTS.test(word))
			? { ...profile, number: { ...profile.number, inCents: true } }
			: profile,
	);
}

const CENTS = /^(cents?|pence|pfennig|centimes?|centimos?|ore)$/;
const SAMPLE_ROWS = 20_000;
/** Up to here different values are counted exactly. */
const EXACT_ROWS = 50_000;

/** Whether every value counts: for figures and days, one odd value decides how the others are to be read. */
function deservesWholeLook(concepts: ColumnProfile['concepts'], some: readonly ValueShape[]): boolean {
	if (some.reduce((sum, { count }) => sum + count, 0) < 1000) return true;
	const isMeant = concepts.some(({ concept }) => isDateConcept(concept) || isNumberConcept(concept));
	return isMeant && (numberFormat(some) ?? dateFormat(some) ?? openDateOrder(some)) !== undefined;
}

/** Where a column of a file writes a decimal comma, a column that leaves it open writes one too. */
function withSharedComma(profiles: ColumnProfile[]): ColumnProfile[] {
	const hasComma = profiles.some(({ number }) => number?.decimal === ',' && number.isCertain);
	const hasPoint = profiles.some(
		({ number }) => number?.decimal === '.' && number.isCertain && !number.isWhole,
	);
	if (!hasComma || hasPoint) return profiles;
	return profiles.map((profile) =>
		profile.number && !profile.number.isCertain
			? { ...profile, number: numberFormat(profile.shapes, true) }
			: profile,
	);
}

interface Counts {
	filled: number;
	isFull: boolean;
	distinct: number;
	longest: number;
	endsInZero: boolean;
}

async function countValues(
	connection: DuckDBConnection,
	table: string,
	columns: readonly { name: string; type: string }[],
	rows: number,
): Promise<Counts[]> {
	const distinct = rows <= EXACT_ROWS ? 'count(distinct' : 'approx_count_distinct(';
	const value = ({ name }: { name: string }): string => `trim(cast(${quoteIdentifier(name)} as varchar))`;
	const selected = columns.map(
		(column) => `count(nullif(${value(column)}, '')), ${distinct} nullif(${value(column)}, '')),
			max(length(${value(column)})), bool_and(nullif(${value(column)}, '') like '%.0')`,
	);
	const row = (
		await connection.runAndReadAll(`select ${selected.join(', ')}, count(*) from ${quoteIdentifier(table)}`)
	).getRowsJS()[0]!;
	return columns.map((_, index) => ({
		filled: Number(row[index * 4]),
		isFull: Number(row[index * 4]) === Number(row[columns.length * 4]),
		distinct: Number(row[index * 4 + 1]),
		longest: Number(row[index * 4 + 2] ?? 0),
		endsInZero: row[index * 4 + 3] === true,
	}));
}
