import { byHolder, type RoadLevel, type RoadLine, type RoadWindow } from './lines.ts';

/** What one account or group did in a window and in the one before, in millionths. */
export interface Holder {
	id: string;
	revenue: number;
	prior_revenue: number | null;
	costed_revenue: number | null;
	margin: number | null;
	prior_costed_revenue: number | null;
	prior_margin: number | null;
	list_amount: number | null;
	listed_revenue: number | null;
	line_count: number;
	orders: number;
	prior_orders: number | null;
	orders_to_date: number;
	order_days: number;
	prior_order_days: number | null;
	order_days_to_date: number;
	first_order_on: string | null;
	last_order_on: string | null;
	/** Amounts of the order days of the window, ascending. */
	order_values: number[];
	/** Revenue of every month up to the window's end, from the first with a line on. */
	months: Map<number, number>;
	categories: Set<string>;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const sumOrNull = (values: readonly number[]): number | null => (values.length === 0 ? null : sum(values));

/** Every account or group with a line in either window or an order by as_of, largest revenue first, ties by id. */
export function holdersOf(lines: readonly RoadLine[], level: RoadLevel, window: RoadWindow): Holder[] {
	return [...byHolder(lines, level)]
		.map(([id, own]) => holderOf(id, own, window))
		.filter((holder) => holder !== null)
		.sort((a, b) => b.revenue - a.revenue || (a.id < b.id ? -1 : 1));
}

function holderOf(
	id: string,
	own: readonly RoadLine[],
	{ as_of, from, to, prior }: RoadWindow,
): Holder | null {
	const now = own.filter((line) => line.month >= from && line.month < to);
	const before =
		prior === null ? [] : own.filter((line) => line.month >= prior.from && line.month < prior.to);
	const days = [
		...new Set(own.filter((line) => line.is_sale && line.ordered_on <= as_of).map((line) => line.ordered_on)),
	].sort();
	if (now.length === 0 && before.length === 0 && days.length === 0) return null;
	const costed = costedOf(now);
	const priorCosted = costedOf(before);
	const listed = now.filter((line) => line.list_amount !== null && line.amount !== null);
	return {
		id,
		revenue: amountOf(now),
		prior_revenue: prior === null ? null : amountOf(before),
		...costed,
		prior_costed_revenue: priorCosted.costed_revenue,
		prior_margin: priorCosted.margin,
		list_amount: sumOrNull(listed.map((line) => line.list_amount!)),
		listed_revenue: sumOrNull(listed.map((line) => line.amount!)),
		line_count: now.length,
		orders: ordersIn(now),
		prior_orders: prior === null ? null : ordersIn(before),
		orders_to_date: ordersIn(own.filter((line) => line.ordered_on <= as_of)),
		order_days: orderDays(now).size,
		prior_order_days: prior === null ? null : orderDays(before).size,
		order_days_to_date: days.length,
		first_order_on: days[0] ?? null,
		last_order_on: days.at(-1) ?? null,
		order_values: [...orderDays(now).values()].filter((value) => value !== null).sort((a, b) => a - b),
		months: monthsOf(own, to),
		categories: new Set(now.map((line) => line.category).filter((category) => category !== null)),
	};
}

function amountOf(lines: readonly RoadLine[]): number {
	return sum(lines.map((line) => line.amount ?? 0));
}

function costedOf(lines: readonly RoadLine[]): { costed_revenue: number | null; margin: number | null } {
	const costed = lines.filter((line) => line.cost_amount !== null && line.amount !== null);
	return {
		costed_revenue: sumOrNull(costed.map((line) => line.amount!)),
		margin: sumOrNull(costed.map((line) => line.amount! - line.cost_amount!)),
	};
}

/** Order numbers that begin in these lines. */
function ordersIn(lines: readonly RoadLine[]): number {
	return lines.filter((line) => line.opens_order).length;
}

/** Amount of each day with a sale; null for a day whose sales have none. */
function orderDays(lines: readonly RoadLine[]): Map<string, number | null> {
	const days = new Map<string, number | null>();
	for (const line of lines.filter(({ is_sale }) => is_sale)) {
		const known = days.get(line.ordered_on) ?? null;
		days.set(line.ordered_on, line.amount === null ? known : (known ?? 0) + line.amount);
	}
	return days;
}

function monthsOf(own: readonly RoadLine[], to: number): Map<number, number> {
	const months = new Map<number, number>();
	for (const line of own) {
		if (line.month < to) months.set(line.month, (months.get(line.month) ?? 0) + (line.amount ?? 0));
	}
	return months;
}
