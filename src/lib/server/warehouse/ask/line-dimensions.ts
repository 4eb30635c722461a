import type { Catalog } from '../catalog.ts';
import type { ParameterValues } from '../engine.ts';
import { quoteIdentifier } from '../sql-text.ts';
import { KEPT_LINES } from './kept-lines.ts';
import type { DimensionFilter } from './question.ts';

/** What a question asks of the lines beyond their accounts: which of them count, and what splits them. */
export interface LineSelection {
	/** Filters by category and by dimensions of the order line. */
	filters: readonly DimensionFilter[];
	/** The dimension of the order line that takes the place of the category, where the question is split by one. */
	split: string | undefined;
}

/** Whether anything but whole accounts is asked for. */
export function isOfLines({ filters }: LineSelection): boolean {
	return filters.length > 0;
}

/** The conditions on a line, each with ` and ` before it; binds the values. */
export function lineConditions({ filters }: LineSelection, values: ParameterValues): string {
	return filters
		.map(({ dimension, values: wanted }, i) => {
			const name = dimension === 'category' ? 'categories' : `line_dimension_${i}`;
			values[name] = wanted;
			return `\nand list_contains($${name}::varchar[], l.${quoteIdentifier(dimension)})`;
		})
		.join('');
}

/**
 * The rows of `asked_months`: as they were kept, where categories alone are asked for; else added up from the lines by the
 * statements that made the kept ones, the dimension that splits standing where the category stands.
 */
export function askedMonths(catalog: Catalog, selection: LineSelection, values: ParameterValues): string {
	const conditions = lineConditions(selection, values);
	const isKept =
		selection.split === undefined && selection.filters.every(({ dimension }) => dimension === 'category');
	if (isKept) return `select l.* from main.account_months as l where true${conditions}`;
	const split =
		selection.split === undefined ? '' : ` replace (l.${quoteIdentifier(selection.split)} as category)`;
	const months = catalog.marts.get('account_months')!.sql.replaceAll('rollups.account_months', 'rolled_up');
	return `with accounts as (from main.accounts), calendar_days as (from main.calendar_days),
order_lines as (select l.*${split} from ${KEPT_LINES} as l where true${conditions}),
rolled_up as (
${catalog.rollups.get('account_months')!.sql}
)
select * from (
${months}
)`;
}
