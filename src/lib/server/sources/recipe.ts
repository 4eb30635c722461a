import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { openEngine } from '../warehouse/engine.ts';
import { quoteText } from '../warehouse/sql-text.ts';

export interface RecipeOptions {
	/** Folder of the recipe: `*.sql`, run in the order of their names. */
	recipeDir: string;
	/** Folder that receives `<table>.parquet`; made when absent. */
	outDir: string;
	/** 1 is the sample as it ships; accounts and lines grow with it. */
	scale: number;
	seed: number;
	/** Tables to make; all of them where absent. */
	only?: readonly string[];
	threads?: number;
	memoryLimit?: string;
}

/**
 * Runs a recipe: SQL that makes tables from nothing and writes each with
 * `copy (…) to (getvariable('out_dir') || '/<table>.parquet')`. It reads the variables `scale`, `seed` and `out_dir`,
 * and may touch no other folder. A file whose tables are not in `only` is left out; one that writes none always runs.
 * The tables appear in `outDir` together, when all of them are made.
 * @throws {Fault} `input`, naming the file, when the folder holds no SQL, a statement fails, or `only` names no table.
 */
export async function runRecipe(options: RecipeOptions): Promise<void> {
	const steps = readSteps(options.recipeDir);
	const tables = new Set(steps.flatMap((step) => step.tables));
	const unknown = options.only?.find((table) => !tables.has(table));
	if (unknown !== undefined) {
		throw new Fault(
			'input',
			`${options.recipeDir} makes no table ${unknown}; it makes ${[...tables].join(', ')}.`,
		);
	}
	const wanted = new Set(options.only ?? tables);
	mkdirSync(options.outDir, { recursive: true });
	const making = join(options.outDir, `.making-${process.pid}`);
	rmSync(making, { recursive: true, force: true });
	mkdirSync(making);
	try {
		await runSteps(
			steps.filter((step) => step.tables.length === 0 || step.tables.some((table) => wanted.has(table))),
			making,
			options,
		);
		for (const table of wanted)
			renameSync(join(making, `${table}.parquet`), join(options.outDir, `${table}.parquet`));
	} finally {
		rmSync(making, { recursive: true, force: true });
	}
}

interface Step {
	path: string;
	sql: string;
	/** The tables that it writes. */
	tables: readonly string[];
}

const WRITTEN_TABLE = /getvariable\s*\('out_dir'\)\s*\|\|\s*'\/(\w+)\.parquet'/g;

function readSteps(recipeDir: string): Step[] {
	const names = readdirSync(recipeDir).filter((name) => name.endsWith('.sql'));
	if (names.length === 0) throw new Fault('input', `The recipe ${recipeDir} holds no .sql file.`);
	return names.sort().map((name) => {
		const path = join(recipeDir, name);
		const sql = readFileSync(path, 'utf8');
		return { path, sql, tables: [...sql.matchAll(WRITTEN_TABLE)].map((match) => match[1]!) };
	});
}

async function runSteps(steps: readonly Step[], making: string, options: RecipeOptions): Promise<void> {
	const engine = await openEngine({
		tempDir: join(making, 'spill'),
		...(options.threads === undefined ? {} : { threads: options.threads }),
		...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
	});
	const connection = await engine.connect();
	try {
		await connection.run(`set allowed_directories = [${quoteText(making)}]`);
		await connection.run('set enable_external_access = false');
		await connection.run(`set variable scale = ${Number(options.scale)}::double`);
		await connection.run(`set variable seed = ${Math.trunc(options.seed)}::bigint`);
		await connection.run(`set variable out_dir = ${quoteText(making)}`);
		for (const step of steps) await runStep(connection, step);
	} finally {
		connection.closeSync();
		engine.closeSync();
	}
}

async function runStep(connection: DuckDBConnection, step: Step): Promise<void> {
	try {
		const statements = await connection.extractStatements(step.sql);
		for (let i = 0; i < statements.count; i++) {
			const prepared = await statements.prepare(i);
			await prepared.run();
			prepared.destroySync();
		}
	} catch (error) {
		const text = error instanceof Error ? error.message : String(error);
		throw new Fault('input', `${step.path}: ${text.split('\n')[0]!.trim()}`, { cause: error });
	}
}
