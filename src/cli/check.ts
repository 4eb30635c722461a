import type { Command } from 'commander';
import { SAMPLE_DIR } from '../lib/server/package-root.ts';
import { projectDir, readProject, todayOf } from '../lib/server/sources/config.ts';
import { checkTierModel } from '../lib/server/sources/tier-model.ts';
import { checkSources } from '../lib/server/warehouse/build/check-sources.ts';
import { makeRecipeFiles } from '../lib/server/warehouse/build/refresh.ts';
import { printCheckReport } from './check-report-text.ts';
import { progressPrinter } from './progress.ts';

/** `vital-few check`: reads everything as a build would and says how good it is; nothing is built. */
export function registerCheck(program: Command): void {
	program
		.command('check')
		.description(
			'read the configuration and the sources as a build would, and say how good the data is; nothing is built',
		)
		.option(
			'--dir <dir>',
			'folder of vital-few.yaml; default: the current one if it has one, else the sample company',
		)
		.action(async (options: { dir?: string }) => {
			const dir = projectDir(options.dir, process.cwd(), SAMPLE_DIR);
			const project = readProject(dir);
			const today = todayOf(project.config, new Date().toISOString());
			const tiers = checkTierModel(dir, today);
			const progress = progressPrinter(process.stderr);
			const check = async () => {
				await makeRecipeFiles(project, () => progress.note('Making the order files of the sample company …'));
				return checkSources({ project, today, onStep: progress.step });
			};
			const report = await check().finally(progress.end);
			process.stdout.write(`${printCheckReport(report, dir)}${tiers}\n`);
			const isUsable = report.entities.some(
				(entity) => entity.entity === 'order_lines' && entity.used_count > 0,
			);
			if (!isUsable) process.exitCode = 1;
		});
}
