import { closeSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { Fault } from '../../fault.ts';

/** How the bytes of a file are packed. */
export type Compression = 'none' | 'gzip' | 'zstd';

/** A file as it lies on the disk: whether it is there, how big, how packed. */
export interface PhysicalFile {
	path: string;
	/** The path as the person wrote it, for sentences. */
	shown: string;
	bytes: number;
	/** UTC timestamp of the last change. */
	modified_at: string;
	compression: Compression;
	/** The first bytes, packed as they are. */
	head: Buffer;
}

const HEAD_BYTES = 65_536;

/** Beginnings of files that hold no table, or none that can be read, and what to do about each. */
const ALIEN: readonly { magic: readonly number[]; what: string }[] = [
	{ magic: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook (.xls); save it as .xlsx or CSV' },
	{
		magic: [0x25, 0x50, 0x44, 0x46],
		what: 'a PDF document, not a table; export the data as CSV, XLSX, JSON or Parquet',
	},
	{ magic: [0x89, 0x50, 0x4e, 0x47], what: 'a picture, not a table' },
	{ magic: [0xff, 0xd8, 0xff], what: 'a picture, not a table' },
	{ magic: [0x47, 0x49, 0x46, 0x38], what: 'a picture, not a table' },
	{ magic: [0x7f, 0x45, 0x4c, 0x46], what: 'a program, not a table' },
	{ magic: [0x42, 0x5a, 0x68], what: 'packed with bzip2; unpack it first' },
	{ magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'packed with xz; unpack it first' },
	{ magic: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive; unpack it first' },
	{ magic: [0x52, 0x61, 0x72, 0x21], what: 'a RAR archive; unpack it first' },
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
const PARQUET = [0x50, 0x41, 0x52, 0x31];

/**
 * Looks at a file without reading it.
 * @throws {Fault} `input`, naming the file, when it is absent, no file, unreadable or empty.
 */
export function physicalFile(path: string, shown: string = basename(path)): PhysicalFile {
	const stats = statOf(path, shown);
	if (stats.isDirectory()) throw new Fault('input', `${shown} is a folder, not a file.`);
	if (stats.size === 0) throw new Fault('input', `${shown} is empty.`);
	const head = headOf(path, shown);
	return {
		path,
		shown,
		bytes: stats.size,
		modified_at: stats.mtime.toISOString(),
		compression: starts(head, GZIP) ? 'gzip' : starts(head, ZSTD) ? 'zstd' : 'none',
		head,
	};
}

/** The format that the first bytes prove, or undefined where they could be any text. */
export function provenFormat(file: PhysicalFile): 'parquet' | 'zip' | undefined {
	if (starts(file.head, PARQUET)) return 'parquet';
	return starts(file.head, ZIP) ? 'zip' : undefined;
}

/** Throws a {@link Fault} `input` when the first bytes are those of something that is no text at all. */
export function assertText(file: PhysicalFile): void {
	const alien = ALIEN.find(({ magic }) => starts(file.head, magic));
	if (alien) throw new Fault('input', `${file.shown} is ${alien.what}.`);
	if (
		/^\s*<(!doctype|html|table|head|\?xml)/i.test(
			file.head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''),
		)
	) {
		throw new Fault(
			'input',
			`${file.shown} is a web page (HTML) or XML, whatever its name; open it in a spreadsheet and save it as .xlsx or CSV.`,
		);
	}
	if (starts(file.head, ZIP))
		throw new Fault('input', `${file.shown} is a ZIP archive or an Excel workbook, not a text file.`);
	if (starts(file.head, PARQUET))
		throw new Fault('input', `${file.shown} is a Parquet file, not a text file.`);
}

function statOf(path: string, shown: string): Stats {
	try {
		return statSync(path);
	} catch (error) {
		throw new Fault('input', `${shown} does not exist (looked for ${path}).`, { cause: error });
	}
}

function headOf(path: string, shown: string): Buffer {
	try {
		const descriptor = openSync(path, 'r');
		try {
			const head = Buffer.alloc(HEAD_BYTES);
			return head.subarray(0, readSync(descriptor, head, 0, HEAD_BYTES, 0));
		} finally {
			closeSync(descriptor);
		}
	} catch (error) {
		throw new Fault(
			'input',
			`${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
			{
				cause: error,
			},
		);
	}
}

function starts(head: Buffer, magic: readonly number[]): boolean {
	return magic.every((byte, index) => head[index] === byte);
}
