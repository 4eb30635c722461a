import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { benchText } from './bench-text.ts';
import { runBench } from './run-bench.ts';

const dir = mkdtempSync(join(tmpdir(), 'vital-few-bench-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('the bench runs at a tiny size, times every answer, and stands beside itself', async () => {
	const result = await runBench({
		lines: 12_000,
		dir,
		rounds: 1,
		patience: { samples: 1, milliseconds: 1 },
		isServed: false,
		tell: () => undefined,
	});
	expect(result.lines).toBeGreaterThan(10_000);
	expect(result.lines).toBeLessThan(25_000);
	expect(result.build.peak_memory).toBeGreaterThan(0);
	expect(Object.keys(result.raw.rollups)).toEqual([...catalog().rollups.keys()]);
	const asked = new Set(result.answers.map((each) => each.answer));
	for (const file of catalog().answers.values()) {
		const isOfOne = file.parameters.some(({ name }) => name === 'account_id');
		const name = isOfOne ? `record ${file.name.replace(/^account_/, '')}` : file.name;
		expect(asked, name).toContain(name);
	}
	const text = benchText(result, result);
	expect(text).toContain('the build is');
	expect(text).toContain('× 1.00');
});
