import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier, quoteText } from '../../warehouse/sql-text.ts';

/** What stands around the digits of one value, understood. */
export interface Mark {
	/** ISO 4217 code; absent where the mark names no currency. */
	currency?: string;
	/** What the digits are counted in: 1000 for `K`. */
	factor: number;
	/** A letter that tells debit from credit. */
	side?: 'debit' | 'credit';
}

/** The marks of a column as they are written (capitals, nothing between them), each with its meaning and its count. */
export interface ColumnMarks {
	meanings: ReadonlyMap<string, Mark>;
	/** Marks that have no meaning here, with how often each stands. */
	unknown: readonly { mark: string; count: number; example: string }[];
	/** The side whose amounts are taken off: the rarer one; absent where no value names a side. */
	negative?: 'debit' | 'credit' | undefined;
}

const CURRENCIES: Record<string, string> = {
	'€': 'EUR',
	EURO: 'EUR',
	EUROS: 'EUR',
	$: 'USD',
	US$: 'USD',
	'£': 'GBP',
	'¥': 'JPY',
	'₹': 'INR',
	RS: 'INR',
	'₽': 'RUB',
	'₺': 'TRY',
	TL: 'TRY',
	'₩': 'KRW',
	'₪': 'ILS',
	'฿': 'THB',
	'₫': 'VND',
	'₴': 'UAH',
	'₦': 'NGN',
	R$: 'BRL',
	A$: 'AUD',
	AU$: 'AUD',
	C$: 'CAD',
	CA$: 'CAD',
	NZ$: 'NZD',
	HK$: 'HKD',
	S$: 'SGD',
	SG$: 'SGD',
	MX$: 'MXN',
	ZŁ: 'PLN',
	ZL: 'PLN',
	KČ: 'CZK',
	KC: 'CZK',
	FT: 'HUF',
	LEI: 'RON',
	RON: 'RON',
	SFR: 'CHF',
	FR: 'CHF',
	RM: 'MYR',
	YEN: 'JPY',
	RMB: 'CNY',
};
const CODES =
	'AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD VND ZAR';
for (const code of CODES.split(' ')) CURRENCIES[code] = code;

const FACTORS: Record<string, number> = {};
for (const [factor, words] of [
	[1e3, 'K T TSD TAUSEND THOUSAND THOUSANDS THSD MILLE MILES'],
	[1e5, 'LAKH LAKHS'],
	[1e6, 'M MM MIO MLN MN MILL MILLION MILLIONS MILLIONEN MILLONES MILIONI'],
	[1e7, 'CRORE CRORES'],
	[1e9, 'B BN MRD MLD MILLIARD MILLIARDEN BILLION BILLIONS'],
] as const)
	for (const word of words.split(' ')) FACTORS[word] = factor;

const SIDES: Record<string, 'debit' | 'credit'> = {};
for (const word of 'S SOLL DR D DEBIT DEBE DARE'.split(' ')) SIDES[word] = 'debit';
for (const word of 'H HABEN CR C CREDIT HABER AVERE'.split(' ')) SIDES[word] = 'credit';

/** Units and signs that change nothing about a figure. `KR` is the crown of several countries. */
const PLAIN = new Set('KR R X PCS PC STK ST STCK EA KG G L M H MIN TAGE DAYS D DM % ° ,- .- -'.split(' '));

type Kind = 'money' | 'figure';

/** What a mark means, read in its parts: `US$M` is millions of dollars. Undefined where a part is not known. */
export function readMark(mark: string, kind: Kind = 'money'): Mark | undefined {
	if (mark === '') return { factor: 1 };
	for (let length = mark.length; length > 0; length--) {
		const part = mark.slice(0, length);
		const own = partOf(part, kind);
		if (!own) continue;
		const rest = readMark(mark.slice(length), kind);
		if (rest && !(own.currency && rest.currency))
			return { ...rest, ...own, factor: own.factor * rest.factor };
	}
	return undefined;
}

function partOf(part: string, kind: Kind): Mark | undefined {
	const currency = CURRENCIES[part];
	if (currency !== undefined) return { currency, factor: 1 };
	if (kind === 'figure') return PLAIN.has(part) || FACTORS[part] !== undefined ? { factor: 1 } : undefined;
	if (FACTORS[part] !== undefined) return { factor: FACTORS[part] };
	if (SIDES[part] !== undefined) return { factor: 1, side: SIDES[part] };
	return PLAIN.has(part) ? { factor: 1 } : undefined;
}

/** Whether letters around digits can stand with a number: a currency, a scale, a side of the books, a unit. */
export function isKnownMark(letters: string): boolean {
	return (
		readMark(letters.toUpperCase()) !== undefined || readMark(letters.toUpperCase(), 'figure') !== undefined
	);
}

/** What is left of a value when its digits, dividers, signs and brackets are taken away, in capitals. */
export function markSql(reference: string): string {
	return `regexp_replace(upper(regexp_replace(${reference}, '([0-9])[eE]([-+]?[0-9])', '\\1\\2')), '[-0-9.,''’()+−– \u00a0\u202f]', '', 'g')`;
}

const MOST_MARKS = 200;

/** What stands around the digits of a column's values. */
export async function columnMarks(
	connection: DuckDBConnection,
	table: string,
	column: string,
	kind: Kind,
): Promise<ColumnMarks> {
	const value = `trim(cast(${quoteIdentifier(column)} as varchar))`;
	const rows = (
		await connection.runAndReadAll(
			`select ${markSql('value')} as mark, count(*), min(value) from (select ${value} as value from ${quoteIdentifier(table)})
			where regexp_matches(value, '[0-9]') group by mark order by count(*) desc, mark limit ${MOST_MARKS}`,
		)
	).getRowsJS();
	const meanings = new Map<string, Mark>();
	const unknown: { mark: string; count: number; example: string }[] = [];
	const sides = { debit: 0, credit: 0, none: 0 };
	for (const [mark, count, example] of rows) {
		const meaning = readMark(String(mark), kind);
		if (!meaning) unknown.push({ mark: String(mark), count: Number(count), example: String(example) });
		else {
			meanings.set(String(mark), meaning);
			sides[meaning.side ?? 'none'] += Number(count);
		}
	}
	const negative =
		sides.debit + sides.credit === 0
			? undefined
			: sides.credit > sides.debit + sides.none
				? 'debit'
				: 'credit';
	return { meanings, unknown, negative };
}

/** The currencies that the marks of a column name. */
export function currenciesOf(marks: ColumnMarks | undefined): string[] {
	return [
		...new Set([...(marks?.meanings.values() ?? [])].flatMap(({ currency }) => currency ?? [])),
	].toSorted();
}

/** Whether digits alone would be another figure than the values: a scale, a side, or a mark that nobody knows. */
export function changeFigures({ meanings, unknown }: ColumnMarks): boolean {
	return (
		unknown.length > 0 ||
		[...meanings.values()].some(({ factor, side }) => factor !== 1 || side !== undefined)
	);
}

/** What a value's digits are to be multiplied by, by its mark; null for one that is not known. */
export function factorSql(reference: string, { meanings, negative }: ColumnMarks): string {
	const byFactor = new Map<number, string[]>();
	for (const [mark, { factor, side }] of meanings) {
		const signed = side !== undefined && side === negative ? -factor : factor;
		byFactor.set(signed, [...(byFactor.get(signed) ?? []), mark]);
	}
	if (!meanings.has('')) byFactor.set(1, ['', ...(byFactor.get(1) ?? [])]);
	const cases = [...byFactor].map(
		([factor, marks]) => `when ${markSql(reference)} in (${marks.map(quoteText).join(', ')}) then ${factor}`,
	);
	return `case ${cases.join(' ')} end`;
}

/** The currency that a value's mark names, as SQL. */
export function currencySql(reference: string, { meanings }: ColumnMarks): string {
	const byCode = new Map<string, string[]>();
	for (const [mark, { currency }] of meanings)
		if (currency !== undefined) byCode.set(currency, [...(byCode.get(currency) ?? []), mark]);
	const cases = [...byCode].map(
		([code, marks]) =>
			`when ${markSql(reference)} in (${marks.map(quoteText).join(', ')}) then ${quoteText(code)}`,
	);
	return `case ${cases.join(' ')} end`;
}

/** What a column's name says its figures are counted in: `Umsatz TEUR`, `Sales (in thousands)`, `Revenue ($m)`; 1 where it says nothing. */
export function scaleOfName(name: string): number {
	const text = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2');
	if (THOUSANDS.test(text)) return 1e3;
	return MILLIONS.test(text) ? 1e6 : 1;
}

const THOUSANDS =
	/\b(in\s+)?(thousands?|thsd|tsd|tausend|milliers|miles de|migliaia)\b|\b[tk](eur|usd|gbp|chf|€|\$|£)|(^|[\s_([])[tk][€$£]|[€$£]\s?k\b|[([ _]'?000'?s?\)?\s*$|\bx\s?1[.,]?000\b/i;
const MILLIONS =
	/\b(in\s+)?(millions?|millionen|mio|mln)\b|\bm(eur|usd|gbp|chf)\b|(^|[\s_([])m[€$£]|[€$£]\s?(m|mn|mm)\b/i;
