import { resolve } from 'node:path';

/** How often this process has each file attached: the system's lock does not keep a process from its own files. */
const attached = new Map<string, number>();

/** Notes that this process attached a database file; to be called again with -1 when it let go of it. */
export function noteAttached(path: string, change: 1 | -1): void {
	const key = resolve(path);
	const count = (attached.get(key) ?? 0) + change;
	if (count > 0) attached.set(key, count);
	else attached.delete(key);
}

/** Whether this process has a database file attached. */
export function isAttachedHere(path: string): boolean {
	return attached.has(resolve(path));
}
