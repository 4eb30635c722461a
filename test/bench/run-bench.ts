import { mkdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { BuildReport } from '../../src/lib/server/warehouse/build/build-report.ts';
import { currentBuild, linesFile, warehouseFile } from '../../src/lib/server/warehouse/build/builds.ts';
import { refreshWarehouse } from '../../src/lib/server/warehouse/build/refresh.ts';
import { BENCH_NOW, makeBenchProject } from './bench-project.ts';
import { timeRawEngine, type RawTimes } from './raw-engine.ts';
import { timeAnswers, type AnswerTimes } from './time-answers.ts';
import { median, timed, type Patience } from './timing.ts';

export interface BenchOptions {
	/** Order lines to make, about. */
	lines: number;
	/** Folder of the project. */
	dir: string;
	/** How often the rollups and the build are run; the median counts. */
	rounds: number;
	patience: Patience;
	/** Whether the answers are asked over HTTP, too; the app has to be built for it. */
	isServed: boolean;
	tell: (text: string) => void;
}

/** What one run found; times in milliseconds, sizes in bytes. */
export interface BenchResult {
	lines: number;
	accounts: number;
	processors: number;
	memory: number;
	/** Mean number of processes that wanted a processor in the last minute: before, and at the end. */
	load: [number, number];
	raw: RawTimes;
	build: {
		total: number;
		/** The whole build ÷ the three rollups. */
		ratio: number;
		steps: Record<string, number>;
		peak_memory: number;
		/** Made by the recipe beside: not part of the build. */
		sample_made_in: number;
	};
	sizes: { warehouse: number; lines: number };
	answers: AnswerTimes[];
}

/** Makes the sample company at a size, builds it, and times the rollups, the build and every answer. */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
	const { dir, tell } = options;
	const loadBefore = loadavg()[0]!;
	tell(`making the sample company at ${options.lines} lines`);
	const made = await timed(() => makeBenchProject(dir, options.lines));
	const reports: BuildReport[] = [];
	for (let round = 1; round <= options.rounds; round++) {
		// Tiers that are on record are not made again: every round is a first one.
		rmSync(join(dir, 'desk'), { recursive: true, force: true });
		const refreshed = await refreshWarehouse({
			dir,
			force: true,
			accept: true,
			now: BENCH_NOW,
			onStep: (step) => tell(`build ${round} of ${options.rounds}: ${step.name}`),
			onRecipe: () => undefined,
		});
		if (!refreshed.is_unchanged) reports.push(refreshed.report);
	}
	const id = currentBuild(dir)!.build_id;
	const files = { linesFile: linesFile(dir, id), warehouseFile: warehouseFile(dir, id) };
	tell('the rollups alone');
	const scratch = join(dir, 'bench-scratch');
	mkdirSync(scratch, { recursive: true });
	const raw = await timeRawEngine(files, scratch, options);
	const total = median(reports.map((report) => report.milliseconds));
	return {
		lines: raw.lines,
		accounts: raw.accounts,
		processors: availableParallelism(),
		memory: totalmem(),
		raw,
		build: {
			total,
			ratio: total / raw.rollups_total,
			steps: Object.fromEntries(
				reports[0]!.steps.map((step, i) => [
					step.name,
					median(reports.map((report) => report.steps[i]!.milliseconds)),
				]),
			),
			peak_memory: Math.max(...reports.map((report) => report.peak_memory_bytes)),
			sample_made_in: made.milliseconds,
		},
		sizes: {
			warehouse: statSync(files.warehouseFile).size,
			lines: statSync(files.linesFile).size,
		},
		answers: await timeAnswers(dir, options),
		load: [loadBefore, loadavg()[0]!],
	};
}
