import { isKnownMark, readMark, type ColumnMarks } from './amount-marks.ts';
import type { ValueShape } from './value-shapes.ts';

/** How the numbers of a column are written. */
export interface NumberFormat {
	decimal: '.' | ',';
	thousands: '' | '.' | ',' | ' ' | "'";
	/** Signs of currency, percent or unit around the digits. */
	hasSigns: boolean;
	isPercent: boolean;
	/** Whole numbers of a hundredth, as the column's name says. */
	inCents?: boolean;
	/** What its figures are counted in, as the column's name says: 1000 for thousands. */
	scale?: number;
	/** What stands around the digits, where that changes a figure or names several currencies. */
	marks?: ColumnMarks;
	/** Further dividers of thousands in some values. */
	otherThousands?: readonly NumberFormat['thousands'][];
	/** A lone dash, perhaps with the sign of a currency, is zero, as in the accounting format of workbooks. */
	hasDashes?: boolean;
	/** Some values are written in another way, which this one would misread. */
	hasMisfits?: boolean;
	/** The other way, where they are numbers: a decimal comma beside decimal points. */
	other?: NumberFormat;
	/** `(12.50)` is minus 12.50. */
	hasParentheses: boolean;
	/** `12.50-` is minus 12.50. */
	hasTrailingMinus: boolean;
	/** A minus is written as the longer `−`. */
	hasLongMinus: boolean;
	/** False where `1,234` and the like could be read in two ways and nothing in the column decides. */
	isCertain: boolean;
	/** Share of the filled values that it reads. */
	share: number;
	/** No value has a fraction. */
	isWhole: boolean;
	/** The most decimals that a value has. */
	decimals: number;
}

/** Beyond these a value is rounded; one in scientific notation may have as many. */
const MOST_DECIMALS = 12;

const SIGN = '(?:[$€£¥₹₽₺₩₪฿₫₴₦]|a{1,3}\\$|a{1,10}|%|[zZ]ł|ał|Kč|ač|°)';
const NUMBER = new RegExp(
	`^(?<open>\\()?\\s*[-+−]?\\s*(?<before>${SIGN})?\\s*[-+−]?\\s*(?<digits>9[9.,'’ \\u00a0\\u202f]*|[.,]9+)(?<exponent>a[-+]?9+)?` +
		`\\s*(?<minus>-)?\\s*(?<after>${SIGN}(\\s*${SIGN})?)?\\s*(?<lastMinus>-)?\\s*(?<close>\\))?$`,
);
const THOUSANDS = {
	',': /^9{1,3}(,999)+(\.9+)?$/,
	'.': /^9{1,3}(\.999)+(,9+)?$/,
	' ': /^9{1,3}([ \u00a0\u202f]999)+([.,]9+)?$/,
	"'": /^9{1,3}(['’]999)+([.,]9+)?$/,
} as const;

const LETTER = /[a-z]/;

/** Whether the letters around the digits go with numbers: currencies, scales, units. Others make a code of it, like A-17 or C12. */
function hasKnownSign(example: string): boolean {
	const plain = example.replaceAll(/(\d)e[-+]?\d/gi, '$1');
	const first = plain.search(/\d/);
	const before = plain.slice(0, first).match(LETTERS) ?? [];
	const rest = plain.slice(first);
	const after = rest.match(LETTERS) ?? [];
	return (
		before.every((word) => readMark(word.toUpperCase())?.currency !== undefined || BEFORE.test(word)) &&
		after.every((word) => isKnownMark(word)) &&
		!/^\d+[bcdhst]$/i.test(rest.trim())
	);
}

const LETTERS = /[\p{L}$]+/gu;
const BEFORE = /^(r|kr|x|dm|cr|dr|soll|haben)$/i;

interface Core {
	digits: string;
	count: number;
	valueShape: ValueShape;
	parts: Partial<Record<'open' | 'before' | 'exponent' | 'minus' | 'after' | 'lastMinus' | 'close', string>>;
}

/** The format of a column that the source stores as numbers. */
export const STORED_NUMBER: NumberFormat = {
	decimal: '.',
	thousands: '',
	hasSigns: false,
	isPercent: false,
	hasParentheses: false,
	hasTrailingMinus: false,
	hasLongMinus: false,
	isCertain: true,
	share: 1,
	isWhole: false,
	decimals: 0,
};

/**
 * How the numbers of a column are written, from the shapes of all its values; undefined where fewer than half are numbers.
 * @param likelyComma whether other columns of the same file write a decimal comma; decides what this one leaves open
 */
export function numberFormat(shapes: readonly ValueShape[], likelyComma = false): NumberFormat | undefined {
	const filled = shapes.reduce((sum, { count }) => sum + count, 0);
	const cores: Core[] = [];
	for (const valueShape of shapes) {
		const { shape, count, example } = valueShape;
		const parts = NUMBER.exec(shape)?.groups;
		if (parts && (!LETTER.test(`${parts['before'] ?? ''}${parts['after'] ?? ''}`) || hasKnownSign(example)))
			cores.push({ digits: parts['digits']!.trim(), count, parts, valueShape });
	}
	const numbers = cores.reduce((sum, { count }) => sum + count, 0);
	if (filled === 0 || numbers < filled / 2) return undefined;

	const votes = { '.': 0, ',': 0, open: { '.': 0, ',': 0 } };
	let thousands: NumberFormat['thousands'] = '';
	const seen = new Set<NumberFormat['thousands']>();
	let hasLongWhole = false;
	for (const { digits, count } of cores) {
		if (/^9{4,}$/.test(digits)) hasLongWhole = true;
		if (THOUSANDS[' '].test(digits)) thousands = ' ';
		else if (THOUSANDS["'"].test(digits)) thousands = "'";
		if (thousands !== '') seen.add(thousands);
		const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
		if (last === -1) continue;
		const mark = digits[last] as '.' | ',';
		const other = mark === '.' ? ',' : '.';
		const marks = digits.split(mark).length - 1;
		if (marks > 1) votes[other] += count;
		else if (
			digits.includes(other) ||
			!/^9{1,3}$/.test(digits.slice(0, last)) ||
			!/^999$/.test(digits.slice(last + 1))
		)
			votes[mark] += count;
		else votes.open[mark] += count;
	}
	const isOpen = votes['.'] === 0 && votes[','] === 0 && (votes.open['.'] > 0 || votes.open[','] > 0);
	let decimal: '.' | ',';
	if (!isOpen) decimal = votes[','] > votes['.'] || (votes[','] === votes['.'] && likelyComma) ? ',' : '.';
	else if (hasLongWhole) decimal = votes.open[','] > votes.open['.'] ? ',' : '.';
	else decimal = likelyComma ? ',' : '.';
	const divider = decimal === '.' ? ',' : '.';
	if (cores.some(({ digits }) => THOUSANDS[divider].test(digits))) {
		if (thousands === '') thousands = divider;
		seen.add(divider);
	}
	seen.delete(thousands);

	const format = { decimal, thousands, otherThousands: [...seen] };
	const readable = cores.filter(({ digits }) => reads(digits, format));
	const misfits = cores.filter((core) => !readable.includes(core));
	const other =
		misfits.length > 0 && readable.length > 0
			? numberFormat(
					misfits.map(({ valueShape }) => valueShape),
					decimal === '.',
				)
			: undefined;
	const read = [...readable, ...(other && other.decimal !== decimal ? misfits : [])];
	const share = read.reduce((sum, { count }) => sum + count, 0) / filled;
	if (share < 0.5) return undefined;
	const fractions = readable.map(({ digits }) =>
		digits.includes(decimal) ? digits.slice(digits.lastIndexOf(decimal) + 1) : '',
	);
	const hasParentheses = cores.some(({ parts }) => parts.open !== undefined && parts.close !== undefined);
	const dashes = shapes.filter(({ shape }) => DASH.test(shape));
	return {
		decimal,
		thousands,
		...(seen.size > 0 ? { otherThousands: [...seen] } : {}),
		...(dashes.length > 0 && (hasParentheses || dashes.some(({ shape }) => shape.length > 1))
			? { hasDashes: true }
			: {}),
		...(misfits.length > 0 ? { hasMisfits: true } : {}),
		...(other && other.decimal !== decimal ? { other } : {}),
		hasSigns: cores.some(({ parts }) => (parts.before ?? parts.after) !== undefined),
		isPercent: cores.every(({ parts }) => parts.before === '%' || parts.after === '%'),
		hasParentheses,
		hasTrailingMinus: cores.some(({ parts }) => (parts.minus ?? parts.lastMinus) !== undefined),
		hasLongMinus: shapes.some(({ shape }) => shape.includes('−')),
		isCertain: !isOpen || hasLongWhole,
		share,
		isWhole:
			fractions.every((fraction) => fraction === '') &&
			readable.every(({ parts }) => parts.exponent === undefined),
		decimals: readable.some(({ parts }) => parts.exponent !== undefined)
			? MOST_DECIMALS
			: Math.max(0, ...fractions.map((fraction) => fraction.length)),
	};
}

/** A dash alone or with the sign of a currency, as workbooks show zero. */
const DASH = /^(?:[$€£¥₹]|a{1,3}|)\s*[-–—]\s*(?:[$€£¥₹]|a{1,3}|)$/;

function reads(
	digits: string,
	{ decimal, thousands, otherThousands }: Pick<NumberFormat, 'decimal' | 'thousands' | 'otherThousands'>,
): boolean {
	let plain = digits;
	for (const divider of [thousands, ...(otherThousands ?? [])]) {
		if (divider === '') continue;
		plain = plain.replace(/[ \u00a0\u202f’]/g, divider === ' ' ? '' : "'").replaceAll(divider, '');
	}
	return new RegExp(`^9*(\\${decimal}9*)?$`).test(plain);
}
