import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskFolder } from '../lib/server/desk/tier-desk.ts';
import { SAMPLE_DIR } from '../lib/server/package-root.ts';
import { refreshWarehouse } from '../lib/server/warehouse/build/refresh.ts';

// Makes what the sample company would have been told, month by month, by builds of past days that did not know what came.

/** The first month end that is told, and how many follow; each build is of the day on which its month's late entries are in. */
const FIRST = { year: 2024, month: 10 };
const MONTHS = 24;
const DAY = 8;

const dir = mkdtempSync(join(tmpdir(), 'vital-few-desk-'));
try {
	for (const part of ['vital-few.yaml', 'tiers.yaml', 'sources'])
		cpSync(join(SAMPLE_DIR, part), join(dir, part), { recursive: true });
	cpSync(join(SAMPLE_DIR, 'recipe'), join(dir, 'recipe'), {
		recursive: true,
		filter: (path) => path !== join(SAMPLE_DIR, 'recipe', 'desk'),
	});
	for (let i = 0; i < MONTHS; i++) {
		const today = new Date(Date.UTC(FIRST.year, FIRST.month + i, DAY)).toISOString().slice(0, 10);
		await refreshWarehouse({
			dir,
			force: true,
			accept: true,
			now: new Date().toISOString(),
			today,
			onStep: () => undefined,
			onRecipe: () => undefined,
		});
		process.stderr.write(`${today} is told.\n`);
	}
	const desk = join(SAMPLE_DIR, 'recipe', 'desk');
	rmSync(desk, { recursive: true, force: true });
	cpSync(deskFolder(dir), desk, { recursive: true });
} finally {
	rmSync(dir, { recursive: true, force: true });
}
