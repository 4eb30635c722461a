import { isUtf8 } from 'node:buffer';

/** What a record of a delimited text looks like, in bytes. `quote` and `escape` are NaN where there is none. */
export interface RecordShape {
	delimiter: Buffer;
	quote: number;
	escape: number;
	columns: number;
	/** The byte that ends a line: line feed, or carriage return where the text knows no other. */
	lineEnd: number;
	/** Where the text was written in another encoding, its name: what it does not know became U+FFFD. */
	decodedFrom?: string | undefined;
}

/** A record as found in a window of bytes: where its content ends, where the next begins, how many lines it spans. */
export type FoundRecord =
	| { kind: 'blank'; contentEnd: number; end: number; lines: 1 }
	/** `fields` is given where the bytes as they are would not be read alike by every reader. */
	| { kind: 'row'; contentEnd: number; end: number; lines: number; fields?: string[] }
	| {
			kind: 'malformed';
			contentEnd: number;
			end: number;
			lines: 1;
			reason: string;
			/** Whether the line goes on behind the window. */
			isCut: boolean;
	  };

/** A record longer than this is malformed: a quote that was never closed. */
export const LONGEST_RECORD = 1 << 20;
const RETURN = 13;
const SPACE = 32;

interface Line {
	contentEnd: number;
	end: number;
	delimiters: number;
	isBlank: boolean;
	isPlain: boolean;
	isAscii: boolean;
	hasZero: boolean;
	isCut: boolean;
}

/**
 * The record that begins at `at`, or undefined when the window ends before it does and more bytes may follow.
 * A line that strict quoting cannot take apart is tried by itself with quotes that close only before a delimiter;
 * where that fails too, this line alone is malformed and the next one begins anew.
 */
export function readRecord(
	window: Buffer,
	at: number,
	isEnd: boolean,
	shape: RecordShape,
): FoundRecord | undefined {
	const line = readLine(window, at, isEnd, shape);
	if (!line) return undefined;
	const { contentEnd, end } = line;
	const malformed = (reason: string): FoundRecord => ({
		kind: 'malformed',
		contentEnd,
		end,
		lines: 1,
		reason,
		isCut: line.isCut,
	});
	if (line.isBlank) return { kind: 'blank', contentEnd, end, lines: 1 };
	if (contentEnd - at > LONGEST_RECORD) return malformed('longer than 1 MB');
	if (line.hasZero) return malformed('holds a zero byte');
	if (!line.isAscii && shape.decodedFrom !== undefined && hasReplacement(window, at, contentEnd))
		return malformed(`not valid ${shape.decodedFrom}`);
	if (!line.isAscii && !isUtf8(window.subarray(at, contentEnd))) return malformed('not valid UTF-8');
	if (line.isPlain) {
		const surplus = line.delimiters + 1 - shape.columns;
		if (surplus === 0) return { kind: 'row', contentEnd, end, lines: 1 };
		if (surplus === 1 && endsWithDelimiter(window, contentEnd, shape)) {
			return { kind: 'row', contentEnd: contentEnd - shape.delimiter.length, end, lines: 1 };
		}
		return malformed(wrongCount(line.delimiters + 1, shape.columns));
	}
	const strict = readQuoted(window, at, isEnd, shape);
	if (strict === 'more') return undefined;
	if (typeof strict === 'object' && fits(strict.fields, shape) && !swallows(window, at, strict, shape)) {
		return {
			kind: 'row',
			contentEnd: strict.contentEnd,
			end: strict.end,
			lines: strict.lines,
			fields: strict.fields,
		};
	}
	const lenient = readLenient(window.subarray(at, contentEnd).toString('utf8'), shape);
	if (lenient && fits(lenient, shape)) return { kind: 'row', contentEnd, end, lines: 1, fields: lenient };
	if (typeof strict === 'string') return malformed(strict);
	return malformed(
		strict.lines > 1 ? 'a quote that is never closed' : wrongCount(strict.fields.length, shape.columns),
	);
}

function readLine(window: Buffer, at: number, isEnd: boolean, shape: RecordShape): Line | undefined {
	const { delimiter, quote, lineEnd } = shape;
	const first = delimiter[0]!;
	let delimiters = 0;
	let isBlank = true;
	let isPlain = true;
	let bits = 0;
	let hasZero = false;
	let index = at;
	for (; index < window.length; index++) {
		const byte = window[index]!;
		if (byte === lineEnd) break;
		bits |= byte;
		if (byte > SPACE) isBlank = false;
		else if (byte === 0) hasZero = true;
		if (byte === first && (delimiter.length === 1 || startsAt(window, index, delimiter))) delimiters++;
		else if (byte === quote || (byte === RETURN && window[index + 1] !== lineEnd)) isPlain = false;
	}
	if (index === window.length && !isEnd && index - at <= LONGEST_RECORD) return undefined;
	const hasReturn = lineEnd !== RETURN && index > at && window[index - 1] === RETURN;
	return {
		contentEnd: hasReturn ? index - 1 : index,
		end: Math.min(index + 1, window.length),
		delimiters,
		isBlank: isBlank && delimiters === 0 && !hasZero,
		isPlain,
		isAscii: bits < 128,
		hasZero,
		isCut: index === window.length && !isEnd,
	};
}

interface Quoted {
	fields: string[];
	contentEnd: number;
	end: number;
	lines: number;
}

/** The record by the strict rules of quoting; `more` when the window ends too soon, else what is wrong with it. */
function readQuoted(
	window: Buffer,
	start: number,
	isEnd: boolean,
	shape: RecordShape,
): Quoted | 'more' | string {
	const { delimiter, quote, escape, lineEnd } = shape;
	const fields: string[] = [];
	let lines = 1;
	let at = start;
	for (;;) {
		let from = at;
		while (window[from] === SPACE) from++;
		if (window[from] === quote) {
			let close = from + 1;
			let hasEscape = false;
			for (; ; close++) {
				if (close >= window.length) {
					return isEnd || close - start > LONGEST_RECORD ? 'a quote that is never closed' : 'more';
				}
				const byte = window[close]!;
				if (byte === lineEnd) lines++;
				if (byte === escape && window[close + 1] === quote) {
					hasEscape = true;
					close++;
				} else if (byte === quote) break;
			}
			const content = window.toString('utf8', from + 1, close);
			fields.push(hasEscape ? unescaped(content, shape) : content);
			at = close + 1;
			while (window[at] === SPACE) at++;
			if (window[at] === RETURN && (window[at + 1] === lineEnd || at + 1 === window.length)) at++;
			if (at >= window.length && !isEnd) return 'more';
		} else {
			from = at;
			while (at < window.length && window[at] !== lineEnd && !startsAt(window, at, delimiter)) at++;
			if (at >= window.length && !isEnd) return 'more';
			const hasReturn = window[at] === lineEnd && window[at - 1] === RETURN && at > from;
			fields.push(window.toString('utf8', from, hasReturn ? at - 1 : at));
		}
		if (at >= window.length || window[at] === lineEnd) {
			const contentEnd = window[at - 1] === RETURN ? at - 1 : at;
			if (lines > 1) {
				const content = window.subarray(start, contentEnd);
				if (content.includes(0)) return 'holds a zero byte';
				if (shape.decodedFrom !== undefined && hasReplacement(window, start, contentEnd))
					return `not valid ${shape.decodedFrom}`;
				if (!isUtf8(content)) return 'not valid UTF-8';
			}
			return { fields, contentEnd, end: Math.min(at + 1, window.length), lines };
		}
		if (!startsAt(window, at, delimiter)) return 'text after a closing quote';
		at += delimiter.length;
	}
}

/** The fields of one line where a quote closes only before a delimiter or at the end; undefined where one stays open. */
function readLenient(line: string, shape: RecordShape): string[] | undefined {
	const delimiter = shape.delimiter.toString('utf8');
	const quote = String.fromCharCode(shape.quote);
	const fields: string[] = [];
	let rest = line;
	for (;;) {
		if (rest.trimStart().startsWith(quote)) {
			const body = rest.trimStart().slice(1);
			const close = closingQuote(body, quote, delimiter);
			if (close === undefined) return undefined;
			fields.push(unescaped(body.slice(0, close.from), shape));
			if (close.to === undefined) return fields;
			rest = body.slice(close.to);
		} else {
			const end = rest.indexOf(delimiter);
			fields.push(end === -1 ? rest : rest.slice(0, end));
			if (end === -1) return fields;
			rest = rest.slice(end + delimiter.length);
		}
	}
}

function closingQuote(
	body: string,
	quote: string,
	delimiter: string,
): { from: number; to?: number } | undefined {
	for (let from = body.indexOf(quote); from !== -1; from = body.indexOf(quote, from + 1)) {
		let after = from + 1;
		while (body[after] === ' ') after++;
		if (after >= body.length) return { from };
		if (body.startsWith(delimiter, after)) return { from, to: after + delimiter.length };
	}
	return undefined;
}

/** Whether a value that spans lines holds whole records: the mark of a quote that was opened and never closed. */
function swallows(window: Buffer, at: number, record: Quoted, shape: RecordShape): boolean {
	if (record.lines < 3 || shape.columns < 3) return false;
	const inner = window
		.toString('latin1', at, record.contentEnd)
		.split(String.fromCharCode(shape.lineEnd))
		.slice(1, -1);
	const delimiter = shape.delimiter.toString('latin1');
	return inner.every((line) => line.split(delimiter).length === shape.columns);
}

function fits(fields: string[], { columns }: RecordShape): boolean {
	if (fields.length === columns + 1 && fields[columns] === '') fields.pop();
	return fields.length === columns;
}

function unescaped(content: string, { quote, escape }: RecordShape): string {
	const mark = String.fromCharCode(quote);
	return content.replaceAll(String.fromCharCode(escape) + mark, mark);
}

const REPLACEMENT = Buffer.from('\ufffd');

function hasReplacement(window: Buffer, from: number, to: number): boolean {
	return window.subarray(from, to).includes(REPLACEMENT);
}

function endsWithDelimiter(window: Buffer, contentEnd: number, { delimiter }: RecordShape): boolean {
	return startsAt(window, contentEnd - delimiter.length, delimiter);
}

function startsAt(window: Buffer, at: number, pattern: Buffer): boolean {
	for (let index = 0; index < pattern.length; index++)
		if (window[at + index] !== pattern[index]) return false;
	return true;
}

function wrongCount(found: number, expected: number): string {
	return `${found} ${found === 1 ? 'column' : 'columns'} instead of ${expected}`;
}
