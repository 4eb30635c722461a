import type { ValueShape } from './value-shapes.ts';

/** How the dates of a column are written. */
export interface DateFormat {
	kind:
		/** `2026-03-31`, with or without a time: the engine reads it as it is. */
		| 'iso'
		/** Day, month and year in the order that `pattern` says, with or without a time after a blank. */
		| 'pattern'
		/** Stored as a date or timestamp. */
		| 'stored'
		/** Days since 1899-12-30, as workbooks count. */
		| 'serial'
		/** `2026-03`: a month. */
		| 'month'
		/** Seconds or milliseconds since 1970. */
		| 'epoch_seconds'
		| 'epoch_milliseconds'
		| 'epoch_microseconds'
		/** A year, and beside it a month and perhaps a day of the month. */
		| 'parts';
	/** For `pattern`: what stands before the first blank, as strptime writes it. */
	pattern?: string;
	/** The pattern has blanks: it reads the whole value, not what stands before the first blank. */
	isWholeValue?: boolean;
	/** For `parts`: the columns of the month and of the day. */
	month?: string;
	isMonthNamed?: boolean;
	day?: string;
	/** A time follows in some values. */
	hasTime?: boolean;
	/** For dates like 03/04/2026: whether the whole column tells which is the day. */
	isCertain: boolean;
	/** Share of the filled values that are written so. */
	share: number;
	/** Other ways in which some values are written, tried in turn. */
	also?: DateFormat[];
	/** The ways in words, each with its count, where there are several. */
	mixed?: string;
}

/** Two numbers and a year: which of the two is the day is told by their values, not by their shape. */
export interface OpenDateOrder {
	divider: '/' | '.' | '-';
	yearDigits: 2 | 4;
	hasTime: boolean;
	share: number;
	/** Values that are written with another divider or another number of digits of the year. */
	also?: Omit<OpenDateOrder, 'also'>[];
}

const TIME = String.raw`(,?[ a]\s*99?[:.]99([:.]99([.,]9+)?)?\s*(a\.?a?\.?)?\s*(a{1,4})?([-+]99:?99)?(\s*\(.*\))?)?`;
const at = (date: string): RegExp => new RegExp(`^${date}${TIME}$`);
const ISO = at('9999[-/]99?[-/]99?');
const YEAR_FIRST_DOTS = at(String.raw`9999\.99?\.99?`);
const COMPACT = /^99999999$/;
const COMPACT_TIME = /^99999999[ a]?999999(a|\.9+)?$/;
const MONTH_ONLY = /^9999-99$/;
const OPEN_ORDER = at(String.raw`99?([/.-])99?\1(9999|99)`);
/** Forms with the month's name, and how strptime writes them. */
const NAMED: readonly [RegExp, string][] = [
	[at('99?-aaa-9999'), '%d-%b-%Y'],
	[at('99?-aaa-99'), '%d-%b-%y'],
	[at('99? aaa 9999'), '%d %b %Y'],
	[at('99? aaa 99'), '%d %b %y'],
	[at('99? a{4,} 9999'), '%d %B %Y'],
	[at('aaa 99?, 9999'), '%b %d, %Y'],
	[at('a{4,} 99?, 9999'), '%B %d, %Y'],
	[at('aaa 99? 9999'), '%b %d %Y'],
	[at('99aaa9999'), '%d%b%Y'],
	[at('9999-aaa-99?'), '%Y-%b-%d'],
	[at('a{4,}, a{3,} 99?, 9999'), '%A, %B %d, %Y'],
	[at('aaa, 99? aaa 9999'), '%a, %d %b %Y'],
	[at('aaa aaa 99? 9999'), '%a %b %d %Y'],
	[at('aaa 9999'), '%b %Y'],
	[at('a{3,} 9999'), '%B %Y'],
	[at('99?/9999'), '%m/%Y'],
	[at(String.raw`99?\.9999`), '%m.%Y'],
	[at('aaa-9999'), '%b-%Y'],
];
const LEAST_SHARE = 0.6;

/** The format of a column whose values' shapes say all about it; undefined where they do not, or it holds no dates. */
export function dateFormat(shapes: readonly ValueShape[]): DateFormat | undefined {
	const [best, ...others] = closedForms(shapes);
	if (!best || best.share < LEAST_SHARE) return undefined;
	return others.length === 0 ? best : { ...best, also: others };
}

/**
 * What a column of days holds that is written in several ways, of which none makes up most of it: the commonest of those that
 * need no deciding, and those whose order of day and month must be told. Undefined where together they are too few.
 */
export function mixedDates(
	shapes: readonly ValueShape[],
): { date: DateFormat | undefined; openOrder: OpenDateOrder | undefined } | undefined {
	const closed = [...closedForms(shapes), ...serialForm(shapes)];
	const open = openDateOrder(shapes, Number.MIN_VALUE);
	const share = closed.reduce((sum, form) => sum + form.share, 0) + (open?.share ?? 0);
	if (share < LEAST_SHARE || (open?.share ?? 0) === share || (closed.length < 2 && !open)) return undefined;
	const [first, ...others] = closed;
	return { date: first && (others.length === 0 ? first : { ...first, also: others }), openOrder: open };
}

/** Days counted as workbooks do, among days that are written out. */
function serialForm(shapes: readonly ValueShape[]): DateFormat[] {
	const serial = shapes.filter(
		({ shape, example }) =>
			/^99999(\.9+)?$/.test(shape) && Number(example) >= 20_000 && Number(example) <= 60_000,
	);
	const count = total(serial);
	return count === 0 ? [] : [{ kind: 'serial', isCertain: true, share: count / total(shapes) }];
}

function closedForms(shapes: readonly ValueShape[]): DateFormat[] {
	const share = sharesOf(shapes);
	const forms: [number, Omit<DateFormat, 'share' | 'isCertain'>][] = [
		[share(ISO), { kind: 'iso' }],
		[share(YEAR_FIRST_DOTS), { kind: 'pattern', pattern: '%Y.%m.%d' }],
		[compactShare(shapes), { kind: 'pattern', pattern: '%Y%m%d' }],
		[share(COMPACT_TIME), { kind: 'pattern', pattern: '%Y%m%d%H%M%S', isWholeValue: true }],
		[share(MONTH_ONLY), { kind: 'month' }],
		...NAMED.map(([form, pattern]): [number, Omit<DateFormat, 'share' | 'isCertain'>] => [
			share(form, isMonth),
			{ kind: 'pattern', pattern, isWholeValue: pattern.includes(' ') },
		]),
	];
	return forms
		.filter(([each]) => each > 0)
		.sort((a, b) => b[0] - a[0])
		.map(([each, format]) => ({ ...format, share: each, isCertain: true, hasTime: hasTime(shapes) }));
}

/** A column of dates whose order of day and month the shapes leave open. */
export function openDateOrder(
	shapes: readonly ValueShape[],
	leastShare = LEAST_SHARE,
): OpenDateOrder | undefined {
	const filled = total(shapes);
	const byForm = new Map<string, number>();
	for (const { shape, count } of shapes) {
		const match = OPEN_ORDER.exec(shape);
		if (match)
			byForm.set(
				`${match[1]}${match[2]!.length}`,
				(byForm.get(`${match[1]}${match[2]!.length}`) ?? 0) + count,
			);
	}
	const forms = [...byForm].sort((a, b) => b[1] - a[1]);
	const count = forms.reduce((sum, [, each]) => sum + each, 0);
	if (filled === 0 || count < filled * leastShare) return undefined;
	const [first, ...others] = forms.map(([form, each]) => ({
		divider: form[0] as '/' | '.' | '-',
		yearDigits: form[1] === '4' ? (4 as const) : (2 as const),
		hasTime: hasTime(shapes),
		share: each / filled,
	}));
	return others.length === 0 ? first : { ...first!, share: count / filled, also: others };
}

/** The strptime pattern of such a column once its order is known. */
export function orderedPattern({ divider, yearDigits }: OpenDateOrder, isDayFirst: boolean): string {
	const parts = isDayFirst ? ['%d', '%m'] : ['%m', '%d'];
	return [...parts, yearDigits === 4 ? '%Y' : '%y'].join(divider);
}

function hasTime(shapes: readonly ValueShape[]): boolean {
	return shapes.some(({ shape }) => /9:99/.test(shape));
}

function sharesOf(
	shapes: readonly ValueShape[],
): (form: RegExp, isLikely?: (example: string) => boolean) => number {
	const filled = total(shapes);
	return (form, isLikely = () => true) => {
		const alike = shapes.filter(
			({ shape, example }) => form.test(shape.replace(/\.$/, '')) && isLikely(example),
		);
		return filled === 0 ? 0 : total(alike) / filled;
	};
}

/** Whether a value names a month, or counts it before a year: SKU-0001 and 17/4000 do not. */
function isMonth(example: string): boolean {
	return (
		/jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i.test(example) ||
		/^(0?[1-9]|1[0-2])[./](19|20)\d\d/.test(example)
	);
}

/** Eight digits are a date only when the examples look like one. */
function compactShare(shapes: readonly ValueShape[]): number {
	const compact = shapes.filter(({ shape }) => COMPACT.test(shape));
	const areDates = compact.every(({ example }) =>
		/^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(example),
	);
	const filled = total(shapes);
	return areDates && filled > 0 ? total(compact) / filled : 0;
}

function total(shapes: readonly ValueShape[]): number {
	return shapes.reduce((sum, { count }) => sum + count, 0);
}
