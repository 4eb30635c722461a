import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportAnswer } from '../../src/lib/server/export/export-answer.ts';
import { shortJson } from '../../src/lib/server/export/json-body.ts';
import { answerMeta, prepareQuestion, type Asked } from '../../src/lib/server/warehouse/ask/ask.ts';
import { lease, type Lease } from '../../src/lib/server/warehouse/build/lease.ts';
import { given, orderLines, type Built } from '../support/given.ts';

let built: Built;
let held: Lease;
beforeAll(async () => {
	built = await given({ rows: { order_lines: orderLines([['A', '2026-01-31', 1]]) } });
	held = await lease(built.warehouse);
});
afterAll(() => {
	held.release();
	built.close();
});

/** A question of one documented ratio, `x`, whose statement is `sql`. */
function asked(sql: string): Asked {
	const summary = prepareQuestion('summary', [], held.facts);
	const x = { name: 'x', type: 'ratio' as const, description: 'a ratio', null_when: undefined };
	return {
		...summary,
		file: { ...summary.file, columns: [x] },
		composed: { ...summary.composed, sql, values: {} },
	};
}

async function bodies(question: Asked): Promise<string[]> {
	const short = await shortJson(held.connection, question, (total) => answerMeta(question, total));
	const stream = await exportAnswer(held.connection, question, { format: 'json', scratch: built.dir });
	const parts: Uint8Array[] = [];
	for await (const part of stream.parts) parts.push(part);
	await stream.close();
	return [short!.body.toString(), Buffer.concat(parts).toString()];
}

test('a number that JSON has no word for is null, and no zero is negative', async () => {
	const values = [
		"'nan'::double",
		"'-inf'::double",
		"'inf'::double",
		'-0.0::double',
		'-0.05::double',
		'null',
	];
	const sql = `select 'says :NaN' as name, unnest([${values.join(', ')}]) as x`;
	for (const body of await bodies(asked(sql))) {
		const { rows } = JSON.parse(body) as { rows: { name: string; x: number | null }[] };
		expect(rows).toEqual([null, null, null, 0, -0.05, null].map((x) => ({ name: 'says :NaN', x })));
	}
});

test('a short body and a long one are the same, with and without rows', async () => {
	for (const rows of [0, 1, 2_048, 5_000]) {
		const [short, long] = await bodies(
			asked(`select range as x, 'a "quoted" \\ name of row ' || range as name from range(${rows})`),
		);
		expect(short).toBe(long);
		expect((JSON.parse(short!) as { rows: unknown[] }).rows).toHaveLength(rows);
	}
});

test('an answer beyond what is held in memory leaves as a stream', async () => {
	const long = asked("select range / 3 as x, repeat('x', 100) as name from range(50000)");
	expect(await shortJson(held.connection, long, (total) => answerMeta(long, total))).toBeUndefined();
});
