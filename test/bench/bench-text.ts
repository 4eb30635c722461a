import { textTable } from '../../src/cli/text-table.ts';
import type { AnswerTimes } from './time-answers.ts';
import type { BenchResult } from './run-bench.ts';

/** How long what is asked may take, by what is asked: 95 of 100 answers, in milliseconds. */
const TARGETS: Record<AnswerTimes['kind'], number | undefined> = {
	'month end': 20,
	filtered: 150,
	'by category': 150,
	'custom window': undefined,
	record: 10,
};
const BUILD_TARGET = 3;

/** A result as tables; beside each figure how it stands to an earlier one's, where that is given. */
export function benchText(result: BenchResult, earlier?: BenchResult): string {
	const { build, raw, sizes } = result;
	const beside = (now: number, before: number | undefined) =>
		before === undefined || before === 0 ? '' : `× ${(now / before).toFixed(2)}`;
	const steps = Object.entries(build.steps).toSorted(([, a], [, b]) => b - a);
	return [
		`${count(result.lines)} order lines of ${count(result.accounts)} accounts; ${result.processors} processors, ${size(result.memory)} of memory, load ${result.load.map((load) => load.toFixed(1)).join(' to ')}`,
		'',
		...textTable(
			[
				...Object.entries(raw.rollups).map(([name, time]) => [
					`rollup ${name} alone`,
					seconds(time),
					beside(time, earlier?.raw.rollups[name]),
				]),
				[
					'the rollups alone',
					seconds(raw.rollups_total),
					beside(raw.rollups_total, earlier?.raw.rollups_total),
				],
				['the whole build', seconds(build.total), beside(build.total, earlier?.build.total)],
			],
			['left', 'right', 'right'],
		),
		`  the build is ${build.ratio.toFixed(1)} times the rollups (at most ${BUILD_TARGET}: ${met(build.ratio <= BUILD_TARGET)})`,
		`  peak memory of the build ${size(build.peak_memory)}; warehouse ${size(sizes.warehouse)}, kept lines ${size(sizes.lines)}; the sample was made in ${seconds(build.sample_made_in)}`,
		'',
		'Steps of the build, slowest first',
		...textTable(
			steps.map(([name, time]) => [name, seconds(time), beside(time, earlier?.build.steps[name])]),
			['left', 'right', 'right'],
		),
		'',
		'Answers, in milliseconds: half are faster than p50, 95 of 100 than p95',
		...textTable(
			[
				['', '', '', 'p50', 'p95', 'HTTP p50', 'p95', '', ''],
				['headline', 'raw engine', 'over the lines', ...pair(raw.headline), '', '', '', ''],
				...result.answers.map((each) => answerRow(each, beside, earlier)),
			],
			['left', 'left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
		),
		'',
		...Object.entries(TARGETS).flatMap(([kind, target]) => summaryOf(result, kind, target)),
		'',
	].join('\n');
}

function answerRow(
	each: AnswerTimes,
	beside: (now: number, before: number | undefined) => string,
	earlier: BenchResult | undefined,
): string[] {
	const before = earlier?.answers.find(
		(other) => other.answer === each.answer && other.kind === each.kind && other.level === each.level,
	);
	const target = TARGETS[each.kind];
	return [
		each.answer,
		each.kind,
		each.level,
		...pair(each.in_process),
		...(each.http === undefined ? ['', ''] : pair(each.http)),
		beside(each.in_process.p95, before?.in_process.p95),
		target !== undefined && each.in_process.p95 > target ? `over ${target}` : '',
	];
}

function summaryOf(result: BenchResult, kind: string, target: number | undefined): string[] {
	const all = result.answers.filter((each) => each.kind === kind);
	if (all.length === 0 || target === undefined) return [];
	const over = all.filter((each) => each.in_process.p95 > target);
	return [`${kind}: ${all.length - over.length} of ${all.length} within ${target} ms at p95`];
}

function pair({ p50, p95 }: { p50: number; p95: number }): string[] {
	return [p50.toFixed(1), p95.toFixed(1)];
}

function met(isMet: boolean): string {
	return isMet ? 'met' : 'not met';
}

function count(value: number): string {
	return value.toLocaleString('en');
}

function seconds(milliseconds: number): string {
	return `${(milliseconds / 1_000).toFixed(2)} s`;
}

function size(bytes: number): string {
	return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
