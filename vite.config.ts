import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The development server serves figures too, and keeps to this machine as `vital-few serve` does. */
const listeningOnlyHere: Plugin = {
	name: 'listening-only-here',
	configResolved({ server, preview }) {
		for (const { host } of [server, preview]) {
			if (host === undefined || host === false || (typeof host === 'string' && LOOPBACK.has(host))) continue;
			throw new Error(
				`The host ${host} would let other machines read the company's figures. Leave --host away to serve on 127.0.0.1.`,
			);
		}
	},
};
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

export default defineConfig({
	plugins: [sveltekit(), listeningOnlyHere],
	// Timings of plugins are no news to whoever starts the app.
	build: { rolldownOptions: { checks: { pluginTimings: false } } },
	test: {
		include: ['test/**/*.test.ts'],
		globalSetup: ['./test/support/shared-folder.ts'],
		environment: 'node',
		testTimeout: 120_000,
		hookTimeout: 240_000,
		// DuckDB starts its own threads in every file: more workers than cores only makes them wait.
		maxWorkers: 2,
		pool: 'forks',
		reporters: ['default', './test/support/count-reporter.ts'],
	},
});
