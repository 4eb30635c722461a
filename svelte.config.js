import { writeFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/**
 * The adapter's own `build/index.js` would listen on every address. Ours starts what `vital-few serve` starts, which
 * refuses that.
 * @param {import('@sveltejs/kit').Adapter} made
 * @returns {import('@sveltejs/kit').Adapter}
 */
const listeningOnlyHere = (made) => ({
	...made,
	async adapt(builder) {
		await made.adapt(builder);
		writeFileSync('build/index.js', "import '../dist/cli/serve-process.js';\n");
	},
});

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: listeningOnlyHere(adapter({ out: 'build', precompress: true })),
		// Two dozen small files of style would hold the first paint back: they come with the page.
		inlineStyleThreshold: 24_000,
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self'],
				// Widths of bars, positions of marks: attributes, which no nonce can cover.
				'style-src-attr': ['unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none'],
			},
		},
	},
};
