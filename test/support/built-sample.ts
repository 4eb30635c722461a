import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PACKAGE_ROOT, SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { sharedFolder } from './shared-folder.ts';

const COMMAND = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');
const PATIENCE_MS = 230_000;

/** A folder of its own with the sample company as the command builds it. One file of a run builds it; the others copy that. */
export async function copyBuiltSample(): Promise<string> {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-served-'));
	const shared = sharedFolder();
	if (shared === undefined) {
		await build(dir);
		return dir;
	}
	const built = await builtSample(shared);
	// What a build compares with the files is their time, too.
	cpSync(built, dir, { recursive: true, preserveTimestamps: true });
	return dir;
}

async function builtSample(shared: string): Promise<string> {
	const dir = join(shared, 'sample');
	const [done, failed] = [join(shared, 'sample-done'), join(shared, 'sample-failed')];
	if (isFirst(dir)) {
		try {
			await build(dir);
			writeFileSync(done, '');
		} catch (error) {
			writeFileSync(failed, '');
			throw error;
		}
	}
	for (const begun = Date.now(); !existsSync(done); await wait(200)) {
		if (existsSync(failed) || Date.now() - begun > PATIENCE_MS) throw new Error('The sample was not built.');
	}
	return dir;
}

async function build(dir: string): Promise<void> {
	for (const name of ['vital-few.yaml', 'tiers.yaml', 'sources', 'recipe'])
		cpSync(join(SAMPLE_DIR, name), join(dir, name), { recursive: true });
	await promisify(execFile)(process.execPath, [COMMAND, 'build', '--dir', dir]);
}

/** Whether the folder was not there: of those that ask at once, one is told so. */
function isFirst(dir: string): boolean {
	try {
		mkdirSync(dir);
		return true;
	} catch {
		return false;
	}
}
