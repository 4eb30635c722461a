import type { Command } from 'commander';
import { SAMPLE_DIR } from '../lib/server/package-root.ts';
import { projectDir } from '../lib/server/sources/config.ts';
import { refreshWarehouse } from '../lib/server/warehouse/build/refresh.ts';
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
		.action(async (options: { dir?: string; force?: boolean }) => {
			const dir = projectDir(options.dir, process.cwd(), SAMPLE_DIR);
			const progress = progressPrinter(process.stderr);
			const refreshed = await refreshWarehouse({
				dir,
				force: options.force === true,
				now: new Date().toISOString(),
				onStep: progress.step,
				onRecipe: () => progress.note('Making the order files of the sample company …'),
			}).finally(progress.end);
			if (refreshed.is_unchanged) {
				process.stdout.write(
					`Nothing has changed since the build of ${refreshed.built_at}; it stays in service. (--force builds anyway.)\n`,
				);
			} else {
				process.stdout.write(printBuildReport(refreshed.report, dir));
			}
		});
}
