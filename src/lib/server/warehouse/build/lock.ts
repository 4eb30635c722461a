import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { buildPaths } from './builds.ts';
import { Fault } from '../../fault.ts';

interface Holder {
	pid: number;
	host: string;
	since: string;
}

/**
 * Takes the build lock of a project and returns what gives it back. A lock whose process is gone is taken over.
 * @throws {Fault} `busy`, naming the process that holds it and since when.
 */
export function takeBuildLock(projectDir: string, now: string): () => void {
	const { root, lock } = buildPaths(projectDir);
	mkdirSync(root, { recursive: true });
	const mine: Holder = { pid: process.pid, host: hostname(), since: now };
	for (let attempt = 0; attempt < 2; attempt++) {
		try {
			writeFileSync(lock, JSON.stringify(mine), { flag: 'wx' });
			return () => rmSync(lock, { force: true });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			const holder = readHolder(lock);
			if (holder && isAlive(holder)) {
				throw new Fault(
					'busy',
					`Another build of ${projectDir} is running: process ${holder.pid} on ${holder.host}, since ${holder.since}. Wait for it, or end that process; if it is gone, remove ${lock}.`,
				);
			}
			rmSync(lock, { force: true });
		}
	}
	throw new Fault('busy', `Another build of ${projectDir} has just begun. Try again when it is done.`);
}

function readHolder(lock: string): Holder | undefined {
	try {
		return JSON.parse(readFileSync(lock, 'utf8')) as Holder;
	} catch {
		// Half written by a process that was killed, or just removed: nobody holds it.
		return undefined;
	}
}

function isAlive(holder: Holder): boolean {
	if (holder.host !== hostname()) return true;
	try {
		process.kill(holder.pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
