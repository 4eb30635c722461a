import { noChangeRange, orderVariation } from '../../../src/lib/server/models/no-change-baseline.ts';
import { byHolder, money, type RoadLevel, type RoadLine, type RoadWindow } from './lines.ts';
import type { Holder } from './windows.ts';

const DAY_MS = 86_400_000;
const MONTHS = 24;

/** What retention would show if nothing but the timing and size of orders varied: these accounts, by how orders of all accounts vary. */
export function retentionRangeOf(
	holders: readonly Holder[],
	all: readonly RoadLine[],
	level: RoadLevel,
	{ as_of }: RoadWindow,
): Record<string, number | string | null> {
	const prior = holders.flatMap(({ prior_revenue, prior_order_days }) =>
		prior_revenue === null ? [] : [{ revenue: prior_revenue, orders: prior_order_days! }],
	);
	const range = noChangeRange(prior, variationOf(all, level, as_of));
	const bought = holders.filter((holder) => (holder.prior_revenue ?? 0) > 0);
	const before = bought.reduce((sum, holder) => sum + holder.prior_revenue!, 0);
	const kept = bought.reduce(
		(sum, holder) => sum + Math.min(Math.max(holder.revenue, 0), holder.prior_revenue!),
		0,
	);
	return {
		grr_no_change_baseline_low: range?.grr_low ?? null,
		grr_no_change_baseline_high: range?.grr_high ?? null,
		grr_verdict:
			range === null
				? null
				: kept / before < range.grr_low
					? 'fewer'
					: kept / before > range.grr_high
						? 'more'
						: 'no_change',
		nrr_no_change_baseline_low: range?.nrr_low ?? null,
		nrr_no_change_baseline_high: range?.nrr_high ?? null,
	};
}

/** How the orders of a company vary, as known at a month's end. */
function variationOf(all: readonly RoadLine[], level: RoadLevel, as_of: string) {
	const values: number[][] = [];
	const pairs: [number, number][] = [];
	const last = Number(as_of.slice(0, 4)) * 12 + Number(as_of.slice(5, 7)) - 1;
	for (const own of byHolder(all, level).values()) {
		const days = new Map<string, { month: number; amount: number | null }>();
		for (const line of own) {
			if (!line.is_sale || line.ordered_on > as_of) continue;
			const known = days.get(line.ordered_on)?.amount ?? null;
			const amount = line.amount === null ? known : (known ?? 0) + line.amount;
			days.set(line.ordered_on, { month: line.month, amount });
		}
		values.push(
			[...days.values()].flatMap(({ month, amount }) =>
				amount === null || month <= last - MONTHS ? [] : [money(amount)],
			),
		);
		const [before, middle, latest] = [...days.keys()].sort().slice(-3);
		if (latest === undefined) continue;
		pairs.push([daysBetween(before!, middle!), daysBetween(middle!, latest)]);
	}
	return orderVariation(values, pairs);
}

function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
