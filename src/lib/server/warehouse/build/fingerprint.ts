import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { CONTRACT_NAME } from '../../sources/column-contract.ts';
import { membersOf } from '../../sources/file-set.ts';
import { CONFIG_NAME, type Project } from '../../sources/config.ts';

/**
 * A text that changes when anything a build is made from does: the project's configuration and statements, its files
 * (by path, size and time of change), and the product itself: its queries, its compiled code, its version and the
 * versions of its libraries. The day of the build is not in it; {@link FinishedBuild.next_on} says when it matters.
 */
export function fingerprint(project: Project): string {
	const hash = createHash('sha256');
	hash.update(modelVersion()).update(codeVersion());
	for (const path of [
		join(project.dir, CONFIG_NAME),
		join(project.dir, CONTRACT_NAME),
		join(project.dir, 'tiers.yaml'),
		...filesBelow(join(project.dir, 'sources'), '.sql'),
	]) {
		if (existsSync(path)) hash.update(path).update(readFileSync(path));
	}
	for (const [name, file] of Object.entries(project.config.files)) {
		for (const { path, shown } of membersOf(file, project.dir)) {
			const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
			hash.update(`${name} ${shown} ${stat?.size} ${stat?.mtimeNs}`);
		}
	}
	return hash.digest('hex').slice(0, 16);
}

let version: string | undefined;

/** Version of the queries: a hash of the SQL, so that a figure can be traced to the statements that made it. */
export function modelVersion(): string {
	version ??= hashOf(filesBelow(join(PACKAGE_ROOT, 'queries'), '.sql')).slice(0, 12);
	return version;
}

let code: string | undefined;

/** Version of the program: a hash of the code that builds run, of the package's version and of its libraries' versions. */
export function codeVersion(): string {
	const compiled = join(PACKAGE_ROOT, 'dist', 'lib');
	code ??= existsSync(compiled)
		? hashOf([...filesBelow(compiled, '.js'), join(PACKAGE_ROOT, 'package.json')])
		: hashOf([...filesBelow(join(PACKAGE_ROOT, 'src', 'lib'), '.ts'), join(PACKAGE_ROOT, 'package.json')]);
	return code;
}

/** A hash of files, of what they hold and what they are called, wherever the package lies. */
function hashOf(paths: readonly string[]): string {
	const hash = createHash('sha256');
	for (const path of paths) hash.update(relative(PACKAGE_ROOT, path)).update('\0').update(readFileSync(path));
	return hash.digest('hex');
}

function filesBelow(folder: string, ending: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith(ending))
		.sort()
		.map((name) => join(folder, name));
}
