import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FileProject } from '../support/file-project.ts';
import { workbookBytes } from '../support/workbook.ts';

const project = FileProject.forEachTest();

/** The same table in every format; ids with zeros in front, umlauts, the euro sign, quotes, a line break, a blank. */
const HEADER = ['order', 'customer', 'amount', 'day'];
const ROWS = [
	['007', 'Müller & Söhne', '1234.5', '2026-03-31'],
	['008', 'Preis in €; "netto"', '-0.1', '2026-04-01'],
	['009', 'zwei\nZeilen, eine Zelle', '', '2026-12-09'],
];
const WANTED = ROWS.map((row) => row.map((value) => (value === '' ? null : value)));

const csv = (delimiter: string, newline: string): string =>
	[HEADER, ...ROWS]
		.map((row) => row.map((value) => quoted(value, delimiter)).join(delimiter) + newline)
		.join('');
const quoted = (value: string, delimiter: string): string =>
	/["\n]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
const utf8 = csv(',', '\n');
const utf16 = Buffer.from(`\ufeff${utf8}`, 'utf16le');

const withoutLines = async (file: string, options = ''): Promise<unknown[][]> =>
	(await project.rows(file, options)).map((row) => row.slice(0, -1));

describe('the same table', () => {
	it.each([
		['UTF-8', 't.csv', utf8, ''],
		['UTF-8 with a mark in front', 't.csv', `\ufeff${utf8}`, ''],
		['UTF-16', 't.csv', utf16, ', encoding: utf-16'],
		['UTF-16, big end first', 't.csv', Buffer.from(utf16).swap16(), ', encoding: utf-16'],
		[
			'the encoding of old office programs',
			't.csv',
			Buffer.from(utf8.replaceAll('€', '\u0080'), 'latin1'),
			', encoding: latin-1',
		],
		['gzip', 't.csv.gz', gzipSync(utf8), ''],
		['semicolons and line ends of Windows', 't.csv', csv(';', '\r\n'), ''],
		['tabs', 't.tsv', csv('\t', '\n'), ''],
		['bars', 't.txt', csv('|', '\n'), ', delimiter: "|"'],
		['line ends of both kinds', 't.csv', utf8.replace('\n', '\r\n'), ''],
		['no line end at the end', 't.csv', utf8.trimEnd(), ''],
		['lines above the header', 't.csv', `A title\n\n${utf8}`, ', skip_lines: 2'],
		[
			'a comma at the end of each line',
			't.csv',
			utf8.replaceAll(/(?<=\d|day)\n/g, ',\n').replace('day,', 'day'),
			'',
		],
		['backslashes before quotes', 't.csv', utf8.replaceAll('""', '\\"'), ''],
	])('is read from %s', async (_name, file, content, options) => {
		project.write(file, content);
		expect(await withoutLines(file, options)).toEqual(WANTED);
	});

	it('is read from a workbook: days as ISO, numbers as their digits, blanks as nothing', async () => {
		const rows = ROWS.map(([order, customer, amount, day]) => [
			order!,
			customer!,
			amount === '' ? null : Number(amount),
			new Date(`${day}T00:00:00Z`),
		]);
		project.write('t.xlsx', await workbookBytes({ Orders: [HEADER, ...rows] }));
		expect(await withoutLines('t.xlsx')).toEqual(WANTED);
	});

	it('is read from Parquet with the types it has', async () => {
		const path = join(project.dir, 't.parquet');
		await project.connection.run(
			`copy (select '007' as "order", 'Müller' as customer, 1234.5::decimal(9,2) as amount, date '2026-03-31' as day) to '${path}' (format parquet)`,
		);
		expect(await project.rows('t.parquet')).toEqual([['007', 'Müller', '1234.50', '2026-03-31', '1']]);
	});

	it.each([
		['a list', (objects: object[]) => JSON.stringify(objects)],
		['one object a line', (objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n')],
	])('is read from JSON as %s, days as they are written', async (_name, write) => {
		const objects = ROWS.map(([order, customer, amount, day]) => ({
			order,
			customer,
			amount: amount === '' ? null : amount,
			day,
		}));
		project.write('t.json', write(objects));
		expect(await withoutLines('t.json')).toEqual(WANTED);
	});
});

describe('a workbook', () => {
	it('gives the digits of its numbers without noise and without exponents', async () => {
		const numbers = [0.1 + 0.2, 1e-7, 123456789012345, 1e21, -2.5, 17850];
		project.write('t.xlsx', await workbookBytes({ Sheet1: [['n'], ...numbers.map((n) => [n])] }));
		expect((await project.rows('t.xlsx')).map(([n]) => n)).toEqual([
			'0.3',
			'0.0000001',
			'123456789012345',
			'1000000000000000000000',
			'-2.5',
			'17850',
		]);
	});

	it('gives the values that were saved with formulas, times to the second, truths as words, and errors as nothing', async () => {
		project.write(
			't.xlsx',
			await workbookBytes({
				Sheet1: [
					['sum', 'when', 'is', 'broken'],
					[
						{ xml: '><f>A1*2</f><v>12.5</v>' },
						new Date('2026-03-31T13:05:07Z'),
						{ xml: 't="b"><v>1</v>' },
						{ xml: 't="e"><v>#N/A</v>' },
					],
				],
			}),
		);
		expect(await withoutLines('t.xlsx')).toEqual([['12.5', '2026-03-31 13:05:07', 'true', null]]);
	});

	it('has the line of each row, blank rows counted and left out', async () => {
		project.write(
			't.xlsx',
			await workbookBytes({ Sheet1: [['A title'], [], ['a', 'b'], ['1', '2'], [], ['3', '4']] }),
		);
		expect(await project.rows('t.xlsx', ', skip_lines: 2')).toEqual([
			['1', '2', '4'],
			['3', '4', '6'],
		]);
	});

	it('is read from the sheet that is named, and says which there are', async () => {
		const orders = [
			['order', 'amount'],
			['1', '2'],
		];
		project.write('t.xlsx', await workbookBytes({ Notes: [['nothing here']], Orders: orders }));
		expect(await project.rows('t.xlsx', ', sheet: Orders')).toEqual([['1', '2', '2']]);
		expect(await project.fault('t.xlsx', ', sheet: Bestellungen')).toBe(
			't.xlsx has no sheet "Bestellungen"; it has "Notes", "Orders".',
		);
	});
});

describe('nested JSON', () => {
	it('becomes columns for objects and rows for the lists that are named', async () => {
		const order = {
			id: 1,
			buyer: { no: '007', town: { name: 'Ulm' } },
			tags: ['a', 'b'],
			items: [
				{ id: 9, sku: 'x' },
				{ id: 10, sku: 'y' },
			],
		};
		project.write('t.json', JSON.stringify([order, { ...order, id: 2, items: [] }]));
		expect((await project.open('t.json', ', unnest: [items]')).columns).toEqual([
			'id',
			'buyer_no',
			'buyer_town_name',
			'tags',
			'items_id',
			'sku',
		]);
		// The order without items keeps one row, and both rows of an order are of its line.
		expect(
			await project.select(
				'select id, buyer_no, buyer_town_name, items_id, sku, line_number from t order by line_number, sku',
			),
		).toEqual([
			['1', '007', 'Ulm', '9', 'x', '1'],
			['1', '007', 'Ulm', '10', 'y', '1'],
			['2', '007', 'Ulm', null, null, '2'],
		]);
		expect(await project.fault('t.json', ', unnest: [lines]')).toContain(
			't.json has no list "lines" to unnest',
		);
	});
});
