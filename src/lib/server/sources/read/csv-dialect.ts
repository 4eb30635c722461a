/** How a delimited text is written. `quote` and `escape` are empty where it has none. */
export interface Dialect {
	delimiter: string;
	quote: string;
	escape: string;
}

const DELIMITERS = [',', ';', '\t', '|', '^', '~'] as const;
const SAMPLE_RECORDS = 400;

/**
 * Takes a text apart into records of fields, tolerantly; for the beginnings of files, not for whole ones.
 * A quote that is never closed ends at the end of the text.
 */
export function splitRecords(text: string, dialect: Dialect, limit: number): string[][] {
	const records: string[][] = [];
	let fields: string[] = [];
	let at = 0;
	while (at < text.length && records.length < limit) {
		const field = readField(text, at, dialect);
		fields.push(field.value);
		at = field.end;
		if (text.startsWith(dialect.delimiter, at)) {
			at += dialect.delimiter.length;
			if (at < text.length) continue;
			fields.push('');
		}
		at += text.startsWith('\r\n', at) ? 2 : 1;
		records.push(fields);
		fields = [];
	}
	if (fields.length > 0 && records.length < limit) records.push(fields);
	return records;
}

/** The delimiter under which the most records have as many fields as the fullest common count; undefined where none has two. */
export function sniffDelimiter(text: string, quote: string): string | undefined {
	let best: { delimiter: string; share: number; count: number } | undefined;
	for (const delimiter of DELIMITERS) {
		const counts = splitRecords(text, { delimiter, quote, escape: quote }, SAMPLE_RECORDS)
			.filter((fields) => fields.some((field) => field.trim() !== ''))
			.map((fields) => fields.length);
		const { count, share } = commonCount(counts);
		if (count < 2) continue;
		if (!best || share > best.share + 0.02 || (share > best.share - 0.02 && count > best.count)) {
			best = { delimiter, share, count };
		}
	}
	return best && best.share >= 0.5 ? best.delimiter : undefined;
}

/** The quote that opens fields: a double quote unless only single ones stand at the edges of fields. */
export function sniffQuote(text: string): string {
	const doubles = text.match(/(^|[,;\t|])"/gm)?.length ?? 0;
	const singles = text.match(/(^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n]|$)/gm)?.length ?? 0;
	return singles > 10 && doubles === 0 ? "'" : '"';
}

/** The character that stands before a quote inside a quoted field: the quote itself, or a backslash. */
export function sniffEscape(text: string, quote: string): string {
	if (quote === '') return '';
	const doubled = text.split(quote + quote).length - 1;
	const backslashed = text.split(`\\${quote}`).length - 1;
	return backslashed > 0 && backslashed > doubled ? '\\' : quote;
}

function readField(
	text: string,
	start: number,
	{ delimiter, quote, escape }: Dialect,
): { value: string; end: number } {
	if (quote === '' || text[start] !== quote) {
		let end = start;
		while (end < text.length && !isLineEnd(text[end]!) && !text.startsWith(delimiter, end)) end++;
		return { value: text.slice(start, end), end };
	}
	let value = '';
	let at = start + 1;
	while (at < text.length) {
		if (text[at] === escape && text[at + 1] === quote) {
			value += quote;
			at += 2;
		} else if (text[at] === quote) break;
		else value += text[at++]!;
	}
	let end = Math.min(at + 1, text.length);
	while (end < text.length && !isLineEnd(text[end]!) && !text.startsWith(delimiter, end))
		value += text[end++]!;
	return { value, end };
}

function isLineEnd(character: string): boolean {
	return character === '\n' || character === '\r';
}

function commonCount(counts: readonly number[]): { count: number; share: number } {
	const tally = new Map<number, number>();
	for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
	const [count, hits] = [...tally].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
	return { count, share: counts.length === 0 ? 0 : hits / counts.length };
}
