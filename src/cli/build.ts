import type { Command } from 'commander';
import { Fault } from '../lib/server/fault.ts';
import { SAMPLE_DIR } from '../lib/server/package-root.ts';
import { projectDir } from '../lib/server/sources/config.ts';
import { refreshWarehouse, rollBack } from '../lib/server/warehouse/build/refresh.ts';
import { printBuildReport } from './build-report-text.ts';
import { progressPrinter } from './progress.ts';

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
		.option('--rollback', 'put the build before the one in service into service again; builds nothing')
		.action(async (options: { dir?: string; force?: boolean; accept?: boolean; rollback?: boolean }) => {
			const dir = projectDir(options.dir, process.cwd(), SAMPLE_DIR);
			if (options.rollback === true) return tellRollback(dir, options.force === true);
			const progress = progressPrinter(process.stderr);
			const refreshed = await refreshWarehouse({
				dir,
				force: options.force === true,
				accept: options.accept === true,
				now: new Date().toISOString(),
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

async function tellRollback(dir: string, isForced: boolean): Promise<void> {
	if (isForced) throw new Fault('input', '--rollback builds nothing, so --force cannot stand beside it.');
	const { from, to } = await rollBack({ dir, now: new Date().toISOString() });
	process.stdout.write(
		`The build of ${to} is in service again; the one of ${from} is kept. (--rollback once more returns to it; --force builds anew.)\n`,
	);
}
