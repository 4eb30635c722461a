import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { EntityName } from '../../../contract/entities.ts';
import { defineAmounts } from '../../sources/measure-amounts.ts';
import { openSources, type OpenSources } from '../../sources/open-sources.ts';
import type { SourceStatement } from '../../sources/source-statement.ts';
import { stageSources } from '../../sources/stage-sources.ts';
import { Fault } from '../../fault.ts';
import type { BuildReport, BuildStep } from './build-report.ts';
import { brokenLines, failedChecks, reconcile, rejectionCounts, entityCounts } from './build-checks.ts';
import { writeBuildFacts, findCompleteMonth, type MonthFacts } from './build-facts.ts';
import type { BuildOptions } from './build-options.ts';
import { readBuildRecord, recordOf, writeBuildRecord, type BuildRecord } from './build-record.ts';
import {
	currentBuild,
	linesFile,
	makeBuildFolder,
	markFinished,
	putIntoService,
	warehouseFile,
} from './builds.ts';
import { differences, heldBack } from './compare-builds.ts';
import { ASKED_FROM, catalog, inDependencyOrder, TOLD_TABLE, waitsForFit } from '../catalog.ts';
import { handleDuplicates } from './duplicates.ts';
import { openEngine, queryRows, runWith } from '../engine.ts';
import { fingerprint, modelVersion } from './fingerprint.ts';
import { measureFiles } from './integrity.ts';
import { nextDayAhead } from './next-day.ts';
import { buildRelation, storedAnswer } from '../relations.ts';
import { assessQuality } from './quality/assess-quality.ts';
import { FEWEST_SAMPLED, fitRisk } from '../risk/risk-step.ts';
import { fitWhiteSpace } from '../white-space/fit-white-space.ts';
import { ToldRisk } from '../risk/told-risk.ts';
import { rollUp } from './roll-up.ts';
import type { QueryFile } from '../query-file.ts';
import { TierReview } from '../tiers/tier-review.ts';

/**
 * Builds a new warehouse beside the one in service, checks it, and puts it into service. The old one serves until the
 * last moment, and goes on serving when anything fails. The caller holds the build lock.
 * @throws {Fault} `input` for sources that cannot be read, `checks` when the new warehouse contradicts its sources.
 */
export async function buildWarehouse(options: BuildOptions): Promise<BuildReport> {
	const { project } = options;
	const folder = makeBuildFolder(project.dir, options.buildId);
	const instance = await openEngine({
		tempDir: join(folder, 'spill'),
		...(options.threads === undefined ? {} : { threads: options.threads }),
		...(project.config.memory_limit === undefined ? {} : { memoryLimit: project.config.memory_limit }),
	});
	const scratch = join(folder, 'scratch');
	mkdirSync(scratch);
	try {
		return await new Build(options, scratch, instance).run();
	} finally {
		instance.closeSync();
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** One run of the build: the steps in order, each timed and told. */
class Build {
	readonly #options: BuildOptions;
	readonly #scratch: string;
	readonly #instance: DuckDBInstance;
	readonly #steps: BuildStep[] = [];
	readonly #marts = inDependencyOrder(catalog().marts).filter((mart) => !mart.is_inline);
	readonly #stored = [...catalog().answers.values()].filter((answer) => answer.is_stored);
	#total = 0;

	constructor(options: BuildOptions, scratch: string, instance: DuckDBInstance) {
		this.#options = options;
		this.#scratch = scratch;
		this.#instance = instance;
	}

	async run(): Promise<BuildReport> {
		const started = performance.now();
		const { project, buildId, today } = this.#options;
		const madeFrom = fingerprint(project);
		const tiers = new TierReview(project);
		const told = new ToldRisk(project.dir);
		const sources = await this.#open();
		const { statements } = sources;
		const lines = linesFile(project.dir, buildId);
		const amounts = await stageSources(sources, {
			...this.#options,
			linesFile: lines,
			step: (name, work) => this.#step(name, work),
		});
		sources.connection.closeSync();
		const connection = await this.#instance.connect();
		await defineAmounts(connection, 'memory', amounts);
		await defineAmounts(connection, 'warehouse', amounts);
		const month = await findCompleteMonth(connection, project.config);
		const duplicates = await this.#step('look for copies', () =>
			handleDuplicates(connection, project.config.duplicates, lines),
		);
		const { record, newFiles } = await this.#compare(connection, sources, month);
		await this.#step('look for what is odd', () =>
			assessQuality(connection, statements, {
				config: project.config,
				today,
				accepted: record.accepted,
			}),
		);
		await tiers.prepare(connection);
		await rollUp(connection, month);
		await this.#makeMarts(connection, month, statements, told);
		await this.#step('review the tiers', () => tiers.run(connection, this.#scratch, this.#options.now));
		await this.#storeAnswers(connection);
		const failed = await this.#step('check', () => failedChecks(connection));
		const reconciliation = await reconcile(connection);
		const report: BuildReport = {
			build_id: buildId,
			is_unchanged: false,
			company: project.config.company,
			first_on: month.first_on,
			watermark_on: month.watermark_on,
			as_of: month.last_complete_on,
			as_of_reason: month.reason,
			currency: project.config.currency,
			...(await sizes(connection)),
			entities: await entityCounts(connection, [...statements.keys()]),
			reconciliation,
			rejections: await rejectionCounts(connection),
			broken_lines: await brokenLines(connection),
			duplicates: { ...duplicates, are_rejected: project.config.duplicates === 'reject' },
			renamed_dimensions: statements.get('accounts')?.renamed ?? [],
			new_files: newFiles,
			copies: sources.files.flatMap(({ copies }) => copies),
			unread_files: sources.unread,
			accepted: record.accepted,
			failed_checks: failed,
			steps: this.#steps,
			warehouse_bytes: 0,
			peak_memory_bytes: 0,
			milliseconds: 0,
		};
		refuseContradictions(report);
		const nextOn = await nextDayAhead(connection, [...statements.values()], today);
		await connection.run('use memory');
		await connection.run('detach warehouse');
		report.warehouse_bytes = statSync(warehouseFile(project.dir, buildId)).size;
		report.peak_memory_bytes = process.resourceUsage().maxRSS * 1024;
		report.milliseconds = Math.round(performance.now() - started);
		const finished = {
			build_id: buildId,
			fingerprint: madeFrom,
			built_at: this.#options.now,
			today,
			next_on: nextOn,
			files: await measureFiles(project.dir, buildId),
		};
		// Whoever asked for it may be gone, and another build may have begun.
		if (this.#options.isWanted?.() === false) throw new Fault('busy', 'The build was given up.');
		tiers.record();
		told.record();
		writeBuildRecord(project.dir, buildId, record);
		markFinished(project.dir, finished);
		putIntoService(project.dir, finished);
		return report;
	}

	/**
	 * Holds what was staged against the build in service, before anything is made of it.
	 * @throws {Fault} `checks` where no line can be used, and where the difference is larger than the limits and not accepted.
	 */
	async #compare(
		connection: DuckDBConnection,
		sources: OpenSources,
		month: MonthFacts,
	): Promise<{ record: BuildRecord; newFiles: { file: string; rows: number }[] }> {
		const { project, now, accept } = this.#options;
		const { currency, limits } = project.config;
		const about = { built_at: now, currency, as_of: month.last_complete_on };
		const record = await recordOf(connection, sources, about);
		const current = currentBuild(project.dir);
		if (record.months.length === 0) throw await nothingUsable(connection, record, current !== undefined);
		const before = current && readBuildRecord(project.dir, current.build_id);
		const found = before === undefined ? [] : differences(before, record, limits);
		if (found.length > 0 && accept !== true) throw new Fault('checks', heldBack(found, before!));
		const known = new Set(before?.files.map(({ table, file }) => `${table} ${file}`));
		const newFiles =
			before === undefined ? [] : record.files.filter(({ table, file }) => !known.has(`${table} ${file}`));
		return {
			record: { ...record, accepted: found },
			newFiles: newFiles.map(({ file, rows }) => ({ file, rows })),
		};
	}

	async #step<T>(name: string, work: () => Promise<T>): Promise<T> {
		const started = performance.now();
		const result = await work();
		const step = {
			name,
			index: this.#steps.length + 1,
			total: this.#total,
			milliseconds: Math.round(performance.now() - started),
		};
		this.#steps.push(step);
		this.#options.onStep(step);
		return result;
	}

	/** Attaches the files of this build, opens the user's files as tables, and shuts everything else out. */
	async #open(): Promise<OpenSources> {
		const { project, buildId } = this.#options;
		const sources = await openSources(this.#instance, project, {
			folder: makeBuildFolder(project.dir, buildId),
			scratchDir: this.#scratch,
			reader: this.#options.reader,
			attached: {
				warehouse: warehouseFile(project.dir, buildId),
				staged: join(this.#scratch, 'staged.duckdb'),
				rollups: join(this.#scratch, 'rollups.duckdb'),
			},
		});
		this.#total = sources.statements.size + this.#marts.length + this.#stored.length + 7;
		return sources;
	}

	async #makeMarts(
		connection: DuckDBConnection,
		month: MonthFacts,
		statements: ReadonlyMap<EntityName, SourceStatement>,
		told: ToldRisk,
	): Promise<void> {
		const parameters = {
			...month.parameters,
			closures: this.#options.project.config.closures,
			fewest_sampled: FEWEST_SAMPLED.build,
		};
		const ofTold = this.#marts.filter((mart) => mart.reads.includes(TOLD_TABLE));
		const waiting = this.#marts.filter(
			(mart) => !ofTold.includes(mart) && waitsForFit(mart, catalog().marts),
		);
		const make = async (mart: QueryFile) => {
			await this.#step(`make ${mart.name}`, () => runWith(connection, buildRelation(mart), parameters));
		};
		for (const mart of this.#marts)
			if (mart.name !== 'calendar_days' && !waiting.includes(mart) && !ofTold.includes(mart))
				await make(mart);
		await this.#step('fit risk', () => fitRisk(connection));
		await this.#step('fit white space', () => fitWhiteSpace(connection));
		for (const mart of waiting) await make(mart);
		await this.#step('keep what is told', () =>
			told.run(connection, {
				scratch: this.#scratch,
				today: this.#options.today,
				version: modelVersion(),
			}),
		);
		for (const mart of ofTold) await make(mart);
		for (const mart of this.#marts)
			if (!mart.is_kept && !isReadLater(mart)) await connection.run(`drop table ${mart.name}`);
		await writeBuildFacts(connection, this.#options, month, statements);
	}

	async #storeAnswers(connection: DuckDBConnection): Promise<void> {
		for (const answer of this.#stored) {
			await this.#step(`store ${answer.name}`, () => connection.run(storedAnswer(answer)));
		}
	}
}

/** Whether something that is made after the marts reads a mart; what is not makes room for it. */
function isReadLater(mart: QueryFile): boolean {
	const { quarters, answers, checks } = catalog();
	return [quarters, answers, checks].some((files) =>
		[...files.values()].some((file) => file.reads.some((name) => (ASKED_FROM[name] ?? name) === mart.name)),
	);
}

/** A warehouse without a line would only have empty pages. */
async function nothingUsable(
	connection: DuckDBConnection,
	record: BuildRecord,
	isServing: boolean,
): Promise<Fault> {
	const read = record.entities.find(({ entity }) => entity === 'order_lines')?.rows_read ?? 0;
	const reasons = (await rejectionCounts(connection, 'staged.rejected'))
		.filter(({ entity }) => entity === 'order_lines')
		.slice(0, 3)
		.map(({ reason, rows }) => `${reason} (${rows})`);
	const why = reasons.length === 0 ? '' : ` Set aside: ${reasons.join(', ')}.`;
	const kept = isServing ? ' The old warehouse was kept and serves.' : '';
	const none =
		read === 0
			? 'sources/order_lines.sql gives no row.'
			: `None of the ${read} order lines can be used.${why}`;
	const look = read === 0 ? 'its files and its conditions' : 'the columns of sources/order_lines.sql';
	return new Fault('checks', `${none}${kept} Look at ${look}; "vital-few check" shows what was read.`);
}

async function sizes(connection: DuckDBConnection): Promise<{ accounts: number; groups: number }> {
	const [row] = await queryRows(
		connection,
		'select count(*) as accounts, count(distinct group_key) as groups from accounts',
	);
	return { accounts: Number(row!['accounts']), groups: Number(row!['groups']) };
}

function refuseContradictions(report: BuildReport): void {
	const unequal = report.reconciliation.filter((row) => !row.is_equal);
	if (unequal.length > 0) {
		const row = unequal[0]!;
		throw new Fault(
			'checks',
			`Rows and amounts do not reconcile in ${row.currency}: read ${row.rows_read} rows and ${row.amount_read}, used ${row.rows_used} and ${row.amount_used}, set aside ${row.rows_rejected} and ${row.amount_rejected}. The old warehouse was kept.`,
		);
	}
	const check = report.failed_checks[0];
	if (check) {
		throw new Fault(
			'checks',
			`The check ${check.name} found ${check.rows} rows (${check.question}) The old warehouse was kept.`,
		);
	}
}
