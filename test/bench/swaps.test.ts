import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LEAST_LINES, makeBenchProject } from './bench-project.ts';
import { runSwaps } from './run-swaps.ts';

const dir = mkdtempSync(join(tmpdir(), 'vital-few-swaps-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

// The full load, and how fast it is answered: npm run bench:swaps.
test('readers that ask while builds are swapped beneath them meet no error, and every new build', async () => {
	await makeBenchProject(dir, LEAST_LINES);
	const result = await runSwaps({ dir, readers: 30, thinkSeconds: 0.5, builds: 2, tell: () => undefined });
	expect(result.failures).toEqual({});
	expect(result.requests).toBeGreaterThan(50);
	expect(result.builds_seen).toBe(3);
}, 600_000);
