import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { benchText } from './bench-text.ts';
import { runBench, type BenchResult } from './run-bench.ts';

interface Flags {
	lines: string[];
	rounds: string;
	dir?: string;
	out?: string;
	compare?: string;
	http: boolean;
}

const PATIENCE = { samples: 20, milliseconds: 4_000 };

const program = new Command('npm run bench --')
	.description('time the build and every answer on the sample company, made at a size')
	.option('--lines <count...>', 'order lines to make, about; several sizes are run one after the other', [
		'1000000',
		'10000000',
	])
	.option('--rounds <count>', 'how often rollups and build are run; the median counts', '3')
	.option('--dir <dir>', 'folder that keeps the files, to be used again; default: one that is removed')
	.option('--out <file>', 'file for the results, as JSON')
	.option('--compare <file>', 'results of an earlier run, to stand beside')
	.option('--no-http', 'leave out what needs the app to be built');

await bench(program.parse().opts<Flags>());

async function bench(flags: Flags): Promise<void> {
	const earlier =
		flags.compare === undefined ? [] : (JSON.parse(readFileSync(flags.compare, 'utf8')) as BenchResult[]);
	const results: BenchResult[] = [];
	for (const size of flags.lines) {
		const lines = Number(size.replaceAll('_', ''));
		const dir =
			flags.dir === undefined
				? mkdtempSync(join(tmpdir(), 'vital-few-bench-'))
				: join(flags.dir, String(lines));
		const clean = () => {
			if (flags.dir === undefined) rmSync(dir, { recursive: true, force: true });
		};
		process.once('SIGINT', () => {
			clean();
			process.exit(130);
		});
		try {
			const result = await runBench({
				lines,
				dir,
				rounds: Number(flags.rounds),
				patience: PATIENCE,
				isServed: flags.http,
				tell,
			});
			results.push(result);
			tell('');
			const before = earlier.find((other) => Math.abs(Math.log(other.lines / result.lines)) < Math.log(1.1));
			process.stdout.write(`${benchText(result, before)}\n`);
		} finally {
			clean();
		}
		if (flags.out !== undefined) writeFileSync(flags.out, `${JSON.stringify(results, null, 2)}\n`);
	}
}

/** One line of progress, written over. */
function tell(text: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text.slice(0, 100)}`);
}
