import { existsSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.ts';
import { z } from 'zod';

/** Where a project keeps what was built: one folder a build, and a pointer to the one in service. */
export interface BuildPaths {
	root: string;
	builds: string;
	pointer: string;
	lock: string;
}

/** A build's id names its folder, so it may hold nothing that leads elsewhere. */
const buildId = z.string().regex(/^\w[\w-]*$/);

const currentSchema = z.object({
	build_id: buildId,
	fingerprint: z.string(),
	built_at: z.string(),
	/** The build that was in service before; it is kept, so that a rollback can return to it. */
	previous_id: buildId.optional(),
	/** Whether this build came back into service by a rollback from the previous one. */
	is_rolled_back: z.boolean().optional(),
});
/** The pointer's content: which build serves, what it was made from, and which was before it. */
export type CurrentBuild = z.infer<typeof currentSchema>;

const finishedSchema = z.object({
	build_id: buildId,
	fingerprint: z.string(),
	built_at: z.string(),
	/** The day of the build, ISO. */
	today: z.string(),
	/** Whether that day was asked for, so that another build of the same sources is another. */
	is_past: z.boolean().optional(),
	/** The first day after it that a row is dated: from then on the same files make another warehouse. */
	next_on: z.string().nullable(),
	files: z.array(
		z.object({ name: z.enum(['warehouse.duckdb', 'lines.parquet']), bytes: z.number(), sha256: z.string() }),
	),
});
/** What `build.json` in a build's folder says of it; written last, so that what has none was not finished. */
export type FinishedBuild = z.infer<typeof finishedSchema>;

export function buildPaths(projectDir: string): BuildPaths {
	const root = join(projectDir, '.vital-few');
	return {
		root,
		builds: join(root, 'builds'),
		pointer: join(root, 'current.json'),
		lock: join(root, 'lock.duckdb'),
	};
}

/** The build in service; undefined where none was finished, and where the pointer is damaged. */
export function currentBuild(projectDir: string): CurrentBuild | undefined {
	return readJson(buildPaths(projectDir).pointer, currentSchema);
}

/** What a finished build says of itself; undefined where it was not finished, or what it says is damaged. */
export function finishedBuild(projectDir: string, id: string): FinishedBuild | undefined {
	return readJson(join(buildFolder(projectDir, id), 'build.json'), finishedSchema);
}

/** Every finished build that is there, the newest first. */
export function finishedBuilds(projectDir: string): FinishedBuild[] {
	const { builds } = buildPaths(projectDir);
	return (existsSync(builds) ? readdirSync(builds) : [])
		.flatMap((id) => finishedBuild(projectDir, id) ?? [])
		.sort((a, b) =>
			a.built_at < b.built_at || (a.built_at === b.built_at && a.build_id < b.build_id) ? 1 : -1,
		);
}

/**
 * Ids of the builds that may serve, the best first: the one in service and the one before it. Where the pointer is there
 * and cannot be read, the newest finished ones; where there is no pointer, none.
 */
export function servableBuilds(projectDir: string): string[] {
	const current = currentBuild(projectDir);
	if (current) return [current.build_id, ...(current.previous_id === undefined ? [] : [current.previous_id])];
	return pointerVersion(projectDir) === undefined
		? []
		: finishedBuilds(projectDir)
				.slice(0, 2)
				.map((build) => build.build_id);
}

/** Changes whenever another build is put into service; undefined where there is none. */
export function pointerVersion(projectDir: string): string | undefined {
	const stat = statSync(buildPaths(projectDir).pointer, { throwIfNoEntry: false, bigint: true });
	return stat === undefined ? undefined : `${stat.ino}-${stat.mtimeNs}`;
}

export function buildFolder(projectDir: string, id: string): string {
	return join(buildPaths(projectDir).builds, id);
}

export function warehouseFile(projectDir: string, id: string): string {
	return join(buildFolder(projectDir, id), 'warehouse.duckdb');
}

/** The order lines of a build, sorted by account, for the drills. */
export function linesFile(projectDir: string, id: string): string {
	return join(buildFolder(projectDir, id), 'lines.parquet');
}

/** Makes the folder of a new build. */
export function makeBuildFolder(projectDir: string, id: string): string {
	const folder = buildFolder(projectDir, id);
	makeFolder(folder);
	return folder;
}

/** Marks a build as finished, by what it says of itself. */
export function markFinished(projectDir: string, build: FinishedBuild): void {
	writeWhole(join(buildFolder(projectDir, build.build_id), 'build.json'), build);
}

/** Puts a finished build into service, and keeps the one that was in service before as the previous one. */
export function putIntoService(
	projectDir: string,
	{ build_id, fingerprint, built_at }: Pick<FinishedBuild, 'build_id' | 'fingerprint' | 'built_at'>,
	options: { isRollback?: boolean } = {},
): void {
	const [before] = servableBuilds(projectDir).filter((id) => id !== build_id);
	writeWhole(buildPaths(projectDir).pointer, {
		build_id,
		fingerprint,
		built_at,
		...(before === undefined ? {} : { previous_id: before }),
		...(options.isRollback === true ? { is_rolled_back: true } : {}),
	} satisfies CurrentBuild);
}

/** Written beside and renamed, so a reader sees the old text or the new one. */
function writeWhole(path: string, content: object): void {
	const beside = `${path}.${process.pid}`;
	writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { flush: true });
	renameSync(beside, path);
}

function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
	if (!existsSync(path)) return undefined;
	try {
		return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
	} catch {
		// Half written or damaged: as good as none, and the caller goes on with what is whole.
		return undefined;
	}
}
