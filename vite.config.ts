import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [sveltekit()],
	// Timings of plugins are no news to whoever starts the app.
	build: { rolldownOptions: { checks: { pluginTimings: false } } },
	test: {
		include: ['test/**/*.test.ts'],
		environment: 'node',
		testTimeout: 120_000,
		hookTimeout: 240_000,
		// DuckDB starts its own threads in every file: more workers than cores only makes them wait.
		maxWorkers: 2,
		pool: 'forks',
		reporters: ['default', './test/support/count-reporter.ts'],
	},
});
