import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../../warehouse/sql-text.ts';
import { columnMarks, scaleOfName } from './amount-marks.ts';
import { conceptsOf, isDateConcept, isNumberConcept, type Concept } from './concepts.ts';
import { dateFormat, mixedDates, openDateOrder, type DateFormat, type OpenDateOrder } from './date-format.ts';
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
		const isMeantAsDay = base.concepts.some(
			({ concept, confidence }) => isDateConcept(concept) && confidence >= 0.6,
		);
		const mixed = !isStored && isMeantAsDay ? mixedDates(shapes) : undefined;
		profiles.push({
			...base,
			shapes,
			number: isStored
				? {
						...STORED_NUMBER,
						isWhole: shapes.every(({ shape }) => /^-?9+$/.test(shape)),
						decimals: storedDecimals(shapes, column.type),
					}
				: await withoutFloatNoise(connection, base, await withMarks(connection, base, numberFormat(shapes))),
			date: mixed ? mixed.date : withoutOthers(dateFormat(shapes)),
			openOrder: mixed ? mixed.openOrder : isStored ? undefined : openDateOrder(shapes),
			endsInZero: base.endsInZero && shapes.every(({ shape }) => /^-?9+\.9$/.test(shape)),
		});
	}
	await connection.run(`drop table ${quoteIdentifier(sample)}`);
	return withSharedComma(profiles).map((profile) => {
		const { number } = profile;
		if (!number) return profile;
		if (number.isWhole && profile.tokens.some(({ word }) => CENTS.test(word)))
			return { ...profile, number: { ...number, inCents: true } };
		const scale = isMoney(profile) ? scaleOfName(profile.name) : 1;
		return scale === 1 ? profile : { ...profile, number: { ...number, scale } };
	});
}

const FIGURES = new Set<Concept>(
	'quantity discount tax_rate profit_share terms rate minutes score year month'.split(' ') as Concept[],
);

/** Whether a column's name speaks of money. */
function isMoney({ concepts }: Pick<ColumnProfile, 'concepts'>): boolean {
	const meant = concepts[0]?.concept;
	return meant !== undefined && isNumberConcept(meant) && !FIGURES.has(meant);
}

/** A format with what stands around the digits of all values, where something does. */
async function withMarks(
	connection: DuckDBConnection,
	column: Pick<ColumnProfile, 'table' | 'name' | 'concepts'>,
	format: NumberFormat | undefined,
): Promise<NumberFormat | undefined> {
	if (!format?.hasSigns || format.isPercent) return format;
	const kind = isMoney(column) ? 'money' : 'figure';
	const marks = await columnMarks(connection, column.table, column.name, kind);
	const meanings = new Map(
		[...marks.meanings].map(([mark, meaning]) => [mark, mark === '%' ? { factor: 0.01 } : meaning]),
	);
	return { ...format, marks: { ...marks, meanings } };
}

/** A column that nothing calls a day is read in one way only. */
function withoutOthers(format: DateFormat | undefined): DateFormat | undefined {
	if (!format?.also) return format;
	const { also: _others, ...plain } = format;
	return plain;
}

/**
 * A format without the decimals that 32-bit floats leave when they are written as text: 9.80000019 is 9.8. They are noise
 * where each such value is the float that is nearest to itself in four decimals.
 */
async function withoutFloatNoise(
	connection: DuckDBConnection,
	{ table, name }: Pick<ColumnProfile, 'table' | 'name'>,
	format: NumberFormat | undefined,
): Promise<NumberFormat | undefined> {
	if (format === undefined || format.decimals <= 6 || format.decimal !== '.') return format;
	const reader = await connection.runAndReadAll(`
		select coalesce(bool_and(abs(value - cast(cast(round(value, 4) as float) as double)) <= 1e-8 * abs(value)), false)
		from (select try_cast(${quoteIdentifier(name)} as double) as value from ${quoteIdentifier(table)})
		where value <> round(value, 4)`);
	return reader.getRowsJS()[0]![0] === true ? { ...format, decimals: 4 } : format;
}

/** The most decimals of stored numbers; of floats, those that are no noise of arithmetic. */
function storedDecimals(shapes: readonly ValueShape[], type: string): number {
	const decimals = Math.max(
		0,
		...shapes.map(({ shape }) => (shape.includes('a') ? 8 : (/\.(9+)$/.exec(shape)?.[1]!.length ?? 0))),
	);
	return /^(FLOAT|DOUBLE)$/.test(type) ? Math.min(decimals, 8) : decimals;
}

const CENTS = /^(cents?|pence|pfennig|centimes?|centimos?|ore)$/;
const SAMPLE_ROWS = 20_000;
/** Up to here different values are counted exactly. */
const EXACT_ROWS = 50_000;

/** Whether every value counts: for figures and days, one odd value decides how the others are to be read. */
function deservesWholeLook(concepts: ColumnProfile['concepts'], some: readonly ValueShape[]): boolean {
	if (some.reduce((sum, { count }) => sum + count, 0) < 1000) return true;
	const isMeant = concepts.some(({ concept }) => isDateConcept(concept) || isNumberConcept(concept));
	return (
		isMeant &&
		(numberFormat(some) ?? dateFormat(some) ?? openDateOrder(some) ?? mixedDates(some)) !== undefined
	);
}

/** Where a column of a file writes a decimal comma, a column that leaves it open writes one too. */
function withSharedComma(profiles: ColumnProfile[]): ColumnProfile[] {
	const hasComma = profiles.some(({ number }) => number?.decimal === ',' && number.isCertain);
	const hasPoint = profiles.some(
		({ number }) => number?.decimal === '.' && number.isCertain && !number.isWhole,
	);
	if (!hasComma || hasPoint) return profiles;
	return profiles.map((profile) =>
		profile.number && !profile.number.isCertain ? { ...profile, number: sharingComma(profile) } : profile,
	);
}

function sharingComma({ shapes, number }: ColumnProfile): NumberFormat | undefined {
	const format = numberFormat(shapes, true);
	return format && number?.marks ? { ...format, marks: number.marks } : format;
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
