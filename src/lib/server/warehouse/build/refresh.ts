import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, statSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { deskFolder } from '../../desk/tier-desk.ts';
import { Fault } from '../../fault.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { membersOf } from '../../sources/file-set.ts';
import { type Project, readProject, todayOf } from '../../sources/config.ts';
import { runRecipe } from '../../sources/recipe.ts';
import type { BuildMessage, BuildOrder } from './build-child.ts';
import type { BuildReport, BuildStep } from './build-report.ts';
import { currentBuild, finishedBuild, putIntoService, servableBuilds, warehouseFile } from './builds.ts';
import { fingerprint } from './fingerprint.ts';
import { damageOf } from './integrity.ts';
import { takeBuildLock } from './lock.ts';
import { isOpenElsewhere, removeLitter } from './remove-litter.ts';

export interface RefreshOptions {
	dir: string;
	/** Build even where nothing changed. */
	force: boolean;
	/** Put a build into service that differs from the one before by more than the limits allow. */
	accept?: boolean;
	/** The moment of the build, ISO with time; its day is "today" for the data. */
	now: string;
	onStep: (step: BuildStep) => void;
	/** A past day, ISO, to build as it could have been built then; always builds. */
	today?: string;
	/** Told before the sample's files are made, which takes a moment. */
	onRecipe: () => void;
}

/** A finished refresh: a new build's report, or the build in service when nothing has changed since. */
export type Refreshed =
	| { is_unchanged: false; report: BuildReport }
	/** `rolled_back_at`: when the build was made that a rollback took out of service, from these very sources. */
	| { is_unchanged: true; built_at: string; rolled_back_at?: string };

/**
 * Refreshes the warehouse of a project: takes the lock, clears what killed builds left, builds in a child process and
 * returns its report. Whatever happens to the child, the last good warehouse goes on serving.
 * @throws {Fault} `busy`, `input`, `machine` or `checks`, in one sentence.
 */
export async function refreshWarehouse(options: RefreshOptions): Promise<Refreshed> {
	const project = readProject(options.dir);
	return locked(project.dir, options.now, async () => {
		await makeRecipeFiles(project, options.onRecipe);
		bringRecipeDesk(project);
		const unchanged =
			options.force || options.today !== undefined
				? undefined
				: await unchangedBuild(project, options.now.slice(0, 10));
		if (unchanged) return { is_unchanged: true, ...unchanged };
		return { is_unchanged: false, report: await buildInChild(project, options) };
	});
}

/**
 * Puts the build that was in service before into service again; a second rollback undoes the first.
 * @throws {Fault} `input` where none is kept or its files are damaged, `busy` while a build is running.
 */
export async function rollBack(options: { dir: string; now: string }): Promise<{ from: string; to: string }> {
	const { dir } = readProject(options.dir);
	return locked(dir, options.now, async () => {
		const current = currentBuild(dir);
		const previous = current?.previous_id === undefined ? undefined : finishedBuild(dir, current.previous_id);
		if (!current || !previous) {
			throw new Fault('input', `No build before the one in service is kept in ${dir}. Only the last one is.`);
		}
		const damage = (await isOpenElsewhere(warehouseFile(dir, previous.build_id)))
			? undefined
			: await damageOf(dir, previous.build_id);
		if (damage !== undefined) {
			throw new Fault('input', `The build before is damaged (${damage}); the one in service stays.`);
		}
		putIntoService(dir, previous, { isRollback: true });
		return { from: current.built_at, to: previous.built_at };
	});
}

/** Runs `work` under the lock of a project, between two clearances of what killed builds left. */
async function locked<T>(dir: string, now: string, work: () => Promise<T>): Promise<T> {
	const release = await takeBuildLock(dir, now);
	try {
		await removeLitter(dir);
		return await work();
	} finally {
		await removeLitter(dir).finally(release);
	}
}

/** The build that the same sources and the same program made, if its files are whole and the day makes no difference. */
export async function unchangedBuild(
	project: Project,
	today: string,
): Promise<{ built_at: string; rolled_back_at?: string } | undefined> {
	const current = currentBuild(project.dir);
	if (!current) return undefined;
	// After a rollback the sources are those of the build that was taken out of service: it is not made again by itself.
	const id = (current.is_rolled_back === true ? current.previous_id : undefined) ?? current.build_id;
	const made = finishedBuild(project.dir, id);
	if (made?.fingerprint !== fingerprint(project) || made.is_past === true) return undefined;
	const isSameDay = today >= made.today && (made.next_on === null || today < made.next_on);
	if (!isSameDay || (await damageOf(project.dir, current.build_id)) !== undefined) return undefined;
	return {
		built_at: current.built_at,
		...(id === current.build_id ? {} : { rolled_back_at: made.built_at }),
	};
}

/** Makes the files of a project that has a recipe, where they are missing or older than it; `onRecipe` is told before. */
export async function makeRecipeFiles(project: Project, onRecipe: () => void): Promise<void> {
	if (project.config.recipe === undefined) return;
	const recipeDir = join(project.dir, project.config.recipe);
	const changed = statSync(recipeDir).mtimeMs;
	const paths = Object.values(project.config.files).flatMap((file) =>
		membersOf(file, project.dir).map(({ path }) => path),
	);
	const isFresh = paths.every((path) => existsSync(path) && statSync(path).mtimeMs >= changed);
	if (isFresh || paths.length === 0) return;
	onRecipe();
	await runRecipe({ recipeDir, outDir: join(paths[0]!, '..'), scale: 1, seed: 42 });
}

/** A project that has a recipe may bring what builds of past days told of it: the first build that finds no desk takes it. */
function bringRecipeDesk(project: Project): void {
	if (project.config.recipe === undefined || existsSync(deskFolder(project.dir))) return;
	const desk = join(project.dir, project.config.recipe, 'desk');
	if (existsSync(desk)) cpSync(desk, deskFolder(project.dir), { recursive: true });
}

async function buildInChild(project: Project, options: RefreshOptions): Promise<BuildReport> {
	const current = currentBuild(project.dir);
	const isServed =
		current !== undefined && (await isOpenElsewhere(warehouseFile(project.dir, current.build_id)));
	const order: BuildOrder = {
		dir: project.dir,
		today: options.today ?? todayOf(project.config, options.now),
		isPast: options.today !== undefined,
		now: options.now,
		accept: options.accept === true,
		buildId: `${options.now.replace(/[^0-9]/g, '').slice(0, 14)}_${randomBytes(3).toString('hex')}`,
		// Who reads meanwhile should not wait for a core.
		threads: isServed ? Math.max(1, availableParallelism() - 1) : undefined,
	};
	return new Promise((resolve, reject) => {
		const child = fork(join(PACKAGE_ROOT, 'dist', 'lib', 'server', 'warehouse', 'build', 'build-child.js'), {
			// What a dying process prints is kept for --debug: the person gets one sentence.
			stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
			env: { ...process.env, UV_THREADPOOL_SIZE: '8' },
		});
		if (child.pid !== undefined && isServed) yieldTo(child.pid);
		let last: BuildMessage | undefined;
		let printed = '';
		child.stderr!.on('data', (bytes: Buffer) => {
			printed = (printed + bytes.toString('utf8')).slice(-KEPT_ERRORS);
		});
		let step: string | undefined;
		child.on('message', (message: BuildMessage) => {
			if (message.kind === 'step') {
				step = message.step.name;
				options.onStep(message.step);
			} else last = message;
		});
		child.on('error', reject);
		child.on('exit', (code, signal) => {
			if (last?.kind === 'done') resolve(last.report);
			else reject(failure(last, { code, signal, printed, step }, project.dir));
		});
		// A child that ended at once is told by its exit.
		child.send(order, () => undefined);
	});
}

/** Lets every reader go first; a system that does not allow it runs both alike. */
function yieldTo(pid: number): void {
	try {
		setPriority(pid, constants.priority.PRIORITY_LOW);
	} catch {
		// Only speed is lost.
	}
}

const KEPT_ERRORS = 20_000;

/** How the process of a build ended. */
interface Ending {
	code: number | null;
	signal: NodeJS.Signals | null;
	/** The end of what it printed as errors. */
	printed: string;
	/** The last step that it finished. */
	step: string | undefined;
}

function failure(last: BuildMessage | undefined, ending: Ending, dir: string): Error {
	if (last?.kind === 'fault') {
		const kept = servableBuilds(dir).length > 0 ? ' The last good warehouse was kept.' : '';
		const sentence = last.code === 'machine' ? `${last.sentence}${kept}` : last.sentence;
		return withStack(new Fault(last.code, sentence), last.stack);
	}
	if (last?.kind === 'crash') return withStack(new Error(last.message), last.stack);
	return new Fault('input', endingSentence(ending, dir), { cause: new Error(ending.printed) });
}

/** What is told of a build whose process ended without a word of its own. */
function endingSentence({ code, signal, printed, step }: Ending, dir: string): string {
	const where = step === undefined ? 'before its first step ended' : `after the step "${step}"`;
	const how = signal ?? `exit code ${code}`;
	const kept = 'the last good warehouse was kept';
	if (/heap out of memory/.test(printed))
		return `The build of ${dir} ran out of memory ${where}; ${kept}. Free some memory, or give it less data.`;
	if (signal === 'SIGKILL')
		return `The build of ${dir} was ended from outside ${where} (${how}), most often because the machine ran out of memory; ${kept}. Set memory_limit in vital-few.yaml to less than what is free, and build again.`;
	if (signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGHUP')
		return `The build of ${dir} was ended from outside ${where} (${how}); ${kept}. Build again.`;
	return `The build of ${dir} crashed ${where} (${how}); ${kept}. Build again with --debug to see what it printed.`;
}

function withStack<E extends Error>(error: E, stack: string | undefined): E {
	if (stack !== undefined) error.stack = stack;
	return error;
}
