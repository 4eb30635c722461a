import { catalog } from './catalog.ts';
import type { QueryColumnType, QueryFile } from './query-file.ts';

const TYPES: Record<QueryColumnType, string> = {
	id: 'string',
	text: 'string',
	date: 'string',
	month: 'string',
	timestamp: 'string',
	count: 'number',
	integer: 'number',
	money: 'number',
	share: 'number',
	ratio: 'number',
	days: 'number',
	boolean: 'boolean',
	dates: 'string[]',
	texts: 'string[]',
};

/** The text of `src/lib/contract/rows.ts`: one interface an answer, from the headers of the queries. */
export function rowTypes(): string {
	const answers = [...catalog().answers.values()];
	const map = answers.map((answer) => `\t${answer.name}: ${rowName(answer.name)};`);
	return [
		'// Generated from the headers of queries/answers by `npm run types`; a test fails when it is stale.',
		'',
		...answers.flatMap((answer) => [rowInterface(answer), '']),
		'/** The rows of each answer, by its name. */',
		'export interface AnswerRows {',
		...map,
		'}',
		'',
	].join('\n');
}

function rowName(answer: string): string {
	const pascal = answer.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
	return `${pascal}Row`;
}

function rowInterface(answer: QueryFile): string {
	const fields = answer.columns.map((column) => {
		const nullable = column.null_when === undefined ? '' : ' | null';
		const rule = column.null_when === undefined ? '' : `; null ${column.null_when}`;
		return `\t/** ${column.description}${rule}. */\n\t${column.name}: ${TYPES[column.type]}${nullable};`;
	});
	const dimensions = answer.has_dimensions
		? ['\t/** Every dimension of the accounts. */\n\t[dimension: string]: string | number | boolean | null;']
		: [];
	return [
		`/** ${answer.question} Grain: ${answer.grain}. */`,
		`export interface ${rowName(answer.name)} {`,
		...fields,
		...dimensions,
		'}',
	].join('\n');
}
