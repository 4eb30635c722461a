import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, inflateRawSync } from 'node:zlib';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { gunzipSync, unzipSync, zipSync } from 'fflate';
import { decompress } from 'fzstd';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../src/lib/server/fault.ts';
import { parseConfig, type SourceFile } from '../../src/lib/server/sources/config.ts';
import { readLimits } from '../../src/lib/server/sources/read/read-limits.ts';
import { ReaderProcess } from '../../src/lib/server/sources/read/reader-process.ts';
import type { TableSource } from '../../src/lib/server/sources/read/table-source.ts';
import { openEngine } from '../../src/lib/server/warehouse/engine.ts';
import { workbookBytes } from '../support/workbook.ts';

/** How many files are damaged; VITAL_FEW_DAMAGED_FILES=3000 for the long run. */
const FILES = Number(process.env['VITAL_FEW_DAMAGED_FILES'] ?? 300);
const SEED = Number(process.env['VITAL_FEW_SEED'] ?? 20261130);
const ROWS = 60;
const SHEET = 'xl/worksheets/sheet1.xml';

/** Numbers that look random and are the same at every run. */
function dice(seed: number): (below: number) => number {
	let state = (seed * 2654435761) % 2147483647 || 1;
	return (below) => {
		state = (state * 48271) % 2147483647;
		return Math.floor((state / 2147483647) * below);
	};
}
type Roll = ReturnType<typeof dice>;

const NAMES = ['Firm 東京', 'Müller & Söhne', 'said "yes"', 'x, y', "it's", 'A <b> c', 'plain'];
const HEADER = ['order_id', 'name', 'day', 'amount'] as const;

/** Rows of order, name, day and amount; the cents differ, so that a lost row changes the sum. */
function table(roll: Roll): [string, string, string, string][] {
	return Array.from({ length: ROWS }, (_, row) => [
		`O${String(row).padStart(4, '0')}`,
		NAMES[roll(NAMES.length)]!,
		`2026-0${1 + roll(9)}-1${roll(10)}`,
		`${roll(900)}.${String(roll(100)).padStart(2, '0')}`,
	]);
}

function delimited(roll: Roll, delimiter: string): Buffer {
	const field = (text: string): string =>
		/["\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
	const lines = [HEADER, ...table(roll)].map((cells) => cells.map(field).join(delimiter));
	return Buffer.from(`${lines.join('\n')}\n`);
}

const objects = (roll: Roll) =>
	table(roll).map(([order_id, name, day, amount]) => ({ order_id, name, day, amount: Number(amount) }));

/** What an independent reader makes of a file: the amounts that it finds, as texts, beside the lines that were set aside. */
type Count = (bytes: Buffer, aside: Aside) => Promise<string[]> | string[];

interface Aside {
	lines: ReadonlySet<number>;
	texts: readonly string[];
}

interface Format {
	file: string;
	config?: string;
	make: (roll: Roll) => Promise<Buffer> | Buffer;
	/** Damages the content and packs it soundly, so that no checksum tells. */
	damageInside?: (bytes: Buffer, damage: (content: Buffer) => Buffer) => Buffer;
	count: Count;
}

const CSV = ", delimiter: ',', quote: '\"'";

const FORMATS: Record<string, Format> = {
	csv: { file: 't.csv', config: CSV, make: (roll) => delimited(roll, ','), count: countDelimited(',') },
	tsv: {
		file: 't.tsv',
		config: ", delimiter: '\\t', quote: '\"'",
		make: (roll) => delimited(roll, '\t'),
		count: countDelimited('\t'),
	},
	'csv.gz': {
		file: 't.csv.gz',
		config: CSV,
		make: (roll) => gzipSync(delimited(roll, ',')),
		count: (bytes, aside) => countDelimited(',')(Buffer.from(gunzipSync(bytes)), aside),
	},
	'csv.gz, inside': {
		file: 't.csv.gz',
		config: CSV,
		make: (roll) => delimited(roll, ','),
		damageInside: (bytes, damage) => gzipSync(damage(bytes)),
		count: (bytes, aside) => countDelimited(',')(Buffer.from(gunzipSync(bytes)), aside),
	},
	'csv.zst': {
		file: 't.csv.zst',
		config: CSV,
		make: packedByEngine,
		count: (bytes, aside) => countDelimited(',')(Buffer.from(decompress(bytes)), aside),
	},
	json: {
		file: 't.json',
		make: (roll) => Buffer.from(JSON.stringify(objects(roll), null, roll(2) * 2)),
		count: (bytes, { texts }) => {
			// What was set aside was told as UTF-8 where it is that.
			let text = bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
			for (const aside of texts) {
				const found = text.includes(aside) ? aside : Buffer.from(aside).toString('latin1');
				text = text.replace(found, () => 'null');
			}
			const rows = JSON.parse(text) as ({ amount?: unknown } | null)[];
			return rows.filter((row) => row !== null && typeof row === 'object').map((row) => String(row!.amount));
		},
	},
	ndjson: {
		file: 't.ndjson',
		make: (roll) =>
			Buffer.from(
				objects(roll)
					.map((row) => JSON.stringify(row))
					.join('\n'),
			),
		count: (bytes, { lines }) =>
			bytes
				.toString('utf8')
				.split('\n')
				.filter((line, index) => line.trim() !== '' && !lines.has(index + 1))
				.map((line) => String((JSON.parse(line) as { amount?: unknown }).amount)),
	},
	parquet: {
		file: 't.parquet',
		make: parquetByEngine,
		count: async (bytes) => {
			const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
			return (await parquetReadObjects({ file, columns: ['amount'] })).map((row) => String(row['amount']));
		},
	},
	xlsx: { file: 't.xlsx', make: workbook, count: countSheet },
	'xlsx, inside': {
		file: 't.xlsx',
		make: workbook,
		damageInside: (bytes, damage) => {
			const parts = unzipSync(bytes);
			return Buffer.from(zipSync({ ...parts, [SHEET]: damage(Buffer.from(parts[SHEET]!)) }));
		},
		count: countSheet,
	},
};

function workbook(roll: Roll): Promise<Buffer> {
	const rows = table(roll).map(([order, name, day, amount]) => [
		order,
		name,
		new Date(`${day}T00:00:00Z`),
		Number(amount),
	]);
	return workbookBytes({ Sheet1: [[...HEADER], ...rows] });
}

/** The amounts of a sheet's fourth column, by nothing but its text, which is found without the archive's directory. */
function countSheet(bytes: Buffer): string[] {
	const name = bytes.indexOf(SHEET);
	const further = bytes.readUInt16LE(name - 2);
	const xml = inflateRawSync(bytes.subarray(name + SHEET.length + further)).toString('utf8');
	return [...xml.matchAll(/<c r="D(\d+)"[^>]*><v>([^<]*)<\/v><\/c>/g)].map((match) => match[2]!);
}

/** Walks the lines that were not set aside, one record after another. */
function countDelimited(delimiter: string): Count {
	return (bytes, { lines: aside }) => {
		const text = bytes.toString('utf8');
		const lines = text.split('\n');
		const found: string[] = [];
		for (let line = 2; line <= lines.length;) {
			const rest = lines.slice(line - 1, line + 20).join('\n');
			if (aside.has(line) || lines[line - 1]!.trim() === '') {
				line++;
				continue;
			}
			// A line that is a row by itself is one, even where a quote of it was lost.
			const alone = looseFields(lines[line - 1]!, delimiter);
			const { fields, spanned } =
				alone.length === HEADER.length ? { fields: alone, spanned: 1 } : recordOf(rest, delimiter);
			found.push(fields[3] ?? '');
			line += spanned;
		}
		return found;
	};
}

/** The fields of one line, where a quote closes before any delimiter. */
function looseFields(line: string, delimiter: string): string[] {
	const field = `(?: *"(.*?)" *|([^${delimiter}]*))(?:${delimiter}|\r?$)`;
	const found = [...line.matchAll(new RegExp(field, 'gy'))].map((match) => match[1] ?? match[2] ?? '');
	// Behind the end of the line stands one more field, an empty one.
	return found.slice(0, -1);
}

/** A record of RFC 4180; a quote closes where a delimiter or a line end follows. */
function recordOf(text: string, delimiter: string): { fields: string[]; spanned: number } {
	const fields: string[] = [];
	let at = 0;
	for (;;) {
		if (/^ *"/.test(text.slice(at))) {
			const close = new RegExp(`" *(?=${delimiter}|\\r?\\n|$)`, 'g');
			close.lastIndex = text.indexOf('"', at) + 1;
			let match = close.exec(text);
			// A doubled quote at the end is a quote in the text.
			while (match && /(^|[^"])("")+$/.test(text.slice(text.indexOf('"', at) + 1, match.index + 1)))
				match = close.exec(text);
			const end = match ? match.index + match[0].length : text.length;
			fields.push(text.slice(text.indexOf('"', at) + 1, match?.index));
			at = end;
		} else {
			const end = text.slice(at).search(new RegExp(`${delimiter}|\\r?\\n|$`));
			fields.push(text.slice(at, at + end));
			at += end;
		}
		if (text[at] !== delimiter) break;
		at++;
	}
	return { fields, spanned: text.slice(0, at).split('\n').length };
}

const DAMAGES: readonly ((bytes: Buffer, roll: Roll) => Buffer)[] = [
	function flipBits(bytes, roll) {
		const damaged = Buffer.from(bytes);
		for (let times = 1 + roll(3); times > 0; times--) damaged[roll(damaged.length)]! ^= 1 << roll(8);
		return damaged;
	},
	function cutOff(bytes, roll) {
		return bytes.subarray(0, 1 + roll(bytes.length - 1));
	},
	function insertBlock(bytes, roll) {
		const at = roll(bytes.length);
		const block = Buffer.from(Array.from({ length: 1 + roll(64) }, () => roll(256)));
		return Buffer.concat([bytes.subarray(0, at), block, bytes.subarray(at)]);
	},
	function removeBlock(bytes, roll) {
		const at = roll(bytes.length);
		return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + roll(64))]);
	},
	function doubleBlock(bytes, roll) {
		const at = roll(bytes.length);
		const end = at + 1 + roll(200);
		return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
	},
	function swapBytes(bytes, roll) {
		const damaged = Buffer.from(bytes);
		const [one, other] = [roll(bytes.length), roll(bytes.length)];
		[damaged[one], damaged[other]] = [damaged[other]!, damaged[one]!];
		return damaged;
	},
	function zeroBlock(bytes, roll) {
		const damaged = Buffer.from(bytes);
		const at = roll(bytes.length);
		damaged.fill(0, at, Math.min(bytes.length, at + 1 + roll(64)));
		return damaged;
	},
	function damageHead(bytes, roll) {
		const damaged = Buffer.from(bytes);
		damaged[roll(Math.min(64, bytes.length))] = roll(256);
		return damaged;
	},
	function changeSizes(bytes, roll) {
		const damaged = Buffer.from(bytes);
		const width = Math.min(4, bytes.length);
		const at = roll(2) === 0 ? roll(Math.min(60, bytes.length - width + 1)) : bytes.length - width - roll(60);
		damaged.writeUIntLE(roll(2 ** 31 - 1), Math.max(0, at), width);
		return damaged;
	},
	function damageEnd(bytes, roll) {
		const damaged = Buffer.from(bytes);
		damaged[bytes.length - 1 - roll(Math.min(200, bytes.length))] = roll(256);
		return damaged;
	},
];

let dir: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
let reader: ReaderProcess;

beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-damaged-'));
	instance = await openEngine({ threads: 1 });
	connection = await instance.connect();
	reader = new ReaderProcess({ ...readLimits(), timeoutMs: 30_000 }, { threads: 1 });
});
afterAll(async () => {
	await reader.close();
	connection.closeSync();
	instance.closeSync();
	rmSync(dir, { recursive: true, force: true });
});

async function packedByEngine(roll: Roll): Promise<Buffer> {
	const path = join(dir, 'plain.csv');
	writeFileSync(path, delimited(roll, ','));
	await connection.run(
		`copy (select line from read_csv('${path}', auto_detect = false, columns = {'line': 'VARCHAR'}, header = false, delim = '\u0001', quote = '', escape = ''))
		to '${path}.zst' (format csv, header false, quote '', escape '', delimiter '\u0001', compression zstd)`,
	);
	return readFileSync(`${path}.zst`);
}

async function parquetByEngine(roll: Roll): Promise<Buffer> {
	const path = join(dir, 'whole.parquet');
	const rows = table(roll).map(
		([order, name, day, amount]) =>
			`('${order}', '${name.replaceAll("'", "''")}', date '${day}', cast('${amount}' as decimal(18, 2)))`,
	);
	await connection.run(
		`copy (select * from (values ${rows.join(', ')}) as t (order_id, name, day, amount)) to '${path}' (format parquet)`,
	);
	return readFileSync(path);
}

/** Cents, added up; what is no number counts for nothing, and is counted. */
function sumOf(amounts: readonly string[]): string {
	const numbers = amounts.map((amount) =>
		/^\s*-?\d+(\.\d+)?(e[-+]?\d+)?\s*$/i.test(amount) ? Number(amount) : NaN,
	);
	const cents = numbers.reduce((sum, number) => sum + (Number.isNaN(number) ? 0 : number), 0);
	return `${numbers.length} rows, ${cents.toFixed(2)}`;
}

async function rowsOf(source: TableSource): Promise<string[]> {
	const rows = await connection.runAndReadAll(`select cast(amount as varchar) from (${source.select})`);
	return rows.getRowsJS().map((row) => String(row[0] ?? ''));
}

function asideOf(source: TableSource): Aside {
	const lines =
		source.malformedPath === undefined
			? []
			: readFileSync(source.malformedPath, 'utf8')
					.split('\n')
					.filter((line) => line !== '')
					.map((line) => JSON.parse(line) as { line: number; text: string });
	return { lines: new Set(lines.map(({ line }) => line)), texts: lines.map(({ text }) => text) };
}

type Outcome =
	'whole' | 'lines set aside' | 'other value' | 'other columns' | 'refused' | 'reader ended' | 'wrong';
const OUTCOMES: readonly Outcome[] = [
	'whole',
	'lines set aside',
	'other value',
	'other columns',
	'refused',
	'reader ended',
	'wrong',
];

/** Reads one damaged file and holds the outcome to the independent count. */
async function outcomeOf(format: Format, seed: number): Promise<Outcome> {
	const roll = dice(seed);
	const whole = await format.make(roll);
	const damage = DAMAGES[roll(DAMAGES.length)]!;
	const damaged = format.damageInside
		? format.damageInside(whole, (content) => damage(content, roll))
		: damage(whole, roll);
	const path = join(dir, format.file);
	writeFileSync(path, damaged);
	const what = `seed ${seed}, ${damage.name}, ${format.file}`;
	const config = parseConfig(
		`company: Test\nfiles: { t: { path: '${format.file}'${format.config ?? ''} } }`,
		'vital-few.yaml',
	);
	const file: SourceFile = config.files['t']!;
	let source: TableSource;
	try {
		source = await reader.table({ path, shown: format.file, stem: `t${seed}`, file, scratchDir: dir });
	} catch (error) {
		expect(error, what).toBeInstanceOf(Fault);
		const { message } = error as Fault;
		expect(message, what).toMatch(/^[^\n]+[.:)]?$/);
		expect(message.length, `${what}: ${message}`).toBeLessThan(500);
		if (!message.startsWith('The disk')) expect(message, what).toContain(format.file);
		return /made the reader crash|was given up|ended from outside/.test(message) ? 'reader ended' : 'refused';
	}
	const hasHeader = HEADER.every((name, index) => source.columns[index] === name);
	if (!hasHeader && !source.columns.includes('amount')) return 'other columns';
	if (!hasHeader && format.config !== undefined) return 'other columns';
	const aside = asideOf(source);
	const read = sumOf(await rowsOf(source));
	const counted = sumOf(await format.count(damaged, aside));
	expect(read, what).toBe(counted);
	if (aside.lines.size > 0) return 'lines set aside';
	return read === sumOf(table(dice(seed)).map((row) => row[3])) ? 'whole' : 'other value';
}

describe('a file damaged at random', () => {
	it(`is refused in one sentence, or read to the sum that an independent reader finds (${FILES} files)`, async () => {
		const names = Object.keys(FORMATS);
		const tally = new Map(names.map((name) => [name, new Map<Outcome, number>()]));
		const wrong: string[] = [];
		for (let file = 0; file < FILES; file++) {
			const name = names[file % names.length]!;
			const outcome = await outcomeOf(FORMATS[name]!, SEED + file).catch((error: unknown) => {
				wrong.push(`file ${file} of ${name}: ${String(error)}`);
				return 'wrong' as const;
			});
			tally.get(name)!.set(outcome, (tally.get(name)!.get(outcome) ?? 0) + 1);
		}
		const row = (cells: readonly string[]) =>
			cells.map((cell, index) => (index === 0 ? cell.padEnd(16) : cell.padStart(17))).join('');
		console.info(
			[
				row(['', ...OUTCOMES]),
				...names.map((name) =>
					row([name, ...OUTCOMES.map((each) => String(tally.get(name)!.get(each) ?? 0))]),
				),
			].join('\n'),
		);
		expect(wrong.slice(0, 30)).toEqual([]);
	}, 3_600_000);
});
