import { byHolder, firstMonth, money, monthEnd, monthStart, type RoadLevel, type RoadLine } from './lines.ts';

/** The months of a window as `revenue_months` has them; `allLines` are those before filters, which begin the history. */
export function revenueMonthsOf(
	lines: readonly RoadLine[],
	level: RoadLevel,
	{ from, to }: { from: number; to: number },
	allLines: readonly RoadLine[],
): Record<string, unknown>[] {
	const first = firstMonth(allLines);
	const holders = [...byHolder(lines, level).values()];
	const begun = holders.flatMap((own) => {
		const days = own.filter((line) => line.is_sale).map((line) => line.month);
		return days.length === 0 ? [] : [Math.min(...days)];
	});
	const revenueOf = (month: number): number =>
		lines.reduce((sum, line) => sum + (line.month === month ? (line.amount ?? 0) : 0), 0);
	return Array.from({ length: to - from }, (_, index) => from + index)
		.filter((month) => month >= first)
		.map((month) => {
			const within = lines.filter((line) => line.month === month);
			const costed = within.filter((line) => line.cost_amount !== null && line.amount !== null);
			const net = costed.reduce((sum, line) => sum + line.amount!, 0);
			const margin = costed.reduce((sum, line) => sum + line.amount! - line.cost_amount!, 0);
			const revenue = revenueOf(month);
			const before = month - 12 >= first ? revenueOf(month - 12) : null;
			const withLines = holders.filter((own) => own.some((line) => line.month === month));
			const orderDays = holders.map(
				(own) =>
					new Set(own.filter((line) => line.month === month && line.is_sale).map((line) => line.ordered_on))
						.size,
			);
			return {
				month_on: monthStart(month),
				month_end_on: monthEnd(month),
				revenue: money(revenue),
				year_before_on: before === null ? null : monthStart(month - 12),
				year_before_revenue: before === null ? null : money(before),
				growth_rate: before !== null && before > 0 ? revenue / before - 1 : null,
				margin: costed.length === 0 ? null : money(margin),
				margin_share: costed.length > 0 && net > 0 ? margin / net : null,
				accounts: withLines.length,
				active_accounts: orderDays.filter((days) => days > 0).length,
				orders: within.filter((line) => line.opens_order).length,
				order_days: orderDays.reduce((sum, days) => sum + days, 0),
				new_accounts: begun.filter((each) => each === month).length,
			};
		});
}
