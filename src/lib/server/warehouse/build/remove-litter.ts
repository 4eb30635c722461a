import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { currentBuild, buildPaths, finishedBuilds, servableBuilds } from './builds.ts';
import { openExclusively } from './exclusive-file.ts';
import { isAttachedHere } from './attached-files.ts';

/**
 * Removes what killed or replaced builds left: every build folder but the one in service, the one before it, and those
 * that a server still reads, and half-written pointers. Called under the lock only.
 */
export async function removeLitter(projectDir: string): Promise<void> {
	const { root, builds } = buildPaths(projectDir);
	// Where nothing tells which build serves, none that could is thrown away.
	const kept = new Set([
		...servableBuilds(projectDir),
		...(currentBuild(projectDir)
			? []
			: finishedBuilds(projectDir)
					.slice(0, 2)
					.map((build) => build.build_id)),
	]);
	for (const name of existsSync(builds) ? readdirSync(builds) : []) {
		if (!kept.has(name)) await removeUnlessOpen(join(builds, name));
	}
	for (const name of existsSync(root) ? readdirSync(root) : []) {
		if (name.startsWith('current.json.') || /^lock\.[\da-f-]{36}/.test(name))
			rmSync(join(root, name), { recursive: true, force: true });
	}
}

/** A folder without a database is one that is just being made, until it is this old. */
const MAKING_MS = 3_600_000;

/**
 * Removes a folder unless a process has a database in it open: a server that reads a build, or a build that another
 * process writes. The database is held meanwhile, so that nobody opens it half removed; whoever tried finds the next one.
 * `mayBeYoung`: whether a folder without a database yet may be somebody's who has just begun.
 */
export async function removeUnlessOpen(folder: string, { mayBeYoung = false } = {}): Promise<void> {
	const databases = readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.duckdb'))
		.map((name) => join(folder, name));
	const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0);
	if (mayBeYoung && databases.length === 0 && age < MAKING_MS) return;
	const opened: (() => void)[] = [];
	try {
		for (const path of databases) {
			if (isAttachedHere(path)) return;
			const file = await openExclusively(path).catch(() => undefined);
			// What is no database any more is read by nobody.
			if (file === undefined) continue;
			if (!('close' in file)) return;
			opened.push(file.close);
		}
		rmSync(folder, { recursive: true, force: true });
	} finally {
		for (const close of opened) close();
	}
}

/** Whether any process has the database of this path open. */
export async function isOpenElsewhere(path: string): Promise<boolean> {
	if (isAttachedHere(path)) return true;
	const file = await openExclusively(path).catch(() => undefined);
	if (file === undefined) return false;
	if (!('close' in file)) return true;
	file.close();
	return false;
}
