import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../lib/server/package-root.ts';
import { metricsReference, REFERENCE_MARK } from '../lib/server/warehouse/metrics-reference.ts';

// Writes the reference part of docs/metrics.md from the headers of the queries; what stands above the mark is kept.
const path = join(PACKAGE_ROOT, 'docs', 'metrics.md');
const kept = readFileSync(path, 'utf8').split(REFERENCE_MARK)[0]!;
writeFileSync(path, `${kept}${REFERENCE_MARK}\n\n${metricsReference()}`);
