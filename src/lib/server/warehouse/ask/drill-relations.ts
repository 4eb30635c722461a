import { KEPT_LINES } from './kept-lines.ts';
import type { Catalog } from '../catalog.ts';
import { branchValues } from './part-relations.ts';
import { quoteIdentifier } from '../sql-text.ts';

/**
 * The rows of `asked_product_months`: months of products, split by a dimension where `by` names one. Products know no
 * accounts, so what is filtered or split by a dimension of the accounts is added up from the lines of both windows.
 */
export function askedProductMonths(
	catalog: Catalog,
	isByLines: boolean,
	by: string | undefined,
	/** On lines, each with ` and ` before it. */
	conditions: string,
	/** The dimension of the order line that stands where the category stands. */
	split: string | undefined,
): string {
	if (isByLines) {
		const statement = catalog.drill.get('asked_product_months')!.sql;
		return `with ${linesOfWindows(by, conditions, split)}\n${statement}`;
	}
	const value = by === undefined ? 'cast(null as varchar)' : quoteIdentifier(by);
	return `select l.*, ${value} as by_value from main.product_months as l where true${conditions}`;
}

/** The rows of `asked_lines`: lines of the selected accounts in both windows of the question. */
function linesOfWindows(by: string | undefined, conditions: string, ofLine: string | undefined): string {
	const isDimension = by !== undefined && by !== 'category';
	const split =
		by === undefined
			? 'cast(null as varchar)'
			: isDimension
				? 'v.by_value'
				: `l.${quoteIdentifier(ofLine ?? 'category')}`;
	// A line stands under the value of the account that bought it, whatever its group's other branches have.
	const directory = isDimension
		? `\ninner join (${branchValues(by)}) as v on v.account_key = b.branch_key`
		: '';
	return `asked_lines as (
select l.*, ${split} as by_value
${LINES_OF_BRANCHES}${directory}
where l.ordered_on >= least($from_on::date, $prior_from_on::date)
and l.ordered_on < greatest($to_on::date, $prior_to_on::date)${conditions})`;
}

/** The rows of `window_lines`: lines of the selected accounts in the window of the question. */
export function windowLines(conditions: string): string {
	return `select l.*, b.level, b.account_key, b.branch_key, a.group_key
${LINES_OF_BRANCHES}
where l.ordered_on >= $from_on::date and l.ordered_on < $to_on::date${conditions}`;
}

/** The rows of `history_lines`: all lines of the selected accounts; a query of one account says which days it wants. */
export function historyLines(conditions: string): string {
	return `select l.*, b.level, b.account_key, b.branch_key, a.group_key
${LINES_OF_BRANCHES}
where true${conditions}`;
}

/** The engine reads only those stretches of the sorted lines that can hold the ids of the asked accounts. */
const LINES_OF_BRANCHES = `from asked_branches as b
inner join main.accounts as a on a.account_key = b.branch_key
inner join ${KEPT_LINES} as l on l.account_id = a.account_id`;

/** The rows of `asked_branches` of the one account or group that the parameter `account_id` names. */
export const BRANCHES_OF_ONE = `select b.level, b.branch_key, b.account_key
from main.directory as r
inner join main.branches as b on b.level = r.level and b.account_key = r.account_key
where r.level = $level and r.account_id = $account_id`;

/** The rows of `asked_order_days` of the one account or group that the parameter `account_id` names. */
export const ORDER_DAYS_OF_ONE = `select o.*
from main.directory as r
inner join main.order_days as o on o.level = r.level and o.account_key = r.account_key
where r.level = $level and r.account_id = $account_id`;
