import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { runRecipe } from '../../src/lib/server/sources/recipe.ts';

/** The sample company makes about so many order lines at scale 1; lines grow with the scale. */
const LINES_AT_SCALE_1 = 118_600;
/** With fewer there are too few groups for the recipe's stories, and the engine that makes them ends the process. */
export const LEAST_LINES = 12_000;
/** The morning after the sample's newest line. */
export const BENCH_NOW = '2026-11-19T06:00:00.000Z';

/** Makes the sample company at about so many order lines as a project in `dir`; files that are there are used again. */
export async function makeBenchProject(dir: string, lines: number): Promise<void> {
	if (!(lines >= LEAST_LINES)) throw new RangeError(`The sample company has at least ${LEAST_LINES} lines.`);
	mkdirSync(dir, { recursive: true });
	for (const name of ['sources', 'tiers.yaml'])
		cpSync(join(SAMPLE_DIR, name), join(dir, name), { recursive: true });
	// Without its recipe the project is one of plain files: nothing is made anew at another size.
	const config = readFileSync(join(SAMPLE_DIR, 'vital-few.yaml'), 'utf8').replace(/^recipe:.*\n/m, '');
	writeFileSync(join(dir, 'vital-few.yaml'), config);
	if (existsSync(join(dir, 'generated'))) return;
	await runRecipe({
		recipeDir: join(SAMPLE_DIR, 'recipe'),
		outDir: join(dir, 'generated'),
		scale: lines / LINES_AT_SCALE_1,
		seed: 42,
	});
}
