import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those that it lies in. Throws the system's own error: a recursive `mkdir` calls a read-only disk a missing
 * folder, a plain one of the first that is missing says what it is.
 */
export function makeFolder(path: string): void {
	try {
		mkdirSync(path, { recursive: true });
	} catch (error) {
		if (!existsSync(path)) mkdirSync(firstMissing(path));
		throw error;
	}
}

function firstMissing(path: string): string {
	const parent = dirname(path);
	return parent === path || existsSync(parent) ? path : firstMissing(parent);
}
