import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { readProject } from '../../src/lib/server/sources/config.ts';
import {
	buildFolder,
	buildPaths,
	currentBuild,
	linesFile,
	markFinished,
	putIntoService,
	warehouseFile,
} from '../../src/lib/server/warehouse/build/builds.ts';
import { fingerprint } from '../../src/lib/server/warehouse/build/fingerprint.ts';
import { measureFiles } from '../../src/lib/server/warehouse/build/integrity.ts';
import { takeBuildLock } from '../../src/lib/server/warehouse/build/lock.ts';
import {
	refreshWarehouse,
	rollBack,
	unchangedBuild,
	type Refreshed,
} from '../../src/lib/server/warehouse/build/refresh.ts';
import { removeLitter } from '../../src/lib/server/warehouse/build/remove-litter.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { Warehouse } from '../../src/lib/server/warehouse/warehouse.ts';
import { orderLines, writeProject } from '../support/given.ts';

/** Two real builds, of account A and then of B, made once; every other build here is a copy of one under a new id. */
let made: { dir: string; a: string; b: string };
let dir: string;
const open: Warehouse[] = [];

beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-made-'));
	writeLines('A');
	await refresh();
	const a = serving();
	writeLines('B');
	await refresh();
	made = { dir, a, b: serving() };
});
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-life-'));
	cpSync(made.dir, dir, { recursive: true, filter: (path) => !path.includes('.vital-few') });
	mkdirSync(buildPaths(dir).builds, { recursive: true });
});
afterEach(() => {
	for (const warehouse of open.splice(0)) warehouse.close();
	rmSync(dir, { recursive: true, force: true });
});
afterAll(() => rmSync(made.dir, { recursive: true, force: true }));

/** One order line of `account`; another account is another warehouse. */
function writeLines(account: string, day = '2025-03-01'): void {
	const lines = orderLines([
		[account, day, '100.10'],
		[account, '2025-02-01', '1'],
	]);
	writeProject(dir, { rows: { order_lines: lines } });
}

let count = 0;
const moment = (day = '2026-11-22'): string =>
	`${day}T12:${String(Math.floor(++count / 60)).padStart(2, '0')}:${String(count % 60).padStart(2, '0')}.000Z`;

/** Builds as the command does. */
const refresh = (options: { force?: boolean; today?: string } = {}): Promise<Refreshed> =>
	refreshWarehouse({
		dir,
		force: options.force ?? false,
		accept: true,
		now: moment(options.today),
		onStep: () => undefined,
		onRecipe: () => undefined,
	});

/** Puts a finished build into service and clears up, as a build does when it has made its files. Returns its id. */
async function build(account: 'A' | 'B' = 'A'): Promise<string> {
	const now = moment();
	const id = `copy_${count}`;
	const release = await takeBuildLock(dir, now);
	try {
		await removeLitter(dir);
		const from = account === 'A' ? made.a : made.b;
		cpSync(buildFolder(made.dir, from), buildFolder(dir, id), { recursive: true });
		const finished = {
			build_id: id,
			fingerprint: fingerprint(readProject(dir)),
			built_at: now,
			today: '2026-11-22',
			next_on: null,
			files: await measureFiles(dir, id),
		};
		markFinished(dir, finished);
		putIntoService(dir, finished);
	} finally {
		await removeLitter(dir);
		release();
	}
	return id;
}

async function serve(): Promise<Warehouse> {
	const warehouse = await Warehouse.open(dir, { threads: 1 });
	open.push(warehouse);
	return warehouse;
}

/** The build that a server answers from, and the accounts it finds in the lines beside the warehouse. */
async function answerOf(warehouse: Warehouse): Promise<{ build: string; accounts: unknown[] }> {
	return warehouse.read(async (connection, facts) => {
		const rows = await queryRows(
			connection,
			`select distinct account_id from read_parquet('${facts.lines_file}') order by account_id`,
		);
		await queryRows(connection, 'select * from stored_summary');
		return { build: basename(dirname(facts.lines_file)), accounts: rows.map((row) => row['account_id']) };
	});
}

/** On a busy machine the old build may answer for a few seconds more. */
const expectServed = (warehouse: Warehouse, served: { build: string; accounts: string[] }) =>
	expect.poll(() => answerOf(warehouse), { timeout: 60_000 }).toEqual(served);

const serving = (): string => currentBuild(dir)!.build_id;
const kept = (): string[] => readdirSync(buildPaths(dir).builds).sort();
const rollBackNow = () => rollBack({ dir, now: moment() });
const isUnchanged = async () => (await unchangedBuild(readProject(dir), '2026-11-22')) !== undefined;

describe('the life of a build', () => {
	test('the one in service and the one before it are kept, and no other', async () => {
		const ids: string[] = [];
		for (let i = 0; i < 4; i++) ids.push(await build());
		expect(kept()).toEqual(ids.slice(-2).sort());
		expect(readdirSync(buildPaths(dir).root).sort()).toEqual(['builds', 'current.json', 'lock.duckdb']);
	});

	test('what another process still reads stays, whole, however many builds come after it, until it lets go or is killed', async () => {
		const first = await build();
		const reader = join(dir, 'reader.mjs');
		const modules = join(PACKAGE_ROOT, 'dist', 'lib', 'server', 'warehouse', 'warehouse.js');
		writeFileSync(
			reader,
			`import { Warehouse } from ${JSON.stringify(pathToFileURL(modules).href)};
			const warehouse = await Warehouse.open(${JSON.stringify(dir)}, { threads: 1 });
			await warehouse.read(async (connection, facts) => {
				console.log('reads');
				for await (const _ of process.stdin) {
					const found = await connection.runAndReadAll("select count(*) from read_parquet('" + facts.lines_file + "')");
					console.log('found ' + found.getRows()[0][0]);
				}
			});`,
		);
		const child = spawn(process.execPath, [reader], { stdio: ['pipe', 'pipe', 'inherit'] });
		const line = (): Promise<string> =>
			new Promise((resolve) => child.stdout.once('data', (text: Buffer) => resolve(text.toString())));
		try {
			expect(await line()).toBe('reads\n');
			for (let i = 0; i < 3; i++) await build();
			expect(kept()).toContain(first);
			const found = line();
			child.stdin.write('\n');
			expect(await found).toBe('found 2\n');
		} finally {
			const gone = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGKILL');
			await gone;
		}
		await build();
		expect(kept()).not.toContain(first);
		expect(kept()).toHaveLength(2);
	});

	test('what this process still reads stays too, and two servers on one project do not disturb each other', async () => {
		const first = await build();
		const [one, other] = [await serve(), await serve()];
		await answerOf(other);
		await one.read(async (connection, facts) => {
			for (let i = 0; i < 3; i++) {
				const next = await build();
				await expectServed(other, { build: next, accounts: ['A'] });
			}
			expect(existsSync(warehouseFile(dir, first))).toBe(true);
			const lines = `select count(*) as lines from read_parquet('${facts.lines_file}')`;
			expect(await queryRows(connection, lines)).toEqual([{ lines: 2 }]);
		});
		await expectServed(one, { build: serving(), accounts: ['A'] });
		await build();
		expect(kept()).not.toContain(first);
	});

	test('readers that come and go while builds are swapped meet no half of one, there and back', async () => {
		await build('A');
		await build('B');
		const warehouse = await serve();
		let isOver = false;
		let reads = 0;
		const seen = new Set<string>();
		const reader = async (): Promise<void> => {
			while (!isOver) {
				const { accounts } = await answerOf(warehouse);
				seen.add(accounts.join());
				reads++;
			}
		};
		const readers = Array.from({ length: 6 }, reader);
		for (let i = 0; i < 6; i++) await (i % 3 === 2 ? build(i % 2 === 0 ? 'A' : 'B') : rollBackNow());
		isOver = true;
		await Promise.all(readers);
		expect(reads).toBeGreaterThan(6);
		expect([...seen].sort()).toEqual(['A', 'B']);
	});

	test('a rollback serves the build before, a second one the later again; both are kept, and unchanged sources leave it so', async () => {
		const first = await build('A');
		// The sources of the later build.
		writeFileSync(
			join(dir, 'sources', 'order_lines.sql'),
			`${readFileSync(join(dir, 'sources', 'order_lines.sql'), 'utf8')}-- B\n`,
		);
		const second = await build('B');
		const warehouse = await serve();
		await expectServed(warehouse, { build: second, accounts: ['B'] });
		await rollBackNow();
		await expectServed(warehouse, { build: first, accounts: ['A'] });
		expect(await refresh()).toMatchObject({
			is_unchanged: true,
			rolled_back_at: expect.any(String) as string,
		});
		await expectServed(warehouse, { build: first, accounts: ['A'] });
		await rollBackNow();
		await expectServed(warehouse, { build: second, accounts: ['B'] });
		expect(kept()).toEqual([first, second].sort());
		// Other sources are another matter.
		await rollBackNow();
		writeFileSync(join(dir, 'sources', 'order_lines.sql'), 'select * from order_lines_file');
		expect(await isUnchanged()).toBe(false);
	});

	test('a rollback to nothing, or to a damaged build, is refused and changes nothing', async () => {
		const first = await build();
		await expect(rollBackNow()).rejects.toThrow(/No build before the one in service is kept/);
		const second = await build();
		truncateSync(warehouseFile(dir, first), 5_000);
		await expect(rollBackNow()).rejects.toThrow(/The build before is damaged/);
		expect(serving()).toBe(second);
	});
});

const flipOne = (path: string): void => {
	const bytes = readFileSync(path);
	const at = Math.floor(bytes.length * 0.6);
	bytes[at] = bytes[at]! ^ 0xff;
	writeFileSync(path, bytes);
};

/** Ways in which a build that should serve is damaged, by what is left of its files. */
const DAMAGES: readonly (readonly [string, (id: string) => void])[] = [
	[
		'a warehouse cut in half',
		(id) => truncateSync(warehouseFile(dir, id), Math.floor(statSync(warehouseFile(dir, id)).size / 2)),
	],
	['an empty warehouse', (id) => truncateSync(warehouseFile(dir, id), 0)],
	[
		'a warehouse of something else',
		(id) => writeFileSync(warehouseFile(dir, id), 'no database '.repeat(10_000)),
	],
	['one bit flipped in the warehouse', (id) => flipOne(warehouseFile(dir, id))],
	['no warehouse', (id) => rmSync(warehouseFile(dir, id))],
	['lines cut in half', (id) => truncateSync(linesFile(dir, id), 100)],
	['one bit flipped in the lines', (id) => flipOne(linesFile(dir, id))],
	['no lines', (id) => rmSync(linesFile(dir, id))],
	['no folder', (id) => rmSync(buildFolder(dir, id), { recursive: true })],
	['an empty pointer', () => writeFileSync(buildPaths(dir).pointer, '')],
	['half a pointer', () => writeFileSync(buildPaths(dir).pointer, '{"build_id": "2026')],
	[
		'a pointer to nothing',
		() => writeFileSync(buildPaths(dir).pointer, '{"build_id":"gone","fingerprint":"","built_at":""}'),
	],
	[
		'a pointer to elsewhere',
		() => writeFileSync(buildPaths(dir).pointer, '{"build_id":"../..","fingerprint":"","built_at":""}'),
	],
	['a pointer that is a list', () => writeFileSync(buildPaths(dir).pointer, '[null]')],
];

describe('a damaged build', () => {
	test('what is whole is not built again', async () => {
		const id = await build();
		expect(await refresh()).toMatchObject({ is_unchanged: true });
		expect(serving()).toBe(id);
	});

	test.each(DAMAGES)(
		'%s: the server goes on with the old one, and build never says that nothing has changed',
		async (_, damage) => {
			await build('A');
			const warehouse = await serve();
			const before = await answerOf(warehouse);
			damage(await build('B'));
			expect(await answerOf(warehouse)).toEqual(before);
			expect(await isUnchanged()).toBe(false);
			// The next build throws nothing away that could still serve, and puts things right.
			const healed = await build('B');
			await expectServed(warehouse, { build: healed, accounts: ['B'] });
			expect(warehouse.trouble).toBeUndefined();
		},
	);

	test('a server that starts over a damaged one serves the one before and says so', async () => {
		const first = await build('A');
		flipOne(warehouseFile(dir, await build('B')));
		const warehouse = await serve();
		expect((await answerOf(warehouse)).build).toBe(first);
		expect(warehouse.trouble).toMatch(
			/^The newest warehouse is damaged .* is not what was written\); the one of 2026-11-22.* Run "vital-few build --force/,
		);
	});

	test('where none is whole the sentence says what to do, and a build heals the server that said it', async () => {
		truncateSync(warehouseFile(dir, await build()), 4_000);
		const warehouse = await serve();
		await expect(answerOf(warehouse)).rejects.toMatchObject({ name: 'Fault', code: 'not_ready' });
		await expect(answerOf(warehouse)).rejects.toThrow(
			/damaged \(.* has 4000 bytes where .* Run "vital-few build --force/,
		);
		await refresh({ force: true });
		await expectServed(warehouse, { build: serving(), accounts: ['B'] });
	});
});

describe('what makes a build necessary', () => {
	test('a day that rows lie ahead of, once it comes, and no other', async () => {
		writeLines('A', '2026-11-25');
		expect((await refresh({ today: '2026-11-22' })).is_unchanged).toBe(false);
		expect((await refresh({ today: '2026-11-24' })).is_unchanged).toBe(true);
		const due = await refresh({ today: '2026-11-25' });
		expect(due).toMatchObject({ is_unchanged: false, report: { watermark_on: '2026-11-25' } });
		expect((await refresh({ today: '2027-01-01' })).is_unchanged).toBe(true);
	});

	test('another program, another version of it, or other queries', () => {
		const root = join(dir, 'package');
		mkdirSync(root);
		for (const name of ['dist', 'queries', 'package.json'])
			cpSync(join(PACKAGE_ROOT, name), join(root, name), { recursive: true });
		symlinkSync(join(PACKAGE_ROOT, 'node_modules'), join(root, 'node_modules'));
		/** What that copy of the program would say its build is made from. */
		const madeFrom = (): string =>
			spawnSync(
				process.execPath,
				[
					'--input-type=module',
					'-e',
					`const { fingerprint } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist/lib/server/warehouse/build/fingerprint.js')).href)});
					const { readProject } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist/lib/server/sources/config.js')).href)});
					console.log(fingerprint(readProject(${JSON.stringify(dir)})));`,
				],
				{ encoding: 'utf8' },
			).stdout.trim();
		const change = (path: string, from: string, to: string): void => {
			const file = join(root, path);
			writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
		};
		const seen = [madeFrom()];
		expect(seen[0]).toMatch(/^[0-9a-f]{16}$/);
		expect(madeFrom()).toBe(seen[0]);
		change('dist/lib/server/models/ladder.js', '', '// mended\n');
		seen.push(madeFrom());
		change('package.json', '"version": "', '"version": "9');
		seen.push(madeFrom());
		change('queries/drill/orders.sql', '--', '-- --');
		seen.push(madeFrom());
		expect(new Set(seen).size).toBe(4);
	});
});
