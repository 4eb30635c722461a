import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { readProject } from '../../src/lib/server/sources/config.ts';
import { runRecipe, type RecipeOptions } from '../../src/lib/server/sources/recipe.ts';
import { openEngine, queryRows, type PlainValue } from '../../src/lib/server/warehouse/engine.ts';

export type Row = Record<string, PlainValue>;

/** The sample company's files, made for one test, and a way to ask them in SQL by the names of `vital-few.yaml`. */
export interface MadeSample {
	tables: string[];
	rows(sql: string): Promise<Row[]>;
	/** The one row of a statement. */
	row(sql: string): Promise<Row>;
	remove(): void;
}

/** Runs the sample's recipe into a folder of its own. */
export async function makeSample(options: Partial<RecipeOptions> = {}): Promise<MadeSample> {
	const outDir = mkdtempSync(join(tmpdir(), 'vital-few-sample-'));
	const { config } = readProject(SAMPLE_DIR);
	await runRecipe({ recipeDir: join(SAMPLE_DIR, config.recipe!), outDir, scale: 1, seed: 42, ...options });
	const engine = await openEngine({});
	const connection = await engine.connect();
	const tables = Object.keys(config.files);
	for (const [table, file] of Object.entries(config.files)) {
		await connection.run(
			`create view ${table} as from '${join(outDir, file.path.replace(/^generated\//, ''))}'`,
		);
	}
	const rows = (sql: string): Promise<Row[]> => queryRows(connection, sql);
	return {
		tables,
		rows,
		row: async (sql) => (await rows(sql))[0]!,
		remove: () => {
			connection.closeSync();
			engine.closeSync();
			rmSync(outDir, { recursive: true, force: true });
		},
	};
}
