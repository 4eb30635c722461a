import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds this package's `queries/` and `data/`.
 * Found by walking up, because the same module runs from `src/`, from `dist/` and from the app's `build/`.
 */
export const PACKAGE_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The folder of the sample company. */
export const SAMPLE_DIR = join(PACKAGE_ROOT, 'data');

function findRoot(start: string): string {
	for (let dir = start; ; dir = dirname(dir)) {
		const manifest = join(dir, 'package.json');
		if (existsSync(manifest) && isOurs(manifest)) return dir;
		if (dir === dirname(dir)) throw new Error(`no vital-few package above ${start}`);
	}
}

function isOurs(manifest: string): boolean {
	return (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'vital-few';
}
