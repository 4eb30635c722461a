import { crc32 } from 'node:zlib';
import { promisify } from 'node:util';
import { open, type Entry, type ZipFile } from 'yauzl';
import { Fault } from '../../fault.ts';
import type { PhysicalFile } from './physical-file.ts';
import { tooLarge } from './plain-text.ts';
import { unpackedLimit, type ReadLimits } from './read-limits.ts';

const openArchive = promisify<string, { lazyEntries: boolean; autoClose: boolean }, ZipFile>(open);
const ENCRYPTED = 1;

/**
 * The entries of a ZIP archive whose names `isKept` takes, each with the bytes that its checksum vouches for. Every entry is
 * unpacked and held to its declared size and CRC-32, the others, too.
 * @throws {Fault} `input` where one is damaged, encrypted or named twice, and where all of them hold more than they may.
 */
export async function soundEntries(
	file: PhysicalFile,
	limits: ReadLimits,
	isKept: (name: string) => boolean,
): Promise<Map<string, Buffer>> {
	const damaged = (what: string, cause?: unknown): Fault =>
		new Fault(
			'input',
			`${file.shown} is damaged: ${what}; save it again in the program that it comes from.`,
			{
				cause,
			},
		);
	let archive: ZipFile;
	try {
		archive = await openArchive(file.path, { lazyEntries: true, autoClose: false });
	} catch (error) {
		const sentence = `${file.shown} is no Excel workbook (.xlsx) that can be read: its archive is damaged or breaks off (${sentenceOf(error)}).`;
		throw new Fault('input', sentence, { cause: error });
	}
	const most = unpackedLimit(limits, file.bytes);
	const entries = new Map<string, Buffer>();
	const names = new Set<string>();
	let size = 0;
	try {
		for (let entry = await next(archive); entry; entry = await next(archive)) {
			const name = entry.fileName;
			if (names.has(name)) throw damaged(`its archive holds ${name} twice`);
			names.add(name);
			if (entry.generalPurposeBitFlag & ENCRYPTED)
				throw new Fault('input', `${file.shown} is protected by a password; save it without one.`);
			size += entry.uncompressedSize;
			if (size > most) throw tooLarge(file, most);
			const bytes = await bytesOf(archive, entry, isKept(name));
			if (bytes.checksum !== entry.crc32) throw damaged(`the checksum of ${name} in it is wrong`);
			if (bytes.content) entries.set(name, bytes.content);
		}
	} catch (error) {
		throw error instanceof Fault ? error : damaged(sentenceOf(error), error);
	} finally {
		archive.close();
	}
	return entries;
}

function next(archive: ZipFile): Promise<Entry | undefined> {
	return new Promise((resolve, reject) => {
		const settle = (settled: () => void) => () => {
			archive.removeAllListeners();
			settled();
		};
		archive.once('entry', (entry: Entry) => settle(() => resolve(entry))());
		archive.once(
			'end',
			settle(() => resolve(undefined)),
		);
		archive.once('error', (error: Error) => settle(() => reject(error))());
		archive.readEntry();
	});
}

async function bytesOf(
	archive: ZipFile,
	entry: Entry,
	isKept: boolean,
): Promise<{ checksum: number; content: Buffer | undefined }> {
	const stream = await promisify<Entry, NodeJS.ReadableStream>(archive.openReadStream.bind(archive))(entry);
	const chunks: Buffer[] = [];
	let checksum = 0;
	for await (const chunk of stream) {
		checksum = crc32(chunk as Buffer, checksum);
		if (isKept) chunks.push(chunk as Buffer);
	}
	return { checksum, content: isKept ? Buffer.concat(chunks) : undefined };
}

function sentenceOf(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	return text.split('\n')[0]!.replace(/\.$/, '');
}
