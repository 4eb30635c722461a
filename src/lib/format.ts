/** A change beside its direction; `glyph` is the second cue that colour needs. */
export interface Change {
	direction: 'up' | 'down' | 'flat' | 'new' | 'unknown';
	glyph: '▲' | '▼' | '■' | '';
	text: string;
}

/** What a change is counted in: growth as a share, a difference of shares, of counts, or of money. */
export type ChangeUnit = 'share' | 'points' | 'count' | 'money';

/** Amounts in one unit: '€ m' in the head, '6.54' below. */
export interface MoneyScale {
	unit: string;
	write: (value: number | null | undefined) => string;
	signed: (value: number | null | undefined) => string;
}

type Value = number | null | undefined;

/** A period as the server names it; the periods of a fiscal calendar are no months that a date could be written as. */
export interface NamedPeriod {
	period: string;
	from_on: string;
	last_on: string;
	name: string;
	is_fiscal: boolean;
}

/** Stands where there is no data. It is not zero. */
export const NOTHING = '–';

const DAY = /^(\d{4})-(\d{2})-(\d{2})/;
const isValue = (value: Value): value is number =>
	value !== null && value !== undefined && Number.isFinite(value);

/** A day, or a timestamp that names no zone, is read as UTC: no date moves with the reader. */
const asUtc = (value: string): Date => {
	const time = value.length === 10 ? `${value}T00:00:00` : value.replace(' ', 'T');
	return new Date(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
};

/** A true minus, so that a negative lines up with the figures beside it. */
const minus = (text: string): string => text.replace(/^(\p{Sc}?)-/u, '−$1').replace(/-(?=[\d\p{Sc}])/gu, '−');

/** What an amount is divided by to be read at a glance, and the unit that says so. */
function unitOf(size: number): [divisor: number, suffix: string] {
	if (size >= 999.5e6) return [1e9, '\u00a0bn'];
	if (size >= 999.5e3) return [1e6, '\u00a0m'];
	if (size >= 999.5) return [1e3, '\u00a0k'];
	return [1, ''];
}

/** Decimals that leave three figures of an amount in its unit. */
function digitsOf(size: number, divisor: number): number {
	if (divisor === 1 || size / divisor >= 99.95) return 0;
	return size / divisor >= 9.995 ? 1 : 2;
}

/**
 * Every number, share, amount and date as text, in one locale and one currency.
 * Null and undefined are "–". Dates are read as 'YYYY-MM-DD' and never shift with a time zone.
 * @param periods those of the history; needed where months are the periods of a fiscal calendar, to name them
 */
export function createFormat(locale: string, currency: string, periods: readonly NamedPeriod[] = []) {
	const isFiscal = periods.some((period) => period.is_fiscal);
	/** The months of a fiscal calendar by their first and by their last day. */
	const fiscalMonths = new Map(
		periods
			.filter((period) => period.is_fiscal && period.period === 'month')
			.flatMap((period) => [[period.from_on, period] as const, [period.last_on, period] as const]),
	);
	/** Zero has no sign, whichever side it was rounded from. */
	const decimal = (options: Intl.NumberFormatOptions) =>
		new Intl.NumberFormat(locale, { signDisplay: 'negative', ...options });
	const numbers = {
		exactMoney: decimal({ style: 'currency', currency }),
		wholeMoney: decimal({ style: 'currency', currency, maximumFractionDigits: 0 }),
		exact: decimal({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
		full: decimal({ maximumFractionDigits: 6 }),
		count: decimal({ maximumFractionDigits: 0 }),
		one: decimal({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
		three: decimal({ minimumFractionDigits: 3, maximumFractionDigits: 3 }),
		four: decimal({ minimumFractionDigits: 4, maximumFractionDigits: 4 }),
		share: decimal({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
		wholeShare: decimal({ style: 'percent', maximumFractionDigits: 0 }),
	};
	const dates = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
	const days = {
		day: dates({ day: 'numeric', month: 'short', year: 'numeric' }),
		longDay: dates({ day: 'numeric', month: 'long', year: 'numeric' }),
		month: dates({ month: 'short', year: 'numeric' }),
		shortMonth: dates({ month: 'short' }),
		dayOfYear: dates({ day: 'numeric', month: 'short' }),
		time: dates({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
		moment: dates({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
	};
	const number = (format: Intl.NumberFormat, value: Value): string =>
		isValue(value) ? minus(format.format(value)) : NOTHING;
	/** British English alone gives a month four letters: 'Sept' would stand out of every column of dates. */
	const date = (format: Intl.DateTimeFormat, value: string | null | undefined): string =>
		value && DAY.test(value) ? format.format(asUtc(value)).replace(/\bSept\b/, 'Sep') : NOTHING;

	const month = (value: string | null | undefined): string =>
		isFiscal ? (fiscalMonths.get(value ?? '')?.name ?? date(days.day, value)) : date(days.month, value);
	/** From one day to another, what both share written once: '29 Aug – 25 Sep 2022'. */
	const range = (format: Intl.DateTimeFormat, from: string, last: string): string =>
		DAY.test(from) && DAY.test(last)
			? format
					.formatRange(asUtc(from), asUtc(last))
					.replaceAll('\u2009', ' ')
					.replaceAll(/\bSept\b/g, 'Sep')
			: NOTHING;
	/** The days of a window as a person names them. */
	const window = (from: string, last: string): string => range(isFiscal ? days.day : days.month, from, last);

	const sized = (value: number, unit: ChangeUnit): string => {
		// From ten times on, a percentage is harder to read than a multiple.
		if (unit === 'share')
			return value >= 9 ? `${number(numbers.count, value + 1)}\u00a0×` : number(numbers.share, value);
		if (unit === 'points') return `${number(numbers.one, value * 100)}\u00a0pp`;
		if (unit === 'money') return compactMoney(value);
		return number(value < 10 ? numbers.one : numbers.count, value).replace(/[.,]0$/, '');
	};

	const currencySign =
		numbers.wholeMoney.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency;

	/** English writes '€48.6 m', with a thousand million as 'bn'; other languages have their own words. */
	const compact = (style: Intl.NumberFormatOptions) => {
		const written = decimal({ ...style, notation: 'compact', maximumSignificantDigits: 3 });
		if (!locale.startsWith('en')) return (value: Value) => number(written, value);
		return (value: Value): string => {
			if (!isValue(value)) return NOTHING;
			const [divisor, suffix] = unitOf(Math.abs(value));
			const digits = digitsOf(Math.abs(value), divisor);
			const figure = decimal({ ...style, minimumFractionDigits: digits, maximumFractionDigits: digits });
			return number(figure, value / divisor) + suffix;
		};
	};
	const compactMoney = compact({ style: 'currency', currency });
	const compactCount = compact({});

	return {
		locale,
		currency,
		/** The currency's own sign, for the head of a column: '€'. */
		currencySign,
		/** To the cent. */
		money: (value: Value) => number(numbers.exactMoney, value),
		wholeMoney: (value: Value) => number(numbers.wholeMoney, value),
		/** Three figures: '€48.6 m'. */
		compactMoney,
		/** An amount to the cent, without its currency. */
		exact: (value: Value) => number(numbers.exact, value),
		/** As many decimals as it has, six at most. */
		full: (value: Value) => number(numbers.full, value),
		count: (value: Value) => number(numbers.count, value),
		compact: compactCount,
		/** A ratio with as many decimals as it needs to be told apart: four below .1, else three. */
		ratio: (value: Value) =>
			number(isValue(value) && Math.abs(value) < 0.1 ? numbers.four : numbers.three, value),
		/** An average count: one decimal below 100. */
		average: (value: Value) =>
			number(isValue(value) && Math.abs(value) < 100 ? numbers.one : numbers.count, value),
		/** 0..1 as a percentage with one decimal; what is more than nothing is never said to be 0.0%. */
		share: (value: Value) =>
			isValue(value) && value > 0 && value < 0.0005
				? `<${number(numbers.share, 0.001)}`
				: number(numbers.share, value),
		wholeShare: (value: Value) => number(numbers.wholeShare, value),
		/** A chance that was forecast, as a whole percentage: it is never said to be certain, '>99%', nor impossible, '<1%'. */
		chance: (value: Value) => {
			if (isValue(value) && value > 0.99) return `>${number(numbers.wholeShare, 0.99)}`;
			if (isValue(value) && value < 0.01) return `<${number(numbers.wholeShare, 0.01)}`;
			return number(numbers.wholeShare, value);
		},
		/** With its sign, also where it is positive: '+3.1'. */
		signedMoney: (value: Value) => (isValue(value) && value > 0 ? '+' : '') + compactMoney(value),
		signedExactMoney: (value: Value) =>
			(isValue(value) && value > 0 ? '+' : '') + number(numbers.exactMoney, value),
		signedCount: (value: Value) =>
			isValue(value) && value > 0 ? `+${number(numbers.count, value)}` : number(numbers.count, value),
		/**
		 * One unit for a whole column or axis, chosen for its largest amount, so that figures can be compared
		 * by their length: the unit stands in the head, the figures below it are bare.
		 */
		moneyScale(values: readonly Value[]): MoneyScale {
			const largest = Math.max(0, ...values.filter(isValue).map(Math.abs));
			const [divisor, suffix] = unitOf(largest);
			const digits = digitsOf(largest, divisor);
			const figures = decimal({ minimumFractionDigits: digits, maximumFractionDigits: digits });
			const write = (value: Value) => number(figures, isValue(value) ? value / divisor : value);
			return {
				unit: `${currencySign}${suffix}`,
				write,
				signed: (value: Value) => (isValue(value) && value > 0 ? '+' : '') + write(value),
			};
		},
		/** '30 Sep 2026' */
		day: (value: string | null | undefined) => date(days.day, value),
		/** '30 September 2026' */
		longDay: (value: string | null | undefined) => date(days.longDay, value),
		/** A sentence of an answer, its days ('2026-09-30') and amounts ('EUR 8,126') as a reader writes them. */
		sentence: (text: string) =>
			text
				.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => date(days.day, day))
				.replaceAll(`${currency} `, currencySign),
		/** The month that begins or ends with a day: 'Sep 2026'; of a fiscal calendar 'P1 FY2023'. */
		month,
		/** The same with its days where its name does not tell them: 'P1 FY2023 (29 Aug – 25 Sep 2022)'. */
		fullMonth: (value: string | null | undefined) => {
			const fiscal = fiscalMonths.get(value ?? '');
			return fiscal ? `${fiscal.name} (${range(days.day, fiscal.from_on, fiscal.last_on)})` : month(value);
		},
		/** A window from its first to its last day: 'Nov 2025 – Oct 2026'; of a fiscal calendar '29 Aug 2022 – 27 Aug 2023'. */
		window,
		/** A month, quarter or year as the server gives it, with its days. */
		period: (period: NamedPeriod) =>
			period.is_fiscal
				? `${period.name} (${window(period.from_on, period.last_on)})`
				: window(period.from_on, period.last_on),
		/** A month within its year, for a menu: 'Sep'; of a fiscal calendar 'P1'. */
		shortMonth: (value: string | null | undefined) =>
			isFiscal
				? (fiscalMonths.get(value ?? '')?.name.split(' ')[0] ?? NOTHING)
				: date(days.shortMonth, value),
		/** '25 Sep' */
		dayOfYear: (value: string | null | undefined) => date(days.dayOfYear, value),
		/** A UTC timestamp: '14 Oct, 06:10'. */
		time: (value: string | null | undefined) => date(days.time, value),
		/** The same with its year. */
		moment: (value: string | null | undefined) => date(days.moment, value),

		/**
		 * A difference as glyph and size: ▲ and ▼ for what the reader can see at the printed precision, ■ where
		 * nothing moved; "–" where it is not known, "new" where there was no baseline.
		 */
		change(difference: Value, unit: ChangeUnit, hasBaseline = true): Change {
			if (!hasBaseline) return { direction: 'new', glyph: '', text: 'new' };
			if (!isValue(difference)) return { direction: 'unknown', glyph: '', text: NOTHING };
			const text = sized(Math.abs(difference), unit);
			if (!/[1-9]/.test(text)) return { direction: 'flat', glyph: '■', text: 'no change' };
			return difference > 0 ? { direction: 'up', glyph: '▲', text } : { direction: 'down', glyph: '▼', text };
		},
	};
}

/** The functions of {@link createFormat}, bound to a locale and a currency. */
export type Format = ReturnType<typeof createFormat>;

/**
 * The first locale that a browser asks for and that numbers can be written in; 'en-GB' where it names none.
 * Reads an Accept-Language header.
 */
export function localeOf(acceptLanguage: string | null): string {
	for (const part of (acceptLanguage ?? '').split(',')) {
		const tag = part.split(';')[0]?.trim() ?? '';
		if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) continue;
		try {
			const [supported] = Intl.NumberFormat.supportedLocalesOf(tag);
			if (supported) return supported;
		} catch {
			// Not a language tag: the next one may be.
		}
	}
	return 'en-GB';
}

/** Letters that are written from right to left, and marks that turn the direction of text. */
const TURNS =
	/[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A text of the users, kept from turning the words around it; for titles, labels and charts, where no `bdi` can stand. Others
 * stay as they are.
 */
export function isolate(text: string): string {
	return TURNS.test(text) ? `\u2068${text.replaceAll(/[\u2066-\u2069]/g, '')}\u2069` : text;
}

/** The one that fits a count: plural(1, 'account', 'accounts'). */
export function plural(count: number, one: string, many: string): string {
	return count === 1 ? one : many;
}
