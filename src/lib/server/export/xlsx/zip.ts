import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file of an archive: its bytes are asked for when its turn comes. */
export interface ZipEntry {
	name: string;
	parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

interface Written {
	name: Buffer;
	offset: number;
	checksum: number;
	packed: number;
	size: number;
}

/** Sheets are wordy XML: more effort takes twice the time for a tenth less. */
const EFFORT = 3;
/** UTF-8 names; sizes and checksum stand behind the bytes, because they are not known before. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1980-01-01: the same answer gives the same file. */
const DATE = 0x0021;

/** A ZIP archive (PKWARE APPNOTE 6.3, without ZIP64) of the entries in their order, as it is made. */
export async function* zip(entries: Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
	const written: Written[] = [];
	let offset = 0;
	for (const { name, parts } of entries) {
		const entry: Written = { name: Buffer.from(name), offset, checksum: 0, packed: 0, size: 0 };
		const head = localHeader(entry.name);
		yield head;
		for await (const bytes of deflated(parts, entry)) {
			entry.packed += bytes.length;
			yield bytes;
		}
		const tail = descriptor(entry);
		yield tail;
		offset += head.length + entry.packed + tail.length;
		written.push(entry);
	}
	yield directory(written, offset);
}

/** The bytes deflated; counts and sums up what goes in. */
function deflated(parts: ZipEntry['parts'], entry: Written): AsyncIterable<Buffer> {
	const counted = async function* () {
		for await (const part of parts) {
			entry.checksum = crc32(part, entry.checksum);
			entry.size += part.length;
			yield part;
		}
	};
	const deflate = createDeflateRaw({ level: EFFORT });
	// An error of the source reaches the reader through the stream that it reads, which pipeline destroys with it.
	pipeline(Readable.from(counted(), { highWaterMark: 1 }), deflate, () => undefined);
	return deflate as AsyncIterable<Buffer>;
}

function localHeader(name: Buffer): Buffer {
	const head = Buffer.alloc(30);
	head.writeUInt32LE(0x04034b50, 0);
	head.writeUInt16LE(VERSION, 4);
	head.writeUInt16LE(FLAGS, 6);
	head.writeUInt16LE(DEFLATED, 8);
	head.writeUInt16LE(DATE, 12);
	head.writeUInt16LE(name.length, 26);
	return Buffer.concat([head, name]);
}

function descriptor({ checksum, packed, size }: Written): Buffer {
	const tail = Buffer.alloc(16);
	tail.writeUInt32LE(0x08074b50, 0);
	tail.writeUInt32LE(checksum, 4);
	tail.writeUInt32LE(packed, 8);
	tail.writeUInt32LE(size, 12);
	return tail;
}

function directory(entries: readonly Written[], offset: number): Buffer {
	const records = entries.map((entry) => {
		const record = Buffer.alloc(46);
		record.writeUInt32LE(0x02014b50, 0);
		record.writeUInt16LE(VERSION, 4);
		record.writeUInt16LE(VERSION, 6);
		record.writeUInt16LE(FLAGS, 8);
		record.writeUInt16LE(DEFLATED, 10);
		record.writeUInt16LE(DATE, 14);
		record.writeUInt32LE(entry.checksum, 16);
		record.writeUInt32LE(entry.packed, 20);
		record.writeUInt32LE(entry.size, 24);
		record.writeUInt16LE(entry.name.length, 28);
		record.writeUInt32LE(entry.offset, 42);
		return Buffer.concat([record, entry.name]);
	});
	const size = records.reduce((sum, record) => sum + record.length, 0);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(entries.length, 8);
	end.writeUInt16LE(entries.length, 10);
	end.writeUInt32LE(size, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...records, end]);
}
