import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/lib/server/sources/config.ts';
import { createFileTables, malformedLines } from '../../src/lib/server/sources/file-tables.ts';

let dir: string;
let connection: DuckDBConnection;

beforeEach(async () => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-files-'));
	connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterEach(() => {
	connection.closeSync();
	rmSync(dir, { recursive: true, force: true });
});

const write = (name: string, content: string | Buffer): void => writeFileSync(join(dir, name), content);
const read = async (file: string, options = ''): Promise<unknown[]> => {
	const config = parseConfig(`company: Test\nfiles: { t: { path: ${file}${options} } }`, 'vital-few.yaml');
	await createFileTables(connection, { dir, config }, join(dir, 'scratch'));
	return (await connection.runAndReadAll('select * from t order by line_number')).getRowsJson();
};
const fault = async (file: string, options = ''): Promise<string> => {
	const error: unknown = await read(file, options).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toMatchObject({ name: 'Fault', code: 'input' });
	return (error as Error).message;
};

describe('a file that is no table', () => {
	it.each([
		['absent.csv', undefined, 'absent.csv does not exist'],
		['empty.csv', '', 'empty.csv is empty.'],
		['blank.csv', '\n\n  \n', 'blank.csv holds nothing but blank lines.'],
		['header.csv', 'order,account,amount\n', 'header.csv has a header but no rows.'],
		['cut.csv.gz', gzipSync('a,b\n' + '1,2\n'.repeat(9000)).subarray(0, 40), 'cut.csv.gz breaks off'],
		['flipped.csv.gz', flipped(gzipSync('a,b\n' + '1,2\n'.repeat(9000)), 30), 'flipped.csv.gz is damaged'],
		['letter.pdf', '%PDF-1.7 …', 'letter.pdf is a PDF document'],
		['old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old.xls is an old Excel workbook'],
		['noise.csv', Buffer.from([1, 0, 2, 0, 99, 0, 0]), 'noise.csv is no text'],
		['cut.parquet', 'PAR1 and nothing more', 'cut.parquet is no whole Parquet file'],
		['broken.json', '[{"a": 1}, {"a":', 'broken.json is no JSON that can be read'],
		['numbers.json', '[1, 2, 3]', 'numbers.json is JSON but no table'],
		['no.xlsx', 'PK\u0003\u0004 and nothing more', 'no.xlsx is no Excel workbook'],
	])('%s is told in one sentence', async (name, content, sentence) => {
		if (content !== undefined) write(name, content);
		const message = await fault(name);
		expect(message).toContain(sentence);
		expect(message.split('\n')).toHaveLength(1);
	});

	it('says so when a delimiter takes no line apart', async () => {
		write('t.csv', 'a;b;c\n1;2\n3;4\n');
		expect(await fault('t.csv', ', delimiter: ";"')).toBe(
			't.csv is no table of 3 columns divided by ";": none of its 2 lines can be taken apart.',
		);
	});
});

describe('broken lines', () => {
	it('are set aside with their line, and cost no other line', async () => {
		write(
			't.csv',
			[
				'id,name,amount',
				'1,plain,10',
				'2,short',
				'3,too,many,columns',
				'4,"never closed,40',
				'5,"two',
				'lines",50',
				'',
				'6,"3/4" bolt",60',
				'7,12" pipe,70',
				'8,"said ""yes""",80',
			].join('\r\n'),
		);
		expect(await read('t.csv')).toEqual([
			['1', 'plain', '10', '2'],
			['5', 'two\r\nlines', '50', '6'],
			['6', '3/4" bolt', '60', '9'],
			['7', '12" pipe', '70', '10'],
			['8', 'said "yes"', '80', '11'],
		]);
		expect(await malformedLines(connection)).toEqual([
			{ file: 't', line: 3, text: '2,short', reason: '2 columns instead of 3' },
			{ file: 't', line: 4, text: '3,too,many,columns', reason: '4 columns instead of 3' },
			{ file: 't', line: 5, text: '4,"never closed,40', reason: 'text after a closing quote' },
		]);
	});
});

function flipped(bytes: Buffer, at: number): Buffer {
	bytes[at]! ^= 0xff;
	return bytes;
}
