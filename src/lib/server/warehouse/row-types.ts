import { catalog } from './catalog.ts';
import { selectionDrillNames } from './ask/drill-files.ts';
import type { QueryColumnType, QueryFile } from './query-file.ts';
import { recordParts } from './ask/record.ts';

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

/**
 * The text of `src/lib/contract/rows.ts`: one interface an answer, a drill into a selection or a part of a record, from the
 * headers of the queries.
 */
export function rowTypes(): string {
	const { answers, drill } = catalog();
	const asked = [...answers.values(), ...selectionDrillNames(catalog()).map((name) => drill.get(name)!)];
	const parts = recordParts(catalog());
	const all = new Set([...asked, ...parts.values()]);
	const fields = (files: Iterable<readonly [string, QueryFile]>): string[] =>
		[...files].map(([name, file]) => `\t${name}: ${rowName(file.name)};`);
	return [
		'// Generated from the headers of queries/answers and queries/drill by `npm run types`; a test fails when it is stale.',
		'',
		...[...all].flatMap((file) => [rowInterface(file), '']),
		'/** The rows of each answer, and of each drill into a selection, by its name. */',
		'export interface AnswerRows {',
		...fields(asked.map((file) => [file.name, file])),
		'}',
		'',
		"/** The rows of each part of an account's or group's record, by its name. */",
		'export interface RecordRows {',
		...fields(parts),
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
