import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package-root.ts';
import { parseQueryFile, type QueryFile } from './query-file.ts';

export type QueryFolder = 'rollups' | 'drill' | 'marts' | 'quarters' | 'answers' | 'checks' | 'quality';

/** All SQL of the product, by folder and name. */
export type Catalog = Record<QueryFolder, ReadonlyMap<string, QueryFile>>;

let loaded: Catalog | undefined;

/** The catalog of `queries/`, read once a process. */
export function catalog(): Catalog {
	loaded ??= loadCatalog(join(PACKAGE_ROOT, 'queries'));
	return loaded;
}

/** Reads every `*.sql` below `root`. */
export function loadCatalog(root: string): Catalog {
	const load = (folder: QueryFolder) => loadFolder(join(root, folder));
	return {
		rollups: load('rollups'),
		drill: load('drill'),
		marts: load('marts'),
		quarters: load('quarters'),
		answers: load('answers'),
		checks: load('checks'),
		quality: load('quality'),
	};
}

function loadFolder(folder: string): Map<string, QueryFile> {
	const names = readdirSync(folder)
		.filter((name) => name.endsWith('.sql'))
		.sort();
	return new Map(
		names.map((file) => {
			const name = file.slice(0, -'.sql'.length);
			return [name, parseQueryFile(name, readFileSync(join(folder, file), 'utf8'))];
		}),
	);
}

/** The mart that fills an asked relation when nothing is filtered and every month end is asked. */
export const ASKED_FROM: Readonly<Record<string, string>> = {
	asked_windows: 'windows',
	asked_branches: 'branches',
	asked_months: 'account_months',
	asked_order_days: 'order_days',
	asked_activity: 'activity_months',
	asked_periods: 'periods',
	asked_comparisons: 'earlier_month_ends',
	asked_product_months: 'product_months',
};

/** The marts in an order in which each stands after what it reads. Throws on a cycle. */
export function inDependencyOrder(queries: ReadonlyMap<string, QueryFile>): QueryFile[] {
	const ordered: QueryFile[] = [];
	const state = new Map<string, 'open' | 'done'>();
	const visit = (query: QueryFile, path: string[]): void => {
		if (state.get(query.name) === 'done') return;
		if (state.get(query.name) === 'open')
			throw new Error(`marts read each other: ${[...path, query.name].join(' → ')}`);
		state.set(query.name, 'open');
		for (const name of query.reads) {
			const read = queries.get(ASKED_FROM[name] ?? name);
			if (read && read !== query) visit(read, [...path, query.name]);
		}
		state.set(query.name, 'done');
		ordered.push(query);
	};
	for (const query of queries.values()) visit(query, []);
	return ordered;
}

/** Tables that the fit of risk writes: its parameters, which some marts score by. */
export const FITTED_TABLES: readonly string[] = [
	'risk_models',
	'risk_terms',
	'risk_members',
	'year_intervals',
];

/** The table of what was told of risk, which a build makes once risk was read. */
export const TOLD_TABLE = 'told_risk';

/** Whether a mart reads what a fit writes, itself or through other marts, and so has to wait for it. */
export function waitsForFit(query: QueryFile, marts: ReadonlyMap<string, QueryFile>): boolean {
	return query.reads.some((name) => {
		const read = marts.get(ASKED_FROM[name] ?? name);
		return FITTED_TABLES.includes(name) || (read !== undefined && read !== query && waitsForFit(read, marts));
	});
}
