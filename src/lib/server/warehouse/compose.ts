import { bridgeWindows, splitValues } from './bridge-relations.ts';
import type { Catalog } from './catalog.ts';
import {
	askedProductMonths,
	BRANCHES_OF_ONE,
	historyLines,
	KEPT_LINES,
	ORDER_DAYS_OF_ONE,
	windowLines,
} from './drill-relations.ts';
import type { ParameterValues } from './engine.ts';
import type { DimensionFilter, Question } from './question.ts';
import type { QueryFile } from './query-file.ts';
import { quoteIdentifier } from './sql-text.ts';
import type { ResolvedWindow } from './windows.ts';

/** A statement ready to run: text, bound values, and where its rows come from. */
export interface Composed {
	sql: string;
	values: ParameterValues;
	/** `stored`: kept at build; `mart`: from the windows kept at build; `live`: added up from months for this question. */
	road: 'stored' | 'mart' | 'live';
	/** Whether it reads order lines: it is given a limited time. */
	reads_lines: boolean;
	filters_not_applied: readonly string[];
	columns_not_filtered: readonly string[];
}

/** Dimensions that hold several values, separated by semicolons. */
const LIST_DIMENSIONS = new Set(['owner']);
/** Window of the relations: what an answer that reads one of them has to be given. */
const WINDOWED = ['account_windows', 'bridge_windows', 'asked_windows', 'positive_totals', 'currency_effects', 'product_effects', 'contributions'];
/** Relations that hold only what a filter on a dimension leaves; of them, those that a filter on categories reaches. */
const BY_CATEGORY = ['asked_months', 'window_lines', 'history_lines'];
const SELECTED = [...BY_CATEGORY, 'asked_branches', 'asked_order_days'];

/**
 * Composes the statement of a question: the answer's own statement, below the relations it asks for (filled for this
 * window, level and filters) and inside sorting and paging. Identifiers come from the catalog and are quoted; every
 * value is bound.
 */
export function compose(question: Question, answer: QueryFile, catalog: Catalog, window: ResolvedWindow): Composed {
	const isWindowed = answer.reads.some((name) => WINDOWED.includes(name));
	const categories = question.filters.find((filter) => filter.dimension === 'category');
	const dimensions = question.filters.filter((filter) => filter !== categories);
	const notGiven = Object.fromEntries(answer.parameters.map((parameter) => [parameter.name, null]));
	const values: ParameterValues = {
		...windowValues(window),
		// Cohorts take from and to as bounds of their first month, and none where none was given.
		asked_from: question.from ?? null,
		asked_to: question.to ?? null,
		// A record goes on to its newest row where no as_of was given.
		asked_as_of: question.as_of ?? null,
		level: question.level,
		...notGiven,
		...question.options,
	};
	const reaches = isWindowed || answer.reads.some((name) => SELECTED.includes(name));
	const reachesCategory = isWindowed || answer.reads.some((name) => BY_CATEGORY.includes(name));
	const isFiltered = reaches && question.filters.length > 0;
	const canUseMart = window.is_default && window.prior_from !== undefined && question.compare === 'prior_year' && !isFiltered;
	// What was kept knows neither the answer's own parameters nor the values of a dimension to split by.
	const isPlain = Object.keys(question.options).length === 0;
	const isSplit = question.options['by'] !== undefined;
	const kept = answer.is_stored && isPlain ? 'stored' : isSplit ? 'live' : 'mart';
	const road = !isWindowed ? 'mart' : canUseMart ? kept : 'live';
	const body =
		road === 'stored'
			? `select * from main.stored_${answer.name} where level = $level and as_of = $as_of::date`
			: withRelations(answer, relations(answer, catalog, road, dimensions, categories, question.options['by'], values));
	const readsLines = body.includes(KEPT_LINES);
	const notByCategory = categories && reaches ? answer.not_by_category : [];
	const shown =
		notByCategory.length === 0
			? 'select *'
			: `select * replace (${notByCategory.map((name) => `null as ${quoteIdentifier(name)}`).join(', ')})`;
	const where = conditions(question, values);
	return {
		sql: `with answer as (\n${body}\n)\n${shown} from answer${where}${ordering(question, answer)}${paging(question)}`,
		values,
		// Lines of many accounts are as heavy as any question that is added up anew; those of one are not.
		road: readsLines && values['account_id'] == null ? 'live' : road,
		reads_lines: readsLines,
		filters_not_applied: question.filters
			.filter((filter) => !(filter === categories ? reachesCategory : reaches))
			.map((filter) => filter.dimension),
		columns_not_filtered: notByCategory,
	};
}

function windowValues(window: ResolvedWindow): ParameterValues {
	return {
		as_of: window.as_of,
		from_on: window.from,
		to_on: window.to,
		prior_from_on: window.prior_from,
		prior_to_on: window.prior_to,
	};
}

const ASKED_WINDOW = `asked_windows as (
select $as_of::date as as_of, $from_on::date as from_on, $to_on::date as to_on,
  $prior_from_on::date as prior_from_on, $prior_to_on::date as prior_to_on)`;

const LAST_QUARTER = 'select max(as_of) from main.tier_quarters where as_of <= $as_of::date';
/** The tiers of the last closed quarter, as they were given. */
const ASKED_TIERS = `asked_tiers as (
select $as_of::date as as_of, h.as_of as tier_on, h.* exclude (as_of) from main.tier_history as h
where h.level = $level and h.as_of = (${LAST_QUARTER}))`;

/** The relations, in the order in which they read each other, as common table expressions. */
function relations(
	answer: QueryFile,
	catalog: Catalog,
	road: 'mart' | 'live' | 'stored',
	dimensions: readonly DimensionFilter[],
	categories: DimensionFilter | undefined,
	by: string | undefined,
	values: ParameterValues,
): string[] {
	const branchFilter = dimensions.map((filter, i) => branchCondition(filter, `dimension_${i}`, values)).join('');
	if (categories) values['categories'] = categories.values;
	const bodies: Record<string, string> = {
		asked_windows: ASKED_WINDOW,
		asked_tiers: ASKED_TIERS,
		asked_branches: `asked_branches as (
select b.level, b.branch_key, b.account_key from main.branches as b
inner join main.directory as d on d.level = 'account' and d.account_key = b.branch_key
where b.level = $level${branchFilter})`,
		asked_months: `asked_months as (
select * from main.account_months${categories ? ' where list_contains($categories::varchar[], category)' : ''})`,
		asked_order_days:
			dimensions.length === 0
				? `asked_order_days as (select * from main.order_days where level = $level)`
				: `asked_order_days as (
select b.level, b.account_key, o.ordered_on, sum(o.sale_amount) as sale_amount,
  sum(o.sale_line_count) as sale_line_count, min(o.entered_on) as entered_on
from main.order_days as o inner join asked_branches as b on b.branch_key = o.account_key
where o.level = 'account' group by b.level, b.account_key, o.ordered_on)`,
		account_windows:
			road === 'live'
				? `account_windows as (\n${catalog.marts.get('account_windows')!.sql}\n)`
				: `account_windows as (select * from main.account_windows where level = $level and as_of = $as_of::date)`,
		positive_totals:
			road === 'live'
				? `positive_totals as (\n${catalog.marts.get('positive_totals')!.sql}\n)`
				: `positive_totals as (select level, as_of, any_value(positive_revenue) as positive_revenue_of_all from account_windows group by level, as_of)`,
	};
	for (const name of ['currency_effects', 'product_effects', 'contributions', 'paired_months']) {
		const slice = name === 'currency_effects' || name === 'contributions' ? 'level = $level and as_of = $as_of::date' : 'as_of = $as_of::date';
		bodies[name] =
			road === 'live'
				? `${name} as (\n${catalog.marts.get(name)!.sql}\n)`
				: `${name} as (select * from main.${name} where ${slice})`;
	}
	const isByLines = dimensions.length > 0 || (by !== undefined && by !== 'category');
	bodies['asked_product_months'] = askedProductMonths(catalog, isByLines, by, categories !== undefined);
	// A query of one account or group reads no other; where its parameter is not given it is of all.
	const isOfOne = typeof values['account_id'] === 'string';
	if (isOfOne) {
		bodies['asked_branches'] = BRANCHES_OF_ONE;
		bodies['asked_order_days'] = ORDER_DAYS_OF_ONE;
	}
	bodies['window_lines'] = windowLines(isOfOne, categories !== undefined);
	bodies['history_lines'] = historyLines(isOfOne, categories !== undefined);
	const bridge = bridgeWindows(catalog, by, categories !== undefined);
	bodies['bridge_windows'] = bridge.text;
	const split = splitValues(by);
	bodies['split_values'] = split.text;
	values['is_split_by_category'] = by === 'category';
	const needed = new Set<string>();
	const need = (name: string): void => {
		if (bodies[name] === undefined || needed.has(name)) return;
		const reads = road === 'live' ? (catalog.marts.get(name)?.reads ?? []) : name === 'positive_totals' ? ['account_windows'] : [];
		reads.forEach(need);
		if (name === 'bridge_windows') bridge.reads.forEach(need);
		if (name === 'split_values') split.reads.forEach(need);
		if (name === 'asked_order_days' && dimensions.length > 0) need('asked_branches');
		if (name === 'asked_product_months' && isByLines) need('asked_branches');
		if (name === 'window_lines' || name === 'history_lines') need('asked_branches');
		needed.add(name);
	};
	answer.reads.forEach(need);
	const order = [
		'asked_windows',
		'asked_branches',
		'asked_months',
		'asked_order_days',
		'window_lines',
		'history_lines',
		'asked_product_months',
		'paired_months',
		'account_windows',
		'contributions',
		'asked_tiers',
		'bridge_windows',
		'split_values',
		'positive_totals',
		'currency_effects',
		'product_effects',
	];
	return order.filter((name) => needed.has(name)).map((name) => bodies[name]!);
}

function branchCondition(filter: DimensionFilter, parameter: string, values: ParameterValues): string {
	values[parameter] = filter.values;
	if (filter.dimension === 'tier') {
		return `\n  and b.account_key in (select h.account_key from main.tier_history as h where h.level = $level and h.as_of = (${LAST_QUARTER}) and list_contains($${parameter}::varchar[], h.tier))`;
	}
	const column = `d.${quoteIdentifier(filter.dimension)}`;
	return LIST_DIMENSIONS.has(filter.dimension)
		? `\n  and list_has_any(list_transform(string_split(${column}, ';'), lambda part: trim(part)), $${parameter}::varchar[])`
		: `\n  and list_contains($${parameter}::varchar[], ${column})`;
}

function withRelations(answer: QueryFile, ctes: readonly string[]): string {
	return ctes.length === 0 ? answer.sql : `with ${ctes.join(',\n')}\nselect * from (\n${answer.sql}\n)`;
}

/** Filters on the answer's own columns: measures, and text that the id or the name holds. */
function conditions(question: Question, values: ParameterValues): string {
	const parts = question.measures.map((measure, i) => {
		values[`measure_${i}`] = measure.value;
		return `${quoteIdentifier(measure.column)} ${measure.operator} $measure_${i}`;
	});
	if (question.search !== undefined) {
		values['search'] = question.search;
		parts.push('(contains(lower(name), lower($search::varchar)) or contains(lower(account_id), lower($search::varchar)))');
	}
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
