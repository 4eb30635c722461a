import { shownAmount } from '../../../sources/draft/worth-of-choices.ts';
import type { ControlTotal } from '../../../sources/foot-orders.ts';
import { quoteText } from '../../sql-text.ts';
import type { QualityRule } from './quality-rule.ts';

/**
 * Two rules for each second figure of whole orders: whose lines miss it, and which orders have it and no line. Their amount is
 * what is missing in the lines; null where it is in another currency than the reporting one.
 */
export function footedOrders(totals: readonly ControlTotal[], currency: string): QualityRule[] {
	return [...new Set(totals.map(({ control_total }) => control_total))].flatMap((name) => {
		const own = totals.filter(({ control_total }) => control_total === name);
		const isReported = own.every((total) => total.currency === currency);
		const [of] = own;
		const sums =
			own.length === 1 && isReported
				? ` The lines of the ${of!.orders} orders that have both come to ${shownAmount(of!.lines_amount)} ${currency}, the figure to ${shownAmount(of!.total_amount)}.`
				: '';
		const rule = (
			words: Pick<QualityRule, 'name' | 'found' | 'rule'>,
			condition: string,
			amount: string,
		): QualityRule => ({
			...words,
			entity: 'order_lines',
			needs: [],
			noun: 'order',
			treatment: 'flagged',
			sql: `select order_id || ': ' || cast(cast(${amount} as decimal(38, 2)) as varchar) as row_id, source_file, source_line,
					${isReported ? amount : 'cast(null as decimal(38, 4))'} as amount
				from staged.control_orders where control_total = ${quoteText(name)} and ${condition}`,
			has_amount: true,
		});
		return [
			rule(
				{
					name: `orders_that_miss ${name}`,
					found: `whose lines miss ${name}`,
					rule: `Only the lines count.${sums}`,
				},
				'line_count > 0',
				'missing_amount',
			),
			rule(
				{
					name: `orders_without_lines ${name}`,
					found: `without an order line that is used, by ${name}`,
					rule: 'They bring no revenue.',
				},
				'line_count = 0',
				'total_amount',
			),
		];
	});
}
