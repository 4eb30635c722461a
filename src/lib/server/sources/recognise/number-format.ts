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
}

const SIGN = '(?:[$€£¥₹₽₺]|a{1,3}|a9?\\$|%|zł|Kč|°)';
const NUMBER = new RegExp(
	`^(?<open>\\()?\\s*[-+−]?\\s*(?<before>${SIGN})?\\s*[-+−]?\\s*(?<digits>9[9.,'’ \\u00a0\\u202f]*|[.,]9+)(?<exponent>a[-+]?9+)?` +
		`\\s*(?<minus>-)?\\s*(?<after>${SIGN})?\\s*(?<lastMinus>-)?\\s*(?<close>\\))?$`,
);
const THOUSANDS = {
	',': /^9{1,3}(,999)+(\.9+)?$/,
	'.': /^9{1,3}(\.999)+(,9+)?$/,
	' ': /^9{1,3}([ \u00a0\u202f]999)+([.,]9+)?$/,
	"'": /^9{1,3}(['’]999)+([.,]9+)?$/,
} as const;

const LETTER = /[a-z]/;
/** Letters that stand with numbers: currencies and units. Others make a code of it, like A-17. */
const KNOWN_SIGNS =
	/^(eur|euro|usd|us|gbp|chf|sek|nok|dkk|kr|pln|zl|czk|kc|huf|ft|ron|lei|bgn|try|tl|rub|inr|rs|jpy|yen|cny|rmb|brl|r|aud|cad|ca|nzd|mxn|zar|dm|k|x|pcs|pc|stk|st|stck|ea|kg|g|l|m|h|min|tage|days|d)$/;

function hasKnownSign(example: string): boolean {
	const letters = example.match(/\p{L}+/gu) ?? [];
	return letters.every((word) =>
		KNOWN_SIGNS.test(word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').toLowerCase()),
	);
}

interface Core {
	digits: string;
	count: number;
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
};

/**
 * How the numbers of a column are written, from the shapes of all its values; undefined where fewer than half are numbers.
 * @param likelyComma whether other columns of the same file write a decimal comma; decides what this one leaves open
 */
export function numberFormat(shapes: readonly ValueShape[], likelyComma = false): NumberFormat | undefined {
	const filled = shapes.reduce((sum, { count }) => sum + count, 0);
	const cores: Core[] = [];
	for (const { shape, count, example } of shapes) {
		const parts = NUMBER.exec(shape)?.groups;
		if (parts && (!LETTER.test(`${parts['before'] ?? ''}${parts['after'] ?? ''}`) || hasKnownSign(example)))
			cores.push({ digits: parts['digits']!.trim(), count, parts });
	}
	const numbers = cores.reduce((sum, { count }) => sum + count, 0);
	if (filled === 0 || numbers < filled / 2) return undefined;

	const votes = { '.': 0, ',': 0, open: { '.': 0, ',': 0 } };
	let thousands: NumberFormat['thousands'] = '';
	let hasLongWhole = false;
	for (const { digits, count } of cores) {
		if (/^9{4,}$/.test(digits)) hasLongWhole = true;
		if (THOUSANDS[' '].test(digits)) thousands = ' ';
		else if (THOUSANDS["'"].test(digits)) thousands = "'";
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
	if (thousands === '' && cores.some(({ digits }) => THOUSANDS[divider].test(digits))) thousands = divider;

	const format = { decimal, thousands };
	const readable = cores.filter(({ digits }) => reads(digits, format));
	const share = readable.reduce((sum, { count }) => sum + count, 0) / filled;
	if (share < 0.5) return undefined;
	const fractions = readable.map(({ digits }) =>
		digits.includes(decimal) ? digits.slice(digits.lastIndexOf(decimal) + 1) : '',
	);
	return {
		...format,
		hasSigns: cores.some(({ parts }) => (parts.before ?? parts.after) !== undefined),
		isPercent: cores.every(({ parts }) => parts.before === '%' || parts.after === '%'),
		hasParentheses: cores.some(({ parts }) => parts.open !== undefined && parts.close !== undefined),
		hasTrailingMinus: cores.some(({ parts }) => (parts.minus ?? parts.lastMinus) !== undefined),
		hasLongMinus: shapes.some(({ shape }) => shape.includes('−')),
		isCertain: !isOpen || hasLongWhole,
		share,
		isWhole:
			fractions.every((fraction) => fraction === '') &&
			readable.every(({ parts }) => parts.exponent === undefined),
	};
}

function reads(digits: string, { decimal, thousands }: Pick<NumberFormat, 'decimal' | 'thousands'>): boolean {
	const plain =
		thousands === ''
			? digits
			: digits.replace(/[ \u00a0\u202f’]/g, thousands === ' ' ? '' : "'").replaceAll(thousands, '');
	return new RegExp(`^9*(\\${decimal}9*)?$`).test(plain);
}
