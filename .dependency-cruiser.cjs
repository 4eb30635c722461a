/** Imports go one way; docs/architecture.md draws it. */
const only = (name, from, allowed) => ({
	name,
	severity: 'error',
	comment: `${from} may import only what docs/architecture.md says`,
	from: { path: `^src/${from}` },
	to: { path: '^src/', pathNot: `^src/(${[from, ...allowed].join('|')})` },
});

module.exports = {
	forbidden: [
		// Types may know each other; what runs may not.
		{
			name: 'no-circular',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		only('contract-imports-nothing', 'lib/contract/', []),
		only('models-are-pure', 'lib/server/models/', []),
		only('client-knows-the-contract', 'lib/client/', ['lib/contract/', 'lib/format']),
		only('charts-know-rows', 'lib/charts/', ['lib/contract/', 'lib/format', 'lib/client/']),
		only('components-lay-out', 'lib/components/', [
			'lib/charts/',
			'lib/client/',
			'lib/contract/',
			'lib/format',
		]),
		only('routes-lay-out', 'routes/', [
			'lib/components/',
			'lib/charts/',
			'lib/client/',
			'lib/contract/',
			'lib/format',
			'lib/[a-z-]+\\.css',
		]),
		{
			name: 'server-stays-on-the-server',
			severity: 'error',
			from: { path: '^src/lib/server/' },
			to: { path: '^src/(cli|tools|routes|lib/(client|charts|components))' },
		},
		{
			name: 'only-the-warehouse-and-sources-know-the-engine',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/(lib/server/(warehouse|sources|api|export|desk)|cli|tools)' },
			to: { path: '@duckdb' },
		},
		{
			name: 'api-before-warehouse',
			severity: 'error',
			from: { path: '^src/lib/server/(warehouse|sources|models|export)/' },
			to: { path: '^src/lib/server/api/' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'node', 'svelte', 'types'],
			extensions: ['.ts', '.js', '.svelte'],
		},
	},
};
