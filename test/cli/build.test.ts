import { spawn, spawnSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	statfsSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { orderLines, writeProject } from '../support/given.ts';

const MAIN = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');

let dir: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-cli-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
		encoding: 'utf8',
		cwd: dir,
	});
	return { status, stdout, stderr };
}

function current(): { build_id: string } {
	return JSON.parse(readFileSync(join(dir, '.vital-few', 'current.json'), 'utf8')) as { build_id: string };
}

function givenTwoAccounts(): void {
	writeProject(dir, {
		rows: {
			order_lines: orderLines([
				['A', '2025-03-01', '100.10'],
				['B', '2025-04-30', '50.05'],
				['', '2025-04-01', '7.00'],
			]),
		},
	});
}

/** Enough lines that a build takes long enough to be met in the middle. */
function givenManyLines(): void {
	writeProject(dir, { rows: { order_lines: [] } });
	const lines = Array.from(
		{ length: 300_000 },
		(_, i) => `o${i},a${i % 5000},2025-${String((i % 12) + 1).padStart(2, '0')}-15,${i % 97}.5`,
	);
	writeFileSync(
		join(dir, 'order_lines.csv'),
		`order_id,account_id,ordered_on,net_amount\n${lines.join('\n')}\n`,
	);
	writeFileSync(
		join(dir, 'sources', 'order_lines.sql'),
		'select order_id, account_id, ordered_on, net_amount from order_lines_file',
	);
}

describe('vital-few build', () => {
	test('prints rows and amounts that add up, and the reasons of what was set aside', () => {
		givenTwoAccounts();
		const { status, stdout } = run('build');
		expect(status).toBe(0);
		expect(stdout).toContain('Given: 2 accounts, orders from 2025-03-01 to 2025-04-30.');
		expect(stdout).toMatch(/read +3 +157\.15\n +used +2 +150\.15\n +set aside +1 +7\.00/);
		expect(stdout).toMatch(/no account +1 +7\.00 +EUR +order_lines/);
	});

	test('does not build again what has not changed, and does when a source changes', () => {
		givenTwoAccounts();
		run('build');
		const first = current();
		expect(run('build').stdout).toMatch(/^Nothing has changed since the build of /);
		expect(current()).toEqual(first);
		writeFileSync(
			join(dir, 'order_lines.csv'),
			'order_id,account_id,ordered_on,net_amount\n1,A,2025-05-01,9\n',
		);
		writeFileSync(join(dir, 'sources', 'order_lines.sql'), 'select * from order_lines_file');
		// Fewer lines than before: it is held back until somebody accepts it.
		expect(run('build').status).toBe(1);
		expect(current()).toEqual(first);
		expect(run('build', '--accept').status).toBe(0);
		expect(current()).not.toEqual(first);
	});

	test('a required column that is missing is named with the nearest candidates, and the old warehouse serves on', () => {
		givenTwoAccounts();
		run('build');
		const before = current();
		writeFileSync(
			join(dir, 'sources', 'order_lines.sql'),
			'select order_id, account_id as acount_id, ordered_on, net_amount from order_lines_file',
		);
		const { status, stderr } = run('build');
		expect(status).toBe(2);
		expect(stderr).toMatch(
			/order_lines\.sql: order_lines needs the column account_id \(.*\)\. The nearest names it gives are acount_id/,
		);
		expect(current()).toEqual(before);
		expect(readdirSync(join(dir, '.vital-few', 'builds'))).toEqual([before.build_id]);
	});

	test.each([
		['create table x as select 1', /is not a select/],
		['select 1; select 2', /holds 2 statements/],
		["select * from read_csv('/etc/passwd')", /may read only the files that vital-few\.yaml names/],
		["copy (select 1) to 'x.csv'", /may read only the files that vital-few\.yaml names/],
	])('a source statement that does more than read is refused: %s', (sql, sentence) => {
		givenTwoAccounts();
		writeFileSync(join(dir, 'sources', 'order_lines.sql'), sql);
		const { status, stderr } = run('build');
		expect(status).toBe(2);
		expect(stderr).toMatch(sentence);
		expect(stderr.trim().split('\n')).toHaveLength(1);
	});

	test('a configuration that breaks its schema is told with file and line', () => {
		writeFileSync(join(dir, 'vital-few.yaml'), 'company: X\ncurrency: EURO\n');
		const { status, stderr } = run('build');
		expect(status).toBe(2);
		expect(stderr).toMatch(/vital-few\.yaml, line 2: "currency" must be a three-letter currency code/);
	});
});

describe('a build that does not come to its end', () => {
	test('killed half way, the last good warehouse serves and the next build leaves no litter', async () => {
		givenTwoAccounts();
		run('build');
		const before = current();
		givenManyLines();
		const child = spawn(process.execPath, [MAIN, 'build', '--dir', dir], {
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		await new Promise<void>((resolve) => child.stderr.once('data', () => resolve()));
		child.kill('SIGKILL');
		await new Promise((resolve) => child.once('exit', resolve));
		expect(current()).toEqual(before);
		const next = run('build', '--accept');
		expect(next.status).toBe(0);
		// The one before stays for a rollback.
		expect(readdirSync(join(dir, '.vital-few', 'builds')).sort()).toEqual(
			[before.build_id, current().build_id].sort(),
		);
		expect(readdirSync(join(dir, '.vital-few')).sort()).toEqual(['builds', 'current.json', 'lock.duckdb']);
		expect(run('build', '--rollback').stdout).toMatch(
			/^The build of .* is in service again; the one of .* is kept\./,
		);
		expect(current()).toMatchObject({ build_id: before.build_id });
	});

	test('killed in its own process, it says so in one sentence, and the last good warehouse serves', async (context) => {
		context.skip(process.platform !== 'linux', 'the processes of a process are known on Linux only');
		givenTwoAccounts();
		run('build');
		const before = current();
		givenManyLines();
		const child = spawn(process.execPath, [MAIN, 'build', '--dir', dir], {
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let told = '';
		child.stderr.on('data', (bytes: Buffer) => (told += bytes.toString('utf8')));
		await new Promise<void>((resolve) => child.stderr.once('data', () => resolve()));
		const [builder] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
		process.kill(Number(builder), 'SIGKILL');
		expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(2);
		expect(told).toMatch(
			/vital-few: The build of .* was ended from outside .* \(SIGKILL\), most often because the machine ran out of memory; the last good warehouse was kept\. Set memory_limit in vital-few\.yaml/,
		);
		expect(current()).toEqual(before);
		expect(existsSync(join(dir, '.vital-few', 'lock'))).toBe(false);
	});

	test('the second of two builds says who holds the lock', async () => {
		givenManyLines();
		const first = spawn(process.execPath, [MAIN, 'build', '--dir', dir], {
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		await new Promise<void>((resolve) => first.stderr.once('data', () => resolve()));
		const second = run('build');
		expect(second.status).toBe(2);
		expect(second.stderr).toMatch(new RegExp(`Another build of .* is running: process ${first.pid}, since `));
		expect(await new Promise((resolve) => first.once('exit', resolve))).toBe(0);
	});

	test('on a full disk it says so, and the last good warehouse serves', (context) => {
		const small = join(dir, 'small');
		mkdirSync(small);
		const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'none', small]).status === 0;
		context.skip(!mounted, 'only a user who may mount can make a small disk');
		try {
			dir = small;
			givenTwoAccounts();
			expect(run('build').status).toBe(0);
			const before = current();
			const { bavail, bsize } = statfsSync(small);
			writeFileSync(join(small, 'filler'), Buffer.alloc(bavail * bsize - 1_500_000));
			const { status, stderr } = run('build', '--force');
			expect(status).toBe(2);
			expect(stderr).toMatch(/disk/);
			expect(current()).toEqual(before);
			expect(readdirSync(join(small, '.vital-few', 'builds'))).toEqual([before.build_id]);
		} finally {
			spawnSync('umount', [small]);
			dir = join(small, '..');
		}
	});

	test.each([
		[
			'with no byte left',
			(disk: string) => fill(disk),
			/cannot be written: the disk is full\. Free some space/,
		],
		[
			'that is read-only',
			(disk: string) => spawnSync('mount', ['-o', 'remount,ro', disk]),
			/cannot be written: its disk is read-only\. Make it writable/,
		],
	])('on a disk %s it says what to do', (_, spoil, sentence) => {
		const small = join(dir, 'small');
		mkdirSync(small);
		if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', small]).status !== 0) return;
		try {
			dir = small;
			givenTwoAccounts();
			spoil(small);
			for (const words of [['build'], ['check'], ['build', '--rollback']]) {
				const { status, stderr } = run(...words);
				expect(stderr, words.join(' ')).toMatch(sentence);
				expect(stderr, words.join(' ')).not.toContain('unexpected');
				expect(status, words.join(' ')).toBe(2);
			}
		} finally {
			spawnSync('umount', [small]);
			dir = join(small, '..');
		}
	});
});

function fill(disk: string): void {
	const { bavail, bsize } = statfsSync(disk);
	writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize));
}
