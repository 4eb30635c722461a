import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { openEngine } from '../warehouse/engine.ts';
import { quoteIdentifier } from '../warehouse/sql-text.ts';
import { CONTRACT_NAME, renderContract, type ColumnTerms } from './column-contract.ts';
import { isWritten, TEXT, type Look } from './column-looks.ts';
import { CONFIG_NAME, parseConfig } from './config.ts';
import { draftAll, type Drafts } from './draft/draft-all.ts';
import { NOT_USED, renderConfig } from './draft/draft-config.ts';
import { reportOf, type InitReport } from './draft/init-report.ts';
import { reportingCurrency } from './draft/reporting-currency.ts';
import { coverageOf } from './draft/coverage.ts';
import { unreadAmounts } from './draft/value-checks.ts';
import { renderKeptTotals } from './draft/kept-totals.ts';
import { renderSelect } from './draft/select-draft.ts';
import { leftOut } from './draft/left-out.ts';
import { worthOf } from './draft/worth.ts';
import { prepareFileTables } from './file-tables.ts';
import { takeGivenMeanings } from './recognise/given-meanings.ts';
import { contractLook, uniteAlikeTables, type UnitedTable } from './recognise/alike-tables.ts';
import type { FileReader } from './read/file-reader.ts';
import { readLimits, type ReadLimits } from './read/read-limits.ts';
import { ReaderProcess } from './read/reader-process.ts';
import type { TableProfile } from './recognise/table-profile.ts';
import { scanFiles } from './recognise/scan-files.ts';
import { CONTROL_TOTALS } from './source-statement.ts';

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
	/** What columns are, each as `HEADING=concept`, where their names do not tell. */
	map?: readonly string[] | undefined;
	/** Overwrite a project that is there already. */
	force?: boolean | undefined;
	/** ISO day; lines after it count as dated in the future. */
	today: string;
	progress?: ((sentence: string) => void) | undefined;
	/** What reads the files, closed at the end; default: a process of its own. */
	reader?: FileReader | undefined;
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
	const tempDir = join(scratch, 'reader-spill');
	const reader = options.reader ?? new ReaderProcess(limitsOf(configPath), { tempDir });
	try {
		await prepareFileTables(connection, scratch);
		return await draftInto(connection, reader, dir, scratch, options);
	} finally {
		await reader.close();
		connection.closeSync();
		instance.closeSync();
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** The limits of a project that is drafted anew; the usual ones where there is none. */
function limitsOf(configPath: string): ReadLimits {
	try {
		return readLimits(parseConfig(readFileSync(configPath, 'utf8'), configPath).reader);
	} catch {
		return readLimits();
	}
}

async function draftInto(
	connection: DuckDBConnection,
	reader: FileReader,
	dir: string,
	scratch: string,
	options: InitOptions,
): Promise<InitReport> {
	const scanned = await scanFiles(
		connection,
		reader,
		options.paths,
		dir,
		options.cwd,
		scratch,
		options.progress,
	);
	options.progress?.('Recognising tables and columns');
	const united = await uniteAlikeTables(connection, scanned.tables, dir);
	const tables = united.map(({ table }) => table);
	takeGivenMeanings(tables, options.map ?? []);
	const drafts = await draftAll(connection, tables);
	const lines = drafts.selects.find(({ entity }) => entity === 'order_lines')!;
	options.progress?.('Adding up what the choices are worth');
	const { base, others, alternatives } = drafts;
	const choices = { select: lines, base, tables, others, alternatives, sales: drafts.sales };
	const amount = lines.columns.find(({ name }) => name === 'net_amount')?.from ?? [];
	const found = await reportingCurrency(connection, drafts.base, tables, drafts.inOne, amount);
	const currency =
		options.currency === undefined
			? found
			: {
					code: options.currency,
					reason: 'as given',
					isGuess: false,
					others:
						found.others.length === 0
							? []
							: [found.code, ...found.others].filter((code) => code !== options.currency),
				};
	const hasRates =
		drafts.selects.some(({ entity }) => entity === 'fx_rates') ||
		!lines.columns.some(({ name, from }) => name === 'currency' && amount.includes(from[0]!));
	const worth = await worthOf(connection, choices, options.today, { code: currency.code, hasRates });
	lines.options.unshift(...worth.options);
	const unread = await unreadAmounts(connection, { base, select: lines });
	const coverage = coverageOf(worth, drafts.sums);
	lines.gaps = [...unread, ...(coverage.sentence === undefined ? [] : [coverage.sentence])];
	const config = renderConfig({
		company: options.company ?? companyName(options.paths[0]!),
		currency: currency.code,
		currencyNote: currency.isGuess
			? `A guess: ${currency.reason}. Put the currency here that you report in.`
			: undefined,
		tables: tables.map((table) => ({ table, file: table.file, used: drafts.usedAs(table.name) })),
		completeMonth: worth.last_complete_month.reason,
	});
	const contract = await contractOf(connection, united, drafts);
	const written = write(dir, { config, contract }, drafts, options.force === true);
	const copies = united.flatMap((one) =>
		one.copies.map(({ name, of, says }) => ({
			path: name,
			test: 'file_is_copy' as const,
			reason: `is a copy of ${of}: ${says}`,
		})),
	);
	const left = await leftOut(connection, tables, drafts, [...scanned.left, ...copies]);
	return reportOf({ dir, written, scanned, left, drafts, worth, currency, coverage, unread });
}

/** The terms of the columns of each table that a statement reads. */
async function contractOf(
	connection: DuckDBConnection,
	united: readonly UnitedTable[],
	drafts: Drafts,
): Promise<string> {
	const tables = new Map<string, Map<string, ColumnTerms>>();
	for (const { table, terms } of united) {
		if (drafts.usedAs(table.name) === NOT_USED) continue;
		tables.set(table.name, await settledTerms(connection, table, terms));
	}
	return renderContract(tables);
}

/**
 * The terms with the days whose order was settled since. A column is held to one form only where its values bear it: what is
 * written in two forms in one file, or with marks around it, is for the statement to read.
 */
async function settledTerms(
	connection: DuckDBConnection,
	table: TableProfile,
	terms: ReadonlyMap<string, ColumnTerms>,
): Promise<Map<string, ColumnTerms>> {
	const settled = new Map<string, ColumnTerms>();
	for (const [name, { looks, also }] of terms) {
		const column = table.columns.find((other) => other.name === name);
		const isOpen = looks.length === 1 && looks[0] === TEXT && column?.date !== undefined;
		const own = isOpen ? [contractLook(table, column)] : looks;
		const isHeld = own.length > 1 || own[0] === TEXT || (await isWrittenSo(connection, table, name, own[0]!));
		settled.set(name, { looks: isHeld ? own : [TEXT], also });
	}
	return settled;
}

async function isWrittenSo(
	connection: DuckDBConnection,
	table: TableProfile,
	column: string,
	look: Look,
): Promise<boolean> {
	const reader = await connection.runAndReadAll(
		`select count(*), count(*) filter (${isWritten(column, look)}) from ${quoteIdentifier(table.name)}
		where trim(cast(${quoteIdentifier(column)} as varchar)) <> ''`,
	);
	const [filled, written] = reader.getRowsJS()[0]!.map(Number);
	return written! >= 0.95 * filled!;
}

function write(
	dir: string,
	{ config, contract }: { config: string; contract: string },
	drafts: Drafts,
	force: boolean,
): string[] {
	const sources = join(dir, 'sources');
	const files = drafts.selects.map(
		(select) => [join(sources, `${select.entity}.sql`), renderSelect(select)] as const,
	);
	const { kept } = drafts.controlTotals;
	if (kept.length > 0) files.push([join(sources, `${CONTROL_TOTALS}.sql`), renderKeptTotals(kept)]);
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
		[join(dir, CONTRACT_NAME), contract] as const,
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
