import { quoteIdentifier, quoteText } from '../../warehouse/sql-text.ts';
import { changeFigures, factorSql } from './amount-marks.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { DateFormat } from './date-format.ts';
import type { NumberFormat } from './number-format.ts';

/** How a column is named in a statement: bare, or with its table where there are several. */
export type Naming = (column: ColumnProfile) => string;

const RESERVED = new Set(
	'all analyse analyze and any array as asc asymmetric between both case cast check collate column constraint create cross default deferrable desc describe distinct do else end except exists extract false fetch for foreign from full grant group having in initially inner intersect into is join lateral leading left like limit natural not null offset on only or order outer overlaps partition pivot position primary qualify references returning right row rows select show similar some summarize symmetric table then to trailing trim true union unique unpivot user using values variadic when where window with'.split(
		' ',
	),
);

/** A name as people would write it: bare where SQL allows it, else quoted. */
export function identifier(name: string): string {
	return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : quoteIdentifier(name);
}

export const bare: Naming = (column) => identifier(column.name);
export const qualified: Naming = (column) => `${identifier(column.table)}.${identifier(column.name)}`;

/** A column as an id: as it is, without the `.0` of whole numbers that went through a floating-point column. */
export function idSql(column: ColumnProfile, name: Naming = bare): string {
	const reference = name(column);
	if (/^(FLOAT|DOUBLE)$/.test(column.type)) return `cast(try_cast(${reference} as bigint) as varchar)`;
	if (column.endsInZero) return `regexp_replace(${reference}, '\\.0$', '')`;
	return column.type === 'VARCHAR' ? reference : `cast(${reference} as varchar)`;
}

/** A column as the key of a join: an id without blanks around it. */
export function keySql(column: ColumnProfile, name: Naming = bare): string {
	return `nullif(trim(${idSql(column, name)}), '')`;
}

/** A column as text. */
export function textSql(column: ColumnProfile, name: Naming = bare): string {
	return column.type === 'VARCHAR' ? name(column) : `cast(${name(column)} as varchar)`;
}

/** The type in which a column's numbers are read: as many decimals as they have, and four at least. */
export function numberType({ number, type }: ColumnProfile): string {
	const stored = Number(/^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1] ?? 0);
	const decimals = Math.min(12, Math.max(4, stored, number?.decimals ?? 0, number?.other?.decimals ?? 0));
	return decimals <= 8 ? `decimal(18, ${decimals})` : `decimal(38, ${decimals})`;
}

/** A column as an exact number, from how its values are written. */
export function numberSql(column: ColumnProfile, name: Naming = bare, type = numberType(column)): string {
	const reference = name(column);
	const format = column.number;
	const scale = (format?.inCents ? ' * 0.01' : '') + (format?.scale ? ` * ${format.scale}` : '');
	// A float is read as it is written: at once, its binary tail would show beyond the fifteenth digit.
	const isFloat = /^(FLOAT|DOUBLE)$/.test(column.type) && (format?.decimals ?? 0) > 4 && type !== 'double';
	if (isFloat) return `try_cast(cast(${reference} as varchar) as ${type})${scale}`;
	if (!format || column.type !== 'VARCHAR') return `try_cast(${reference} as ${type})${scale}`;
	const digits = digitsSql(reference, format);
	const read = `try_cast(${digits} as ${type})`;
	const isBracketed = format.hasParentheses || format.hasTrailingMinus;
	const marks = `${format.hasParentheses ? '(' : ''}-`;
	const signed = isBracketed
		? `case when regexp_matches(${reference}, '[${marks}]') then -1 else 1 end * ${read}`
		: read;
	const scaled = format.isPercent ? `${signed} * 0.01` : `${signed}${scale}`;
	const marked =
		format.marks && changeFigures(format.marks)
			? `(${factorSql(reference, format.marks)}) * ${scaled}`
			: scaled;
	const dashes = format.hasDashes
		? `when regexp_matches(${reference}, '^[^0-9]*[-–—][^0-9]*$') then cast(0 as ${type}) `
		: '';
	if (format.hasMisfits) {
		const when = (fitting: NumberFormat, sql: string): string =>
			`when regexp_matches(${reference}, ${quoteText(fittingPattern(fitting))}) then ${sql}`;
		const other = format.other
			? ` ${when(format.other, numberSql({ ...column, number: { ...format, ...format.other, hasMisfits: false } }, name, type))}`
			: '';
		return `case ${dashes}${when(format, marked)}${other} end`;
	}
	return dashes === '' ? marked : `case ${dashes}else ${marked} end`;
}

/** The values that a format reads rightly, as a pattern: `1,234.50` is none where the point divides thousands. */
function fittingPattern({ decimal, thousands, otherThousands = [] }: NumberFormat): string {
	const dividers = [thousands, ...otherThousands]
		.filter((divider) => divider !== '')
		.map((divider) => (divider === ' ' ? ' \u00a0\u202f' : divider === "'" ? "'’" : divider))
		.join('');
	const grouped = dividers === '' ? '' : `[0-9]{1,3}([${dividers}][0-9]{3})+|`;
	return `^[^0-9.,]*(${grouped}[0-9]*)([${decimal}][0-9]*)?[^0-9.,]*$`;
}

function digitsSql(reference: string, format: NumberFormat): string {
	let digits = format.hasLongMinus ? `replace(${reference}, '−', '-')` : reference;
	if (format.otherThousands) {
		const minus = format.hasParentheses || format.hasTrailingMinus ? '' : '-';
		digits = `regexp_replace(${digits}, '[^0-9${format.decimal}${minus}]', '', 'g')`;
		return format.decimal === ',' ? `replace(${digits}, ',', '.')` : digits;
	}
	if (format.hasSigns || format.hasParentheses || format.hasTrailingMinus) {
		const kept = `0-9${format.decimal}${format.thousands === "'" ? "''’" : format.thousands.trim()}`;
		const minus = format.hasParentheses || format.hasTrailingMinus ? '' : '-';
		digits = `regexp_replace(${digits}, '[^${kept}${minus}]', '', 'g')`;
	}
	if (format.thousands === ' ') digits = `regexp_replace(${digits}, '[ \u00a0\u202f]', '', 'g')`;
	else if (format.thousands === "'") digits = `regexp_replace(${digits}, '[''’]', '', 'g')`;
	else if (format.thousands !== '') digits = `replace(${digits}, '${format.thousands}', '')`;
	return format.decimal === ',' ? `replace(${digits}, ',', '.')` : digits;
}

/** A column as a day, from how its values are written; where they are written in several ways, the first that reads one. */
export function dateSql(column: ColumnProfile, format: DateFormat, name: Naming = bare): string {
	if (!format.also) return oneDateSql(column, format, name);
	const each = [format, ...format.also].map((form) => oneDateSql(column, form, name));
	return `coalesce(${[...new Set(each)].join(', ')})`;
}

function oneDateSql(column: ColumnProfile, format: DateFormat, name: Naming): string {
	const reference = name(column);
	const text = column.type === 'VARCHAR' ? reference : `cast(${reference} as varchar)`;
	switch (format.kind) {
		case 'stored':
			return column.type === 'DATE' ? reference : `cast(${reference} as date)`;
		case 'iso':
			return `try_cast(${reference} as date)`;
		case 'pattern': {
			if (!format.hasTime || column.type !== 'VARCHAR')
				return `cast(try_strptime(${text}, '${format.pattern}') as date)`;
			const blanks = format.isWholeValue ? format.pattern!.split(' ').length - 1 : 0;
			// A comma may stand between a day and its time.
			const words = blanks === 0 ? '' : `\\S+${' \\S+'.repeat(blanks - 1)} `;
			const value =
				blanks === 0
					? `rtrim(split_part(trim(${text}), ' ', 1), ',')`
					: `regexp_extract(${text}, '^\\s*(${words}[^\\s,]+)', 1)`;
			return `cast(try_strptime(${value}, '${format.pattern}') as date)`;
		}
		case 'month':
			return `try_cast(${reference} || '-01' as date)`;
		case 'serial':
			return `date '1899-12-30' + cast(floor(try_cast(${reference} as double)) as integer)`;
		case 'epoch_seconds':
			return `cast(make_timestamp(try_cast(${reference} as bigint) * 1000000) as date)`;
		case 'epoch_microseconds':
			return `cast(make_timestamp(try_cast(${reference} as bigint)) as date)`;
		case 'parts': {
			const part = (named: string): string => `trim(cast(${name({ ...column, name: named })} as varchar))`;
			const days = format.day === undefined ? `'1'` : part(format.day);
			const form = format.isMonthNamed ? '%Y-%B-%d' : '%Y-%m-%d';
			return `cast(try_strptime(concat_ws('-', ${part(column.name)}, ${part(format.month!)}, ${days}), '${form}') as date)`;
		}
		case 'epoch_milliseconds':
			return `cast(make_timestamp(try_cast(${reference} as bigint) * 1000) as date)`;
	}
}
