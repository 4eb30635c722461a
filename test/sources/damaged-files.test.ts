import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { malformedLines } from '../../src/lib/server/sources/file-tables.ts';
import { FileProject } from '../support/file-project.ts';
import { workbookBytes } from '../support/workbook.ts';

/** How many files are damaged; VITAL_FEW_DAMAGED_FILES=2000 for the long run. */
const FILES = Number(process.env['VITAL_FEW_DAMAGED_FILES'] ?? 60);
const SEED = Number(process.env['VITAL_FEW_SEED'] ?? 20260930);

const project = FileProject.forEachTest();

/** Numbers that look random and are the same at every run. */
function dice(seed: number): (below: number) => number {
	let state = seed % 2147483647 || 1;
	return (below) => {
		state = (state * 48271) % 2147483647;
		return Math.floor((state / 2147483647) * below);
	};
}

const VALUES = [
	'A-17',
	'Müller & Söhne',
	'said ""yes""',
	'two\nlines',
	'12.50',
	'',
	'x, y; z',
	'007',
	"it's",
	'3/4 inch',
];

/** A table of four columns and its records as text; fields are quoted where they need it, and sometimes where not. */
function sound(roll: (below: number) => number): string[] {
	return Array.from({ length: 30 }, (_, row) => {
		const fields = [String(row), ...Array.from({ length: 3 }, () => VALUES[roll(VALUES.length)]!)];
		return fields.map((field) => (/[",\n]/.test(field) || roll(8) === 0 ? `"${field}"` : field)).join(',');
	});
}

const DAMAGES: readonly ((text: Buffer, roll: (below: number) => number) => Buffer)[] = [
	(text, roll) => {
		const flipped = Buffer.from(text);
		for (let times = 1 + roll(3); times > 0; times--) flipped[roll(flipped.length)] = roll(256);
		return flipped;
	},
	(text, roll) => text.subarray(0, roll(text.length)),
	(text, roll) => without(text, nth(text, 34, roll)),
	(text, roll) => without(text, nth(text, 10, roll)),
	(text, roll) => without(text, roll(text.length), 1 + roll(40)),
	(text, roll) => {
		const at = roll(text.length);
		return Buffer.concat([text.subarray(0, at), Buffer.from('"'), text.subarray(at)]);
	},
];

function nth(text: Buffer, byte: number, roll: (below: number) => number): number {
	const places = [...text.keys()].filter((at) => text[at] === byte);
	return places[roll(places.length)] ?? 0;
}

function without(text: Buffer, at: number, count = 1): Buffer {
	return Buffer.concat([text.subarray(0, at), text.subarray(at + count)]);
}

describe('a delimited text damaged at random', () => {
	it(`is read without a crash, each line in one row or told as broken (${FILES} files)`, async () => {
		const roll = dice(SEED);
		for (let file = 0; file < FILES; file++) {
			const records = sound(roll);
			const whole = Buffer.from(`id,a,b,c\n${records.map((record) => `${record}\n`).join('')}`);
			const damaged = DAMAGES[file % DAMAGES.length]!(whole, roll);
			project.write('t.csv', damaged);
			const options = ", delimiter: ',', quote: '\"'";
			const outcome = await project.rows('t.csv', options).catch((error: unknown) => error);
			if (outcome instanceof Error) {
				expect(outcome, `file ${file}: ${damaged.toString('latin1')}`).toMatchObject({ name: 'Fault' });
				continue;
			}
			// A damaged header is another table; the lines of this one cannot be told from it.
			if (!damaged.toString('latin1').startsWith('id,a,b,c\n')) continue;
			const rows = outcome as (string | null)[][];
			const broken = await malformedLines(project.connection);
			expect(
				unaccounted(
					damaged,
					rows,
					broken.map(({ line }) => line),
				),
				`file ${file}: ${damaged.toString('latin1')}`,
			).toEqual([]);
			// Damage costs the records that it touches, and at most the one that follows each.
			const kept = new Set(rows.map((row) => row[0]));
			const lost = records.filter((_, id) => !kept.has(String(id))).length;
			const cut = whole.length - damaged.length;
			if (cut <= 41) expect(lost, `file ${file}: ${damaged.toString('latin1')}`).toBeLessThanOrEqual(10);
		}
	}, 600_000);

	it.each([
		['t.csv.gz', async () => gzipSync(`id,a,b,c\n${sound(dice(1)).join('\n')}\n`)],
		['t.json', async () => Buffer.from(JSON.stringify(sound(dice(2)).map((a, id) => ({ id, a }))))],
		[
			't.ndjson',
			async () =>
				Buffer.from(
					sound(dice(3))
						.map((a, id) => JSON.stringify({ id, a }))
						.join('\n'),
				),
		],
		[
			't.xlsx',
			async () =>
				workbookBytes({ Sheet1: sound(dice(4)).map((a, id) => [id, a, new Date('2026-01-31T00:00:00Z')]) }),
		],
		['t.parquet', async () => parquetBytes()],
	])(
		'%s is read or refused in one sentence',
		async (name, make) => {
			const whole = await make();
			const roll = dice(SEED);
			for (let file = 0; file < Math.ceil(FILES / 4); file++) {
				project.write(name, DAMAGES[file % 2]!(whole, roll));
				const outcome: unknown = await project.open(name).then(
					() => undefined,
					(error: unknown) => error,
				);
				if (outcome !== undefined)
					expect(outcome, `${name} ${file}`).toMatchObject({ name: 'Fault', code: 'input' });
			}
		},
		600_000,
	);
});

async function parquetBytes(): Promise<Buffer> {
	const { readFileSync } = await import('node:fs');
	const path = join(project.dir, 'whole.parquet');
	await project.connection.run(
		`copy (select range as id, md5(range::varchar) as a from range(3000)) to '${path}' (format parquet)`,
	);
	return readFileSync(path);
}

/** Lines below the header that hold something and are in no row and not told as broken, or told twice. */
function unaccounted(
	text: Buffer,
	rows: readonly (readonly (string | null)[])[],
	broken: readonly number[],
): string[] {
	const lines = text.toString('latin1').split('\n');
	const times = new Map<number, number>();
	const count = (line: number): void => void times.set(line, (times.get(line) ?? 0) + 1);
	for (const row of rows) {
		const start = Number(row.at(-1));
		const breaks = row.slice(0, -1).reduce((sum, value) => sum + (value ?? '').split('\n').length - 1, 0);
		for (let line = start; line <= start + breaks; line++) count(line);
	}
	for (const line of broken) count(line);
	return lines
		.map((line, index) => ({ number: index + 1, line, times: times.get(index + 1) ?? 0 }))
		.slice(1)
		.filter((each) => (each.line.trim() === '' ? each.times > 1 : each.times !== 1))
		.map(({ number, line, times: found }) => `line ${number} is told ${found} times: ${line}`);
}
