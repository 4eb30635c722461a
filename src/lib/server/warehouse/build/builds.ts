import {
	existsSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Where a project keeps what was built: one folder a build, and a pointer to the one in service. */
export interface BuildPaths {
	root: string;
	builds: string;
	pointer: string;
	lock: string;
}

/** The pointer's content: which build serves, and what it was made from. */
export interface CurrentBuild {
	build_id: string;
	fingerprint: string;
	built_at: string;
}

export function buildPaths(projectDir: string): BuildPaths {
	const root = join(projectDir, '.vital-few');
	return {
		root,
		builds: join(root, 'builds'),
		pointer: join(root, 'current.json'),
		lock: join(root, 'lock'),
	};
}

/** The build in service; undefined where none was finished. */
export function currentBuild(projectDir: string): CurrentBuild | undefined {
	const { pointer } = buildPaths(projectDir);
	if (!existsSync(pointer)) return undefined;
	return JSON.parse(readFileSync(pointer, 'utf8')) as CurrentBuild;
}

/** Changes whenever another build is put into service; undefined where there is none. */
export function pointerVersion(projectDir: string): string | undefined {
	const stat = statSync(buildPaths(projectDir).pointer, { throwIfNoEntry: false, bigint: true });
	return stat === undefined ? undefined : `${stat.ino}-${stat.mtimeNs}`;
}

export function warehouseFile(projectDir: string, buildId: string): string {
	return join(buildPaths(projectDir).builds, buildId, 'warehouse.duckdb');
}

/** The order lines of a build, sorted by account, for the drills. */
export function linesFile(projectDir: string, buildId: string): string {
	return join(buildPaths(projectDir).builds, buildId, 'lines.parquet');
}

/** Makes the folder of a new build. */
export function makeBuildFolder(projectDir: string, buildId: string): string {
	const folder = join(buildPaths(projectDir).builds, buildId);
	mkdirSync(folder, { recursive: true });
	return folder;
}

/** Puts a finished build into service: the pointer is written beside and renamed, so a reader sees the old or the new. */
export function putIntoService(projectDir: string, build: CurrentBuild): void {
	const { pointer } = buildPaths(projectDir);
	const beside = `${pointer}.${process.pid}`;
	writeFileSync(beside, `${JSON.stringify(build, null, 2)}\n`, { flush: true });
	renameSync(beside, pointer);
}

/**
 * Removes what killed or replaced builds left: every build folder but the one in service, and half-written pointers.
 * A server that still reads an older file keeps it until it lets go. Called under the lock only.
 */
export function removeLitter(projectDir: string): void {
	const { root, builds } = buildPaths(projectDir);
	const kept = currentBuild(projectDir)?.build_id;
	for (const name of existsSync(builds) ? readdirSync(builds) : []) {
		if (name !== kept) rmSync(join(builds, name), { recursive: true, force: true });
	}
	for (const name of existsSync(root) ? readdirSync(root) : []) {
		if (name.startsWith('current.json.')) rmSync(join(root, name), { force: true });
	}
}
