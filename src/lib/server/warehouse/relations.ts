import { relationTexts, type Relation } from './ask/asked-relations.ts';
import { PLAIN_BRIDGE_WINDOWS } from './ask/bridge-relations.ts';
import { ASKED_FROM, catalog } from './catalog.ts';
import type { QueryFile } from './query-file.ts';

/** What `build` fills the asked relations with: every month end, both levels, nothing filtered or split. */
function relationsAtBuild(): Map<string, Relation> {
	const plain = (sql: string): Relation => ({ sql, reads: [] });
	const inline = [...catalog().marts.values()].filter((mart) => mart.is_inline);
	return new Map<string, Relation>([
		...Object.entries(ASKED_FROM).map(([asked, mart]): [string, Relation] => [
			asked,
			plain(`select * from ${mart}`),
		]),
		...inline.map((mart): [string, Relation] => [mart.name, { sql: mart.sql, reads: mart.reads }]),
		['asked_levels', plain(`select level from (values ('account'), ('group')) as listed (level)`)],
		['asked_tiers', plain(TIERS_OF_LAST_QUARTERS)],
		['asked_product_months', plain('select *, cast(null as varchar) as by_value from product_months')],
		[
			'split_values',
			plain(
				'select null::varchar as level, null::integer as account_key, null::varchar as by_value where false',
			),
		],
		['bridge_windows', { sql: PLAIN_BRIDGE_WINDOWS, reads: [] }],
	]);
}

const TIERS_OF_LAST_QUARTERS = `select w.as_of, h.as_of as tier_on, h.* exclude (as_of) from tier_history as h inner join (
  select w.as_of, max(q.as_of) as tier_on from windows as w inner join tier_quarters as q on q.as_of <= w.as_of group by w.as_of
) as w on w.tier_on = h.as_of`;

/** The statement by which `build` makes a mart. */
export function buildRelation(mart: QueryFile): string {
	return `create ${mart.is_kept ? '' : 'temp '}table ${mart.name} as ${withAsked(mart)}`;
}

/** The statement by which `build` keeps an answer for every month end and both levels. */
export function storedAnswer(answer: QueryFile): string {
	const order = answer.order.length > 0 ? ` order by ${answer.order.join(', ')}` : '';
	return `create table stored_${answer.name} as select * from (${withAsked(answer)})${order}`;
}

/** A query's statement below the common table expressions of the asked relations that it reads. */
function withAsked(query: QueryFile): string {
	const texts = relationTexts(query.reads, relationsAtBuild());
	return texts.length === 0 ? query.sql : `with ${texts.join(',\n')}\nselect * from (\n${query.sql}\n)`;
}

/** A query's statement below common table expressions that stand in for some of the relations that it reads. */
export function withGiven(query: QueryFile, given: ReadonlyMap<string, string>): string {
	const texts = query.reads.flatMap((name) => (given.has(name) ? [`${name} as (${given.get(name)!})`] : []));
	return texts.length === 0 ? query.sql : `with ${texts.join(',\n')}\nselect * from (\n${query.sql}\n)`;
}
