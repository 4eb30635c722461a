import { closeSync, openSync, readSync } from 'node:fs';
import { Fault } from '../../fault.ts';
import type { PhysicalFile } from './physical-file.ts';

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
/** What one block unpacks to at most (RFC 8878, 3.1.1.2.4). */
const LARGEST_BLOCK = 128 * 1024;

/**
 * Walks the block headers of a zstd file without unpacking it: a reader that stops at a truncated file's last whole block
 * would lose the rest in silence. Returns the bytes that it may unpack to at most.
 * @throws {Fault} `input` when the file ends inside a frame or is no zstd.
 */
export function assertWholeZstd(file: PhysicalFile): number {
	const descriptor = openSync(file.path, 'r');
	try {
		const bytes = (at: number, count: number): Buffer => {
			const buffer = Buffer.alloc(count);
			if (readSync(descriptor, buffer, 0, count, at) < count) throw truncated(file);
			return buffer;
		};
		let at = 0;
		let most = 0;
		while (at < file.bytes) {
			const frame = walkFrame(file, at, bytes);
			at = frame.end;
			most += frame.most;
		}
		if (at > file.bytes) throw truncated(file);
		return most;
	} finally {
		closeSync(descriptor);
	}
}

function walkFrame(
	file: PhysicalFile,
	start: number,
	bytes: (at: number, count: number) => Buffer,
): { end: number; most: number } {
	const magic = bytes(start, 4).readUInt32LE();
	if (magic >>> 4 === SKIPPABLE >>> 4)
		return { end: start + 8 + bytes(start + 4, 4).readUInt32LE(), most: 0 };
	if (magic !== FRAME)
		throw new Fault('input', `${file.shown} is damaged: it is no zstd from byte ${start} on.`);
	const descriptor = bytes(start + 4, 1)[0]!;
	const isSingleSegment = (descriptor >> 5) & 1;
	const contentSizeBytes = [isSingleSegment, 2, 4, 8][descriptor >> 6]!;
	const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
	let at = start + 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
	let most = 0;
	for (;;) {
		const header = bytes(at, 3).readUIntLE(0, 3);
		const kind = (header >> 1) & 3;
		const size = header >> 3;
		at += 3 + (kind === RUN_LENGTH ? 1 : size);
		most += kind === COMPRESSED ? LARGEST_BLOCK : size;
		if (at > file.bytes) throw truncated(file);
		if (header & 1) break;
	}
	const hasChecksum = (descriptor >> 2) & 1;
	return { end: at + (hasChecksum ? 4 : 0), most };
}

const RUN_LENGTH = 1;
const COMPRESSED = 2;

function truncated(file: PhysicalFile): Fault {
	return new Fault(
		'input',
		`${file.shown} breaks off: the packed file is truncated; export or copy it again.`,
	);
}
