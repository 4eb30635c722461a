import { quoteIdentifier, quoteText } from '../warehouse/sql-text.ts';
import type { ColumnProfile } from './recognise/column-profile.ts';
import { dateSql, numberSql } from './recognise/value-sql.ts';

/**
 * How the values of a column are written, as a person reads it in `columns.yaml`: `text`; `date %d.%m.%Y` or `date iso`;
 * `number 1.234,56`, the marks of thousands and decimals shown in an example.
 */
export type Look = string;

export const TEXT: Look = 'text';
const NUMBER = /^number 1([., ']?)234([.,])56$/;

/** How a column is written; text where that is not told by nearly all of its values. */
export function lookOf(column: Pick<ColumnProfile, 'type' | 'date' | 'number'>): Look {
	if (column.type !== 'VARCHAR') return TEXT;
	const { date, number } = column;
	if (date !== undefined && date.share >= 0.95) {
		if (date.kind === 'iso') return 'date iso';
		if (date.kind === 'pattern') return `date ${date.pattern}`;
	}
	if (number !== undefined && number.share >= 0.95 && date === undefined)
		return `number 1${number.thousands}234${number.decimal}56`;
	return TEXT;
}

/** Whether a text names a look. */
export function isLook(text: string): boolean {
	return text === TEXT || text === 'date iso' || /^date .*%/.test(text) || NUMBER.test(text);
}

/** The condition that a value of `column` is written in a look. */
export function isWritten(column: string, look: Look): string {
	const value = quoteIdentifier(column);
	const number = NUMBER.exec(look);
	if (number) {
		const [thousands, decimal] = [escaped(number[1]!), escaped(number[2]!)];
		const whole = number[1] === '' ? '\\d+' : `(\\d{1,3}(${thousands}\\d{3})*|\\d+)`;
		// Signs of currency and the like are the statement's to judge, not the look's.
		const digits = `(${whole}(${decimal}\\d*)?|${decimal}\\d+)(e[-+]?\\d+)?`;
		return `regexp_full_match(${value}, ${quoteText(`[^\\d.,]*${digits}[^\\d]*`)}, 'i')`;
	}
	return look === TEXT ? 'true' : `${parsed(column, look)} is not null`;
}

/** The value of a column put from one look into another; what cannot be read stays as it is. */
export function rewritten(column: string, from: Look, into: Look): string {
	const value = quoteIdentifier(column);
	if (from === into || from === TEXT || into === TEXT) return value;
	const number = NUMBER.exec(into);
	if (number) {
		const plain = `case when ${isWritten(column, from)} and not regexp_matches(${value}, '[^-+0-9., '' ]') then cast(${parsed(column, from)} as varchar) end`;
		const marked = number[2] === ',' ? `replace(${plain}, '.', ',')` : plain;
		return `coalesce(${marked}, ${value})`;
	}
	const pattern = into === 'date iso' ? '%Y-%m-%d' : into.slice('date '.length);
	return `coalesce(strftime(${parsed(column, from)}, ${quoteText(pattern)}), ${value})`;
}

/** A text as the date or number that a look says it is; null where it is none. */
function parsed(name: string, look: Look): string {
	const column = { name, type: 'VARCHAR' } as ColumnProfile;
	const number = NUMBER.exec(look);
	if (number) {
		const format = {
			decimal: number[2] as '.' | ',',
			thousands: number[1] as '' | '.' | ',' | ' ' | "'",
			hasSigns: false,
			isPercent: false,
			hasParentheses: false,
			hasTrailingMinus: false,
			hasLongMinus: false,
			isCertain: true,
			share: 1,
			isWhole: false,
			decimals: 8,
		};
		return trimmedZeros(numberSql({ ...column, number: format }, ({ name: own }) => quoteIdentifier(own)));
	}
	const pattern = look === 'date iso' ? undefined : look.slice('date '.length);
	return dateSql(
		column,
		{
			kind: pattern === undefined ? 'iso' : 'pattern',
			...(pattern === undefined ? {} : { pattern, isWholeValue: pattern.includes(' '), hasTime: true }),
			isCertain: true,
			share: 1,
		},
		({ name: own }) => quoteIdentifier(own),
	);
}

/** A decimal of eight places without the zeros at its end. */
function trimmedZeros(sql: string): string {
	return `rtrim(rtrim(cast(${sql} as varchar), '0'), '.')`;
}

function escaped(mark: string): string {
	return mark === '.' ? '\\.' : mark;
}
