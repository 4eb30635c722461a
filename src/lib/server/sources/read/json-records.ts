import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** A piece of a JSON text that should be one object: its bytes, or why they were not kept. */
export interface JsonRecord {
	/** The line on which it stands where there is one object a line, else its place in the list. */
	number: number;
	text: string;
	/** The object, where it is sound. */
	value?: object;
	/** What is wrong with it. */
	reason?: string;
}

/** How a text holds its objects. */
export type JsonLayout = 'lines' | 'list' | 'values';

/** What ends the reading of a whole text: where its brackets and quotes do not add up, nothing behind can be told apart. */
export class BrokenJson extends Error {}

const CHUNK_BYTES = 1 << 20;
/** The engine takes no larger object; see `maximum_object_size`. */
export const LARGEST_RECORD = 64 << 20;
const DEEPEST = 200;
const KEPT_OF_BAD = 10_000;

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const MARK = '\uFEFF';

const LAYOUT_LINES = 50;

/** How the text lays out its objects, told from its beginning; undefined where it is no JSON. */
export function layoutOf(head: Buffer): JsonLayout | undefined {
	const text = head.toString('utf8').replace(MARK, '');
	const first = text.trimStart()[0];
	if (first === '[') return 'list';
	if (first !== '{') return undefined;
	const lines = text.split('\n');
	// The last one may be cut.
	if (lines.length > 1) lines.pop();
	const filled = lines.filter((line) => line.trim() !== '').slice(0, LAYOUT_LINES);
	const whole = filled.filter((line) => parsed(line) !== undefined);
	return whole.length * 2 >= filled.length && whole.length > 0 ? 'lines' : 'values';
}

/**
 * The objects of a JSON text one after another, as a stream, each judged by itself: it must be strict JSON (RFC 8259) in UTF-8, no
 * name may stand twice in an object, and it may not be nested more than 200 deep.
 * @throws {BrokenJson} where a list or a sequence of values cannot be taken apart.
 */
export function jsonRecords(path: string, layout: JsonLayout): AsyncGenerator<JsonRecord> {
	return layout === 'lines' ? recordsOfLines(path) : recordsOfValues(path, layout === 'list');
}

async function* recordsOfLines(path: string): AsyncGenerator<JsonRecord> {
	let rest: Buffer[] = [];
	let size = 0;
	let number = 0;
	const end = (): JsonRecord | undefined => {
		number++;
		const record =
			size > LARGEST_RECORD ? tooLong(number, rest[0]!) : judgedLine(number, Buffer.concat(rest));
		rest = [];
		size = 0;
		return record;
	};
	for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
		const bytes = chunk as Buffer;
		let from = 0;
		for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
			rest.push(bytes.subarray(from, at));
			size += at - from;
			from = at + 1;
			const record = end();
			if (record) yield record;
		}
		size += bytes.length - from;
		if (size <= LARGEST_RECORD || rest.length === 0) rest.push(bytes.subarray(from));
	}
	if (size > 0) {
		const record = end();
		if (record) yield record;
	}
}

function judgedLine(number: number, bytes: Buffer): JsonRecord | undefined {
	if (!isUtf8(bytes)) return bad(number, bytes.toString('latin1'), 'not valid UTF-8');
	const text = bytes.toString('utf8').replace(MARK, '').trim();
	if (text === '') return undefined;
	const { depth, members } = shapeOf(bytes);
	if (depth > DEEPEST) return bad(number, text, TOO_DEEP);
	return judged(number, text, members);
}

/** The deepest nesting of a text, and the names in all its objects, counted without taking it apart. */
function shapeOf(bytes: Buffer): { depth: number; members: number } {
	const scan = new Scan();
	for (const byte of bytes) scan.take(byte);
	return { depth: scan.deepest, members: scan.members };
}

/** Follows brackets, quotes and names through the bytes of a JSON text. */
class Scan {
	depth = 0;
	deepest = 0;
	members = 0;
	isInText = false;
	#isEscaped = false;

	take(byte: number): void {
		if (this.isInText) {
			if (this.#isEscaped) this.#isEscaped = false;
			else if (byte === BACKSLASH) this.#isEscaped = true;
			else if (byte === QUOTE) this.isInText = false;
		} else if (byte === QUOTE) this.isInText = true;
		else if (byte === COLON) this.members++;
		else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
			this.depth++;
			if (this.depth > this.deepest) this.deepest = this.depth;
		} else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.depth--;
	}
}

/** The values of a list, or those that stand one behind another. */
async function* recordsOfValues(path: string, isList: boolean): AsyncGenerator<JsonRecord> {
	let place = (isList ? 'before' : 'between') as 'before' | 'value' | 'between' | 'after';
	let isCommaSeen = false;
	let number = 0;
	let line = 1;
	let firstLine = 1;
	let scan = new Scan();
	let parts: Buffer[] = [];
	let size = 0;
	let isStart = true;
	const broken = (what: string): BrokenJson => new BrokenJson(`${what} in line ${line}`);
	const begin = (): void => {
		place = 'value';
		scan = new Scan();
		parts = [];
		size = 0;
		firstLine = line;
		number++;
		isCommaSeen = false;
	};
	const keep = (bytes: Buffer): void => {
		size += bytes.length;
		if (size <= LARGEST_RECORD || parts.length === 0) parts.push(bytes);
	};
	const end = (): JsonRecord => {
		place = 'between';
		if (size > LARGEST_RECORD) return tooLong(number, parts[0]!);
		const bytes = Buffer.concat(parts);
		if (!isUtf8(bytes)) return bad(number, bytes.toString('latin1'), 'not valid UTF-8');
		const text = bytes.toString('utf8').trim();
		if (scan.deepest > DEEPEST) return bad(number, text, TOO_DEEP);
		const record = judged(number, text, scan.members);
		if (record.reason !== NO_OBJECT || isJson(text)) return record;
		// A quote that is lost turns texts and structure around: what looks like one object may have swallowed others.
		if (text[0] !== '{' || /[}\]]\s*,\s*[{[]/.test(text))
			throw new BrokenJson(`object ${number}, which begins in line ${firstLine}, is broken`);
		return record;
	};
	for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
		let bytes = chunk as Buffer;
		if (isStart && bytes.subarray(0, 3).equals(Buffer.from(MARK))) bytes = bytes.subarray(3);
		isStart = false;
		let from = 0;
		for (let at = 0; at < bytes.length; at++) {
			const byte = bytes[at]!;
			if (byte === NEWLINE) line++;
			if (place === 'value') {
				// What is no object nor list ends at a comma, a closing bracket or, among bare values, a blank.
				const isBare = scan.depth === 0 && !scan.isInText;
				const isEnd = isBare && size + at - from > 0 && (byte === COMMA || byte === CLOSE_LIST);
				if (isEnd) {
					keep(bytes.subarray(from, at));
					yield end();
				} else {
					scan.take(byte);
					if (scan.depth < 0) throw broken('a bracket is closed that was never opened');
					if (scan.depth === 0 && (byte === CLOSE_OBJECT || byte === CLOSE_LIST)) {
						keep(bytes.subarray(from, at + 1));
						yield end();
					}
					continue;
				}
			}
			if (byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB) continue;
			if (place === 'after') throw broken('something follows the end of the list');
			if (place === 'before') {
				if (byte !== OPEN_LIST) throw broken('there is no list');
				place = 'between';
				isCommaSeen = true;
			} else if (isList && byte === CLOSE_LIST) {
				if (isCommaSeen && number > 0) throw broken('a comma stands before the end of the list');
				place = 'after';
			} else if (isList && byte === COMMA) {
				if (isCommaSeen) throw broken('a comma stands where an object should');
				isCommaSeen = true;
			} else {
				if (isList && !isCommaSeen) throw broken('a comma is missing between two objects');
				if (!isList && byte !== OPEN_OBJECT) throw broken('something stands outside of an object');
				begin();
				from = at;
				scan.take(byte);
			}
		}
		if (place === 'value') keep(bytes.subarray(from));
	}
	if (place === 'value')
		throw new BrokenJson(`object ${number}, which begins in line ${firstLine}, is never closed`);
	if (isList && place !== 'after') throw new BrokenJson('the list is never closed');
}

const NO_OBJECT = 'no JSON object';
const TOO_DEEP = `nested more than ${DEEPEST} deep`;

function judged(number: number, text: string, members: number): JsonRecord {
	const value = parsed(text);
	if (value === undefined) return bad(number, text, NO_OBJECT);
	const found = { members: 0, repeated: undefined as string | undefined };
	if (!isWellFormed(value, text.includes('\\u'), found))
		return bad(number, text, 'half a character in a text');
	if (found.members !== members) {
		const name = repeatedName(text);
		return bad(
			number,
			text,
			name === undefined ? 'a name that is repeated' : `the name "${name}" is repeated`,
		);
	}
	return { number, text, value };
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** The object of a text, undefined where it is none. */
function parsed(text: string): object | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Counts the names in all objects of a value; false where a text holds half of a pair of UTF-16. */
function isWellFormed(value: unknown, isChecked: boolean, found: { members: number }): boolean {
	if (typeof value === 'string') return !isChecked || !HALF.test(value);
	if (typeof value !== 'object' || value === null) return true;
	if (Array.isArray(value)) return value.every((item) => isWellFormed(item, isChecked, found));
	for (const [name, item] of Object.entries(value)) {
		found.members++;
		if ((isChecked && HALF.test(name)) || !isWellFormed(item, isChecked, found)) return false;
	}
	return true;
}

const HALF = /\p{Surrogate}/u;

/** A name that stands twice in one object of a sound JSON text. */
function repeatedName(text: string): string | undefined {
	const open: (Set<string> | undefined)[] = [];
	const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs;
	for (const [token, colon] of text.matchAll(tokens)) {
		if (token === '{') open.push(new Set());
		else if (token === '[') open.push(undefined);
		else if (token === '}' || token === ']') open.pop();
		else if (colon !== undefined) {
			const name = JSON.parse(token.slice(0, -colon.length)) as string;
			if (open.at(-1)?.has(name)) return name;
			open.at(-1)?.add(name);
		}
	}
	return undefined;
}

function tooLong(number: number, start: Buffer): JsonRecord {
	return bad(number, start.toString('latin1'), `longer than ${LARGEST_RECORD >> 20} MB`);
}

function bad(number: number, text: string, reason: string): JsonRecord {
	return { number, text: text.slice(0, KEPT_OF_BAD), reason };
}
