import { Fault } from '../../fault.ts';
import { nearestNames } from '../../sources/nearest-names.ts';
import { catalog } from '../catalog.ts';
import {
	accountMeasures,
	compose,
	counted,
	isFilterable,
	searchedColumns,
	type Composed,
	type RecordKey,
} from './compose.ts';
import { selectionDrill, SELECTION_LIMIT } from './drill-files.ts';
import { queryRows, type PlainValue } from '../engine.ts';
import { measuresOf } from './measure-role.ts';
import type { QueryFile } from '../query-file.ts';
import { OF_ACCOUNT, parseQuestion, type Question, type QuestionScope } from './question.ts';
import type { Warehouse, WarehouseFacts } from '../warehouse.ts';
import { withinTime } from './time-limit.ts';
import { resolveWindow, type AskedWindow, type Comparison } from './windows.ts';

/** What stands beside the rows of every answer. */
export interface AnswerMeta {
	answer: string;
	company: string;
	currency: string;
	as_of: string;
	from: string;
	to: string;
	last_on: string;
	prior_from: string | null;
	prior_to: string | null;
	prior_last_on: string | null;
	default_from: string;
	default_to: string;
	comparisons: readonly Comparison[];
	compare: Question['compare'];
	level: Question['level'];
	partial: boolean;
	filters: Record<string, readonly string[]>;
	measures: readonly string[];
	filters_not_applied: readonly string[];
	columns_not_filtered: readonly string[];
	total_rows: number;
	/** Where they were asked for: the totals of all rows that match, by column. */
	totals?: Row;
	/** Where totals were asked for: the columns that hold a value in any row that matches. */
	columns_filled?: readonly string[];
	watermark_on: string | null;
	built_at: string;
	build_id: string;
	model_version: string;
	rows_rejected: number;
}

export type Row = Record<string, PlainValue>;

export interface Answer {
	meta: AnswerMeta;
	rows: Row[];
}

/** A question that a warehouse can be asked: checked, resolved, composed. */
export interface Asked {
	question: Question;
	file: QueryFile;
	window: AskedWindow;
	composed: Composed;
	facts: WarehouseFacts;
	/** The id of the account or group whose record it is a part of. */
	record?: string;
	/** Whether its meta also holds the totals of all rows that match, and which columns they fill. */
	has_totals?: boolean;
	/** The columns of the answer that a file is to have, under headings of its own, in this order; all of them where it is not given. */
	table?: readonly { name: string; heading: string }[];
}

/** The parameter by which a query says that it is of one account or group. */
export const OF_ONE = 'account_id';

/** Names of all answers. */
export function answerNames(): string[] {
	return [...catalog().answers.keys()];
}

/** The query file of an answer, or of a drill into what the selected accounts have. Throws {@link Fault} `not_found` with the nearest names. */
export function answerFile(name: string): QueryFile {
	const file = catalog().answers.get(name) ?? selectionDrill(catalog(), name);
	if (file) return file;
	const near = nearestNames(name, answerNames())[0];
	throw new Fault(
		'not_found',
		`There is no answer ${name}.${near === undefined ? '' : ` Did you mean ${near}?`} Answers: ${answerNames().join(', ')}.`,
	);
}

/** What the parameters of an answer, or of a part of one account's record, may name in a warehouse. */
export function scopeOf(file: QueryFile, facts: WarehouseFacts, isOfOne = false): QuestionScope {
	const ofAccounts = isFilterable(file) && !isOfOne ? accountMeasures(catalog()) : [];
	return {
		has_group_level: facts.has_group_level,
		dimensions: facts.dimensions,
		line_dimensions: facts.line_dimensions,
		columns: [...file.columns.map((column) => column.name), ...(file.has_dimensions ? facts.dimensions : [])],
		measures: [
			...new Set([...measuresOf(file), ...ofAccounts, ...ofAccounts.map((name) => OF_ACCOUNT + name)]),
		],
		flags: file.columns.filter((column) => column.type === 'boolean').map((column) => column.name),
		searched: searchedColumns(file, catalog()),
		parameters: file.parameters,
	};
}

/**
 * Checks, resolves and composes a question from name and value pairs.
 * @param only the one account or group whose row is wanted
 * @throws {Fault} `parameter` or `not_found`.
 */
export function prepareQuestion(
	name: string,
	pairs: Iterable<readonly [string, string]>,
	facts: WarehouseFacts,
	only?: RecordKey,
): Asked {
	return prepareFile(answerFile(name), pairs, facts, only);
}

/** The same of a query file, which may be a drill. Throws {@link Fault} `parameter`. */
export function prepareFile(
	file: QueryFile,
	pairs: Iterable<readonly [string, string]>,
	facts: WarehouseFacts,
	only?: RecordKey,
): Asked {
	const given = [...pairs];
	const isOfOne =
		file.parameters.some(({ name }) => name === OF_ONE) && given.some(([name]) => name === OF_ONE);
	const parsed = parseQuestion(file.name, given, scopeOf(file, facts, isOfOne));
	const isSelection = selectionDrill(catalog(), file.name) === file;
	const question = isSelection ? { ...parsed, limit: parsed.limit ?? SELECTION_LIMIT } : parsed;
	const window = { ...resolveWindow(question, facts.months, facts.as_of), today: facts.today };
	return { question, file, window, composed: compose(question, file, catalog(), window, only), facts };
}

/** Asks the build in service one question. */
export async function ask(
	warehouse: Warehouse,
	name: string,
	pairs: Iterable<readonly [string, string]>,
): Promise<Answer> {
	return warehouse.read(async (connection, facts) => {
		const asked = prepareQuestion(name, pairs, facts);
		return withinTime(connection, asked, async () => {
			const rows = await queryRows(connection, asked.composed.sql, asked.composed.values);
			const total = await countRows(connection, asked, rows.length);
			return { meta: answerMeta(asked, total), rows };
		});
	});
}

/** Rows of the whole answer, before paging; counted only where paging may have cut it. */
export async function countRows(
	connection: Parameters<typeof queryRows>[0],
	asked: Asked,
	seen: number,
): Promise<number> {
	const { question, file, window } = asked;
	const isCut = question.limit !== undefined && seen >= question.limit;
	if (!isCut && (question.offset === 0 || seen > 0)) return question.offset + seen;
	const whole = compose(
		{ ...question, sort: [], limit: undefined, offset: 0 },
		counted(file, question),
		catalog(),
		window,
	);
	const [row] = await queryRows(connection, `select count(*) as total from (${whole.sql})`, whole.values);
	return Number(row!['total']);
}

/** The meta of an answer with that many rows before paging. */
export function answerMeta(
	{ question, window, composed, facts, record }: Asked,
	totalRows: number,
): AnswerMeta {
	return {
		answer: question.answer,
		company: facts.company,
		currency: facts.currency,
		as_of: window.as_of,
		from: window.from,
		to: window.to,
		last_on: window.last_on,
		prior_from: window.prior_from,
		prior_to: window.prior_to,
		prior_last_on: window.prior_last_on,
		default_from: window.default_from,
		default_to: window.default_to,
		comparisons: window.comparisons,
		compare: question.compare,
		level: question.level,
		partial: window.partial,
		filters: Object.fromEntries([
			...composed.filters.map((filter) => [filter.dimension, filter.values] as const),
			...(record === undefined ? [] : [[OF_ONE, [record]] as const]),
		]),
		measures: composed.measures.map((measure) => `${measure.name}${measure.operator}${measure.value}`),
		filters_not_applied: composed.filters_not_applied,
		columns_not_filtered: composed.columns_not_filtered,
		total_rows: totalRows,
		watermark_on: facts.watermark_on,
		built_at: facts.built_at,
		build_id: facts.build_id,
		model_version: facts.model_version,
		rows_rejected: facts.rows_rejected,
	};
}
