import { PLAIN_BRIDGE_WINDOWS } from './bridge-relations.ts';
import { ASKED_FROM } from './catalog.ts';
import type { QueryFile } from './query-file.ts';

/** Every month end, both levels, nothing filtered or split: what `build` fills the asked relations with. */
const ASKED_AT_BUILD: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		Object.entries(ASKED_FROM).map(([asked, mart]) => [asked, `${asked} as (select * from ${mart})`]),
	),
	bridge_windows: PLAIN_BRIDGE_WINDOWS,
	asked_tiers: `asked_tiers as (
select w.as_of, h.as_of as tier_on, h.* exclude (as_of) from tier_history as h inner join (
  select w.as_of, max(q.as_of) as tier_on from windows as w inner join tier_quarters as q on q.as_of <= w.as_of group by w.as_of
) as w on w.tier_on = h.as_of)`,
	asked_product_months: 'asked_product_months as (select *, cast(null as varchar) as by_value from product_months)',
};

/** The statement by which `build` makes a mart. */
export function buildRelation(mart: QueryFile): string {
	return `create ${mart.is_kept ? '' : 'temp '}table ${mart.name} as ${withAsked(mart, ASKED_AT_BUILD)}`;
}

/** The statement by which `build` keeps an answer for every month end and both levels. */
export function storedAnswer(answer: QueryFile): string {
	const order = answer.order.length > 0 ? ` order by ${answer.order.join(', ')}` : '';
	return `create table stored_${answer.name} as select * from (${withAsked(answer, ASKED_AT_BUILD)})${order}`;
}

/** A query's statement below the common table expressions, of those given, that it reads. */
export function withAsked(query: QueryFile, given: Readonly<Record<string, string>>): string {
	const read = query.reads.filter((name) => given[name] !== undefined).map((name) => given[name]!);
	return read.length === 0 ? query.sql : `with ${read.join(',\n')}\nselect * from (\n${query.sql}\n)`;
}
