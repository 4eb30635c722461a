import { describe, it } from 'vitest';
import { realData } from './real-data-path.ts';

export { realData };

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
