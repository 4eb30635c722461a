import { CRITERIA } from '../../contract/tier-criteria.ts';

/** Types a query's header may give a column; DESIGN of units: shares are 0..1, money is in the reporting currency. */
export const COLUMN_TYPES = [
	'id',
	'text',
	'date',
	'month',
	'timestamp',
	'count',
	'integer',
	'money',
	'share',
	'ratio',
	'days',
	'boolean',
	'dates',
	'texts',
] as const;
export type QueryColumnType = (typeof COLUMN_TYPES)[number];

/** Types of numbers: what a filter can compare and a sheet can add up. */
export const MEASURE_TYPES: ReadonlySet<QueryColumnType> = new Set([
	'count',
	'integer',
	'money',
	'share',
	'ratio',
	'days',
]);

export interface QueryColumn {
	name: string;
	type: QueryColumnType;
	description: string;
	/** When the value is null, in words; undefined where it never is. */
	null_when: string | undefined;
}

/** What values a parameter takes: `choice` one of a few, `dimension` a dimension's name, `texts` several texts. */
export type ParameterKind = 'choice' | 'date' | 'dates' | 'dimension' | 'integer' | 'text' | 'texts';

export interface QueryParameter {
	name: string;
	kind: ParameterKind;
	/** Values of a `choice`, the default first. */
	choices: readonly string[];
	/** Whether a `dimension` may be the category too. */
	takes_category: boolean;
	description: string;
}

/** How a column's total over all rows of the answer comes about: a ratio's is computed anew, never summed. */
export interface ColumnTotal {
	name: string;
	/** An aggregate over the answer's own columns. */
	sql: string;
}

/** A file of `queries/`: what its header says, and its one statement. */
export interface QueryFile {
	/** The file's name without `.sql`: the name of what it makes. */
	name: string;
	question: string;
	grain: string;
	/** Relations that the statement reads. */
	reads: readonly string[];
	parameters: readonly QueryParameter[];
	columns: readonly QueryColumn[];
	/** Columns that have a total; the others have none that would mean anything. */
	totals: readonly ColumnTotal[];
	/** Columns that give the rows their total order, `-` for descending. */
	order: readonly string[];
	/** Whether `build` keeps the rows of every month end ready. */
	is_stored: boolean;
	/** Whether the mart stays in the warehouse; else it is only there while the build runs. */
	is_kept: boolean;
	/** Whether it is no table: a relation that is put into the statements that read it. */
	is_inline: boolean;
	/** Whether every dimension of the accounts is a further column. */
	has_dimensions: boolean;
	/** Whether a filter by category reaches the answer at all. */
	has_category_filter: boolean;
	/** Columns that are worked out for the rows of a page alone, where nothing sorts or compares them. */
	late: readonly string[];
	/** The mart of which each row makes one of its own, with columns of the same names; then a page reads no more rows than it has. */
	page_of: string | undefined;
	/** Columns that a filter by category does not reach: orders of two categories do not add. */
	not_by_category: readonly string[];
	/** Columns of a list of accounts that are the account's own figure, as the answer `accounts` has it. */
	of_account: readonly string[];
	/** Columns of the answer `accounts` that are relative to the other accounts of the selection. */
	relative: readonly string[];
	/** Whether its rows are a list although none names its account. */
	is_list: boolean;
	/** What stands before the first colon of each header line, and what after it; some folders have lines of their own. */
	headers: Readonly<Record<string, string>>;
	sql: string;
}

/** Parses the text of a query file. Throws where the header is malformed, naming file and line. */
export function parseQueryFile(name: string, text: string): QueryFile {
	const lines = text.split('\n');
	const bodyStart = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('--'));
	const header = joinContinuations(lines.slice(0, bodyStart < 0 ? lines.length : bodyStart));
	const one = (key: string) =>
		header.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2) ?? '';
	const many = (key: string) =>
		header.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
	const list = (key: string) =>
		one(key)
			.split(',')
			.map((part) => part.trim())
			.filter(Boolean);
	return {
		name,
		question: one('question'),
		grain: one('grain'),
		reads: list('reads'),
		parameters: many('param').map((line) => parseParameter(name, line)),
		columns: many('column').flatMap((line) => criterionLines(line).map((each) => parseColumn(name, each))),
		totals: many('total').map((line) => parseTotal(name, line)),
		order: list('order'),
		is_stored: one('stored') === 'yes',
		is_kept: one('kept') !== 'no',
		is_inline: one('inline') === 'yes',
		has_dimensions: one('dimensions') === 'yes',
		has_category_filter: one('category') !== 'no',
		late: list('late'),
		page_of: one('page of') || undefined,
		not_by_category: list('not by category'),
		of_account: list('of account'),
		relative: list('relative'),
		is_list: one('list') === 'yes',
		headers: Object.fromEntries(
			header.map((line) => [line.split(': ')[0]!, line.slice(line.indexOf(': ') + 2)]),
		),
		sql: lines.slice(Math.max(bodyStart, 0)).join('\n').trim().replace(/;$/, ''),
	};
}

/** Header lines without their dashes; a line that is indented after the dashes continues the one before. */
function joinContinuations(lines: string[]): string[] {
	const joined: string[] = [];
	for (const line of lines) {
		const text = line.replace(/^--/, '');
		if (/^ {3,}\S/.test(text) && joined.length > 0) joined.push(`${joined.pop()!} ${text.trim()}`);
		else if (text.trim() !== '') joined.push(text.trim());
	}
	return joined;
}

function parseParameter(file: string, line: string): QueryParameter {
	const match = /^(\w+): (.+)$/.exec(line);
	if (!match) throw new Error(`${file}.sql: cannot read "param ${line}"`);
	const description = match[2]!;
	const kind = description.split(';')[0]!;
	const choices = / \| /.test(kind) ? kind.split(' | ') : [];
	return {
		name: match[1]!,
		kind: choices.length > 0 ? 'choice' : parameterKind(kind),
		choices,
		takes_category: kind === 'dimension or category',
		description,
	};
}

function parameterKind(text: string): ParameterKind {
	if (text.startsWith('dimension')) return 'dimension';
	return (['date', 'dates', 'integer', 'texts'] as const).find((kind) => kind === text) ?? 'text';
}

/** A line of `*_score` stands for one column a criterion of the tiers. */
function criterionLines(line: string): string[] {
	return line.startsWith('*') ? CRITERIA.map((criterion) => criterion.name + line.slice(1)) : [line];
}

function parseTotal(file: string, line: string): ColumnTotal {
	const match = /^(\w+): (.+)$/.exec(line);
	if (!match) throw new Error(`${file}.sql: cannot read "total ${line}"`);
	return { name: match[1]!, sql: match[2]! };
}

function parseColumn(file: string, line: string): QueryColumn {
	const match = /^(\w+): (\w+); (.+?)(?:; null (when|where|without|for) (.+))?$/.exec(line);
	if (!match) throw new Error(`${file}.sql: cannot read "column ${line}"`);
	const type = match[2]!;
	if (!isColumnType(type)) throw new Error(`${file}.sql: column ${match[1]} has the unknown type ${type}`);
	return {
		name: match[1]!,
		type,
		description: match[3]!,
		null_when: match[5] === undefined ? undefined : `${match[4]} ${match[5]}`,
	};
}

function isColumnType(type: string): type is QueryColumnType {
	return (COLUMN_TYPES as readonly string[]).includes(type);
}
