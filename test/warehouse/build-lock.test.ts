import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { takeBuildLock } from '../../src/lib/server/warehouse/build/lock.ts';
import { buildPaths } from '../../src/lib/server/warehouse/build/builds.ts';

const NOW = '2026-11-22T12:00:00.000Z';
const LOCK_MODULE = join(PACKAGE_ROOT, 'dist', 'lib', 'server', 'warehouse', 'build', 'lock.js');

/** A process that, told a folder, tries to take its lock, says whether it has it, and holds it until told to let go. */
const CONTENDER = `
import { takeBuildLock } from ${JSON.stringify(pathToFileURL(LOCK_MODULE).href)};
let release;
process.on('message', async (folder) => {
	if (folder === 'release') { release?.(); release = undefined; return process.send('released'); }
	try { release = await takeBuildLock(folder, '${NOW}'); process.send('held'); }
	catch (error) { process.send(String(error.message)); }
});
process.send('ready');
`;

let dir: string;
let program: string;
const children: ChildProcess[] = [];
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-lock-'));
	program = join(dir, 'contender.mjs');
	writeFileSync(program, CONTENDER);
});
afterAll(() => {
	for (const child of children) child.kill('SIGKILL');
	rmSync(dir, { recursive: true, force: true });
});

const said = (child: ChildProcess): Promise<string> =>
	new Promise((resolve) => child.once('message', (message) => resolve(String(message))));

async function contender(): Promise<ChildProcess> {
	const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
	children.push(child);
	await said(child);
	return child;
}

const tell = (child: ChildProcess, message: string): Promise<string> => {
	const answer = said(child);
	child.send(message);
	return answer;
};

test('of processes that race for the lock of a new project exactly one has it, 60 times', async () => {
	const racers = await Promise.all([contender(), contender(), contender()]);
	for (let race = 0; race < 60; race++) {
		const folder = join(dir, `race-${race}`);
		const outcomes = await Promise.all(racers.map((racer) => tell(racer, folder)));
		expect(
			outcomes.filter((outcome) => outcome === 'held'),
			`race ${race}: ${outcomes.join(' | ')}`,
		).toHaveLength(1);
		for (const outcome of outcomes.filter((each) => each !== 'held'))
			expect(outcome).toMatch(/^Another build of .* is running: process \d+, since \d{4}-\d\d-\d\dT/);
		await Promise.all(racers.map((racer) => tell(racer, 'release')));
	}
});

test('who gives the lock back takes it from nobody else', async () => {
	const folder = join(dir, 'handed-on');
	const [first, second, third] = await Promise.all([contender(), contender(), contender()]);
	expect(await tell(first!, folder)).toBe('held');
	expect(await tell(first!, 'release')).toBe('released');
	expect(await tell(second!, folder)).toBe('held');
	// A second release, as a clean-up at the end may be.
	await tell(first!, 'release');
	expect(await tell(third!, folder)).toMatch(new RegExp(`is running: process ${second!.pid}`));
	expect(existsSync(buildPaths(folder).lock)).toBe(true);
});

test('a holder that is killed frees the lock, and what it left behind names nobody', async () => {
	const folder = join(dir, 'killed');
	const holder = await contender();
	expect(await tell(holder, folder)).toBe('held');
	const gone = new Promise((resolve) => holder.once('exit', resolve));
	holder.kill('SIGKILL');
	await gone;
	expect(await tell(await contender(), folder)).toBe('held');
});

test('a lock file of a process id that lives again blocks nobody', async () => {
	const folder = join(dir, 'reborn');
	const release = await takeBuildLock(folder, NOW);
	release();
	// As an earlier version left it: this process lives, and holds nothing.
	writeFileSync(
		join(buildPaths(folder).root, 'lock'),
		JSON.stringify({ pid: process.pid, host: 'box', since: NOW }),
	);
	(await takeBuildLock(folder, NOW))();
});

test('the same process cannot hold a lock twice, by whatever path', async () => {
	const folder = join(dir, 'twice');
	const both = await Promise.allSettled([takeBuildLock(folder, NOW), takeBuildLock(join(folder, '.'), NOW)]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	for (const outcome of both) if (outcome.status === 'fulfilled') outcome.value();
	(await takeBuildLock(folder, NOW))();
});

test.each([
	['nothing', Buffer.alloc(0)],
	['half a header', Buffer.alloc(100)],
	['something else', Buffer.from('no database '.repeat(2_000))],
])('a lock file that holds %s is mended in place', async (_, content) => {
	const folder = join(dir, `damaged-${content.length}`);
	const { lock } = buildPaths(folder);
	(await takeBuildLock(folder, NOW))();
	const inode = statSync(lock).ino;
	writeFileSync(lock, content);
	const release = await takeBuildLock(folder, NOW);
	expect(statSync(lock).ino).toBe(inode);
	expect(await tell(await contender(), folder)).toMatch(/Another build/);
	release();
});

test('it holds across process id namespaces, where process ids mean nothing', async (context) => {
	const folder = join(dir, 'namespaces');
	const inside = (script: string) =>
		spawnSync(
			'unshare',
			['--user', '--map-root-user', '--pid', '--fork', process.execPath, '--input-type=module', '-e', script],
			{
				encoding: 'utf8',
			},
		);
	const probe = inside('process.exit(0)');
	context.skip(probe.status !== 0, 'this machine lets no user make a process id namespace');
	const attempt = `
		import { takeBuildLock } from ${JSON.stringify(pathToFileURL(LOCK_MODULE).href)};
		try { (await takeBuildLock(${JSON.stringify(folder)}, '${NOW}'))(); console.log('held'); } catch (error) { console.log(error.message); }`;
	const release = await takeBuildLock(folder, NOW);
	expect(inside(attempt).stdout).toMatch(/^Another build of .* is running/);
	release();
	expect(inside(attempt).stdout.trim()).toBe('held');
});
