import { money, type RoadLine, type RoadWindow } from '../support/second-road/lines.ts';
import type { CheckedCompany } from './checked-company.ts';

/** The answer `cost_to_serve` where orders have a rate, or none has. */
export function effortRows(
	{ order_cost, pool }: CheckedCompany,
	lines: readonly RoadLine[],
	all: readonly RoadLine[],
	window: RoadWindow,
): Record<string, unknown>[] {
	const within = lines.filter((line) => line.month >= window.from && line.month < window.to);
	const count = (is: (line: RoadLine) => boolean): number | null =>
		within.length === 0 ? null : within.filter(is).length;
	const orders = count((line) => line.opens_order);
	const units: [string, number | null][] = [
		['orders', orders],
		['lines', count(() => true)],
		['rush_lines', count(() => false)],
		['deliveries', null],
		['returns', count((line) => line.is_return)],
		['service_cases', null],
		['service_minutes', null],
		['visits', null],
		['receivable_days', null],
	];
	const rate = order_cost === null ? null : money(order_cost);
	const rows = units.map(([effort, taken], i) => ({
		effort,
		place: i + 1,
		units: taken,
		rate: effort === 'orders' ? rate : null,
		amount: effort === 'orders' && rate !== null && taken !== null ? taken * rate : null,
	}));
	if (pool === null || lines !== all || window.to - window.from !== 12) return rows;
	const amount = orders === null || rate === null ? null : pool - orders * rate;
	return [...rows, { effort: 'unused', place: 10, units: null, rate: null, amount }];
}
