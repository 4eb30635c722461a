import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { makeBenchProject } from './bench-project.ts';
import { runSwaps } from './run-swaps.ts';

const program = new Command('npm run bench:swaps --')
	.description('ask as many readers would while builds are swapped beneath them, and say what they met')
	.option('--lines <count>', 'order lines of the company, about', '100000')
	.option('--readers <count>', 'readers at once', '200')
	.option('--think <seconds>', 'seconds between two questions of a reader', '2')
	.option('--builds <count>', 'builds, one after the other', '20');

const flags = program.parse().opts<{ lines: string; readers: string; think: string; builds: string }>();
const dir = mkdtempSync(join(tmpdir(), 'vital-few-swaps-'));
try {
	await makeBenchProject(dir, Number(flags.lines));
	const result = await runSwaps({
		dir,
		readers: Number(flags.readers),
		thinkSeconds: Number(flags.think),
		builds: Number(flags.builds),
		tell: (text) => process.stderr.write(`${text}\n`),
	});
	const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
	const failed = Object.values(result.failures).reduce((sum, count) => sum + count, 0);
	process.stdout.write(
		[
			`${result.requests} questions of ${flags.readers} readers over ${flags.builds} builds; load average ${result.load_average.before.toFixed(1)} before, ${result.load_average.after.toFixed(1)} after`,
			`errors: ${failed}${failed === 0 ? '' : `  ${JSON.stringify(result.failures)}`}`,
			`milliseconds: p50 ${result.p50.toFixed(0)}, p95 ${result.p95.toFixed(0)}, p99 ${result.p99.toFixed(0)}, longest ${result.longest.toFixed(0)}`,
			`memory after each build: ${result.memory.map(megabytes).join(', ')}`,
			`seconds of each build: ${result.build_seconds.map((seconds) => seconds.toFixed(1)).join(', ')}; builds that readers saw: ${result.builds_seen}`,
			'',
		].join('\n'),
	);
	process.exitCode = failed === 0 ? 0 : 1;
} finally {
	rmSync(dir, { recursive: true, force: true });
}
