import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Fault } from '../../src/lib/server/fault.ts';
import { expectReconciled } from '../support/every-answer.ts';
import { buildProject, type Built } from '../support/given.ts';

/** How many files are damaged and built; VITAL_FEW_DAMAGED_BUILDS=2000 for the long run. */
const BUILDS = Number(process.env['VITAL_FEW_DAMAGED_BUILDS'] ?? 24);
const SEED = Number(process.env['VITAL_FEW_SEED'] ?? 20261122);
/** Patience for one build, on a machine that does other things, too. */
const BUILD_MS = 10_000;
/** A quote that opens where it should not may hide the lines up to the next one. */
const MOST_LOST_LINES = 10;

type Dice = (below: number) => number;

/** Numbers that look random and are the same at every run. */
function dice(seed: number): Dice {
	let state = seed % 2147483647 || 1;
	return (below) => {
		state = (state * 48271) % 2147483647;
		return Math.floor((state / 2147483647) * below);
	};
}

const HEADER = 'order_id,account_id,ordered_on,net_amount,product_name';
const PRODUCTS = ['plain', '"with, comma"', '"said ""yes"""', '"two\nlines"', '', "it's", 'Größe'];

/** Lines whose accounts are so unlike each other that no damage turns one into another. */
function soundLines(roll: Dice): { account: string; amount: string; line: string }[] {
	return Array.from({ length: 40 }, (_, i) => {
		const account = Array.from({ length: 12 }, () => 'abcdefghijklmnop'[roll(16)]).join('');
		const amount = `${roll(10_000)}.${String(roll(100)).padStart(2, '0')}`;
		const line = `o${i},${account},2025-03-${String((i % 28) + 1).padStart(2, '0')},${amount},${PRODUCTS[roll(PRODUCTS.length)]}`;
		return { account, amount, line };
	});
}

const DAMAGES: readonly ((text: Buffer, roll: Dice) => Buffer)[] = [
	// Bytes flipped.
	(text, roll) => {
		const flipped = Buffer.from(text);
		for (let times = 1 + roll(4); times > 0; times--) flipped[roll(flipped.length)] = roll(256);
		return flipped;
	},
	// The end cut off.
	(text, roll) => text.subarray(0, HEADER.length + roll(text.length - HEADER.length)),
	// A quote dropped, a line end dropped, a piece dropped.
	(text, roll) => without(text, nth(text, 34, roll), 1),
	(text, roll) => without(text, nth(text, 10, roll), 1),
	(text, roll) => without(text, roll(text.length), 1 + roll(60)),
	// A quote put in.
	(text, roll) => {
		const at = roll(text.length);
		return Buffer.concat([text.subarray(0, at), Buffer.from('"'), text.subarray(at)]);
	},
];

function nth(text: Buffer, byte: number, roll: Dice): number {
	const places = [...text.keys()].filter((at) => text[at] === byte);
	return places[roll(places.length)] ?? 0;
}

function without(text: Buffer, at: number, count: number): Buffer {
	return Buffer.concat([text.subarray(0, at), text.subarray(at + count)]);
}

/** Builds a project of that file alone; a fault is told in one sentence that names file or statement. */
async function buildOf(dir: string, text: Buffer): Promise<Built | undefined> {
	mkdirSync(join(dir, 'sources'), { recursive: true });
	writeFileSync(
		join(dir, 'vital-few.yaml'),
		'company: Damaged\ncurrency: EUR\nfiles: { lines: { path: lines.csv } }\n',
	);
	writeFileSync(
		join(dir, 'sources', 'order_lines.sql'),
		`select order_id, account_id, ordered_on, net_amount, product_name, 'lines.csv' as source_file, line_number as source_line from lines`,
	);
	writeFileSync(join(dir, 'lines.csv'), text);
	try {
		return await buildProject(dir, '2026-11-22');
	} catch (error) {
		expect(error).toBeInstanceOf(Fault);
		expect((error as Fault).code).toBe('input');
		expect((error as Fault).message).toMatch(/lines\.csv|order_lines\.sql/);
		expect((error as Fault).message).not.toContain('\n');
		return undefined;
	}
}

test(
	`files damaged at random are built without a crash, every readable row reconciled (${BUILDS} files)`,
	async () => {
		const roll = dice(SEED);
		let builtCount = 0;
		for (let file = 0; file < BUILDS; file++) {
			const sound = soundLines(roll);
			const whole = Buffer.from([HEADER, ...sound.map(({ line }) => line), ''].join('\n'));
			const damaged = DAMAGES[file % DAMAGES.length]!(whole, roll);
			const dir = mkdtempSync(join(tmpdir(), 'vital-few-damaged-'));
			const built = await buildOf(dir, damaged);
			if (built) {
				builtCount++;
				await expectSound(built, sound, damaged.toString('latin1'), `file ${file}, seed ${SEED}`);
				built.close();
			}
			rmSync(dir, { recursive: true, force: true });
		}
		// Only a header that is damaged itself makes a file unreadable as a whole.
		expect(builtCount).toBeGreaterThan(BUILDS * 0.7);
	},
	BUILDS * BUILD_MS,
);

/** Rows add up, amounts too, and the lines that no damage touched count with their amounts. */
async function expectSound(
	built: Built,
	sound: readonly { account: string; amount: string; line: string }[],
	damaged: string,
	which: string,
): Promise<void> {
	const read = expectReconciled(built);
	const [meta] = (await built.ask('meta')).rows;
	expect(meta!.rows_read, which).toBe(read);
	const { rows: rejected } = await built.ask('rejected_rows', { limit: '1000' });
	expect(rejected.length, which).toBe(meta!.rows_rejected);
	for (const row of rejected) expect(row.source_line, which).toBeGreaterThan(1);

	const { rows } = await built.ask('accounts', {
		level: 'account',
		from: '2025-03-01',
		to: '2025-04-01',
		limit: '1000',
	});
	const revenue = new Map(rows.map((row) => [row.account_id, row.revenue]));
	const untouched = sound.filter(({ line }) =>
		damaged.includes(`\n${Buffer.from(line).toString('latin1')}\n`),
	);
	const lost = untouched.filter(({ account, amount }) => revenue.get(account) !== Number(amount));
	expect(lost.length, `${which}: ${lost.map(({ line }) => line).join(' | ')}`).toBeLessThanOrEqual(
		MOST_LOST_LINES,
	);
}
