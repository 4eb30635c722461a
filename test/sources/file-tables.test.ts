import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { closeToOutside, malformedLines } from '../../src/lib/server/sources/file-tables.ts';
import { FileProject } from '../support/file-project.ts';

const project = FileProject.forEachTest();

const packed = gzipSync('a,b\n' + '1,2\n'.repeat(9000));
const flipped = Buffer.from(packed);
flipped[30]! ^= 0xff;

describe('a file that is no table', () => {
	it.each([
		['absent.csv', undefined, 'absent.csv does not exist'],
		['empty.csv', '', 'empty.csv is empty.'],
		['blank.csv', '\n\n  \n', 'blank.csv holds nothing but blank lines.'],
		['header.csv', 'order,account,amount\n', 'header.csv has a header but no rows.'],
		['cut.csv.gz', packed.subarray(0, 40), 'cut.csv.gz breaks off'],
		['flipped.csv.gz', flipped, 'flipped.csv.gz is damaged'],
		['letter.pdf', '%PDF-1.7 …', 'letter.pdf is a PDF document'],
		['old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old.xls is an old Excel workbook'],
		['noise.csv', Buffer.from([1, 0, 2, 0, 99, 0, 0]), 'noise.csv is no text'],
		['cut.parquet', 'PAR1 and nothing more', 'cut.parquet is no whole Parquet file'],
		['broken.json', '[{"a": 1}, {"a":', 'broken.json is no JSON that can be read'],
		['numbers.json', '[1, 2, 3]', 'numbers.json is JSON but no table'],
		['no.xlsx', 'PK\u0003\u0004 and nothing more', 'no.xlsx is no Excel workbook'],
		['renamed.csv', 'PK\u0003\u0004 a workbook under another name', 'renamed.csv is no Excel workbook'],
	])('%s is told in one sentence', async (name, content, sentence) => {
		if (content !== undefined) project.write(name, content);
		const message = await project.fault(name);
		expect(message).toContain(sentence);
		expect(message.split('\n')).toHaveLength(1);
	});

	it('says so when a delimiter takes no line apart', async () => {
		project.write('t.csv', 'a;b;c\n1;2\n3;4\n');
		expect(await project.fault('t.csv', ', delimiter: ";"')).toBe(
			't.csv is no table of 3 columns divided by ";": none of its 2 lines can be taken apart.',
		);
	});

	it('names the encodings to try when one is not known', async () => {
		project.write('t.csv', 'a,b\n1,2\n');
		expect(await project.fault('t.csv', ', encoding: ebcdic')).toBe(
			'The encoding "ebcdic" is not known; try utf-8, latin-1 or utf-16.',
		);
	});

	it('may have a header and no rows where the order lines do not read it', async () => {
		project.write('cases.csv', 'case,account\n');
		project.write('sources/order_lines.sql', 'select 1 from orders');
		expect(await project.open('cases.csv')).toMatchObject({ rows: 0, columns: ['case', 'account'] });
	});

	it('is refused as a zstd file that breaks off, which its reader would take for whole', async () => {
		const whole = join(project.dir, 'whole.csv.zst');
		await project.connection.run(
			`copy (select range as a, md5(range::varchar) as b from range(200000)) to '${whole}' (format csv, compression zstd)`,
		);
		expect(await project.open('whole.csv.zst')).toMatchObject({ rows: 200000 });
		const { readFileSync } = await import('node:fs');
		const bytes = readFileSync(whole);
		project.write('cut.csv.zst', bytes.subarray(0, bytes.length / 2));
		expect(await project.fault('cut.csv.zst')).toContain('cut.csv.zst breaks off');
	});
});

describe('broken lines', () => {
	it('are set aside with their line, and cost no other line', async () => {
		project.write(
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
		expect(await project.rows('t.csv')).toEqual([
			['1', 'plain', '10', '2'],
			['5', 'two\r\nlines', '50', '6'],
			['6', '3/4" bolt', '60', '9'],
			['7', '12" pipe', '70', '10'],
			['8', 'said "yes"', '80', '11'],
		]);
		expect(await malformedLines(project.connection)).toEqual([
			{ file: 't', line: 3, text: '2,short', reason: '2 columns instead of 3' },
			{ file: 't', line: 4, text: '3,too,many,columns', reason: '4 columns instead of 3' },
			{ file: 't', line: 5, text: '4,"never closed,40', reason: 'text after a closing quote' },
		]);
	});

	it('do not swallow whole rows when a quote is left open', async () => {
		// The quote of line 2 would close at line 5 and leave the right number of columns.
		project.write('t.csv', 'a,b,c\n1,"x,1\n2,y,2\n3,z,3\n4",w,4\n');
		expect(await project.rows('t.csv')).toEqual([
			['2', 'y', '2', '3'],
			['3', 'z', '3', '4'],
			['4"', 'w', '4', '5'],
		]);
		expect(await malformedLines(project.connection)).toMatchObject([{ line: 2, text: '1,"x,1' }]);
	});

	it('are those that are no text in the encoding of the file', async () => {
		project.write(
			't.csv',
			Buffer.concat([Buffer.from('a,b\n1,ü\n2,'), Buffer.from([0xfc, 10]), Buffer.from('3,x\n')]),
		);
		expect(await project.rows('t.csv')).toEqual([
			['1', 'ü', '2'],
			['3', 'x', '4'],
		]);
		expect(await malformedLines(project.connection)).toEqual([
			{ file: 't', line: 3, text: '2,ü', reason: 'not valid UTF-8' },
		]);
	});

	it('are told of one JSON object a line, too', async () => {
		project.write('t.ndjson', '{"a":1}\n{"a":\n\n{"a":3}\nnot json\n');
		expect(await project.rows('t.ndjson')).toEqual([
			['1', '1'],
			['3', '4'],
		]);
		expect(await malformedLines(project.connection)).toEqual([
			{ file: 't', line: 2, text: '{"a":', reason: 'no JSON object' },
			{ file: 't', line: 5, text: 'not json', reason: 'no JSON object' },
		]);
	});
});

describe('what values may be', () => {
	it('every text is kept exactly: markup, SQL, marks of direction, line breaks, zeros in front, ten kilobytes', async () => {
		const ids = [
			'<script>alert(1)</script>',
			"'; drop table t; --",
			'\u202eright to left',
			'two\nlines',
			'007',
			'x'.repeat(10_000),
			' blank ',
		];
		project.write('t.csv', 'id,n\n' + ids.map((id, index) => `"${id}",${index}\n`).join(''));
		const rows = await project.rows('t.csv');
		expect(rows.map(([id]) => id)).toEqual(ids);
	});

	it('columns without a name or with the same name get one of their own', async () => {
		project.write('t.csv', 'a,,A, b ,line_number\n1,2,3,4,5\n');
		expect((await project.open('t.csv')).columns).toEqual(['a', 'column2', 'A_2', 'b', 'line_number_2']);
	});

	it('words for nothing are nothing where the configuration says so', async () => {
		project.write('t.csv', 'a,b\nNULL,1\nx,\\N\n');
		expect(await project.rows('t.csv', ", nulls: [NULL, '\\N']")).toEqual([
			[null, '1', '2'],
			['x', null, '3'],
		]);
	});
});

describe('a shut engine', () => {
	it('reads the files of the project and no other, and cannot be opened again', async () => {
		project.write('t.csv', 'a,b\n1,2\n');
		const other = project.write('secret.csv', 'a,b\n3,4\n');
		const scratch = join(project.dir, 'scratch');
		const table = await project.open('t.csv');
		await closeToOutside(project.connection, [table.path], [scratch]);
		expect(await project.select('select a from t')).toEqual([['1']]);
		for (const sql of [
			`from read_csv('${other}')`,
			`copy t to '${join(project.dir, 'out.csv')}'`,
			`attach '${join(project.dir, 'x.duckdb')}' as x`,
			`from read_csv('http://127.0.0.1:1/x.csv')`,
			'set enable_external_access = true',
		]) {
			await expect(project.connection.run(sql), sql).rejects.toThrow();
		}
	});
});
