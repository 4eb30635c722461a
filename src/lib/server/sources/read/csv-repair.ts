import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Dialect } from './csv-dialect.ts';
import { readRecord, type FoundRecord, type RecordShape } from './csv-record.ts';
import { FileSink } from './file-sink.ts';

/** What a pass over a delimited text found. */
export interface Repaired {
	rows: number;
	malformed: number;
}

const CHUNK_BYTES = 4 << 20;
const MALFORMED_TEXT = 10_000;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Rewrites a delimited text so that every reader agrees on it: one record after another with the number of its first line
 * in front, `malformedPath` taking every line that cannot be taken apart, as JSON, with its number and the reason.
 * Reads and writes as a stream.
 */
export async function repairCsv(
	path: string,
	dialect: Dialect,
	columns: number,
	linesAbove: number,
	cleanPath: string,
	malformedPath: string,
	decodedFrom?: string,
): Promise<Repaired> {
	const clean = new FileSink(cleanPath);
	const bad = new FileSink(malformedPath);
	const result = { rows: 0, malformed: 0 };
	let window: Buffer = Buffer.alloc(0);
	let shape: RecordShape | undefined;
	let line = 1;
	/** Behind the beginning of a line that is too long to be kept. */
	let isInCutLine = false;

	const keep = (record: FoundRecord, bytes: Buffer): void => {
		if (record.kind === 'malformed') {
			result.malformed++;
			const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1').slice(0, MALFORMED_TEXT);
			bad.text(`${JSON.stringify({ line, text, reason: record.reason })}\n`);
		} else if (record.kind === 'row') {
			result.rows++;
			clean.text(`${line}${dialect.delimiter}`);
			if (record.fields)
				clean.text(record.fields.map((field) => quoted(field, dialect)).join(dialect.delimiter));
			else clean.bytes(bytes);
			clean.text('\n');
		}
	};
	const take = (isEnd: boolean): void => {
		shape ??= { ...shapeOf(window, dialect, columns), decodedFrom };
		let at = 0;
		while (at < window.length) {
			if (line <= linesAbove) {
				const end = window.indexOf(shape.lineEnd, at);
				if (end === -1) break;
				at = end + 1;
				line++;
				continue;
			}
			if (isInCutLine) {
				const end = window.indexOf(shape.lineEnd, at);
				isInCutLine = end === -1;
				at = isInCutLine ? window.length : end + 1;
				continue;
			}
			const record = readRecord(window, at, isEnd, shape);
			if (!record) break;
			keep(record, window.subarray(at, record.contentEnd));
			isInCutLine = record.kind === 'malformed' && record.isCut;
			at = record.end;
			line += record.lines;
		}
		window = window.subarray(at);
	};

	for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
		window = window.length === 0 ? (chunk as Buffer) : Buffer.concat([window, chunk as Buffer]);
		take(false);
		await clean.drained();
		await bad.drained();
	}
	take(true);
	await clean.close();
	await bad.close();
	return result;
}

function shapeOf(start: Buffer, { delimiter, quote, escape }: Dialect, columns: number): RecordShape {
	const isOldMac = !start.includes(NEWLINE) && start.includes(RETURN);
	return {
		delimiter: Buffer.from(delimiter),
		quote: quote.charCodeAt(0),
		escape: escape.charCodeAt(0),
		columns,
		lineEnd: isOldMac ? RETURN : NEWLINE,
	};
}

function quoted(field: string, { quote }: Dialect): string {
	return quote === '' ? field.replaceAll('\r', ' ') : quote + field.replaceAll(quote, quote + quote) + quote;
}
