import type { Command } from 'commander';
import { Fault } from '../lib/server/fault.ts';
import { SAMPLE_DIR } from '../lib/server/package-root.ts';
import { projectDir } from '../lib/server/sources/config.ts';
import { refreshWarehouse, rollBack } from '../lib/server/warehouse/build/refresh.ts';
import { printBuildReport } from './build-report-text.ts';
import { isoDay } from './iso-day.ts';
import { progressPrinter } from './progress.ts';

interface BuildFlags {
	dir?: string;
	force?: boolean;
	accept?: boolean;
	today?: string;
	rollback?: boolean;
}

/** `vital-few build`: reads the sources and puts a new warehouse into service. */
export function registerBuild(program: Command): void {
	program
		.command('build')
		.description(
			'read the sources, build a new warehouse beside the old one, check it, and put it into service',
		)
		.option(
			'--dir <dir>',
			'folder of vital-few.yaml; default: the current one if it has one, else the sample company',
		)
		.option('--force', 'build even when nothing has changed since the last build')
		.option(
			'--accept',
			'put a build into service that differs from the one before by more than the limits allow',
		)
		.option(
			'--today <day>',
			'build as it could have been built on a past day, like 2026-06-30: what came later is left out',
			isoDay,
		)
		.option('--rollback', 'put the build before the one in service into service again; builds nothing')
		.action(async (options: BuildFlags) => {
			const dir = projectDir(options.dir, process.cwd(), SAMPLE_DIR);
			if (options.rollback === true) return tellRollback(dir, options);
			const now = new Date().toISOString();
			if (options.today !== undefined && options.today > now.slice(0, 10))
				throw new Fault('input', `--today is for a day in the past; ${options.today} lies ahead.`);
			const progress = progressPrinter(process.stderr);
			const refreshed = await refreshWarehouse({
				dir,
				force: options.force === true,
				accept: options.accept === true,
				now,
				...(options.today === undefined ? {} : { today: options.today }),
				onStep: progress.step,
				onRecipe: () => progress.note('Making the order files of the sample company …'),
			}).finally(progress.end);
			if (refreshed.is_unchanged) {
				process.stdout.write(
					refreshed.rolled_back_at === undefined
						? `Nothing has changed since the build of ${refreshed.built_at}; it stays in service. (--force builds anyway.)\n`
						: `Nothing has changed since the build of ${refreshed.rolled_back_at}, which was rolled back; the one of ${refreshed.built_at} stays in service. (--force builds anyway.)\n`,
				);
			} else {
				process.stdout.write(printBuildReport(refreshed.report, dir));
			}
		});
}

async function tellRollback(dir: string, { force, today }: BuildFlags): Promise<void> {
	const other = force === true ? '--force' : today === undefined ? undefined : '--today';
	if (other !== undefined)
		throw new Fault('input', `--rollback builds nothing, so ${other} cannot stand beside it.`);
	const { from, to } = await rollBack({ dir, now: new Date().toISOString() });
	process.stdout.write(
		`The build of ${to} is in service again; the one of ${from} is kept. (--rollback once more returns to it; --force builds anew.)\n`,
	);
}
