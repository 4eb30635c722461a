import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isAttachedHere } from './attached-files.ts';
import { buildFolder, finishedBuild, warehouseFile, type FinishedBuild } from './builds.ts';

const FILES = ['warehouse.duckdb', 'lines.parquet'] as const;

/** Size and hash of each file of a build, to be told later from a damaged one. */
export async function measureFiles(projectDir: string, id: string): Promise<FinishedBuild['files']> {
	const folder = buildFolder(projectDir, id);
	const measured: FinishedBuild['files'] = [];
	for (const name of FILES.filter((each) => existsSync(join(folder, each)))) {
		measured.push({
			name,
			bytes: statSync(join(folder, name)).size,
			sha256: await hashOf(join(folder, name)),
		});
	}
	return measured;
}

/** What is wrong with the files of a build, as the end of a sentence; undefined where they are whole. */
export async function damageOf(projectDir: string, id: string): Promise<string | undefined> {
	const file = warehouseFile(projectDir, id);
	if (!existsSync(file)) return `${file} is gone`;
	// A build of an earlier version says nothing of its files; the engine finds out.
	for (const { name, bytes, sha256 } of finishedBuild(projectDir, id)?.files ?? []) {
		const path = join(buildFolder(projectDir, id), name);
		const size = statSync(path, { throwIfNoEntry: false })?.size;
		if (size === undefined) return `${path} is gone`;
		if (size !== bytes) return `${path} has ${size} bytes where ${bytes} were written`;
		// To open and close a file that this process has attached would give up every lock on it.
		if (isAttachedHere(file)) continue;
		if ((await hashOf(path)) !== sha256) return `${path} is not what was written`;
	}
	return undefined;
}

async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(part as Buffer);
	return hash.digest('hex');
}
