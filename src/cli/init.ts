import type { Command } from 'commander';
import { initProject } from '../lib/server/sources/init-project.ts';
import { initReportText } from './init-report-text.ts';
import { progressPrinter } from './progress.ts';

/** `vital-few init`: looks at files and drafts a project. */
export function registerInit(program: Command): void {
	program
		.command('init')
		.description(
			'look at your files, recognise orders, customers and products in them, and draft vital-few.yaml and sources/*.sql',
		)
		.argument('<path...>', 'CSV, TSV, JSON, Parquet or XLSX files, or folders of them')
		.option('--dir <dir>', 'folder to draft into; default: the current one')
		.option('--company <name>', 'name of your company; default: from the name of the file or folder')
		.option('--currency <code>', 'currency you report in, like EUR; default: what the data says')
		.option(
			'--map <heading=concept>',
			'what a column is where its name does not tell, like "Vendor=account_id"; may be repeated',
			(entry: string, sofar: string[]) => [...sofar, entry],
			[],
		)
		.option('--force', 'draft anew over what is there')
		.action(
			async (
				paths: string[],
				options: { dir?: string; company?: string; currency?: string; map: string[]; force?: boolean },
			) => {
				const progress = progressPrinter(process.stderr);
				const report = await initProject({
					paths,
					dir: options.dir ?? '.',
					cwd: process.cwd(),
					company: options.company,
					currency: options.currency?.toUpperCase(),
					map: options.map,
					force: options.force,
					today: new Date().toISOString().slice(0, 10),
					progress: progress.note,
				}).finally(progress.end);
				process.stdout.write(initReportText(report));
				if (report.has_gaps) process.exitCode = 1;
			},
		);
}
