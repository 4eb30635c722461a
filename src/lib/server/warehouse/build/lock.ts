import { randomUUID } from 'node:crypto';
import {
	closeSync,
	copyFileSync,
	constants,
	existsSync,
	linkSync,
	openSync,
	readFileSync,
	realpathSync,
	rmSync,
	statSync,
	utimesSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.ts';
import { Fault } from '../../fault.ts';
import { systemFault } from '../../system-fault.ts';
import { buildPaths } from './builds.ts';
import { openExclusively, type ExclusiveFile, type HeldBy } from './exclusive-file.ts';

/** Locks that this process holds: the system's lock does not keep a process from itself. */
const held = new Set<string>();

/**
 * Takes the build lock of a project, a database file that is open for one process alone, and returns what gives it back.
 * The file stays: were it removed, two builds could hold two files of one name.
 * @throws {Fault} `busy`, naming the process that holds it and since when.
 */
export async function takeBuildLock(projectDir: string, now: string): Promise<() => void> {
	const { root, lock } = buildPaths(projectDir);
	makeFolder(root);
	const name = join(realpathSync(root), 'lock');
	if (held.has(name)) throw busy(projectDir, lock, { pid: process.pid });
	// Claimed before the first wait, so that two builds of this process cannot both go on.
	held.add(name);
	try {
		const file = await openLock(root, lock);
		if (!('close' in file)) throw busy(projectDir, lock, file);
		// By path: to open the file and close it again would give the lock up.
		utimesSync(lock, new Date(now), new Date(now));
		return () => {
			file.close();
			held.delete(name);
		};
	} catch (error) {
		held.delete(name);
		throw error;
	}
}

async function openLock(root: string, lock: string): Promise<ExclusiveFile | HeldBy> {
	if (!existsSync(lock)) await makeLockFile(root, (fresh) => putInPlace(fresh, lock));
	try {
		return await openExclusively(lock);
	} catch (error) {
		const fault = systemFault(error);
		if (fault) throw fault;
		// No database any more: its content is written anew, into the same file, whose lock somebody may hold.
		await makeLockFile(root, (fresh) => overwrite(lock, readFileSync(fresh)));
		return openExclusively(lock);
	}
}

/** Makes an empty database beside, for nobody may see half of one, and uses it. */
async function makeLockFile(root: string, use: (fresh: string) => void): Promise<void> {
	const fresh = join(root, `lock.${randomUUID()}`);
	try {
		const made = await openExclusively(fresh);
		if ('close' in made) made.close();
		use(fresh);
	} finally {
		rmSync(fresh, { force: true });
	}
}

/** Gives a file its name unless something has it already, in one step. */
function putInPlace(fresh: string, lock: string): void {
	try {
		linkSync(fresh, lock);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'EEXIST') return;
		// A file system without links.
		if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
		if (!existsSync(lock)) copyFileSync(fresh, lock, constants.COPYFILE_EXCL);
	}
}

function overwrite(path: string, content: Buffer): void {
	const descriptor = openSync(path, 'r+');
	try {
		writeSync(descriptor, content, 0, content.length, 0);
	} finally {
		closeSync(descriptor);
	}
}

function busy(projectDir: string, lock: string, { pid }: HeldBy): Fault {
	const since = statSync(lock, { throwIfNoEntry: false })?.mtime.toISOString();
	const who = pid === undefined ? 'another process of this machine' : `process ${pid}`;
	return new Fault(
		'busy',
		`Another build of ${projectDir} is running: ${who}${since === undefined ? '' : `, since ${since}`}. Wait for it, or end that process; the lock is released with it.`,
	);
}
