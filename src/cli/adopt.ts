import type { Command } from 'commander';
import { SAMPLE_DIR } from '../lib/server/package-root.ts';
import { adoptFile } from '../lib/server/sources/adopt-file.ts';
import { projectDir, readProject } from '../lib/server/sources/config.ts';
import { HereReader } from '../lib/server/sources/read/here-reader.ts';
import { readLimits } from '../lib/server/sources/read/read-limits.ts';
import { dirOption } from './build-report-text.ts';

/** `vital-few adopt`: takes the new headings and forms of a file into `columns.yaml`. */
export function registerAdopt(program: Command): void {
	program
		.command('adopt')
		.description('take the new headings and forms of a file into columns.yaml, so that a build reads it')
		.argument('<file>', 'a file that vital-few.yaml reads')
		.option(
			'--dir <dir>',
			'folder of vital-few.yaml; default: the current one if it has one, else the sample company',
		)
		.action(async (file: string, options: { dir?: string }) => {
			const dir = projectDir(options.dir, process.cwd(), SAMPLE_DIR);
			const project = readProject(dir);
			const reader = new HereReader(readLimits(project.config.reader));
			const { table, changes } = await adoptFile(project, file, process.cwd(), reader).finally(() =>
				reader.close(),
			);
			process.stdout.write(
				changes.length === 0
					? `${file} is as columns.yaml has it; there is nothing to adopt.\n`
					: `Of ${table}: ${changes.join('; ')}. Written into columns.yaml.\nNext: vital-few build${dirOption(dir)}\n`,
			);
		});
}
