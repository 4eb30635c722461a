import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
	{ ignores: ['dist/', 'build/', '.svelte-kit/', 'node_modules/', 'data/generated/', '**/.vital-few/'] },
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			eqeqeq: ['error', 'always'],
			'no-undef': 'off',
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
		rules: {
			// Links keep the whole query string, which the resolver of SvelteKit's typed paths cannot carry.
			'svelte/no-navigation-without-resolve': 'off',
		},
	},
	{
		files: ['src/lib/charts/Chart.svelte'],
		rules: {
			// The one place that draws markup: the SVG that the chart library made on the server, its texts escaped.
			'svelte/no-at-html-tags': 'off',
		},
	},
);
