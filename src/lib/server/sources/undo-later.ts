import type { DuckDBConnection } from '@duckdb/node-api';
import type { EntityName } from '../../contract/entities.ts';
import { quoteText } from '../warehouse/sql-text.ts';

/** Rows of one entity that a day could not know, and rows of which it could not know all. */
export interface LaterRows {
	entity: EntityName;
	/** Dated or entered later: left out. */
	left_out: number;
	/** Known by then, but told by later days what they tell: that was undone. */
	undone: number;
}

interface Undo {
	entity: EntityName;
	kind: 'left_out' | 'undone';
	/** `$day` is the day as SQL. */
	sql: string;
}

const KNOWN_ORDERS =
	'(select order_id from staged.order_lines_read where rejection is null and order_id is not null)';

/** Entities whose rows are placed by one day: a row of a later day is left out. */
const PLACED: readonly [EntityName, string][] = [
	['quotes', 'quoted_on'],
	['invoices', 'issued_on'],
	['agreements', 'valid_from'],
	['service_cases', 'opened_on'],
	['touchpoints', 'happened_on'],
	['plans', 'period_start'],
	['ratings', 'rated_on'],
];

/** In this order: an order is known by its lines, a delivery by its order, the state of an order by its deliveries. */
const UNDO: readonly Undo[] = [
	...PLACED.map(([entity, placed]): Undo => ({
		entity,
		kind: 'left_out',
		sql: `delete from staged.${entity}_read where ${placed} > $day`,
	})),
	{
		entity: 'orders',
		kind: 'left_out',
		sql: `delete from staged.orders_read where order_id is not null and order_id not in ${KNOWN_ORDERS}`,
	},
	{
		entity: 'deliveries',
		kind: 'left_out',
		sql: `delete from staged.deliveries_read where order_id is not null and order_id not in ${KNOWN_ORDERS}`,
	},
	{
		entity: 'accounts',
		kind: 'undone',
		sql: 'update staged.accounts_read set since_on = null where since_on > $day',
	},
	{
		entity: 'deliveries',
		kind: 'undone',
		sql: `update staged.deliveries_read set
			delivered_on = case when delivered_on <= $day then delivered_on end,
			shipped_on = case when shipped_on <= $day then shipped_on end,
			quantity = case when least(shipped_on, delivered_on) <= $day then quantity end,
			status = null
			where shipped_on > $day or delivered_on > $day`,
	},
	{
		// No source dates the end of an order: its deliveries tell it, and without any it is not known.
		entity: 'orders',
		kind: 'undone',
		sql: `update staged.orders_read set status = then_on.status
			from (
				select o.rowid as place, case
					when bool_and(d.delivered_on is not null) filter (where d.delivery_id is not null) then o.status
					when bool_or(d.shipped_on is not null or d.delivered_on is not null) then 'shipped'
					when count(d.delivery_id) > 0 then 'open'
				end as status
				from staged.orders_read as o left join staged.deliveries_read as d on d.order_id = o.order_id
				where o.status is not null and o.status <> 'open'
				group by o.rowid, o.status
			) as then_on
			where staged.orders_read.rowid = then_on.place and then_on.status is distinct from staged.orders_read.status`,
	},
	{
		// A quote ended when its order came, else on its last day; where neither is known, nobody can tell.
		entity: 'quotes',
		kind: 'undone',
		sql: `update staged.quotes_read set
			status = case when order_id is null and valid_until is null then null when valid_until < $day then null else 'open' end,
			order_id = null
			where status <> 'open' and case when order_id is null then valid_until is null or valid_until >= $day
				else order_id not in ${KNOWN_ORDERS} end`,
	},
	{
		entity: 'invoices',
		kind: 'undone',
		sql: `update staged.invoices_read set paid_on = null, paid_amount = case when paid_amount is not null then 0 end where paid_on > $day`,
	},
	{
		entity: 'service_cases',
		kind: 'undone',
		sql: `update staged.service_cases_read set
			met_commitment = case when closed_on > $day then null else met_commitment end,
			closed_on = case when closed_on <= $day then closed_on end,
			escalated_on = case when escalated_on <= $day then escalated_on end
			where closed_on > $day or escalated_on > $day`,
	},
];

/**
 * Takes what was staged back to what could be known on a day: rows of later days go, and what later days told of the others is undone.
 * Order lines and rates are cut where they are read.
 * @param day ISO
 */
export async function undoLater(connection: DuckDBConnection, day: string): Promise<LaterRows[]> {
	const found = new Map<EntityName, LaterRows>();
	for (const { entity, kind, sql } of UNDO) {
		const { rowsChanged } = await connection.run(sql.replaceAll('$day', `date ${quoteText(day)}`));
		const rows = found.get(entity) ?? { entity, left_out: 0, undone: 0 };
		rows[kind] += rowsChanged;
		found.set(entity, rows);
	}
	return [...found.values()].filter(({ left_out, undone }) => left_out + undone > 0);
}
