import { catalog, type QueryFolder } from './catalog.ts';
import type { QueryFile } from './query-file.ts';

/** Stands in `docs/metrics.md` above the part that is written from the queries. */
export const REFERENCE_MARK = '<!-- below: written from the headers of queries/ by `npm run docs` -->';

const FOLDERS: readonly [QueryFolder, string][] = [
	['answers', 'Answers'],
	['drill', 'Drills'],
	['marts', 'Marts'],
	['rollups', 'Rollups'],
	['checks', 'Checks'],
];

/** The reference of every query: its question, grain, parameters, and each column with unit, formula and null rule. */
export function metricsReference(): string {
	return FOLDERS.flatMap(([folder, title]) => [
		`## ${title}`,
		'',
		...[...catalog()[folder].values()].flatMap((query) => section(folder, query)),
	]).join('\n');
}

function section(folder: QueryFolder, query: QueryFile): string[] {
	return [
		`### ${query.name}`,
		'',
		`${query.question} *${query.grain}.* \`queries/${folder}/${query.name}.sql\``,
		'',
		...query.parameters.map((parameter) => `- parameter \`${parameter.name}\`: ${parameter.description}`),
		...(query.parameters.length > 0 ? [''] : []),
		...columnTable(query),
		...(query.not_by_category.length > 0
			? [`A filter by category does not reach ${query.not_by_category.map((name) => `\`${name}\``).join(', ')}.`, '']
			: []),
	];
}

function columnTable(query: QueryFile): string[] {
	if (query.columns.length === 0) return [];
	const cell = (text: string) => text.replaceAll('|', '\\|');
	return [
		'| column | unit | what it is | null |',
		'|---|---|---|---|',
		...query.columns.map(
			(column) => `| \`${column.name}\` | ${column.type} | ${cell(column.description)} | ${cell(column.null_when ?? 'never')} |`,
		),
		'',
	];
}
