import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../fault.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { readProject, sourceFilePath, type Project } from '../../sources/config.ts';
import { runRecipe } from '../../sources/recipe.ts';
import type { BuildMessage, BuildOrder } from './build-child.ts';
import type { BuildReport, BuildStep } from './build-report.ts';
import { currentBuild, removeLitter, warehouseFile } from './builds.ts';
import { fingerprint } from './fingerprint.ts';
import { takeBuildLock } from './lock.ts';

export interface RefreshOptions {
	dir: string;
	/** Build even where nothing changed. */
	force: boolean;
	/** The moment of the build, ISO with time; its day is "today" for the data. */
	now: string;
	onStep: (step: BuildStep) => void;
	/** Told before the sample's files are made, which takes a moment. */
	onRecipe: () => void;
}

/** A finished refresh: a new build's report, or the build in service when nothing has changed since. */
export type Refreshed =
	{ is_unchanged: false; report: BuildReport } | { is_unchanged: true; built_at: string };

/**
 * Refreshes the warehouse of a project: takes the lock, clears what killed builds left, builds in a child process and
 * returns its report. Whatever happens to the child, the last good warehouse goes on serving.
 * @throws {Fault} `busy`, `input` or `checks`, in one sentence.
 */
export async function refreshWarehouse(options: RefreshOptions): Promise<Refreshed> {
	const project = readProject(options.dir);
	const release = takeBuildLock(project.dir, options.now);
	try {
		removeLitter(project.dir);
		await makeRecipeFiles(project, options.onRecipe);
		const current = currentBuild(project.dir);
		const isUnchanged =
			current !== undefined &&
			current.fingerprint === fingerprint(project) &&
			existsSync(warehouseFile(project.dir, current.build_id));
		if (isUnchanged && !options.force) return { is_unchanged: true, built_at: current.built_at };
		const report = await buildInChild(project, options);
		return { is_unchanged: false, report };
	} finally {
		removeLitter(project.dir);
		release();
	}
}

/** Makes the files of a project that has a recipe, where they are missing or older than it; `onRecipe` is told before. */
export async function makeRecipeFiles(project: Project, onRecipe: () => void): Promise<void> {
	if (project.config.recipe === undefined) return;
	const recipeDir = join(project.dir, project.config.recipe);
	const changed = statSync(recipeDir).mtimeMs;
	const paths = Object.values(project.config.files).map((file) => sourceFilePath(project, file));
	const isFresh = paths.every((path) => existsSync(path) && statSync(path).mtimeMs >= changed);
	if (isFresh || paths.length === 0) return;
	onRecipe();
	await runRecipe({ recipeDir, outDir: join(paths[0]!, '..'), scale: 1, seed: 42 });
}

function buildInChild(project: Project, options: RefreshOptions): Promise<BuildReport> {
	const order: BuildOrder = {
		dir: project.dir,
		today: options.now.slice(0, 10),
		now: options.now,
		buildId: `${options.now.replace(/[^0-9]/g, '').slice(0, 14)}_${randomBytes(3).toString('hex')}`,
	};
	return new Promise((resolve, reject) => {
		const child = fork(join(PACKAGE_ROOT, 'dist', 'lib', 'server', 'warehouse', 'build', 'build-child.js'), {
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
			env: { ...process.env, UV_THREADPOOL_SIZE: '8' },
		});
		let last: BuildMessage | undefined;
		child.on('message', (message: BuildMessage) => {
			if (message.kind === 'step') options.onStep(message.step);
			else last = message;
		});
		child.on('error', reject);
		child.on('exit', (code, signal) => {
			if (last?.kind === 'done') resolve(last.report);
			else reject(failure(last, code, signal, project.dir));
		});
		child.send(order);
	});
}

function failure(
	last: BuildMessage | undefined,
	code: number | null,
	signal: string | null,
	dir: string,
): Error {
	if (last?.kind === 'fault') return withStack(new Fault(last.code, last.sentence), last.stack);
	if (last?.kind === 'crash')
		return withStack(engineFault(last.message) ?? new Error(last.message), last.stack);
	const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
	return new Fault(
		'input',
		`The build of ${dir} was ended from outside (${how}); the last good warehouse was kept.`,
	);
}

/** Faults of the machine that the engine reports, told in our words. */
function engineFault(message: string): Fault | undefined {
	if (/No space left on device|could not write|Could not write|file system is full/i.test(message)) {
		return new Fault(
			'input',
			`The disk is full: the new warehouse could not be written, the last good one was kept. Free some space and build again. (${firstLine(message)})`,
		);
	}
	if (/Out of Memory/i.test(message)) {
		return new Fault(
			'input',
			`The build ran out of memory; the last good warehouse was kept. Set memory_limit in vital-few.yaml, or free some. (${firstLine(message)})`,
		);
	}
	if (/out of range|Overflow/i.test(message)) {
		return new Fault(
			'input',
			`The amounts add up to more than a warehouse can hold, 99,999,999,999,999.9999; the last good one was kept. Give them in thousands, in sources/order_lines.sql. (${firstLine(message)})`,
		);
	}
	return undefined;
}

function firstLine(text: string): string {
	return text.split('\n')[0]!;
}

function withStack<E extends Error>(error: E, stack: string | undefined): E {
	if (stack !== undefined) error.stack = stack;
	return error;
}
