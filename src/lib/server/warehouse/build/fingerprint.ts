import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { CONFIG_NAME, sourceFilePath, type Project } from '../../sources/config.ts';

/**
 * A text that changes when anything a build is made from does: the project's configuration and statements, its files
 * (by path, size and time of change), and the product's own queries and version.
 */
export function fingerprint(project: Project): string {
	const hash = createHash('sha256');
	hash.update(modelVersion());
	for (const path of [
		join(project.dir, CONFIG_NAME),
		join(project.dir, 'tiers.yaml'),
		...sqlFiles(join(project.dir, 'sources')),
	]) {
		if (existsSync(path)) hash.update(path).update(readFileSync(path));
	}
	for (const [name, file] of Object.entries(project.config.files)) {
		const stat = statSync(sourceFilePath(project, file), { throwIfNoEntry: false, bigint: true });
		hash.update(`${name} ${file.path} ${stat?.size} ${stat?.mtimeNs}`);
	}
	return hash.digest('hex').slice(0, 16);
}

let version: string | undefined;

/** Version of the queries: a hash of the SQL, so that a figure can be traced to the statements that made it. */
export function modelVersion(): string {
	if (version === undefined) {
		const hash = createHash('sha256');
		for (const folder of ['rollups', 'marts', 'quarters', 'answers', 'quality']) {
			for (const path of sqlFiles(join(PACKAGE_ROOT, 'queries', folder))) hash.update(readFileSync(path));
		}
		version = hash.digest('hex').slice(0, 12);
	}
	return version;
}

function sqlFiles(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith('.sql'))
		.sort()
		.map((name) => join(folder, name));
}
