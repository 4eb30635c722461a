import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const root = new URL('../../../shared/data/', import.meta.url);

/** Path of a file of real data kept beside this repository (`../shared/data/<path>`), or null where it is absent. */
export function realData(path: string): string | null {
	const file = fileURLToPath(new URL(path, root));
	return existsSync(file) ? file : null;
}

/** A `describe` that runs only where every named file is present, and otherwise says what it was skipped for. */
export function describeWithData(
	claim: string,
	paths: readonly string[],
	body: (files: string[]) => void,
): void {
	const files = paths.map(realData);
	const absent = paths.filter((_, i) => files[i] === null);
	const missing = absent.map((path) => `../shared/data/${path}`).join(', ');
	describe(claim, () => {
		if (absent.length > 0)
			it(`skipped: ${missing} not present`, ({ skip }) => skip(`${missing} not present`));
		else body(files.filter((file) => file !== null));
	});
}
