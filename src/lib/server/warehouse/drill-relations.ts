import type { Catalog } from './catalog.ts';
import { quoteIdentifier } from './sql-text.ts';

/**
 * The name, on every connection to a build, of its order lines sorted by group, account and day. Each line carries
 * `group_key` and `branch_key`, the keys of its group and of its account.
 */
export const KEPT_LINES = 'kept_lines';

/**
 * The relation `asked_product_months`: months of products, split by a dimension where `by` names one. Products know no
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
		return `asked_product_months as (\nwith ${linesOfWindows(by, hasCategories)}\n${statement}\n)`;
	}
	const split = by === undefined ? 'cast(null as varchar)' : quoteIdentifier(by);
	const where = hasCategories ? ' where list_contains($categories::varchar[], category)' : '';
	return `asked_product_months as (select *, ${split} as by_value from main.product_months${where})`;
}

/** The relation `asked_lines`: lines of the selected accounts in both windows of the question. */
function linesOfWindows(by: string | undefined, hasCategories: boolean): string {
	const isDimension = by !== undefined && by !== 'category';
	const split = by === undefined ? 'cast(null as varchar)' : `${isDimension ? 'd' : 'l'}.${quoteIdentifier(by)}`;
	const directory = isDimension
		? '\ninner join main.directory as d on d.level = b.level and d.account_key = b.account_key'
		: '';
	const categories = hasCategories ? '\nand list_contains($categories::varchar[], l.category)' : '';
	return `asked_lines as (
select l.*, ${split} as by_value
from ${KEPT_LINES} as l
inner join asked_branches as b on b.branch_key = l.branch_key${directory}
where l.ordered_on >= least($from_on::date, $prior_from_on::date)
and l.ordered_on < greatest($to_on::date, $prior_to_on::date)${categories})`;
}
