import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Decompress } from 'fzstd';
import { Fault } from '../../fault.ts';
import { quoteText } from '../../warehouse/sql-text.ts';
import { sizeShown, unpackedLimit, type ReadLimits } from './read-limits.ts';
import { assertWholeZstd } from './zstd-frames.ts';
import type { PhysicalFile } from './physical-file.ts';

/** No text holds this character, so a line read with it as delimiter stays whole. */
const NEVER = '\u0001';

/**
 * The path of the file's text as plain UTF-8: the file itself where it is that already, else a copy in the scratch folder,
 * unpacked and transcoded as a stream. Characters that the encoding does not know become U+FFFD.
 * @throws {Fault} `input` when the packed file is damaged, breaks off or holds more than it may, and where UTF-16 lost a byte.
 */
export async function plainText(
	connection: DuckDBConnection,
	file: PhysicalFile,
	encoding: string,
	scratchPath: string,
	limits: ReadLimits,
): Promise<string> {
	const label = decoderLabel(encoding);
	const isUtf8Text = label === 'utf-8';
	if (file.compression === 'none' && isUtf8Text) return file.path;
	if (file.compression === 'zstd') {
		if (isUtf8Text || label === 'windows-1252')
			return unpackZstd(connection, file, scratchPath, isUtf8Text, limits);
		throw new Fault(
			'input',
			`${file.shown} is packed with zstd and neither UTF-8 nor latin-1; unpack it first.`,
		);
	}
	const target = createWriteStream(scratchPath);
	const decoded = isUtf8Text ? [] : [label === 'windows-1252' ? singleBytes() : transcoder(label, file)];
	if (file.compression === 'none') await pipeline([createReadStream(file.path), ...decoded, target]);
	else await gunzip(file, limits, [...decoded, target]);
	return scratchPath;
}

/** The beginning of a file's text as bytes, unpacked; used to look at it before it is read whole. */
export async function textHead(
	connection: DuckDBConnection,
	file: PhysicalFile,
	bytes: number,
): Promise<Buffer> {
	if (file.compression === 'none') {
		const head = Buffer.alloc(Math.min(bytes, file.bytes));
		const descriptor = openSync(file.path, 'r');
		try {
			return head.subarray(0, readSync(descriptor, head, 0, head.length, 0));
		} finally {
			closeSync(descriptor);
		}
	}
	if (file.compression === 'zstd') {
		assertWholeZstd(file);
		try {
			const lines = `from read_csv(${quoteText(file.path)}, ${wholeLines('latin-1')}, compression = 'zstd') limit 5000`;
			const rows = (await connection.runAndReadAll(lines)).getRowsJS();
			const text = rows.map((row) => String(row[0] ?? '')).join('\n');
			return Buffer.from(text, 'latin1').subarray(0, bytes);
		} catch (error) {
			throw unpackingFault(file, error);
		}
	}
	const chunks: Buffer[] = [];
	let size = 0;
	const unpacked = createReadStream(file.path).pipe(createGunzip());
	try {
		for await (const chunk of unpacked) {
			chunks.push(chunk as Buffer);
			size += (chunk as Buffer).length;
			if (size >= bytes) break;
		}
	} catch (error) {
		if (size === 0) throw unpackingFault(file, error);
	}
	return Buffer.concat(chunks).subarray(0, bytes);
}

/** The name that the platform's decoder knows an encoding by; throws {@link Fault} `input` when there is none. */
export function decoderLabel(encoding: string): string {
	const label = encoding === 'latin-1' ? 'windows-1252' : encoding === 'utf-16' ? 'utf-16le' : encoding;
	try {
		return new TextDecoder(label).encoding;
	} catch (error) {
		throw new Fault('input', `The encoding "${encoding}" is not known; try utf-8, latin-1 or utf-16.`, {
			cause: error,
		});
	}
}

/** Whether the bytes begin a UTF-16 text whose first byte of two is the higher one. */
export function isBigEndian(start: Buffer): boolean {
	return (start[0] === 0xfe && start[1] === 0xff) || (start[0] === 0 && start[1] !== 0);
}

/** The text of a gzip file, counted against its limit; what stands behind its end must be nothing but zeros. */
export async function gunzip(
	file: PhysicalFile,
	limits: ReadLimits,
	further: readonly NodeJS.WritableStream[],
): Promise<void> {
	const unpacker = createGunzip();
	try {
		await pipeline([
			createReadStream(file.path),
			unpacker,
			counter(file, limits),
			...(further as NodeJS.ReadWriteStream[]),
		]);
	} catch (error) {
		throw unpackingFault(file, error);
	}
	assertNothingBehind(file, unpacker);
}

function assertNothingBehind(file: PhysicalFile, { bytesWritten }: Gunzip): void {
	const rest = Buffer.alloc(1 << 16);
	const descriptor = openSync(file.path, 'r');
	try {
		for (let at = bytesWritten; at < file.bytes;) {
			const count = readSync(descriptor, rest, 0, rest.length, at);
			if (count === 0) return;
			if (rest.subarray(0, count).some((byte) => byte !== 0)) {
				throw new Fault(
					'input',
					`${file.shown} is damaged: its packed text ends at byte ${bytesWritten} of ${file.bytes} and something else follows; export or copy it again.`,
				);
			}
			at += count;
		}
	} finally {
		closeSync(descriptor);
	}
}

/** Passes bytes on until there are more than the file may hold. */
function counter(file: PhysicalFile, limits: ReadLimits): Transform {
	const most = unpackedLimit(limits, file.bytes);
	let bytes = 0;
	return new Transform({
		transform(chunk: Buffer, _encoding, done: TransformCallback) {
			bytes += chunk.length;
			if (bytes > most) done(tooLarge(file, most));
			else done(null, chunk);
		},
	});
}

/** The fault of a packed file that holds more than it may. */
export function tooLarge(file: PhysicalFile, most: number): Fault {
	return new Fault(
		'input',
		`${file.shown} was given up: it unpacks to more than ${sizeShown(most)} (${sizeShown(file.bytes)} packed). If it is right, raise reader.unpacked_limit in vital-few.yaml.`,
	);
}

function wholeLines(encoding: 'utf-8' | 'latin-1'): string {
	return `auto_detect = false, columns = {'line': 'VARCHAR'}, header = false, delim = '${NEVER}', quote = '', escape = '', encoding = '${encoding}'`;
}

/** Unpacks by lines; where one is not UTF-8, byte by byte, so that this costs the line alone. */
async function unpackZstd(
	connection: DuckDBConnection,
	file: PhysicalFile,
	scratchPath: string,
	isUtf8Text: boolean,
	limits: ReadLimits,
): Promise<string> {
	const most = unpackedLimit(limits, file.bytes);
	if (assertWholeZstd(file) > most) throw tooLarge(file, most);
	const copy = (encoding: 'utf-8' | 'latin-1', path: string) =>
		connection.run(
			`copy (select line from read_csv(${quoteText(file.path)}, ${wholeLines(encoding)}, compression = 'zstd'))
			to ${quoteText(path)} (format csv, header false, quote '', escape '', delimiter '${NEVER}')`,
		);
	const widened = `${scratchPath}.wide`;
	try {
		if (isUtf8Text && (await isCopied(() => copy('utf-8', scratchPath)))) {
			await assertSameLines(file, scratchPath);
			return scratchPath;
		}
		await copy('latin-1', widened);
	} catch (error) {
		throw unpackingFault(file, error);
	}
	const steps = [narrower(), ...(isUtf8Text ? [] : [singleBytes()])];
	await pipeline([createReadStream(widened, 'utf8'), ...steps, createWriteStream(scratchPath)]);
	await rm(widened, { force: true });
	await assertSameLines(file, scratchPath);
	return scratchPath;
}

/** Unpacks a zstd file with another reader, and holds the lines that were written to those that it finds. */
async function assertSameLines(file: PhysicalFile, scratchPath: string): Promise<void> {
	const packed = new LineCount();
	const unpacker = new Decompress((bytes) => packed.take(bytes));
	try {
		for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 20 }))
			unpacker.push(chunk as Buffer);
	} catch (error) {
		throw unpackingFault(file, error);
	}
	const written = new LineCount();
	for await (const chunk of createReadStream(scratchPath, { highWaterMark: 1 << 20 }))
		written.take(chunk as Buffer);
	// The engine ends a line at a carriage return, too.
	if (packed.hasReturnAlone || written.lines === packed.lines) return;
	throw new Fault(
		'input',
		`${file.shown} cannot be read with certainty: two readers unpack ${packed.lines} and ${written.lines} lines from it; export or copy it again.`,
	);
}

/** Counts lines, the last one too where nothing ends it. */
class LineCount {
	hasReturnAlone = false;
	#ends = 0;
	#last = NEWLINE;

	get lines(): number {
		return this.#ends + (this.#last === NEWLINE ? 0 : 1);
	}

	take(bytes: Uint8Array): void {
		if (bytes.length === 0) return;
		if (this.#last === RETURN && bytes[0] !== NEWLINE) this.hasReturnAlone = true;
		for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) this.#ends++;
		for (let at = bytes.indexOf(RETURN); at !== -1; at = bytes.indexOf(RETURN, at + 1))
			if (at + 1 < bytes.length && bytes[at + 1] !== NEWLINE) this.hasReturnAlone = true;
		this.#last = bytes[bytes.length - 1]!;
	}
}

/** Whether the text was copied; false where it is not UTF-8. */
async function isCopied(copy: () => Promise<unknown>): Promise<boolean> {
	try {
		await copy();
		return true;
	} catch (error) {
		if (error instanceof Error && /unicode|utf-?8/i.test(error.message)) return false;
		throw error;
	}
}

/** Makes each character below 256 the byte that it was read from. */
function narrower(): Transform {
	return new Transform({
		decodeStrings: false,
		transform(text: string, _encoding, done: TransformCallback) {
			done(null, Buffer.from(text, 'latin1'));
		},
	});
}

const NEWLINE = 10;
const RETURN = 13;
const LONGEST_LINE = 1 << 24;

/**
 * Decodes latin-1 line by line. A line that is UTF-8 beyond ASCII stays so: programs that append to one another's files mix
 * both, and no text in latin-1 looks like that.
 */
function singleBytes(): Transform {
	// Without `stream`, some versions of Node decode it as ISO 8859-1, which knows no € sign.
	const decoder = new TextDecoder('windows-1252');
	let rest: Buffer = Buffer.alloc(0);
	const decoded = (bytes: Buffer): Buffer => {
		if (isAscii(bytes)) return bytes;
		const parts: Buffer[] = [];
		for (let at = 0; at < bytes.length;) {
			const end = bytes.indexOf(NEWLINE, at);
			const line = bytes.subarray(at, end === -1 ? bytes.length : end + 1);
			parts.push(isUtf8(line) ? line : Buffer.from(decoder.decode(line, { stream: true })));
			at += line.length;
		}
		return Buffer.concat(parts);
	};
	return new Transform({
		transform(chunk: Buffer, _encoding, done: TransformCallback) {
			const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
			const end = bytes.lastIndexOf(NEWLINE) + 1;
			const cut = bytes.length - end > LONGEST_LINE ? bytes.length : end;
			rest = bytes.subarray(cut);
			done(null, decoded(bytes.subarray(0, cut)));
		},
		flush(done: TransformCallback) {
			done(null, decoded(rest));
		},
	});
}

/**
 * A byte that UTF-16 lost turns every line end behind it into U+0A00, which no script uses: a text that holds one is not what
 * was written.
 */
const SHIFTED_LINE_END = '\u0a00';

function transcoder(label: string, file: PhysicalFile): Transform {
	const isUtf16 = label.startsWith('utf-16');
	const decoder = { current: undefined as TextDecoder | undefined };
	const fault = () =>
		new Fault(
			'input',
			`${file.shown} is no whole UTF-16 text: a byte is missing or was changed; export or copy it again.`,
		);
	const decode = (chunk: Buffer | undefined): Buffer => {
		const text =
			chunk === undefined
				? (decoder.current?.decode() ?? '')
				: decoder.current!.decode(chunk, { stream: true });
		if (isUtf16 && text.includes(SHIFTED_LINE_END)) throw fault();
		return Buffer.from(text);
	};
	const run = (chunk: Buffer | undefined, done: TransformCallback): void => {
		try {
			done(null, decode(chunk));
		} catch (error) {
			done(error instanceof Fault ? error : fault());
		}
	};
	return new Transform({
		transform(chunk: Buffer, _encoding, done: TransformCallback) {
			decoder.current ??= new TextDecoder(label === 'utf-16le' && isBigEndian(chunk) ? 'utf-16be' : label, {
				fatal: isUtf16,
			});
			run(chunk, done);
		},
		flush(done: TransformCallback) {
			run(undefined, done);
		},
	});
}

function unpackingFault(file: PhysicalFile, error: unknown): unknown {
	if (error instanceof Fault) return error;
	const message = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (code !== '' && !code.startsWith('Z_')) return error;
	if (/No space left|could not write|Out of Memory/i.test(message)) return error;
	if (/unexpected end of file/i.test(message)) {
		const sentence = `${file.shown} breaks off: the packed file is truncated; export or copy it again.`;
		return new Fault('input', sentence, { cause: error });
	}
	return new Fault(
		'input',
		`${file.shown} is damaged and cannot be unpacked (${message.replace(/\.$/, '')}).`,
		{
			cause: error,
		},
	);
}
