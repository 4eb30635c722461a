import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { runRecipe } from '../../src/lib/server/sources/recipe.ts';
import { openEngine, queryRows } from '../../src/lib/server/warehouse/engine.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vital-few-recipe-'));
const recipeDir = join(scratch, 'recipe');
const outDir = join(scratch, 'out');

beforeEach(() => {
	rmSync(recipeDir, { recursive: true, force: true });
	rmSync(outDir, { recursive: true, force: true });
	mkdirSync(recipeDir);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const write = (name: string, sql: string): void => writeFileSync(join(recipeDir, name), sql);
const copyOf = (table: string, select: string): string =>
	`copy (${select}) to (getvariable('out_dir') || '/${table}.parquet') (format parquet);`;

async function rowsOf(table: string): Promise<unknown[]> {
	const engine = await openEngine({});
	const connection = await engine.connect();
	try {
		return await queryRows(connection, `from '${join(outDir, `${table}.parquet`)}'`);
	} finally {
		connection.closeSync();
		engine.closeSync();
	}
}

describe('runRecipe', () => {
	it('runs the files in the order of their names, with scale and seed at hand', async () => {
		write('20-b.sql', `-- reads what the file before it made\n${copyOf('pairs', 'select * from seeds')}`);
		write(
			'10-a.sql',
			"create temp table seeds as select getvariable('scale') as scale, getvariable('seed') as seed;",
		);
		await runRecipe({ recipeDir, outDir, scale: 0.5, seed: 7 });
		expect(await rowsOf('pairs')).toEqual([{ scale: 0.5, seed: 7 }]);
	});

	it('makes only the tables that are asked for, and runs what writes none', async () => {
		write('1-shared.sql', 'create temp table shared as select 1 as a;');
		write('2-left.sql', copyOf('left_table', 'select * from shared'));
		write('3-right.sql', `select error('not asked for'); ${copyOf('right_table', 'select * from shared')}`);
		await runRecipe({ recipeDir, outDir, scale: 1, seed: 1, only: ['left_table'] });
		expect(readdirSync(outDir)).toEqual(['left_table.parquet']);
	});

	it('leaves the tables of the last run alone when a statement fails, and names the file', async () => {
		write('1.sql', copyOf('kept', 'select 1 as a'));
		await runRecipe({ recipeDir, outDir, scale: 1, seed: 1 });
		write('1.sql', copyOf('kept', 'select 2 as a'));
		write('2.sql', 'select nonsense;');
		await expect(runRecipe({ recipeDir, outDir, scale: 1, seed: 1 })).rejects.toThrow(/2\.sql: .*nonsense/);
		expect(await rowsOf('kept')).toEqual([{ a: 1 }]);
		expect(readdirSync(outDir)).toEqual(['kept.parquet']);
	});

	it('refuses a recipe that writes anywhere else', async () => {
		const elsewhere = join(scratch, 'elsewhere.parquet');
		write('1.sql', `copy (select 1 as a) to '${elsewhere}' (format parquet);`);
		await expect(runRecipe({ recipeDir, outDir, scale: 1, seed: 1 })).rejects.toThrow(/1\.sql/);
		expect(existsSync(elsewhere)).toBe(false);
	});

	it('refuses a table that the recipe does not make, and a folder without SQL', async () => {
		await expect(runRecipe({ recipeDir, outDir, scale: 1, seed: 1 })).rejects.toThrow(/holds no \.sql file/);
		write('1.sql', copyOf('kept', 'select 1 as a'));
		await expect(runRecipe({ recipeDir, outDir, scale: 1, seed: 1, only: ['lost'] })).rejects.toThrow(
			/makes no table lost; it makes kept/,
		);
	});
});
