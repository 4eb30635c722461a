import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../src/lib/server/fault.ts';
import { parseConfig, readProject } from '../../src/lib/server/sources/config.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { readLimits, type ReadLimits } from '../../src/lib/server/sources/read/read-limits.ts';
import { ReaderProcess } from '../../src/lib/server/sources/read/reader-process.ts';
import type { TableSource } from '../../src/lib/server/sources/read/table-source.ts';
import { buildWarehouse } from '../../src/lib/server/warehouse/build/build.ts';
import { checkSources } from '../../src/lib/server/warehouse/build/check-sources.ts';
import { openEngine } from '../../src/lib/server/warehouse/engine.ts';
import { workbookBytes, type SheetCell } from '../support/workbook.ts';

const MEGABYTE = 1 << 20;
const SHEET = 'xl/worksheets/sheet1.xml';

let dir: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
let usual: ReaderProcess;
/** What reads the files of a test: the usual process, unless the test sets limits. */
let reader: ReaderProcess;
let stems = 0;

beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-hostile-'));
	instance = await openEngine({ threads: 1 });
	connection = await instance.connect();
	usual = limited({});
	reader = usual;
});
afterEach(async () => {
	if (reader !== usual) await reader.close();
	reader = usual;
});
afterAll(async () => {
	await usual.close();
	connection.closeSync();
	instance.closeSync();
	rmSync(dir, { recursive: true, force: true });
});

function limited(limits: Partial<ReadLimits>): ReaderProcess {
	return new ReaderProcess({ ...readLimits(), ...limits }, { threads: 1 });
}

function read(name: string, content: Buffer | string, options = ''): Promise<TableSource> {
	const path = join(dir, name);
	writeFileSync(path, content);
	const text = `company: T\nfiles: { t: { path: '${name}'${options} } }`;
	const file = parseConfig(text, 'vital-few.yaml').files['t']!;
	return reader.table({ path, shown: name, stem: `t${stems++}`, file, scratchDir: dir });
}

/** The sentence with which a file is refused. */
async function refusal(name: string, content: Buffer | string, options = ''): Promise<string> {
	const error: unknown = await read(name, content, options).catch((reason: unknown) => reason);
	expect(error).toBeInstanceOf(Fault);
	const { message } = error as Fault;
	expect(message.split('\n')).toHaveLength(1);
	expect(message).toContain(name);
	return message;
}

async function rowsOf(source: TableSource): Promise<unknown[][]> {
	return (await connection.runAndReadAll(`${source.select} order by line_number`)).getRowsJson();
}

function asideOf({ malformedPath }: TableSource): [number, string][] {
	if (malformedPath === undefined) return [];
	return readFileSync(malformedPath, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as { line: number; reason: string })
		.map(({ line, reason }) => [line, reason]);
}

const CELLS: SheetCell[][] = [
	['id', 'amount'],
	...Array.from({ length: 40 }, (_, row) => [`A${row}`, row + 0.5]),
];

/** A workbook whose sheet was changed and packed soundly again. */
async function changed(change: (xml: string) => string): Promise<Buffer> {
	const parts = unzipSync(await workbookBytes({ Sheet1: CELLS }));
	const xml = change(new TextDecoder().decode(parts[SHEET]));
	return Buffer.from(zipSync({ ...parts, [SHEET]: Buffer.from(xml) }));
}

describe('a workbook', () => {
	it('is refused when a checksum of its archive is wrong', async () => {
		const bytes = await workbookBytes({ Sheet1: CELLS });
		// The directory at the end holds the checksum of each entry, 16 bytes behind its mark.
		bytes[bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1')) + 16]! ^= 1;
		expect(await refusal('t.xlsx', bytes)).toMatch(`the checksum of ${SHEET} in it is wrong`);
	});

	it.each<[string, (xml: string) => string, RegExp]>([
		['an element that is not closed', (xml) => xml.replace('</sheetData>', ''), /no well-formed XML/],
		['a value whose element is misspelt', (xml) => xml.replace('<v>0.5</v>', '<w>0.5</w>'), /has <w> in <c>/],
		['a reference whose name is misspelt', (xml) => xml.replace('r="B5"', 'q="B5"'), /the attribute "q"/],
		[
			'a cell behind the last column',
			(xml) => xml.replace('r="B5"', 'r="ZZZZZZ5"'),
			/a sheet ends with column XFD/,
		],
		['a cell of another row', (xml) => xml.replace('r="B5"', 'r="B6"'), /stands in row 5/],
		[
			'a row behind the last one',
			(xml) => xml.replace('<row r="41"', '<row r="99999999"'),
			/a sheet has rows/,
		],
		['a row that comes twice', (xml) => xml.replace('<row r="7"', '<row r="6"'), /row 6 follows row 6/],
		['a comment in a value', (xml) => xml.replace('<v>12.5', '<v>1<!-- -->2.5'), /a comment stands among/],
		[
			'entities of its own',
			(xml) =>
				xml.replace(
					'<worksheet',
					'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet',
				),
			/declares entities/,
		],
	])('is refused for %s', async (_what, change, sentence) => {
		expect(await refusal('t.xlsx', await changed(change))).toMatch(sentence);
	});

	it('is read whole where nothing is wrong', async () => {
		const source = await read('t.xlsx', await changed((xml) => xml));
		expect(source.rows).toBe(40);
		expect((await rowsOf(source)).at(-1)).toEqual(['A39', '39.5', '41']);
	});

	it('is refused where its cells reach far off', async () => {
		const far = (xml: string) =>
			xml.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>');
		expect(await refusal('t.xlsx', await changed(far))).toMatch(/reach to row 1048576 and column 16384/);
	});

	it('is refused where it unpacks to more than it may', async () => {
		reader = limited({ unpackedBytes: MEGABYTE });
		const bomb = zipSync({ [SHEET]: Buffer.alloc(20 * MEGABYTE), 'xl/workbook.xml': Buffer.from('<a/>') });
		expect(await refusal('t.xlsx', Buffer.from(bomb))).toMatch(/unpacks to more than 1 MB/);
	});
});

describe('a packed text', () => {
	const text = `id,amount\n${Array.from({ length: 500 }, (_, row) => `A${row},${row}.25\n`).join('')}`;

	it('of several packed pieces is read whole', async () => {
		const bytes = Buffer.concat([gzipSync(text), gzipSync('B1,1\nB2,2\n')]);
		expect((await read('t.csv.gz', bytes)).rows).toBe(502);
	});

	it.each<[string, (packed: Buffer) => Buffer, RegExp]>([
		['something follows its end', (packed) => Buffer.concat([packed, Buffer.from('more')]), /damaged/],
		[
			'a second piece follows zeros',
			(packed) => Buffer.concat([packed, Buffer.alloc(8), packed]),
			/something else follows/,
		],
		['its checksum is wrong', (packed) => flipped(packed, packed.length - 7), /damaged/],
		['its length is wrong', (packed) => flipped(packed, packed.length - 2), /damaged/],
		['it breaks off', (packed) => packed.subarray(0, packed.length - 20), /breaks off/],
	])('is refused where %s', async (_what, damage, sentence) => {
		expect(await refusal('t.csv.gz', damage(gzipSync(text)))).toMatch(sentence);
	});

	it('may end in zeros', async () => {
		expect((await read('t.csv.gz', Buffer.concat([gzipSync(text), Buffer.alloc(512)]))).rows).toBe(500);
	});

	it('is refused where it unpacks to more than it may', async () => {
		reader = limited({ unpackedBytes: MEGABYTE });
		const message = await refusal('t.csv.gz', gzipSync(Buffer.alloc(30 * MEGABYTE, 'a,b\n')));
		expect(message).toMatch(/unpacks to more than 1 MB .* raise reader\.unpacked_limit/);
	});

	it('of zstd is held to what it may unpack to and to its end', async () => {
		const path = join(dir, 'plain.csv.zst');
		await connection.run(
			`copy (select 'A' || range as id, 1.25 as amount from range(400000)) to '${path}' (format csv, compression zstd)`,
		);
		const packed = readFileSync(path);
		expect((await read('t.csv.zst', packed)).rows).toBe(400_000);
		expect(await refusal('t.csv.zst', packed.subarray(0, packed.length - 9))).toMatch(/breaks off/);
		reader = limited({ unpackedBytes: MEGABYTE });
		expect(await refusal('t.csv.zst', packed)).toMatch(/unpacks to more than 1 MB/);
	});
});

function flipped(bytes: Buffer, at: number): Buffer {
	const damaged = Buffer.from(bytes);
	damaged[at]! ^= 4;
	return damaged;
}

describe('a bad line costs that line', () => {
	it('of a delimited text: a zero byte, a line of 20 MB, bytes of another encoding, an open quote', async () => {
		const long = 'x'.repeat(20 * MEGABYTE);
		const content = Buffer.concat([
			Buffer.from('id,name,amount\nA1,one,1.00\nA2,t\0wo,2.00\nA3,three,3.00\n'),
			// The end of the long line looks like a row of its own.
			Buffer.from(`A4,${long},4.00,A,B\nA5,five,5.00\n`),
			Buffer.from('A6,M\xfcller,6.00\nA7,"seven,7.00\nA8,eight\nA9,nine,9.00\n', 'latin1'),
		]);
		const source = await read('t.csv', content);
		expect((await rowsOf(source)).map((row) => [row[0], row[2], row[3]])).toEqual([
			['A1', '1.00', '2'],
			['A3', '3.00', '4'],
			['A5', '5.00', '6'],
			['A9', '9.00', '10'],
		]);
		expect(asideOf(source)).toEqual([
			[3, 'holds a zero byte'],
			[5, 'longer than 1 MB'],
			[7, 'not valid UTF-8'],
			[8, 'a quote that is never closed'],
			[9, '2 columns instead of 3'],
		]);
	});

	it('of JSON: a repeated name, a broken line, what is no object, half a character, lists 10,000 deep', async () => {
		const lines = [
			'{"id": "A1", "amount": 1.5}',
			'{"id": "A2", "amount": 2, "amount": 20}',
			'{"id": "A3", "amount": 3',
			'[1, 2]',
			'{"id": "A4 \\ud800", "amount": 4}',
			`{"id": ${'['.repeat(10_000)}${']'.repeat(10_000)}, "amount": 5}`,
			'{"id": "A6", "amount": 6, "more": {"a": 1, "b": {"a": 2}}}',
			'',
			'{"id": "A7", "amount": NaN}',
			'{"line_number": 4, "id": "A8", "amount": 8}',
		];
		const source = await read('t.ndjson', lines.join('\n'));
		expect(asideOf(source)).toEqual([
			[2, 'the name "amount" is repeated'],
			[3, 'no JSON object'],
			[4, 'no JSON object'],
			[5, 'half a character in a text'],
			[6, 'nested more than 200 deep'],
			[9, 'no JSON object'],
		]);
		const rows = await connection.runAndReadAll(
			`select id, amount, line_number from (${source.select}) order by 3`,
		);
		expect(rows.getRowsJson()).toEqual([
			['A1', 1.5, '1'],
			['A6', 6, '7'],
			['A8', 8, '10'],
		]);
	});

	it('of a JSON list that object, told by its place; a list whose brackets do not add up is refused', async () => {
		const source = await read('t.json', '[{"a": 1, "b": 2},\n{"a": 2, "a": 3},\n{"a": 3, "b": "x}, {"}\n]');
		expect(asideOf(source)).toEqual([[2, 'the name "a" is repeated']]);
		expect((await rowsOf(source)).map((row) => row.at(-1))).toEqual(['1', '3']);
		expect(await refusal('t.json', '[{"a": 1}, {"a": 2, {"a": 3}]')).toMatch(/no JSON that can be read: /);
		expect(await refusal('t.json', '[{"a": 1}, {"a": 2}')).toMatch(/the list is never closed/);
		expect(await refusal('t.json', '[{"a": 1} {"a": 2}]')).toMatch(/a comma is missing/);
		expect(await refusal('t.json', '[{"a": 1}] {"a": 2}')).toMatch(/something follows the end of the list/);
		expect(await refusal('t.json', '[{"a": "1}, {"a": "2"}, {"a": 3}]')).toMatch(/no JSON that can be read/);
		expect(await refusal('t.json', '['.repeat(10_000) + ']'.repeat(10_000))).toMatch(
			/nested more than 200 deep/,
		);
	});
});

describe('a text in another encoding', () => {
	const text = `id,name,amount\n${Array.from({ length: 50 }, (_, row) => `A${row},Müller,${row}.5\n`).join('')}`;

	it('of UTF-16 is refused where a byte is missing', async () => {
		const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
		const options = ', encoding: utf-16';
		expect((await read('t.csv', bytes, options)).rows).toBe(50);
		const missing = (at: number, count: number) =>
			Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
		expect(await refusal('t.csv', missing(601, 1), options)).toMatch(/no whole UTF-16 text/);
		expect(await refusal('t.csv', missing(bytes.length - 1, 1), options)).toMatch(/no whole UTF-16 text/);
	});

	it('that mixes latin-1 and UTF-8 keeps both', async () => {
		const lines = text.split('\n');
		const mixed = Buffer.concat(
			lines.map((line, index) => Buffer.from(`${line}\n`, index % 3 === 0 ? 'utf8' : 'latin1')),
		);
		const names = (await rowsOf(await read('t.csv', mixed, ', encoding: latin-1'))).map((row) => row[1]);
		expect(new Set(names)).toEqual(new Set(['Müller']));
	});

	it('sets a line aside that its encoding does not know', async () => {
		const sound = [0x83, 0x65, 0x83, 0x58];
		const bytes = Buffer.concat([
			Buffer.from('id,name\nA1,'),
			Buffer.from(sound),
			Buffer.from('\nA2,'),
			Buffer.from([0xff, 0xff]),
			Buffer.from('\n'),
		]);
		const source = await read('t.csv', bytes, ', encoding: shift_jis');
		expect((await rowsOf(source)).map((row) => row[1])).toEqual(['テス']);
		expect(asideOf(source)).toEqual([[3, 'not valid shift_jis']]);
	});
});

describe('a Parquet file', () => {
	it('is held to the rows that its footer tells, and every value is unpacked before one is used', async () => {
		const path = join(dir, 'whole.parquet');
		await connection.run(
			`copy (select range as id, md5(range::varchar) as name from range(20000)) to '${path}' (format parquet)`,
		);
		const whole = readFileSync(path);
		expect((await read('t.parquet', whole)).rows).toBe(20_000);
		expect(await refusal('t.parquet', whole.subarray(0, whole.length - 1))).toMatch(/truncated or damaged/);
		expect(await refusal('t.parquet', Buffer.from(whole).fill(0xff, 5000, 9000))).toMatch(
			/truncated or damaged/,
		);
		reader = limited({ unpackedBytes: 1000 });
		expect(await refusal('t.parquet', whole)).toMatch(/unpacks to more than/);
	});
});

describe('the process that reads', () => {
	const sheet: SheetCell[][] = Array.from({ length: 60_000 }, (_, row) => [
		`A${row}`,
		`text ${row}`,
		row,
		row + 1,
		row + 2,
	]);

	it(
		'is ended at its limit of memory, named with the file, and the next file is read',
		{ timeout: 120_000 },
		async () => {
			const large = await workbookBytes({ Sheet1: sheet });
			reader = limited({ memoryBytes: 180 * MEGABYTE });
			const message = await refusal('large.xlsx', large);
			expect(message).toMatch(
				/large\.xlsx was given up: reading it takes more than 180 MB .* reader\.memory_limit/,
			);
			expect((await read('t.csv', 'a,b\n1,2\n')).rows).toBe(1);
		},
	);

	it('is ended at its limit of time, named with the file, and the next file is read', async () => {
		const large = await workbookBytes({ Sheet1: sheet.slice(0, 20_000) });
		reader = limited({ timeoutMs: 1 });
		expect(await refusal('large.xlsx', large)).toMatch(
			/large\.xlsx was given up: it was not read within .* reader\.timeout/,
		);
		await reader.close();
		reader = usual;
		expect((await read('t.csv', 'a,b\n1,2\n')).rows).toBe(1);
	});

	it('keeps init, check and build from a file that unpacks to too much', async () => {
		const folder = join(dir, 'project');
		mkdirSync(join(folder, 'sources'), { recursive: true });
		writeFileSync(join(folder, 'orders.csv.gz'), gzipSync(Buffer.alloc(8 * MEGABYTE, 'a,b\n')));
		const yaml = `company: T\nreader: { unpacked_limit: 1MB }\nfiles: { orders: { path: orders.csv.gz } }\n`;
		writeFileSync(join(folder, 'vital-few.yaml'), yaml);
		writeFileSync(join(folder, 'sources', 'order_lines.sql'), 'select 1 as order_id from orders');
		const project = readProject(folder);
		const today = '2026-09-30';
		const sentence = /orders\.csv\.gz was given up: it unpacks to more than 1 MB/;
		const onStep = () => undefined;
		await expect(checkSources({ project, today, onStep })).rejects.toThrow(sentence);
		const build = buildWarehouse({ project, today, now: `${today}T12:00:00Z`, buildId: 'b1', onStep });
		await expect(build).rejects.toThrow(sentence);
		const init = initProject({ paths: ['orders.csv.gz'], dir: '.', cwd: folder, today, force: true });
		await expect(init).rejects.toThrow(sentence);
	});
});

describe('a source statement', () => {
	it('is stopped when it runs longer than build.timeout, in one sentence', async () => {
		const folder = join(dir, 'endless');
		mkdirSync(join(folder, 'sources'), { recursive: true });
		writeFileSync(join(folder, 'orders.csv'), 'a,b\n1,2\n');
		writeFileSync(
			join(folder, 'vital-few.yaml'),
			'company: T\nbuild: { timeout: 1s }\nfiles: { orders: { path: orders.csv } }\n',
		);
		writeFileSync(
			join(folder, 'sources', 'order_lines.sql'),
			`select 'O' || r.range as order_id, 'A' as account_id, date '2026-01-01' as ordered_on, 1 as net_amount
			from range(100000000) as r, range(100000000) as s where hash(r.range, s.range) = 1`,
		);
		const project = readProject(folder);
		const reader = new HereReader();
		const options = { project, today: '2026-09-30', now: '2026-09-30T12:00:00Z', buildId: 'b1', reader };
		await expect(buildWarehouse({ ...options, onStep: () => undefined })).rejects.toThrow(
			/order_lines\.sql was stopped: the statement ran longer than 1 second\. .* build\.timeout in vital-few\.yaml/,
		);
	});
});
