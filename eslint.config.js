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
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			// `== null` asks for null and undefined at once.
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-undef': 'off',
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
		rules: {
			// Links keep the whole query string, which the resolver of SvelteKit's typed paths cannot carry.
			'svelte/no-navigation-without-resolve': 'off',
			// {' '} keeps a blank that the formatter would let fall between two blocks.
			'svelte/no-useless-mustaches': 'off',
			// Collections that only one function sees need not be watched.
			'svelte/prefer-svelte-reactivity': 'off',
			'svelte/no-useless-children-snippet': 'off',
			// svelte-check, which fails on warnings, is the one to say which of them apply.
			'svelte/no-unused-svelte-ignore': 'off',
		},
	},
	{
		files: ['src/lib/client/**', 'src/lib/components/**', 'src/lib/charts/**', 'src/routes/**'],
		// Which days make a month, a window or a year before, only the server knows: a fiscal calendar is none that a date can be added to.
		ignores: ['src/lib/charts/day-position.ts'],
		rules: {
			'no-restricted-globals': [
				'error',
				{
					name: 'Date',
					message:
						'Periods come from the server (calendar_periods, meta); places to draw at from day-position.ts.',
				},
			],
		},
	},
	{
		files: ['test/**'],
		// Tests of what a terminal is spared name the characters that it is spared.
		rules: { 'no-control-regex': 'off' },
	},
	{
		files: ['src/lib/charts/Chart.svelte'],
		rules: {
			// The one place that draws markup: the SVG that the chart library made on the server, its texts escaped.
			'svelte/no-at-html-tags': 'off',
		},
	},
);
