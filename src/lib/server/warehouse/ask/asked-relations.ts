import { bridgeWindows, splitValues } from './bridge-relations.ts';
import type { Catalog } from '../catalog.ts';
import {
	askedProductMonths,
	BRANCHES_OF_ONE,
	historyLines,
	ORDER_DAYS_OF_ONE,
	windowLines,
} from './drill-relations.ts';
import type { ParameterValues } from '../engine.ts';
import { scenarioRelations } from './losses.ts';
import { holdsOneOf, partRelations } from './part-relations.ts';
import { isJudgement, type DimensionFilter, type MeasureFilter, type Question } from './question.ts';
import { quoteIdentifier } from '../sql-text.ts';
import { tierRules } from '../tiers/tier-rules.ts';
import type { ResolvedWindow } from './windows.ts';

/** A relation that a question fills: its rows as a statement, and the relations that it reads. */
export interface Relation {
	sql: string;
	reads: readonly string[];
}

/** What decides how the relations of a question are filled. */
export interface AskedContext {
	question: Question;
	catalog: Catalog;
	window: ResolvedWindow;
	dimensions: readonly DimensionFilter[];
	categories: DimensionFilter | undefined;
	/** Comparisons that select accounts. */
	measures: readonly MeasureFilter[];
	/** Whether every month end is asked, not one window. */
	isSeries: boolean;
	/** Values bound by the relations are added here. */
	values: ParameterValues;
}

/** The accounts that the comparisons select: filled by the composer, which knows their statement. */
export const MEASURED = 'measured_accounts';

/** Every relation that a question can fill, by name. */
export function askedRelations(context: AskedContext): ReadonlyMap<string, Relation> {
	const { question, catalog, categories, dimensions, measures, values } = context;
	const by = typeof question.options['by'] === 'string' ? question.options['by'] : undefined;
	const hasCategories = categories !== undefined;
	if (categories) values['categories'] = categories.values;
	values['is_split_by_category'] = by === 'category';
	const isByLines = dimensions.length > 0 || measures.length > 0 || (by !== undefined && by !== 'category');
	// A query of one account or group reads no other; where its parameter is not given it is of all.
	const isOfOne = typeof values['account_id'] === 'string';
	return new Map<string, Relation>([
		['asked_levels', plain(`select $level::varchar as level`)],
		['asked_windows', plain(context.isSeries ? EVERY_WINDOW : ONE_WINDOW)],
		['asked_comparisons', plain('select * from main.earlier_month_ends where compare = $compare')],
		['asked_branches', isOfOne ? plain(BRANCHES_OF_ONE) : askedBranches(context)],
		['asked_months', plain(`select * from main.account_months${hasCategories ? CATEGORY_FILTER : ''}`)],
		['asked_order_days', isOfOne ? plain(ORDER_DAYS_OF_ONE) : askedOrderDays(context)],
		['asked_activity', askedActivity(context)],
		...splitRelations(context),
		[
			'asked_product_months',
			{
				sql: askedProductMonths(catalog, isByLines, by, hasCategories),
				reads: isByLines ? ['asked_branches'] : [],
			},
		],
		['window_lines', { sql: windowLines(hasCategories), reads: ['asked_branches'] }],
		['history_lines', { sql: historyLines(hasCategories), reads: ['asked_branches'] }],
		...windowRelations(context, by !== undefined),
		...seriesRelations(context),
		...scenarioRelations(question.losses, values),
		['bridge_windows', bridgeWindows(catalog, by, hasCategories)],
		['split_values', splitValues(by)],
		...cohortRelations(context, by !== undefined),
		['account_details', fromMart(catalog, 'account_details')],
		['asked_accounts', { sql: 'select level, account_key from account_windows', reads: ['account_windows'] }],
		['silence_chances', fromMart(catalog, 'silence_chances')],
		['no_change_baselines', fromMart(catalog, 'no_change_baselines')],
		['asked_tiers', plain(TIERS_OF_LAST_QUARTER)],
		['asked_tier_rules', tierRules(question.tier_changes, values)],
		['tier_steps', fromMart(catalog, 'tier_steps')],
		// Last, for where holders are split they stand in for some of those above.
		...partRelations(context),
	]);
}

/** The common table expressions of the named relations and of all that these read, each after what it reads. */
export function relationTexts(names: readonly string[], relations: ReadonlyMap<string, Relation>): string[] {
	const texts: string[] = [];
	const seen = new Set<string>();
	const need = (name: string): void => {
		const relation = relations.get(name);
		if (relation === undefined || seen.has(name)) return;
		seen.add(name);
		relation.reads.forEach(need);
		texts.push(`${name} as (\n${relation.sql}\n)`);
	};
	names.forEach(need);
	return texts;
}

const plain = (sql: string): Relation => ({ sql, reads: [] });

function fromMart(catalog: Catalog, name: string): Relation {
	const mart = catalog.marts.get(name)!;
	return { sql: mart.sql, reads: mart.reads };
}

const ONE_WINDOW = `select $as_of::date as as_of, $from_on::date as from_on, $to_on::date as to_on,
  $prior_from_on::date as prior_from_on, $prior_to_on::date as prior_to_on`;
/** Month ends that are compared with each other need no prior window of their own. */
const EVERY_WINDOW = `select as_of, from_on, to_on, null::date as prior_from_on, null::date as prior_to_on
from main.windows where as_of <= $as_of::date`;
const LAST_QUARTER = 'select max(as_of) from main.tier_quarters where as_of <= $as_of::date';
/** The tiers of the last closed quarter, as they were given. */
const TIERS_OF_LAST_QUARTER = `select $as_of::date as as_of, h.as_of as tier_on, h.* exclude (as_of) from main.tier_history as h
where h.level = $level and h.as_of = (${LAST_QUARTER})`;
const CATEGORY_FILTER = ' where list_contains($categories::varchar[], category)';

/** Whether branches of one group are kept and others not, so that the group has to be put together anew. */
function splitsGroups({ question, dimensions }: AskedContext): boolean {
	// A tier, or a risk, is the group's own: all its branches are kept.
	return question.kept_level === 'group' && dimensions.some((filter) => !isJudgement(filter.dimension));
}

function isRestricted({ dimensions, measures }: AskedContext): boolean {
	return dimensions.length > 0 || measures.length > 0;
}

function askedBranches({ dimensions, measures, values }: AskedContext): Relation {
	const conditions = dimensions.map((filter, i) => branchCondition(filter, `dimension_${i}`, values));
	if (measures.length > 0) conditions.push(`b.account_key in (select account_key from ${MEASURED})`);
	const directory = dimensions.some((filter) => !isJudgement(filter.dimension))
		? "\ninner join main.directory as d on d.level = 'account' and d.account_key = b.branch_key"
		: '';
	return {
		sql: `select b.level, b.branch_key, b.account_key from main.branches as b${directory}
where ${['b.level = $level', ...conditions].join('\n  and ')}`,
		reads: measures.length > 0 ? [MEASURED] : [],
	};
}

function branchCondition(filter: DimensionFilter, parameter: string, values: ParameterValues): string {
	values[parameter] = filter.values;
	if (filter.dimension === 'tier') {
		return `b.account_key in (select h.account_key from main.tier_history as h where h.level = $level
    and h.as_of = (${LAST_QUARTER}) and list_contains($${parameter}::varchar[], h.tier))`;
	}
	if (filter.dimension === 'risk_level') {
		return `b.account_key in (select r.account_key from main.account_risk as r where r.level = $level
    and r.as_of = $as_of::date and list_contains($${parameter}::varchar[], r.risk_level))`;
	}
	return holdsOneOf(`d.${quoteIdentifier(filter.dimension)}`, filter.dimension, parameter);
}

/** Rows of a mart that is kept for both levels, of the asked level and accounts. */
function keptRows(mart: string, context: AskedContext, where = ''): Relation {
	const isSelected = isRestricted(context);
	const selected = isSelected ? ' and account_key in (select account_key from asked_branches)' : '';
	return {
		sql: `select * from main.${mart} where level = $level${where}${selected}`,
		reads: isSelected ? ['asked_branches'] : [],
	};
}

function askedOrderDays(context: AskedContext): Relation {
	if (context.categories) {
		// Orders know no categories. What stands in for them says since when a category brought revenue, and no more.
		return {
			sql: `select b.level, b.account_key, m.month_on as ordered_on, null::integer as order_count, null::exact as sale_amount
from asked_months as m inner join asked_branches as b on b.branch_key = m.account_key
group by b.level, b.account_key, m.month_on having sum(m.net_amount) > 0`,
			reads: ['asked_months', 'asked_branches'],
		};
	}
	return splitsGroups(context)
		? wholeAndSplit('order_days', 'split_order_days')
		: keptRows('order_days', context);
}

function askedActivity(context: AskedContext): Relation {
	if (context.categories) return fromMart(context.catalog, 'activity_months');
	return splitsGroups(context)
		? wholeAndSplit('activity_months', 'split_activity')
		: keptRows('activity_months', context);
}

/**
 * Where a filter keeps all branches of a group, the group is as it was kept; where it keeps some, what these brought is added up
 * anew. Most groups are of the first kind.
 */
function splitRelations({ catalog }: AskedContext): [string, Relation][] {
	const activity = catalog.marts.get('activity_months')!;
	const sums = catalog.marts.get('account_sums')!;
	return [
		[
			'whole_groups',
			{
				sql: `select b.account_key from asked_branches as b
inner join main.directory as d on d.level = b.level and d.account_key = b.account_key
group by b.account_key having count(*) = any_value(d.branch_count)`,
				reads: ['asked_branches'],
			},
		],
		[
			'split_branches',
			{
				sql: 'select * from asked_branches where account_key not in (select account_key from whole_groups)',
				reads: ['asked_branches', 'whole_groups'],
			},
		],
		[
			'split_order_days',
			{
				sql: `select b.level, b.account_key, o.ordered_on, sum(o.order_count) as order_count, sum(o.sale_amount) as sale_amount,
  sum(o.sale_line_count) as sale_line_count, min(o.entered_on) as entered_on
from main.order_days as o inner join split_branches as b on b.branch_key = o.account_key
where o.level = 'account' group by b.level, b.account_key, o.ordered_on`,
				reads: ['split_branches'],
			},
		],
		[
			'split_activity',
			{
				sql: `with asked_branches as (from split_branches), asked_order_days as (from split_order_days)
select * from (\n${activity.sql}\n)`,
				reads: ['asked_months', 'split_branches', 'split_order_days'],
			},
		],
		[
			'split_sums',
			{
				sql: `with asked_activity as (from split_activity)\nselect * from (\n${sums.sql}\n)`,
				reads: [...sums.reads.filter((name) => name !== 'asked_activity'), 'split_activity'],
			},
		],
	];
}

/** Rows of a mart for the groups that a filter keeps whole, and those that were added up for the others. */
function wholeAndSplit(mart: string, split: string, columns = '*', where = ''): Relation {
	return {
		sql: `select ${columns} from main.${mart} where level = $level${where} and account_key in (select account_key from whole_groups)
union all by name
select * from ${split}`,
		reads: ['whole_groups', split],
	};
}

/** The relations of one window: kept at build where it is the one that the warehouse keeps for its as_of, else added up. */
function windowRelations(context: AskedContext, isSplit: boolean): [string, Relation][] {
	const { catalog, window, question, categories } = context;
	const isKept = window.is_default && !context.isSeries;
	const isWhole = !isRestricted(context) && !categories;
	const slice = ' and as_of = $as_of::date';
	const replaced =
		question.compare === 'none'
			? ' replace (null as prior_revenue, null as prior_margin, null as prior_costed_revenue, null as prior_orders, null as prior_order_days)'
			: '';
	const windows: Relation =
		isKept && isWhole
			? plain(`select *${replaced} from main.account_windows where level = $level${slice}`)
			: fromMart(catalog, 'account_windows');
	const selected = keptRows('account_windows', context, slice);
	const sums: Relation =
		!isKept || categories
			? fromMart(catalog, 'account_sums')
			: splitsGroups(context)
				? wholeAndSplit(
						'account_windows',
						'split_sums',
						`* exclude (revenue_rank, positive_revenue, cumulative_revenue)${replaced}`,
						slice,
					)
				: {
						sql: `select * exclude (revenue_rank, positive_revenue, cumulative_revenue)${replaced} from (\n${selected.sql}\n)`,
						reads: selected.reads,
					};
	const totals: Relation = isKept
		? plain(`select level, as_of, max(positive_revenue) as positive_revenue_of_all from main.account_windows
where level = $level${slice} group by level, as_of`)
		: fromMart(catalog, 'positive_totals');
	const isKeptWhole = isKept && isWhole && question.compare !== 'none' && !isSplit;
	const effects = ['currency_effects', 'product_effects', 'contributions', 'paired_months'].map(
		(name): [string, Relation] => {
			const level = name === 'currency_effects' || name === 'contributions' ? 'level = $level and ' : '';
			return [
				name,
				isKeptWhole
					? plain(`select * from main.${name} where ${level}as_of = $as_of::date`)
					: fromMart(catalog, name),
			];
		},
	);
	return [['account_windows', windows], ['account_sums', sums], ['positive_totals', totals], ...effects];
}

/** Cohorts: kept at build where nothing is filtered or split, else by the same statement. */
function cohortRelations(context: AskedContext, isSplit: boolean): [string, Relation][] {
	const { catalog } = context;
	const kept = plain('select * from main.cohort_months where level = $level and period = $period');
	return [
		['asked_periods', plain('select * from main.periods where period = $period')],
		['asked_cohort_months', isRestricted(context) || isSplit ? fromMart(catalog, 'cohort_months') : kept],
		['cohort_cells', fromMart(catalog, 'cohort_cells')],
	];
}

/** Concentration at every month end: kept at build where nothing is filtered, else by the same statements. */
function seriesRelations(context: AskedContext): [string, Relation][] {
	const { catalog } = context;
	if (!isRestricted(context) && !context.categories) {
		return [
			['asked_concentration', plain('select * from main.stored_concentration where level = $level')],
			[
				'asked_shifts',
				plain('select * from main.concentration_shifts where level = $level and compare = $compare'),
			],
		];
	}
	const concentration = catalog.answers.get('concentration')!;
	return [
		['asked_concentration', { sql: concentration.sql, reads: concentration.reads }],
		['asked_shifts', fromMart(catalog, 'concentration_shifts')],
	];
}
