import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';

/** Path of a file of real data kept beside this repository (`../shared/data/<path>`), or null where it is absent. */
export function realData(path: string): string | null {
	const file = join(PACKAGE_ROOT, '..', 'shared', 'data', path);
	return existsSync(file) ? file : null;
}
