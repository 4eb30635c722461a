import { catalog, type QueryFolder } from './catalog.ts';
import { commonRules } from './build/quality/common-rules.ts';
import type { QualityRule } from './build/quality/quality-rule.ts';
import { writtenRules } from './build/quality/written-rules.ts';
import type { QueryFile } from './query-file.ts';

/** Stands in `docs/metrics.md` above the part that is written from the queries. */
export const REFERENCE_MARK = '<!-- below: written from the headers of queries/ by `npm run docs` -->';

const FOLDERS: readonly [QueryFolder, string][] = [
	['answers', 'Answers'],
	['drill', 'Drills'],
	['marts', 'Marts'],
	['quarters', 'Tiers, quarter by quarter'],
	['rollups', 'Rollups'],
	['checks', 'Checks'],
];

/** The reference of every query: its question, grain, parameters, and each column with unit, formula and null rule. */
export function metricsReference(): string {
	return FOLDERS.flatMap(([folder, title]) => [
		`## ${title}`,
		'',
		...[...catalog()[folder].values()].flatMap((query) => section(folder, query)),
	])
		.concat(qualityRules())
		.join('\n');
}

/** Every rule about the data, written in `queries/quality/` or common to all entities. */
function qualityRules(): string[] {
	const rules = [...commonRules('keep'), ...writtenRules()];
	const names = [...new Set(rules.map((rule) => rule.name))].sort();
	return [
		'## Quality rules',
		'',
		'What `vital-few check` and the answer `data_quality` look for. A row that is *rejected* enters no figure; one that is *flagged* or *kept* does.',
		'',
		'| rule | entities | finds | row is | what becomes of it |',
		'|---|---|---|---|---|',
		...names.flatMap((name) => ruleRows(rules.filter((rule) => rule.name === name))),
		'',
	];
}

/** One row for all entities of which a rule says the same. */
function ruleRows(rules: readonly QualityRule[]): string[] {
	const byWords = new Map<string, QualityRule[]>();
	for (const rule of rules) {
		const words = `${rule.found} | ${rule.treatment} | ${rule.rule}`;
		byWords.set(words, [...(byWords.get(words) ?? []), rule]);
	}
	return [...byWords].map(
		([words, same]) => `| \`${same[0]!.name}\` | ${same.map((rule) => rule.entity).join(', ')} | ${words} |`,
	);
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
			? [
					`A filter by category does not reach ${query.not_by_category.map((name) => `\`${name}\``).join(', ')}.`,
					'',
				]
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
			(column) =>
				`| \`${column.name}\` | ${column.type} | ${cell(column.description)} | ${cell(column.null_when ?? 'never')} |`,
		),
		'',
	];
}
