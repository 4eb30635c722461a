import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { openEngine } from '../warehouse/engine.ts';
import { CONFIG_NAME } from './config.ts';
import { draftAll, type Drafts } from './draft/draft-all.ts';
import { renderConfig } from './draft/draft-config.ts';
import { reportOf, type InitReport } from './draft/init-report.ts';
import { reportingCurrency } from './draft/reporting-currency.ts';
import { renderSelect } from './draft/select-draft.ts';
import { worthOf } from './draft/worth.ts';
import { prepareFileTables } from './file-tables.ts';
import { uniteAlikeTables } from './recognise/alike-tables.ts';
import { scanFiles } from './recognise/scan-files.ts';

/** What `vital-few init` is asked to do. */
export interface InitOptions {
	/** Files and folders, as the person gave them. */
	paths: readonly string[];
	/** Folder of the project that is drafted. */
	dir: string;
	/** Folder that relative paths start from. */
	cwd: string;
	company?: string | undefined;
	/** ISO 4217 code of the reporting currency. */
	currency?: string | undefined;
	/** Overwrite a project that is there already. */
	force?: boolean | undefined;
	/** ISO day; lines after it count as dated in the future. */
	today: string;
	progress?: ((sentence: string) => void) | undefined;
}

/**
 * Looks at files, drafts `vital-few.yaml` and `sources/*.sql` into `dir`, and reports what was recognised, what was guessed,
 * what was left, and what the choices are worth.
 * @throws {Fault} `input` when a file cannot be read, nothing in them can be order lines, or a project is there already.
 */
export async function initProject(options: InitOptions): Promise<InitReport> {
	const dir = resolve(options.cwd, options.dir);
	const configPath = join(dir, CONFIG_NAME);
	if (existsSync(configPath) && options.force !== true) {
		throw new Fault(
			'input',
			`${configPath} is there already; give another --dir, or --force to draft it anew.`,
		);
	}
	if (options.currency !== undefined && !/^[A-Z]{3}$/.test(options.currency)) {
		throw new Fault('input', `--currency ${options.currency} is no three-letter code like EUR.`);
	}
	const scratch = mkdtempSync(join(tmpdir(), 'vital-few-init-'));
	const instance = await openEngine({ tempDir: scratch });
	const connection = await instance.connect();
	try {
		await prepareFileTables(connection, scratch);
		return await draftInto(connection, dir, scratch, options);
	} finally {
		connection.closeSync();
		instance.closeSync();
		rmSync(scratch, { recursive: true, force: true });
	}
}

async function draftInto(
	connection: DuckDBConnection,
	dir: string,
	scratch: string,
	options: InitOptions,
): Promise<InitReport> {
	const scanned = await scanFiles(connection, options.paths, dir, options.cwd, scratch, options.progress);
	options.progress?.('Recognising tables and columns');
	const tables = await uniteAlikeTables(connection, scanned.tables);
	const drafts = await draftAll(connection, tables);
	const lines = drafts.selects.find(({ entity }) => entity === 'order_lines')!;
	options.progress?.('Adding up what the choices are worth');
	const { base, others, alternatives } = drafts;
	const choices = { select: lines, base, tables, others, alternatives };
	const worth = await worthOf(connection, choices, options.today);
	lines.options.unshift(...worth.options);
	const found = await reportingCurrency(connection, drafts.base, tables, drafts.inOne);
	const currency =
		options.currency === undefined
			? found
			: { ...found, code: options.currency, reason: 'as given', isGuess: false };
	const config = renderConfig({
		company: options.company ?? companyName(options.paths[0]!),
		currency: currency.code,
		currencyNote: currency.isGuess
			? `A guess: ${currency.reason}. Put the currency here that you report in.`
			: undefined,
		tables: scanned.tables.map((table) => ({ table, file: table.file, used: drafts.usedAs(table.name) })),
		completeMonth: worth.last_complete_month.reason,
	});
	const written = write(dir, config, drafts, options.force === true);
	return reportOf({ dir, written, scanned, tables, drafts, worth, currency });
}

function write(dir: string, config: string, drafts: Drafts, force: boolean): string[] {
	const sources = join(dir, 'sources');
	const files = drafts.selects.map(
		(select) => [join(sources, `${select.entity}.sql`), renderSelect(select)] as const,
	);
	const taken = files.find(([path]) => existsSync(path));
	if (taken && !force)
		throw new Fault(
			'input',
			`${taken[0]} is there already; give another --dir, or --force to draft it anew.`,
		);
	mkdirSync(sources, { recursive: true });
	const ignore = join(dir, '.gitignore');
	const all = [
		...files,
		[join(dir, CONFIG_NAME), config] as const,
		...(existsSync(ignore) ? [] : [[ignore, '.vital-few/\n'] as const]),
	];
	for (const [path, text] of all) writeFileSync(path, text);
	return all.map(([path]) => path);
}

/** A name for the company from what the person pointed at: `online_retail.csv.gz` becomes "Online Retail". */
function companyName(path: string): string {
	const words = basename(resolve(path))
		.replace(/(\.(csv|tsv|tab|psv|txt|tbl|dat|json|ndjson|jsonl|parquet|pq|xlsx|xlsm|gz|zst|zstd))+$/i, '')
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
	const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join(' ');
	return name === '' ? 'My Company' : name;
}
