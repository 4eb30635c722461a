import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { readProject, type Project } from '../../src/lib/server/sources/config.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { makeRecipeFiles } from '../../src/lib/server/warehouse/build/refresh.ts';
import { realData } from '../support/real-data-path.ts';
import { SIMULATED, simulatedCompany, simulatedCsv, type SimulatedName } from './simulated-companies.ts';

/** A company to try claims on; `open` makes its project in an empty folder. */
export interface TriedCompany {
	name: string;
	open: (dir: string) => Promise<Project>;
}

/** Seeds of the simulated companies; bounds are on the mean of the five. */
export const SEEDS = [1, 2, 3, 4, 5];

/** The sample company, from its recipe. */
export const sample: TriedCompany = {
	name: 'sample',
	open: async (dir) => {
		for (const part of ['vital-few.yaml', 'sources', 'recipe'])
			cpSync(join(SAMPLE_DIR, part), join(dir, part), { recursive: true });
		const project = readProject(dir);
		await makeRecipeFiles(project, () => undefined);
		return project;
	},
};

/** A simulated company of one seed. */
export function simulated(name: SimulatedName, seed: number): TriedCompany {
	return {
		name,
		open: (dir) => {
			mkdirSync(join(dir, 'sources'), { recursive: true });
			writeFileSync(join(dir, 'orders.csv'), simulatedCsv(simulatedCompany(name, seed)));
			writeFileSync(
				join(dir, 'vital-few.yaml'),
				'company: Simulated\ncurrency: EUR\nfiles:\n  orders:\n    path: orders.csv\n    format: csv\n',
			);
			writeFileSync(join(dir, 'sources', 'order_lines.sql'), 'select * from orders\n');
			return Promise.resolve(readProject(dir));
		},
	};
}

export const simulatedCompanies: TriedCompany[] = SIMULATED.flatMap((name) =>
	SEEDS.map((seed) => simulated(name, seed)),
);

/** A company that files tell of: a project, or a file or folder that `init` drafts one around. */
export function fromFiles(name: string, path: string, today: string): TriedCompany {
	return {
		name,
		open: async (dir) => {
			if (existsSync(join(path, 'vital-few.yaml'))) return readProject(path);
			await initProject({ paths: [path], dir, cwd: dir, today });
			return readProject(dir);
		},
	};
}

/** Public histories beside this repository, each a file or a folder that `init` drafts a project around. */
const PUBLIC = {
	online_retail: 'online_retail',
	northwind: 'northwind',
	wide_world_importers: 'wide_world_importers',
	cdnow_sample: 'cdnow_sample/cdnow_sample.csv',
	grocery: 'grocery/BTYDplus_groceryElog.csv',
};

/** The public companies whose files are there, and the names of the others. */
export function publicCompanies(today: string): { companies: TriedCompany[]; missing: string[] } {
	const found = Object.entries(PUBLIC).map(([name, path]) => ({ name, path: realData(path) }));
	return {
		companies: found.flatMap(({ name, path }) => (path === null ? [] : [fromFiles(name, path, today)])),
		missing: found.flatMap(({ name, path }) => (path === null ? [name] : [])),
	};
}
