import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { metricsReference, REFERENCE_MARK } from '../../src/lib/server/warehouse/metrics-reference.ts';
import { rowTypes } from '../../src/lib/server/warehouse/row-types.ts';

const read = (path: string) => readFileSync(join(PACKAGE_ROOT, path), 'utf8');

test('docs/metrics.md says of every query what its header says (npm run docs mends it)', () => {
	expect(read('docs/metrics.md').split(REFERENCE_MARK)[1]?.trim()).toBe(metricsReference().trim());
});

test('the row types are those of the queries (npm run types mends them)', () => {
	expect(read('src/lib/contract/rows.ts')).toBe(rowTypes());
});
