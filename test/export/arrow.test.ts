import { DataType, tableFromIPC, type Table } from 'apache-arrow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportAnswer } from '../../src/lib/server/export/export-answer.ts';
import { prepareQuestion, type AnswerMeta } from '../../src/lib/server/warehouse/ask/ask.ts';
import { lease } from '../../src/lib/server/warehouse/build/lease.ts';
import { given, orderLines, type Built } from '../support/given.ts';

let built: Built;
beforeAll(async () => {
	built = await given({ rows: { order_lines: orderLines([['A', '2026-01-31', 1]]) } });
});
afterAll(() => built.close());

/** The rows of any statement as an Arrow table, and the sizes of its batches. */
async function arrowOf(sql: string): Promise<Table> {
	const { connection, facts, release } = await lease(built.warehouse);
	const asked = prepareQuestion('summary', [], facts);
	const stream = await exportAnswer(
		connection,
		{ ...asked, file: { ...asked.file, columns: [] }, composed: { ...asked.composed, sql, values: {} } },
		{ format: 'arrow', scratch: built.dir },
	);
	const parts: Uint8Array[] = [];
	for await (const part of stream.parts) parts.push(part);
	await stream.close();
	release();
	return tableFromIPC(Buffer.concat(parts));
}

test('a text column of few values is a dictionary, one of many is not, and both read the same', async () => {
	const table = await arrowOf(`select
		case when range % 11 = 3 then null else 'segment ' || (range % 11) end as segment,
		case when range % 5 = 0 then null when range % 5 = 1 then '' else 'account number ' || range end as name,
		'a' || (range % 300) as region
		from range(20000)`);
	const types = table.schema.fields.map((field) => field.type);
	expect(types.map((type) => DataType.isDictionary(type))).toEqual([true, false, true]);
	expect(types.map((type) => (DataType.isDictionary(type) ? type.indices.toString() : ''))).toEqual([
		'Uint8',
		'',
		'Uint16',
	]);
	expect(table.numRows).toBe(20_000);
	expect(Math.max(...table.batches.map((batch) => batch.numRows))).toBe(8_192);
	for (const row of [0, 3, 14, 8_191, 8_192, 8_193, 19_999]) {
		expect(table.get(row)!.toJSON(), String(row)).toEqual({
			segment: row % 11 === 3 ? null : `segment ${row % 11}`,
			name: row % 5 === 0 ? null : row % 5 === 1 ? '' : `account number ${row}`,
			region: `a${row % 300}`,
		});
	}
	expect(table.getChild('segment')!.nullCount).toBe(
		Array.from({ length: 20_000 }, (_, i) => i).filter((i) => i % 11 === 3).length,
	);
});

test('numbers, days, moments, truths and lists keep their values across batches, whatever their width', async () => {
	const table = await arrowOf(`select
		range::integer as i, (range * 3000000000)::bigint as wide, (range / 4)::decimal(18, 4) as money,
		case when range % 3 <> 0 then range / 8 end as ratio, range % 2 = 0 as is_even,
		date '2020-01-01' + range::integer as day, timestamp '2020-01-01 10:00:00' + to_seconds(range) as moment,
		['x' || range] as texts, null as nothing
		from range(70000)`);
	expect(table.batches.length).toBeGreaterThan(1);
	for (const row of [0, 1, 2_047, 2_048, 65_535, 65_536, 69_999]) {
		const { day, moment, texts, ...rest } = table.get(row)!.toJSON();
		expect(rest, String(row)).toEqual({
			i: row,
			wide: row * 3_000_000_000,
			money: row / 4,
			ratio: row % 3 === 0 ? null : row / 8,
			is_even: row % 2 === 0,
			nothing: null,
		});
		expect(Number(day)).toBe(Date.UTC(2020, 0, 1 + row));
		expect(Number(moment)).toBe(Date.UTC(2020, 0, 1, 10, 0, row));
		expect([...(texts as Iterable<string>)]).toEqual([`x${row}`]);
	}
});

test('an answer without rows still tells its columns, and what it is', async () => {
	const table = await arrowOf("select 'x' as name, 1::integer as n where false");
	expect(table.numRows).toBe(0);
	expect(table.schema.fields.map((field) => field.name)).toEqual(['name', 'n']);
	expect((JSON.parse(table.schema.metadata.get('meta')!) as AnswerMeta).total_rows).toBe(0);
});
