import {
	askedRelations,
	MEASURED,
	relationTexts,
	type AskedContext,
	type Relation,
} from './asked-relations.ts';
import type { Catalog } from '../catalog.ts';
import { KEPT_LINES } from './kept-lines.ts';
import type { ParameterValues } from '../engine.ts';
import { isOfLines, type LineSelection } from './line-dimensions.ts';
import { measureRole, measuresOf, type MeasureRole } from './measure-role.ts';
import type { DimensionFilter, MeasureFilter, Question } from './question.ts';
import type { QueryFile } from '../query-file.ts';
import { quoteIdentifier, quoteText } from '../sql-text.ts';
import type { AskedWindow } from './windows.ts';

/** A statement ready to run: text, bound values, and where its rows come from. */
export interface Composed {
	sql: string;
	values: ParameterValues;
	/** `stored`: kept at build; `mart`: from the windows kept at build; `live`: added up from months for this question. */
	road: 'stored' | 'mart' | 'live';
	/** Whether it reads order lines: it is given a limited time. */
	reads_lines: boolean;
	/** Filters by dimension that the statement holds. */
	filters: readonly DimensionFilter[];
	/** Comparisons that the statement holds, as they were asked. */
	measures: readonly MeasureFilter[];
	/** Names of filters and comparisons that were asked and that the statement does not hold. */
	filters_not_applied: readonly string[];
	columns_not_filtered: readonly string[];
}

/** The one account or group whose row is wanted, and the key under which the marts have it. */
export interface RecordKey {
	account_id: string;
	account_key: number;
}

const ONLY = 'account_key = $only_key::integer';
/** Relations that hold only what a filter on categories leaves. */
const BY_CATEGORY = [
	'account_windows',
	'bridge_windows',
	'asked_months',
	'asked_activity',
	'asked_concentration',
	'positive_totals',
	'currency_effects',
	'product_effects',
	'contributions',
	'window_lines',
	'history_lines',
];
/** Relations that hold only what a filter on dimensions or measures leaves. */
const SELECTED = [...BY_CATEGORY, 'asked_branches', 'asked_order_days', 'cohort_cells'];

/** Whether filters by dimension and measure can reach an answer. */
export function isFilterable(answer: QueryFile): boolean {
	return answer.reads.some((name) => SELECTED.includes(name));
}

/** Columns by which accounts can be selected, whatever is asked of them. */
export function accountMeasures(catalog: Catalog): string[] {
	return measuresOf(catalog.answers.get('accounts')!);
}

/**
 * Composes the statement of a question: the answer's own statement, below the relations it asks for (filled for this
 * window, level and filters) and inside sorting and paging. Identifiers come from the catalog and are quoted; every
 * value is bound.
 * @param only the one account or group whose row is wanted
 */
export function compose(
	question: Question,
	answer: QueryFile,
	catalog: Catalog,
	window: AskedWindow,
	only?: RecordKey,
): Composed {
	const values = questionValues(question, answer, window);
	// A part of a record has the rows of the account that is named, and selects none.
	const reaches = isFilterable(answer) && !isOfOne(values);
	const byCategory = answer.has_category_filter && answer.reads.some((name) => BY_CATEGORY.includes(name));
	const isOfLine = (name: string): boolean => name === 'category' || question.line_dimensions.includes(name);
	const ofLines = question.filters.filter(({ dimension }) => isOfLine(dimension));
	const by = question.options['by'];
	const lines: LineSelection = {
		filters: byCategory ? ofLines : [],
		split: typeof by === 'string' && question.line_dimensions.includes(by) ? by : undefined,
	};
	const dimensions = reaches ? question.filters.filter((filter) => !ofLines.includes(filter)) : [];
	const notByCategory = isOfLines(lines) ? answer.not_by_category : [];
	const accounts = catalog.answers.get('accounts')!;
	const roles = { answer, accounts, reaches, isByCategory: isOfLines(lines) };
	const withRole = (role: MeasureRole): MeasureFilter[] =>
		question.measures.filter((measure) => measureRole(measure, roles) === role);
	const context: AskedContext = {
		// A dimension of the order line splits as the category does, in its place.
		question:
			lines.split === undefined
				? question
				: { ...question, options: { ...question.options, by: 'category' } },
		catalog,
		window,
		dimensions,
		lines,
		measures: withRole('accounts'),
		isSeries: answer.reads.includes('asked_concentration'),
		values,
	};
	if (only !== undefined) {
		context.values['only'] = only.account_id;
		context.values['only_key'] = only.account_key;
	}
	const isFiltered = dimensions.length > 0 || isOfLines(lines) || context.measures.length > 0;
	const road = roadOf(context, answer, isFiltered);
	const own = withRole('rows');
	const sql = statement(context, answer, road, own, notByCategory);
	const readsLines = sql.includes(KEPT_LINES);
	return {
		sql,
		values: context.values,
		// Lines of many accounts are as heavy as any question that is added up anew; those of one are not.
		road: readsLines && !isOfOne(values) ? 'live' : road,
		reads_lines: readsLines,
		filters: question.filters.filter(
			(filter) => lines.filters.includes(filter) || dimensions.includes(filter),
		),
		measures: question.measures.filter((measure) => [...context.measures, ...own].includes(measure)),
		filters_not_applied: [
			...question.filters
				.filter((filter) => !lines.filters.includes(filter) && !dimensions.includes(filter))
				.map((filter) => filter.dimension),
			...new Set(withRole('none').map(({ name }) => name)),
		],
		columns_not_filtered: notByCategory,
	};
}

/** Whether the rows are of the one account or group that the question names. */
function isOfOne(values: ParameterValues): boolean {
	return typeof values['account_id'] === 'string';
}

function questionValues(question: Question, answer: QueryFile, window: AskedWindow): ParameterValues {
	const defaults = answer.parameters.map((parameter) => [parameter.name, parameter.choices[0] ?? null]);
	return {
		as_of: window.as_of,
		from_on: window.from,
		to_on: window.to,
		prior_from_on: window.prior_from,
		prior_to_on: window.prior_to,
		// Series and cohorts take from and to as bounds of their months, and none where none was given.
		asked_from: question.from ?? null,
		asked_to: question.to ?? null,
		// A record goes on to its newest row where no as_of was given.
		asked_as_of: question.as_of ?? null,
		today: window.today,
		compare: question.compare,
		level: question.kept_level,
		...(Object.fromEntries(defaults) as ParameterValues),
		...question.options,
	};
}

/** What was kept knows neither filters nor the answer's own parameters. */
function roadOf(context: AskedContext, answer: QueryFile, isFiltered: boolean): Composed['road'] {
	const { question, window, isSeries } = context;
	if (!isFilterable(answer)) return 'mart';
	if (isFiltered || !(window.is_default || isSeries)) return 'live';
	const isPlain = Object.keys(question.options).length === 0 && question.compare !== 'none';
	return answer.is_stored && isPlain ? 'stored' : 'mart';
}

function statement(
	context: AskedContext,
	answer: QueryFile,
	road: Composed['road'],
	own: readonly MeasureFilter[],
	notByCategory: readonly string[],
): string {
	const { question, values } = context;
	const relations = new Map(askedRelations(context));
	if (context.measures.length > 0) relations.set(MEASURED, measuredAccounts(context));
	const late = lateColumns(context, answer, own).filter((name) => !notByCategory.includes(name));
	if (late.length > 0) relations.set('account_details', emptyDetails(answer));
	readPageAlone(context, answer, relations, own, notByCategory);
	const body =
		road === 'stored'
			? `select * from main.stored_${answer.name} where level = $level and as_of = $as_of::date`
			: withRelations(answer.sql, relationTexts(answer.reads, relations));
	const where = whereOf([
		...comparisons(question, own, values),
		...sought(question, values, searchedColumns(answer, context.catalog)),
	]);
	const rows = `${shown(question, answer, notByCategory)} from answer${where}`;
	const order = ordering(question, answer);
	if (late.length === 0) return `with answer as (\n${body}\n)\n${rows}${order}${paging(question)}`;
	return `with answer as (\n${body}\n),
page as (\n${rows}${order}${paging(question)}\n),
details as (\n${pageDetails(context)}\n)
select * from (
select p.* replace (${late.map((name) => `x.${quoteIdentifier(name)} as ${quoteIdentifier(name)}`).join(', ')})
from page as p left join details as x on x.account_id = p.account_id
)${order}`;
}

/**
 * Where the rows of a page can be told from the mart that they come from, has the answer read these rows of it and no others:
 * the first by columns of the mart, or the one that is asked for.
 */
function readPageAlone(
	{ question, catalog, values }: AskedContext,
	answer: QueryFile,
	relations: Map<string, Relation>,
	own: readonly MeasureFilter[],
	notByCategory: readonly string[],
): void {
	if (answer.page_of === undefined) return;
	const { page_of: mart } = answer;
	const every = `every_${mart}`;
	const known = catalog.marts.get(mart)!.columns.map((column) => column.name);
	const isSorted = question.sort.every(
		({ column }) => known.includes(column) && !notByCategory.includes(column),
	);
	const isPage =
		question.limit !== undefined && isSorted && own.length === 0 && question.search === undefined;
	const rows =
		values['only'] !== undefined
			? `\nwhere ${ONLY}`
			: isPage
				? `${ordering(question, answer)}\nlimit ${question.limit! + question.offset}`
				: undefined;
	if (rows === undefined) return;
	relations.set(every, relations.get(mart)!);
	relations.set(mart, { sql: `select * from ${every}${rows}`, reads: [every] });
}

/** What counts the rows of an answer: the mart that they come from, where each of its rows makes one. */
export function counted(answer: QueryFile, question: Question): QueryFile {
	if (answer.page_of === undefined || question.search !== undefined || question.measures.length > 0)
		return { ...answer, order: [] };
	return {
		...answer,
		order: [],
		late: [],
		not_by_category: [],
		reads: [answer.page_of],
		sql: `select level from ${answer.page_of}`,
	};
}

/** The accounts that the comparisons select: those of the answer `accounts` under the same window and other filters. */
function measuredAccounts(context: AskedContext): Relation {
	const { question, catalog, lines, measures, values } = context;
	const accounts = catalog.answers.get('accounts')!;
	const texts = relationTexts(accounts.reads, askedRelations({ ...context, measures: [], isSeries: false }));
	return {
		sql: `select d.account_key from (
${nulled(isOfLines(lines) ? accounts.not_by_category : [])} from (\n${withRelations(accounts.sql, texts)}\n)${whereOf(comparisons(question, measures, values))}
) as a inner join main.directory as d on d.level = $level and d.account_id = a.account_id`,
		reads: [],
	};
}

/** Columns that are worked out for the rows of the page alone: those that nothing sorts or compares, where there is a page. */
function lateColumns(
	{ question, values }: AskedContext,
	answer: QueryFile,
	own: readonly MeasureFilter[],
): string[] {
	const isPage = question.limit !== undefined || values['only'] !== undefined;
	const used = [...question.sort, ...own].map(({ column }) => column);
	return isPage && !answer.late.some((name) => used.includes(name)) ? [...answer.late] : [];
}

function emptyDetails(answer: QueryFile): Relation {
	const columns = answer.late.map((name) => `null as ${quoteIdentifier(name)}`);
	return {
		sql: `select null::varchar as level, null::integer as account_key, ${columns.join(', ')} where false`,
		reads: [],
	};
}

function pageDetails(context: AskedContext): string {
	const relations = new Map(askedRelations(context));
	if (context.measures.length > 0) relations.set(MEASURED, measuredAccounts(context));
	relations.set('asked_accounts', {
		sql: `select d.level, d.account_key from page as p
inner join main.directory as d on d.level = $level and d.account_id = p.account_id`,
		reads: [],
	});
	// Months, orders and branches of the page's accounts alone: sought, they are found without reading the others'.
	const sought =
		context.values['only'] === undefined ? 'account_key in (select account_key from asked_accounts)' : ONLY;
	for (const name of ['asked_activity', 'asked_order_days', 'asked_branches']) {
		const { sql, reads } = relations.get(name)!;
		relations.set(name, {
			sql: `select * from (\n${sql}\n) where ${sought}`,
			reads: [...reads, 'asked_accounts'],
		});
	}
	return `with ${relationTexts(['account_details'], relations).join(',\n')}
select d.account_id, x.* from account_details as x
inner join main.directory as d on d.level = x.level and d.account_key = x.account_key`;
}

function withRelations(sql: string, texts: readonly string[]): string {
	return texts.length === 0 ? sql : `with ${texts.join(',\n')}\nselect * from (\n${sql}\n)`;
}

/** The columns of the answer as they are shown: under the level that was asked, empty where a filter does not reach. */
function shown(
	{ level, kept_level }: Question,
	{ columns }: QueryFile,
	notByCategory: readonly string[],
): string {
	const isRenamed = level !== kept_level && columns.some(({ name }) => name === 'level');
	const replaced = isRenamed ? [`${quoteText(level)} as level`] : [];
	return selection([...replaced, ...notByCategory.map((name) => `null as ${quoteIdentifier(name)}`)]);
}

function nulled(columns: readonly string[]): string {
	return selection(columns.map((name) => `null as ${quoteIdentifier(name)}`));
}

function selection(replaced: readonly string[]): string {
	return replaced.length === 0 ? 'select *' : `select * replace (${replaced.join(', ')})`;
}

function comparisons(
	question: Question,
	measures: readonly MeasureFilter[],
	values: ParameterValues,
): string[] {
	return measures.map((measure) => {
		const name = `measure_${question.measures.indexOf(measure)}`;
		values[name] = measure.value;
		// As a double: the engine would cast a large whole number to the column's decimals, and fail.
		return `${quoteIdentifier(measure.column)} ${measure.operator} $${name}::double`;
	});
}

/**
 * Columns that a search looks into: who an account is, in an answer about accounts; in a drill, whose rows are orders, lines or
 * products, every id and text.
 */
export function searchedColumns(answer: QueryFile, catalog: Catalog): string[] {
	if (catalog.drill.has(answer.name))
		return answer.columns.filter(({ type }) => type === 'id' || type === 'text').map(({ name }) => name);
	const who = ['name', 'account_id'];
	return who.every((name) => answer.columns.some((column) => column.name === name)) ? who : [];
}

/** Rows that are asked for by id, or by a text that one of the searched columns holds. */
function sought(question: Question, values: ParameterValues, searched: readonly string[]): string[] {
	const parts = values['only'] === undefined ? [] : ['account_id = $only::varchar'];
	if (question.search !== undefined) {
		values['search'] = question.search;
		const holds = (columns: readonly string[], of = ''): string =>
			columns
				.map((name) => `contains(lower(${of}${quoteIdentifier(name)}), lower($search::varchar))`)
				.join(' or ');
		// A group is found by its branches too.
		const branches =
			question.kept_level === 'group' && searched.includes('account_id')
				? `
or account_id in (select d.group_id from main.directory as d where d.level = 'account' and (${holds(['name', 'account_id'], 'd.')}))`
				: '';
		parts.push(`(${holds(searched)}${branches})`);
	}
	return parts;
}

function whereOf(parts: readonly string[]): string {
	return parts.length === 0 ? '' : `\nwhere ${parts.join(' and ')}`;
}

function ordering(question: Question, answer: QueryFile): string {
	const asked = question.sort.map(
		({ column, is_descending }) => `${quoteIdentifier(column)} ${is_descending ? 'desc' : 'asc'} nulls last`,
	);
	const own = answer.order
		.map((name) => ({ column: name.replace(/^-/, ''), is_descending: name.startsWith('-') }))
		.filter(({ column }) => !question.sort.some((sort) => sort.column === column))
		.map(({ column, is_descending }) => `${quoteIdentifier(column)}${is_descending ? ' desc' : ''}`);
	const all = [...asked, ...own];
	return all.length === 0 ? '' : `\norder by ${all.join(', ')}`;
}

function paging(question: Question): string {
	const limit = question.limit === undefined ? '' : `\nlimit ${question.limit}`;
	return `${limit}${question.offset > 0 ? `\noffset ${question.offset}` : ''}`;
}
