import type { Catalog } from '../catalog.ts';
import { branchValues } from './part-relations.ts';
import { quoteIdentifier, quoteText } from '../sql-text.ts';

/** The name, on every connection to a build, of its order lines, sorted by account and day. */
export const KEPT_LINES = 'kept_lines';

/** The view {@link KEPT_LINES} over the file of a build, as a statement: the lines that could be used. */
export function keptLinesView(linesFile: string): string {
	return `create temp view ${KEPT_LINES} as
select * exclude (rejection, unread, source_row) from read_parquet(${quoteText(linesFile)}) where rejection is null`;
}

/**
 * The rows of `asked_product_months`: months of products, split by a dimension where `by` names one. Products know no
 * accounts, so what is filtered or split by a dimension of the accounts is added up from the lines of both windows.
 */
export function askedProductMonths(
	catalog: Catalog,
	isByLines: boolean,
	by: string | undefined,
	hasCategories: boolean,
): string {
	if (isByLines) {
		const statement = catalog.drill.get('asked_product_months')!.sql;
		return `with ${linesOfWindows(by, hasCategories)}\n${statement}`;
	}
	const split = by === undefined ? 'cast(null as varchar)' : quoteIdentifier(by);
	const where = hasCategories ? ' where list_contains($categories::varchar[], category)' : '';
	return `select *, ${split} as by_value from main.product_months${where}`;
}

/** The rows of `asked_lines`: lines of the selected accounts in both windows of the question. */
function linesOfWindows(by: string | undefined, hasCategories: boolean): string {
	const isDimension = by !== undefined && by !== 'category';
	const split = by === undefined ? 'cast(null as varchar)' : isDimension ? 'v.by_value' : 'l.category';
	// A line stands under the value of the account that bought it, whatever its group's other branches have.
	const directory = isDimension
		? `\ninner join (${branchValues(by)}) as v on v.account_key = b.branch_key`
		: '';
	return `asked_lines as (
select l.*, ${split} as by_value
${LINES_OF_BRANCHES}${directory}
where l.ordered_on >= least($from_on::date, $prior_from_on::date)
and l.ordered_on < greatest($to_on::date, $prior_to_on::date)${ofCategories(hasCategories)})`;
}

function ofCategories(hasCategories: boolean): string {
	return hasCategories ? '\nand list_contains($categories::varchar[], l.category)' : '';
}

/** The rows of `window_lines`: lines of the selected accounts in the window of the question. */
export function windowLines(hasCategories: boolean): string {
	return `select l.*, b.level, b.account_key, b.branch_key, a.group_key
${LINES_OF_BRANCHES}
where l.ordered_on >= $from_on::date and l.ordered_on < $to_on::date${ofCategories(hasCategories)}`;
}

/** The rows of `history_lines`: all lines of the selected accounts; a query of one account says which days it wants. */
export function historyLines(hasCategories: boolean): string {
	return `select l.*, b.level, b.account_key, b.branch_key, a.group_key
${LINES_OF_BRANCHES}${hasCategories ? `\nwhere true${ofCategories(true)}` : ''}`;
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
