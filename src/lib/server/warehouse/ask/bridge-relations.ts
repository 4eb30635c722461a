import type { Relation } from './asked-relations.ts';
import type { Catalog } from '../catalog.ts';
import { quoteIdentifier } from '../sql-text.ts';

/** The windows of accounts as a bridge reads them, when nothing splits them. */
export const PLAIN_BRIDGE_WINDOWS = `select w.level, w.as_of, w.account_key, cast(null as varchar) as by_value, w.revenue, w.prior_revenue,
  coalesce(w.first_order_on < a.prior_to_on, false) as has_bought_before, true as is_fx_known
from account_windows as w inner join asked_windows as a on a.as_of = w.as_of`;

/**
 * The relation `bridge_windows`: revenue of each account in both windows, split by a dimension of the accounts or by
 * category. With categories, "before" means earlier revenue in the same category.
 */
export function bridgeWindows(catalog: Catalog, by: string | undefined, hasCategories: boolean): Relation {
	if (by !== undefined && by !== 'category' && hasCategories) {
		// Each account has one value here: where it can have several, the parts of accounts stand in.
		const whole = bridgeWindows(catalog, undefined, true);
		return {
			sql: `select w.* replace (d.${quoteIdentifier(by)} as by_value) from (\n${whole.sql}\n) as w
inner join main.directory as d on d.level = w.level and d.account_key = w.account_key`,
			reads: whole.reads,
		};
	}
	if (by === 'category' || hasCategories) {
		return {
			sql: catalog.drill.get('category_windows')!.sql,
			reads: ['asked_windows', 'asked_branches', 'asked_months'],
		};
	}
	if (by === undefined) return { sql: PLAIN_BRIDGE_WINDOWS, reads: ['account_windows', 'asked_windows'] };
	return {
		sql: `select w.level, w.as_of, w.account_key, d.${quoteIdentifier(by)} as by_value, w.revenue, w.prior_revenue,
  coalesce(w.first_order_on < a.prior_to_on, false) as has_bought_before, true as is_fx_known
from account_windows as w
inner join asked_windows as a on a.as_of = w.as_of
inner join main.directory as d on d.level = w.level and d.account_key = w.account_key`,
		reads: ['account_windows', 'asked_windows'],
	};
}

/** The relation `split_values`: under which value of the asked dimension each account or group stands. */
export function splitValues(by: string | undefined, isOfLine = false): Relation {
	if (by === undefined) {
		return {
			sql: 'select distinct level, account_key, cast(null as varchar) as by_value from asked_branches',
			reads: ['asked_branches'],
		};
	}
	if (by === 'category') {
		return {
			sql: `select b.level, b.account_key, arg_max(m.category, m.net_amount) as by_value
from asked_branches as b inner join ${isOfLine ? 'asked_months' : 'main.account_months'} as m on m.account_key = b.branch_key
group by b.level, b.account_key, m.month_on
qualify row_number() over (partition by b.level, b.account_key order by m.month_on) = 1`,
			reads: isOfLine ? ['asked_branches', 'asked_months'] : ['asked_branches'],
		};
	}
	return {
		sql: `select level, account_key, ${quoteIdentifier(by)} as by_value from main.directory where level = $level`,
		reads: [],
	};
}
