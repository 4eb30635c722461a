import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printBuildReport } from '../../src/cli/build-report-text.ts';
import { expectReconciled } from '../support/every-answer.ts';
import { buildProject, type Built } from '../support/given.ts';

let built: Built;
beforeAll(async () => {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-broken-'));
	mkdirSync(join(dir, 'sources'));
	mkdirSync(join(dir, 'exports'));
	const write = (path: string, lines: readonly string[]) =>
		writeFileSync(join(dir, path), `${lines.join('\n')}\n`);
	write('vital-few.yaml', [
		'company: Broken',
		'currency: EUR',
		'files:',
		'  lines: { path: exports/lines.csv }',
		'  people: { path: exports/people.csv }',
		'  forgotten: { path: exports/forgotten.csv }',
	]);
	write('exports/lines.csv', [
		'order_id,account_id,ordered_on,net_amount',
		'1,A,2025-01-31,10',
		'2,A,2025-01-31',
		'3,B,2025-02-28,30',
		'4,B,2025-02-28,40,and,more',
	]);
	write('exports/people.csv', ['account_id,name', 'A,Aaa', 'B,Bee,too many', 'C,Cee']);
	write('exports/forgotten.csv', ['a,b', '1,2', '3']);
	write('sources/order_lines.sql', [
		"select *, 'exports/lines.csv' as source_file, line_number as source_line from lines",
	]);
	// Neither a comment about forgotten nor the text 'forgotten' reads that file.
	write('sources/accounts.sql', [
		"select account_id, name, 'forgotten' as segment from people -- not forgotten",
	]);
	built = await buildProject(dir, '2026-11-22');
});
afterAll(() => built.close());

test('lines that cannot be taken apart are among the rejected rows, with file, line and text', async () => {
	const { rows } = await built.ask('rejected_rows', {
		reason: 'line that cannot be taken apart',
		sort: 'source_file,source_line',
	});
	expect(
		rows.map((row) => [row.entity, row.source_file, row.source_line, JSON.parse(row.source_row!)]),
	).toEqual([
		[null, 'exports/forgotten.csv', 3, { line: '3', why: '1 column instead of 2' }],
		['order_lines', 'exports/lines.csv', 3, { line: '2,A,2025-01-31', why: '3 columns instead of 4' }],
		[
			'order_lines',
			'exports/lines.csv',
			5,
			{ line: '4,B,2025-02-28,40,and,more', why: '6 columns instead of 4' },
		],
		['accounts', 'exports/people.csv', 3, { line: 'B,Bee,too many', why: '3 columns instead of 2' }],
	]);
});

test('they count as rows read and set aside, in no currency', async () => {
	expect(expectReconciled(built)).toBe(4);
	expect(
		built.report.reconciliation.map((row) => [row.currency, row.rows_read, row.rows_used, row.rows_rejected]),
	).toEqual([
		['EUR', 2, 2, 0],
		[null, 2, 0, 2],
	]);
	expect((await built.ask('meta')).rows[0]).toMatchObject({
		rows_read: 4,
		rows_rejected: 2,
		amount_rejected: 0,
	});
	const { rows } = await built.ask('entities');
	expect(
		rows
			.filter((row) => row.is_given)
			.map((row) => [row.entity, row.rows_read, row.rows_used, row.rows_rejected]),
	).toEqual([
		['order_lines', 4, 2, 2],
		['accounts', 3, 2, 1],
	]);
});

test("the build's summary says how many lines of which file", () => {
	const text = printBuildReport(built.report, built.dir);
	expect(text).toContain(
		'2 lines of exports/lines.csv could not be taken apart (the first: line 3, 3 columns instead of 4); they are set aside.',
	);
	expect(text).toContain(
		'1 line of exports/people.csv could not be taken apart (line 3, 3 columns instead of 2); it is set aside.',
	);
	expect(text).toContain(
		'1 line of exports/forgotten.csv could not be taken apart (line 3, 1 column instead of 2); no source statement reads that file.',
	);
	expect(text).not.toContain('null');
});
