import { InvalidArgumentError, type Command } from 'commander';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Fault } from '../lib/server/fault.ts';
import { SAMPLE_DIR } from '../lib/server/package-root.ts';
import { projectDir, readProject, type Project } from '../lib/server/sources/config.ts';
import { initProject } from '../lib/server/sources/init-project.ts';
import { backtestProject } from '../lib/server/warehouse/risk/backtest-project.ts';
import { makeRecipeFiles } from '../lib/server/warehouse/build/refresh.ts';
import { printBacktest } from './backtest-text.ts';
import { isoDay } from './iso-day.ts';
import { progressPrinter } from './progress.ts';

const DEFAULT_HORIZON = 91;

/** `vital-few backtest`: says how well silence was foretold at a past cut-off. */
export function registerBacktest(program: Command): void {
	program
		.command('backtest')
		.description(
			'go back to a past day, foretell from what was known then who would stay silent, and hold that to what came',
		)
		.argument('[file]', 'any file of events: account, day, and an amount if there is one; default: a project')
		.option(
			'--dir <dir>',
			'folder of vital-few.yaml; default: the current one if it has one, else the sample company',
		)
		.option('--cut <date>', 'the past day; default: one horizon before the newest order', isoDay)
		.option('--horizon <days>', 'days within which an order is awaited; default: 91', wholeDays)
		.action(async (file: string | undefined, options: { dir?: string; cut?: string; horizon?: number }) => {
			if (file !== undefined && options.dir !== undefined) {
				throw new Fault('input', 'Give either a file or --dir, not both.');
			}
			const today = new Date().toISOString().slice(0, 10);
			const folder = mkdtempSync(join(tmpdir(), 'vital-few-backtest-'));
			const progress = progressPrinter(process.stderr);
			try {
				const project =
					file === undefined
						? await ownProject(options.dir, progress.note)
						: await fileProject(file, join(folder, 'project'), today);
				progress.note('Rebuilding what was known …');
				const report = await backtestProject({
					project,
					today,
					folder: join(folder, 'work'),
					cut: options.cut,
					horizonDays: options.horizon ?? DEFAULT_HORIZON,
				});
				progress.end();
				process.stdout.write(printBacktest(report));
			} finally {
				progress.end();
				rmSync(folder, { recursive: true, force: true });
			}
		});
}

async function ownProject(given: string | undefined, note: (sentence: string) => void): Promise<Project> {
	const project = readProject(projectDir(given, process.cwd(), SAMPLE_DIR));
	await makeRecipeFiles(project, () => note('Making the order files of the sample company …'));
	return project;
}

/** Drafts a project around one file of events, as `init` would. */
async function fileProject(file: string, dir: string, today: string): Promise<Project> {
	const path = resolve(process.cwd(), file);
	if (!existsSync(path) || !statSync(path).isFile()) throw new Fault('input', `There is no file ${file}.`);
	await initProject({ paths: [path], dir, cwd: process.cwd(), today });
	return readProject(dir);
}

function wholeDays(value: string): number {
	const days = Number(value);
	if (!Number.isInteger(days) || days < 1 || days > 3650)
		throw new InvalidArgumentError('use whole days, 1 to 3650.');
	return days;
}
