import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import { quoteText } from '../../warehouse/sql-text.ts';
import { assertWholeZstd } from './zstd-frames.ts';
import type { PhysicalFile } from './physical-file.ts';

/** No text holds this character, so a line read with it as delimiter stays whole. */
const NEVER = '\u0001';

/**
 * The path of the file's text as plain UTF-8: the file itself where it is that already, else a copy in the scratch folder,
 * unpacked and transcoded as a stream.
 * @throws {Fault} `input` when the packed file is damaged or breaks off.
 */
export async function plainText(
	connection: DuckDBConnection,
	file: PhysicalFile,
	encoding: string,
	scratchPath: string,
): Promise<string> {
	const isUtf8 = decoderLabel(encoding) === 'utf-8';
	if (file.compression === 'none' && isUtf8) return file.path;
	if (file.compression === 'zstd') {
		if (!isUtf8) {
			throw new Fault('input', `${file.shown} is packed with zstd and not UTF-8; unpack it first.`);
		}
		return unpackZstd(connection, file, scratchPath);
	}
	const steps = [
		...(file.compression === 'gzip' ? [createGunzip()] : []),
		...(isUtf8 ? [] : [transcoder(decoderLabel(encoding))]),
	];
	try {
		await pipeline([createReadStream(file.path), ...steps, createWriteStream(scratchPath)]);
	} catch (error) {
		throw unpackingFault(file, error);
	}
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
		const lines = `from read_csv(${quoteText(file.path)}, ${WHOLE_LINES}, compression = 'zstd') limit 5000`;
		const rows = (await connection.runAndReadAll(lines)).getRowsJS();
		return Buffer.from(rows.map((row) => String(row[0] ?? '')).join('\n')).subarray(0, bytes);
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

const WHOLE_LINES = `auto_detect = false, columns = {'line': 'VARCHAR'}, header = false, delim = '${NEVER}', quote = '', escape = ''`;

async function unpackZstd(
	connection: DuckDBConnection,
	file: PhysicalFile,
	scratchPath: string,
): Promise<string> {
	assertWholeZstd(file);
	try {
		await connection.run(
			`copy (select line from read_csv(${quoteText(file.path)}, ${WHOLE_LINES}, compression = 'zstd'))
			to ${quoteText(scratchPath)} (format csv, header false, quote '', escape '', delimiter '${NEVER}')`,
		);
	} catch (error) {
		throw unpackingFault(file, error);
	}
	return scratchPath;
}

function transcoder(label: string): Transform {
	const decoder = { current: undefined as TextDecoder | undefined };
	return new Transform({
		transform(chunk: Buffer, _encoding, done: TransformCallback) {
			decoder.current ??= new TextDecoder(label === 'utf-16le' && isBigEndian(chunk) ? 'utf-16be' : label);
			done(null, Buffer.from(decoder.current.decode(chunk, { stream: true })));
		},
		flush(done: TransformCallback) {
			done(null, Buffer.from(decoder.current?.decode() ?? ''));
		},
	});
}

function isBigEndian(start: Buffer): boolean {
	return (start[0] === 0xfe && start[1] === 0xff) || (start[0] === 0 && start[1] !== 0);
}

function unpackingFault(file: PhysicalFile, error: unknown): unknown {
	const message = error instanceof Error ? error.message : String(error);
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (code !== '' && !code.startsWith('Z_')) return error;
	if (/unexpected end of file/i.test(message)) {
		const sentence = `${file.shown} breaks off: the packed file is truncated; export or copy it again.`;
		return new Fault('input', sentence, { cause: error });
	}
	return new Fault('input', `${file.shown} is damaged and cannot be unpacked (${message}).`, {
		cause: error,
	});
}
