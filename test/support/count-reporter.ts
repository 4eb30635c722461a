import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line: how many tests passed and failed; those that were skipped are counted on a line before it. */
export default class CountReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
		const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
		for (const module of modules) {
			for (const test of module.children.allTests()) counts[test.result().state]++;
			// A file that does not load has no tests to count, and is a failure all the same.
			if (module.state() === 'failed' && counts.failed === 0) counts.failed++;
		}
		if (errors.length > 0) counts.failed += errors.length;
		const skipped = counts.skipped + counts.pending;
		if (skipped > 0) console.log(`\n${skipped} skipped`);
		console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
	}
}
