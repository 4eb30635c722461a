import type { SpaceCells } from '../../../src/lib/server/models/white-space.ts';
import { byHolder, money, type RoadLevel, type RoadLine } from './lines.ts';

/** A category that an account with revenue did not buy in the twelve months up to a month. */
export interface RoadCell {
	account: string;
	category: string;
	list: 'win_back' | 'never_bought';
	penetration: number;
	log_categories: number;
	log_orders: number;
	log_revenue: number;
	/** Net revenue of the category in the twelve months after, at least 0. */
	came: number;
	peers: number;
	peer_buyers: number;
}

interface Bought {
	id: string;
	revenue: number;
	order_days: number;
	now: ReadonlySet<string>;
	before: ReadonlySet<string>;
	came: ReadonlyMap<string, number>;
}

/** The empty cells of a month, by account and category. */
export function spaceCellsOf(lines: readonly RoadLine[], level: RoadLevel, month: number): RoadCell[] {
	const holders = [...byHolder(lines, level)]
		.map(([id, own]) => boughtBy(id, own, month))
		.filter(({ revenue }) => revenue > 0);
	const categories = [...new Set(holders.flatMap(({ now }) => [...now]))].sort();
	return holders.flatMap((holder) => {
		const middle = 2 ** Math.round(Math.log2(holder.revenue));
		const peers = holders.filter(
			({ id, revenue }) => id !== holder.id && revenue >= middle / 2 && revenue <= middle * 2,
		);
		return categories
			.filter((category) => !holder.now.has(category))
			.map((category): RoadCell => {
				const buyers = holders.filter(({ now }) => now.has(category)).length;
				const share = (buyers + 1) / (holders.length + 2);
				return {
					account: holder.id,
					category,
					list: holder.before.has(category) ? 'win_back' : 'never_bought',
					penetration: Math.log(share / (1 - share)),
					log_categories: Math.log(Math.max(1, holder.now.size)),
					log_orders: Math.log(Math.max(1, holder.order_days)),
					log_revenue: Math.log(holder.revenue),
					came: Math.max(0, holder.came.get(category) ?? 0),
					peers: peers.length,
					peer_buyers: peers.filter(({ now }) => now.has(category)).length,
				};
			});
	});
}

function boughtBy(id: string, own: readonly RoadLine[], month: number): Bought {
	const within = (from: number, to: number) => own.filter((line) => line.month > from && line.month <= to);
	const sums = (of: readonly RoadLine[]): Map<string, number> => {
		const found = new Map<string, number>();
		for (const { category, amount } of of)
			if (category !== null) found.set(category, (found.get(category) ?? 0) + money(amount ?? 0));
		return found;
	};
	const positive = (found: ReadonlyMap<string, number>) =>
		new Set([...found].filter(([, amount]) => amount > 0).map(([category]) => category));
	const year = within(month - 12, month);
	// A category counts as bought before where any month of it was positive.
	const earlier = own.filter((line) => line.month <= month - 12);
	const before = [...new Set(earlier.map((line) => line.month))].flatMap((each) => [
		...positive(sums(earlier.filter((line) => line.month === each))),
	]);
	return {
		id,
		revenue: year.reduce((sum, { amount }) => sum + money(amount ?? 0), 0),
		order_days: new Set(year.filter(({ is_sale }) => is_sale).map(({ ordered_on }) => ordered_on)).size,
		now: positive(sums(year)),
		before: new Set(before),
		came: sums(within(month, month + 12)),
	};
}

/** Cells as a model takes them. */
export function columnsOf(cells: readonly RoadCell[]): SpaceCells {
	const accounts = [...new Set(cells.map(({ account }) => account))];
	const of = (value: (cell: RoadCell) => number) => Float64Array.from(cells, value);
	return {
		account: Int32Array.from(cells, ({ account }) => accounts.indexOf(account)),
		category: cells.map(({ category }) => category),
		penetration: of((cell) => cell.penetration),
		log_categories: of((cell) => cell.log_categories),
		log_orders: of((cell) => cell.log_orders),
		log_revenue: of((cell) => cell.log_revenue),
		came: of((cell) => cell.came),
	};
}
