import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';

const FOLDER = join(PACKAGE_ROOT, 'docs', 'pictures');
const LARGEST = 250_000;

test('every picture that the README shows is there, none is large, and none is left over', () => {
	const readme = readFileSync(join(PACKAGE_ROOT, 'README.md'), 'utf8');
	const shown = [...readme.matchAll(/docs\/pictures\/([\w-]+\.png)/g)].map((match) => match[1]);
	expect(shown.toSorted()).toEqual(readdirSync(FOLDER).toSorted());
	for (const name of readdirSync(FOLDER)) {
		expect(statSync(join(FOLDER, name)).size, name).toBeLessThanOrEqual(LARGEST);
	}
});
