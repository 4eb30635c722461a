import { closeSync, openSync, readSync } from 'node:fs';
import { Fault } from '../../fault.ts';
import type { PhysicalFile } from './physical-file.ts';

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;

/**
 * Walks the block headers of a zstd file without unpacking it: a reader that stops at a truncated file's last whole block
 * would lose the rest in silence.
 * @throws {Fault} `input` when the file ends inside a frame or is no zstd.
 */
export function assertWholeZstd(file: PhysicalFile): void {
	const descriptor = openSync(file.path, 'r');
	try {
		const bytes = (at: number, count: number): Buffer => {
			const buffer = Buffer.alloc(count);
			if (readSync(descriptor, buffer, 0, count, at) < count) throw truncated(file);
			return buffer;
		};
		let at = 0;
		while (at < file.bytes) at = endOfFrame(file, at, bytes);
		if (at > file.bytes) throw truncated(file);
	} finally {
		closeSync(descriptor);
	}
}

function endOfFrame(file: PhysicalFile, start: number, bytes: (at: number, count: number) => Buffer): number {
	const magic = bytes(start, 4).readUInt32LE();
	if (magic >>> 4 === SKIPPABLE >>> 4) return start + 8 + bytes(start + 4, 4).readUInt32LE();
	if (magic !== FRAME)
		throw new Fault('input', `${file.shown} is damaged: it is no zstd from byte ${start} on.`);
	const descriptor = bytes(start + 4, 1)[0]!;
	const isSingleSegment = (descriptor >> 5) & 1;
	const contentSizeBytes = [isSingleSegment, 2, 4, 8][descriptor >> 6]!;
	const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
	let at = start + 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
	for (;;) {
		const header = bytes(at, 3).readUIntLE(0, 3);
		const isRunLength = ((header >> 1) & 3) === 1;
		at += 3 + (isRunLength ? 1 : header >> 3);
		if (at > file.bytes) throw truncated(file);
		if (header & 1) break;
	}
	const hasChecksum = (descriptor >> 2) & 1;
	return at + (hasChecksum ? 4 : 0);
}

function truncated(file: PhysicalFile): Fault {
	return new Fault(
		'input',
		`${file.shown} breaks off: the packed file is truncated; export or copy it again.`,
	);
}
