import type { Entity, EntityColumn } from '../../contract/entities.ts';
import { amountType, DECIMALS_OF_FLOAT, type AmountScale } from './measure-amounts.ts';
import { quoteIdentifier, quoteText } from '../warehouse/sql-text.ts';

/** The columns that a user's statement gives, by lower-case name, with their types. */
export type GivenColumns = ReadonlyMap<string, string>;

const SQL_TYPES: Record<Exclude<EntityColumn['type'], 'money' | 'number'>, string> = {
	text: 'varchar',
	date: 'date',
	integer: 'bigint',
	boolean: 'boolean',
};

/** The user's row in the statements of staging: a name that no column of the user has, or the row as a whole would be that column. */
export const SOURCE_ROW = '"row of the source"';

/** A value of this size or beyond is not read: a hundred of them would no longer add up in eighteen digits. */
export const LARGEST_NUMBER = 1_000_000_000_000;

/** The type in which a column of the contract is stored. */
export function storedType(described: Entity, column: EntityColumn, scale: AmountScale): string {
	if (isRate(described, column)) return 'decimal(18, 8)';
	return column.type === 'money' || column.type === 'number' ? amountType(scale) : SQL_TYPES[column.type];
}

/**
 * The typed value of a column, {@link SOURCE_ROW} being the user's row: null where it is blank or cannot be read. An optional value out
 * of its range cannot be read, either; a required one stays, so that its row can say what is wrong with it.
 */
export function typedExpression(
	described: Entity,
	column: EntityColumn,
	given: GivenColumns,
	scale: AmountScale,
): string {
	const type = storedType(described, column, scale);
	const sourceType = given.get(column.name);
	if (sourceType === undefined) return `cast(null as ${type})`;
	const source = `${SOURCE_ROW}.${quoteIdentifier(column.name)}`;
	switch (column.type) {
		case 'text':
			return isWordless(sourceType) ? `cast(${source} as varchar)` : filledText(`cast(${source} as varchar)`);
		case 'date':
			return dateExpression(source, sourceType);
		case 'boolean':
			return sourceType === 'BOOLEAN' ? source : `try_cast(${source} as boolean)`;
		default: {
			const isExact = fitsMoney(sourceType, scale);
			const read = isFloat(sourceType) ? floatText(source) : source;
			const value = `${isExact ? 'cast' : 'try_cast'}(${read} as ${type})`;
			if (isExact && !column.range) return value;
			const [least, most] = (column.required ? undefined : column.range) ?? [-LARGEST_NUMBER, LARGEST_NUMBER];
			if (isRate(described, column)) return value;
			return column.range && !column.required
				? `case when ${value} between ${least} and ${most} then ${value} end`
				: `case when abs(${value}) < ${LARGEST_NUMBER} then ${value} end`;
		}
	}
}

const SHORT_INTEGERS = ['TINYINT', 'SMALLINT', 'INTEGER', 'UTINYINT', 'USMALLINT', 'UINTEGER'];
const WORDLESS_TYPES = [...SHORT_INTEGERS, 'BIGINT', 'UBIGINT', 'HUGEINT', 'DATE', 'BOOLEAN', 'UUID'];

/** A float as it is written: read as a decimal at once, its binary tail would show beyond its fifteenth digit. */
function floatText(source: string): string {
	return `cast(round(${source}, ${DECIMALS_OF_FLOAT}) as varchar)`;
}

function isFloat(sourceType: string): boolean {
	return sourceType === 'DOUBLE' || sourceType === 'FLOAT';
}

/** Whether every value of a type is below {@link LARGEST_NUMBER} and loses no decimals, so that none can fail to be read. */
function fitsMoney(sourceType: string, scale: AmountScale): boolean {
	const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(sourceType);
	const room = Math.min(12, scale.digits - scale.decimals);
	if (!decimal) return SHORT_INTEGERS.includes(sourceType) && room >= 10;
	const [digits, decimals] = [Number(decimal[1]), Number(decimal[2])];
	return decimals <= scale.decimals && digits - decimals <= room;
}

/** Whether no value of a type is a blank text. */
function isWordless(sourceType: string): boolean {
	return WORDLESS_TYPES.includes(sourceType) || sourceType.startsWith('DECIMAL(');
}

/** Whether a column's value can be read whatever it is, by its type alone: there is nothing to look for. */
export function isAlwaysRead(
	described: Entity,
	column: EntityColumn,
	given: GivenColumns,
	scale: AmountScale,
): boolean {
	const sourceType = given.get(column.name);
	if (sourceType === undefined || given.has(`${column.name}_read`) || column.range) return false;
	if (column.type === 'boolean') return sourceType === 'BOOLEAN';
	return (
		(column.type === 'money' || column.type === 'number') &&
		!isRate(described, column) &&
		fitsMoney(sourceType, scale)
	);
}

/** A text as it is, null where nothing in it can be seen. A first character that can be seen settles most at once. */
function filledText(text: string): string {
	return `case when ${text} between '!' and '~~' or regexp_matches(${text}, '[^\\s\\p{Z}\\p{C}]') then ${text} end`;
}

/** The engine reads `2024-01-1x` as the first of January, and `infinity` as a date; here both are none. */
function dateExpression(source: string, sourceType: string): string {
	const value =
		sourceType === 'DATE'
			? source
			: `coalesce(try_cast(${source} as date), cast(try_cast(${source} as timestamp) as date))`;
	const isInCalendar = `${value} between date '0001-01-01' and date '9999-12-31'`;
	const text = `trim(${source})`;
	const endsInDigit =
		sourceType === 'VARCHAR'
			? `substring(${text}, least(length(${text}), 10), 1) between '0' and '9' and `
			: '';
	return `case when ${endsInDigit}${isInCalendar} then ${value} end`;
}

/** What was read for a column, untouched, to be looked at where no value came of it: the user's own `<column>_read`, else the column. */
export function rawExpression(column: EntityColumn, given: GivenColumns): string {
	const name = given.has(`${column.name}_read`) ? `${column.name}_read` : column.name;
	return `${SOURCE_ROW}.${quoteIdentifier(name)}`;
}

/** Whether something was read for a column of `t` that is no value of its type. */
export function isUnreadable(column: EntityColumn): string {
	return `t.${column.name} is null and coalesce(trim(cast(t.${column.name}_raw as varchar)), '') <> ''`;
}

/** Names of the optional columns, divided by blanks, whose value could not be read and counts as missing; null where there are none. */
export function unreadColumns(columns: readonly EntityColumn[]): string {
	const conditions = columns.map((column) => ({
		column,
		condition: column.type === 'text' ? isUnknownWord(column) : isUnreadable(column),
	}));
	if (conditions.length === 0) return 'cast(null as varchar)';
	const names = conditions.map(
		({ column, condition }) => `case when ${condition} then ${quoteText(column.name)} end`,
	);
	const any = conditions.map(({ condition }) => `(${condition})`).join(' or ');
	return `case when ${any} then concat_ws(' ', ${names.join(', ')}) end`;
}

/** A column of `t` that knows certain words: those in lower case, any other text as it is. */
export function wordExpression(column: EntityColumn): string {
	return `case when ${isUnknownWord(column)} then t.${column.name} else lower(trim(t.${column.name})) end`;
}

function isUnknownWord(column: EntityColumn): string {
	const words = (column.words ?? []).map(quoteText).join(', ');
	return `lower(trim(t.${column.name})) not in (${words})`;
}

function isRate(described: Entity, column: EntityColumn): boolean {
	return described.name === 'fx_rates' && column.name === 'rate';
}
