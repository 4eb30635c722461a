import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askEverything, expectReconciled } from '../support/every-answer.ts';
import { buildProject, type Built } from '../support/given.ts';

/** Each with what becomes of it: the reason for which it is set aside, or the amount with which it counts. */
const LINES: readonly (readonly [string, string | null])[] = [
	['o1,A,2025-01-05,100.00', null],
	['o2,A,2025-13-45,1', 'unreadable date'],
	// A column of mixed formats: what is no ISO date is left to the source statement.
	['o3,A,05.01.2025,2', 'unreadable date'],
	['o4,A,2025-01-1x,4', 'unreadable date'],
	['o5,A,-infinity,8', 'unreadable date'],
	['o6,A,infinity,16', 'unreadable date'],
	['o7,A,1850-01-01,32', 'dated before 1900'],
	['o8,A,2099-01-01,64', 'dated after the day of the build'],
	['o9,A,,128', 'no date'],
	['o10,A,2025-01-06,NaN', 'unreadable amount'],
	['o11,A,2025-01-06,1e400', 'unreadable amount'],
	['o12,A,2025-01-06,abc', 'unreadable amount'],
	['o13,A,2025-01-06,"1,234.50"', 'unreadable amount'],
	['o14,A,2025-01-06,100000000000000000000', 'amount of a trillion or more'],
	['o15,A,2025-01-06,-1000000000000', 'amount of a trillion or more'],
	['o16,,2025-01-06,256', 'no account'],
	['o17," \t\u00a0\u200b",2025-01-06,512', 'no account'],
	// Whatever else is wrong with it.
	['o18,,2025-13-45,abc', 'no account'],
	[',A,2025-01-06,1024', 'no order'],
	['o20,A,2025-01-06,', null],
	['o21,A,2025-01-07T23:59:59+02:00,1e3', null],
	['o22,A,2025-02-28,999999999999.9999', null],
	['o23,A,1900-01-01,-0.0001', null],
];

let built: Built;
beforeAll(async () => {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-bad-'));
	mkdirSync(join(dir, 'sources'));
	writeFileSync(
		join(dir, 'vital-few.yaml'),
		'company: Bad\ncurrency: EUR\nfiles: { lines: { path: lines.csv } }\n',
	);
	writeFileSync(
		join(dir, 'lines.csv'),
		['order_id,account_id,ordered_on,net_amount', ...LINES.map(([line]) => line), ''].join('\n'),
	);
	writeFileSync(
		join(dir, 'sources', 'order_lines.sql'),
		`select *, 'lines.csv' as source_file, line_number as source_line from lines`,
	);
	built = await buildProject(dir, '2026-11-22');
});
afterAll(() => built.close());

test('each row that cannot be used is set aside with its reason and its line', async () => {
	const { rows } = await built.ask('rejected_rows');
	const told = rows
		.map((row) => [row.source_file, row.source_line, row.reason])
		.sort((a, b) => Number(a[1]) - Number(b[1]));
	expect(told).toEqual(
		LINES.flatMap(([, reason], i) => (reason === null ? [] : [['lines.csv', i + 2, reason]])),
	);
});

test('the rest is used, and all of it reconciles to the last decimal', () => {
	expect(expectReconciled(built)).toBe(LINES.length);
	expect(built.report.reconciliation).toEqual([
		{
			currency: 'EUR',
			rows_read: 23,
			rows_used: 5,
			rows_rejected: 18,
			// 100 + 1000 + 999,999,999,999.9999 − 0.0001, and 1 + 2 + 4 + … + 1024 set aside.
			amount_read: '1000000003146.9998',
			amount_used: '1000000001099.9998',
			amount_rejected: '2047.0000',
			is_equal: true,
		},
	]);
});

test('a row is shown as it was read', async () => {
	const { rows } = await built.ask('rejected_rows', {
		reason: 'unreadable amount',
		sort: 'source_line',
		limit: '1',
	});
	expect(JSON.parse(rows[0]!.source_row!)).toMatchObject({ order_id: 'o10', net_amount: 'NaN' });
});

test('reasons are counted, with what the rows were worth where that can be read', async () => {
	const { rows } = await built.ask('rejections');
	expect(
		rows.map(({ reason, row_count, amount, currency }) => [reason, row_count, amount, currency]),
	).toEqual([
		['unreadable date', 5, 31, 'EUR'],
		['unreadable amount', 4, null, 'EUR'],
		['no account', 3, 768, 'EUR'],
		['amount of a trillion or more', 2, null, 'EUR'],
		['dated after the day of the build', 1, 64, 'EUR'],
		['dated before 1900', 1, 32, 'EUR'],
		['no date', 1, 128, 'EUR'],
		['no order', 1, 1024, 'EUR'],
	]);
});

test('reasons are told in words that follow their count', async () => {
	const { rows } = await built.ask('data_quality', { entity: 'order_lines' });
	expect(
		rows
			.filter((row) => row.treatment === 'rejected')
			.map((row) => `${row.found_count} ${row.noun} ${row.found}`)
			.sort(),
	).toEqual([
		'1 order line dated after the day of the build',
		'1 order line dated before 1900',
		'1 order line with no date',
		'1 order line with no order',
		'2 order lines with an amount of a trillion or more',
		'3 order lines with no account',
		'4 order lines with an unreadable amount',
		'5 order lines with an unreadable date',
	]);
});

test('no answer has a NaN, an infinity or a share outside 0..1', async () => {
	expect(await askEverything(built)).toBeGreaterThan(0);
});

describe('an optional value that cannot be read', () => {
	test('counts as missing, and is counted', async () => {
		const { rows } = await built.ask('entity_columns', { entity: 'order_lines' });
		const amount = rows.find((row) => row.column_name === 'net_amount')!;
		expect(amount).toMatchObject({
			row_count: 5,
			filled_count: 4,
			missing_count: 1,
			least: '-0.0001',
			largest: '999999999999.9999',
		});
	});
});
