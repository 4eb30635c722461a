import { bridgeWindows } from './bridge-relations.ts';
import type { AskedContext, Relation } from './asked-relations.ts';
import { isOfLines } from './line-dimensions.ts';
import { quoteIdentifier } from '../sql-text.ts';

/** Dimensions that hold several values, separated by semicolons: an account stands under each of them. */
const LIST_DIMENSIONS: ReadonlySet<string> = new Set(['owner']);

/** Whether a dimension's text is a list: a filter matches one of its values, a split gives each of them the account. */
export function isListDimension(name: string): boolean {
	return LIST_DIMENSIONS.has(name);
}

/** The condition that a column of the directory holds one of the values of a bound list. */
export function holdsOneOf(column: string, dimension: string, parameter: string): string {
	return isListDimension(dimension)
		? `list_has_any(list_transform(string_split(${column}, ';'), lambda part: trim(part)), $${parameter}::varchar[])`
		: `list_contains($${parameter}::varchar[], ${column})`;
}

/** The values of a dimension by account: `account_key`, `by_value`; null where it has none, one row for each of several. */
export function branchValues(dimension: string): string {
	const column = quoteIdentifier(dimension);
	const rows = `select account_key, ${column} as by_value from main.directory where level = 'account'`;
	if (!isListDimension(dimension)) return rows;
	return `select account_key, unnest(case when len(parts) = 0 then [null::varchar] else parts end)::varchar as by_value from (
  select account_key, list_sort(list_distinct(list_filter(
    list_transform(string_split(coalesce(by_value, ''), ';'), lambda part: trim(part)), lambda part: part <> ''))) as parts
  from (${rows})
)`;
}

/** Whether one account or group can stand under several values of the dimension that is split by. */
export function splitsHolders({ question }: Pick<AskedContext, 'question'>): boolean {
	const by = question.options['by'];
	return (
		typeof by === 'string' && by !== 'category' && (question.kept_level === 'group' || isListDimension(by))
	);
}

/**
 * Relations of what is split by a dimension of which a group has several values, or an account several owners: each part, a
 * group's branches of one value, is added up as if it were an account of its own, under a key of its own. Every branch
 * stands under its own value, so that the parts of a group sum to it; several owners are each given the whole account.
 */
export function partRelations(context: AskedContext): [string, Relation][] {
	const { catalog, question, lines } = context;
	if (!splitsHolders(context)) return wholeRelations();
	const by = String(question.options['by']);
	const activity = catalog.marts.get('activity_months')!;
	const sums = catalog.marts.get('account_sums')!;
	const cohorts = catalog.marts.get('cohort_months')!;
	const effects = catalog.marts.get('currency_effects')!;
	const without = (reads: readonly string[], ...names: string[]): string[] =>
		reads.filter((name) => !names.includes(name));
	return [
		[
			'part_branches',
			{
				sql: `select b.level, b.branch_key, b.account_key as whole_key, v.by_value,
  cast(dense_rank() over (order by b.account_key, v.by_value nulls last) as integer) as account_key
from asked_branches as b
inner join (${branchValues(by)}) as v on v.account_key = b.branch_key`,
				reads: ['asked_branches'],
			},
		],
		[
			'part_values',
			{
				sql: 'select distinct level, account_key, whole_key, by_value from part_branches',
				reads: ['part_branches'],
			},
		],
		[
			'part_directory',
			{
				sql: `select d.* replace (p.account_key as account_key) from main.directory as d
inner join part_values as p on p.level = d.level and p.whole_key = d.account_key`,
				reads: ['part_values'],
			},
		],
		[
			'part_order_days',
			{
				sql: `select p.level, p.account_key, o.ordered_on, sum(o.order_count) as order_count, sum(o.sale_amount) as sale_amount
from main.order_days as o inner join part_branches as p on p.branch_key = o.account_key
where o.level = 'account' group by p.level, p.account_key, o.ordered_on`,
				reads: ['part_branches'],
			},
		],
		[
			'part_activity',
			{
				sql: `with asked_branches as (select level, branch_key, account_key from part_branches),
asked_order_days as (from part_order_days)\nselect * from (\n${activity.sql}\n)`,
				reads: ['asked_months', 'part_branches', 'part_order_days'],
			},
		],
		[
			'part_sums',
			{
				sql: `with asked_activity as (from part_activity)\nselect * from (\n${sums.sql}\n)`,
				reads: [...without(sums.reads, 'asked_activity'), 'part_activity'],
			},
		],
		['bridge_windows', isOfLines(lines) ? partsOfCategories(context) : PART_WINDOWS],
		[
			'currency_effects',
			{
				sql: `with asked_branches as (select level, branch_key, account_key from part_branches)\nselect * from (\n${effects.sql}\n)`,
				reads: [...without(effects.reads, 'asked_branches'), 'part_branches'],
			},
		],
		[
			'asked_cohort_months',
			{
				sql: `with asked_activity as (from part_activity), split_values as (from part_values)\nselect * from (\n${cohorts.sql}\n)`,
				reads: [...without(cohorts.reads, 'asked_activity', 'split_values'), 'part_activity', 'part_values'],
			},
		],
	];
}

const PART_WINDOWS: Relation = {
	sql: `select w.level, w.as_of, w.account_key, p.by_value, w.revenue, w.prior_revenue,
  coalesce(w.first_order_on < a.prior_to_on, false) as has_bought_before, true as is_fx_known
from part_sums as w
inner join asked_windows as a on a.as_of = w.as_of
inner join part_values as p on p.level = w.level and p.account_key = w.account_key`,
	reads: ['part_sums', 'asked_windows', 'part_values'],
};

/** The parts in the asked categories alone; "before" then means earlier revenue in them. */
function partsOfCategories({ catalog }: AskedContext): Relation {
	const { sql, reads } = bridgeWindows(catalog, undefined, true);
	return {
		sql: `with asked_branches as (select level, branch_key, account_key from part_branches)
select w.* replace (p.by_value as by_value) from (\n${sql}\n) as w
inner join part_values as p on p.level = w.level and p.account_key = w.account_key`,
		reads: [...reads.filter((name) => name !== 'asked_branches'), 'part_values'],
	};
}

/** Where nothing is split so, a part is the whole account or group. */
function wholeRelations(): [string, Relation][] {
	return [
		['part_branches', { sql: 'from asked_branches', reads: ['asked_branches'] }],
		['part_values', { sql: 'from split_values', reads: ['split_values'] }],
		['part_directory', { sql: 'from main.directory', reads: [] }],
		['part_order_days', { sql: 'from asked_order_days', reads: ['asked_order_days'] }],
	];
}
