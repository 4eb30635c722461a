/** An order line as the second road reads it; amounts in millionths of the currency, so that sums are exact. */
export interface RoadLine {
	account_id: string;
	group_id: string;
	/** Its order number. */
	order_id: string;
	ordered_on: string;
	/** Whether it is the line with which its order begins: the first sale line of that number, of equal days the first account's. */
	opens_order: boolean;
	/** Months since the year 0. */
	month: number;
	is_sale: boolean;
	is_return: boolean;
	amount: number | null;
	cost_amount: number | null;
	list_amount: number | null;
	category: string | null;
	/** Where it was written in another currency than the reporting one: which, and the amount in that. */
	currency?: string;
	local_amount?: number | null;
}

export type RoadLevel = 'account' | 'group';

/** Lines of one account or group, and where in time they are asked. Months are numbered; both windows are half-open. */
export interface RoadWindow {
	as_of: string;
	from: number;
	to: number;
	prior: { from: number; to: number } | null;
}

const UNIT = 1_000_000;

/** An amount in millionths of what was written; null where nothing was. */
export function exact(written: string | number | null | undefined): number | null {
	if (written === null || written === undefined || written === '') return null;
	return Math.round(Number(written) * UNIT);
}

/** The amount that so many millionths are. */
export const money = (units: number): number => units / UNIT;

/** Number of the month of a day such as `2025-03-31`. */
export function monthOf(day: string): number {
	return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** First day of a month by its number. */
export function monthStart(month: number): string {
	return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** Last day of a month by its number. */
export function monthEnd(month: number): string {
	return new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).toISOString().slice(0, 10);
}

/** The twelve months that end with a month, and the twelve before them where the history reaches that far. */
export function yearTo(month: number, lines: readonly RoadLine[]): RoadWindow {
	const first = firstMonth(lines);
	const hasPrior = month - 23 >= first;
	return {
		as_of: monthEnd(month),
		from: month - 11,
		to: month + 1,
		prior: hasPrior ? { from: month - 23, to: month - 11 } : null,
	};
}

/** Number of the first month with a line. */
export function firstMonth(lines: readonly RoadLine[]): number {
	return lines.reduce((least, line) => Math.min(least, line.month), Infinity);
}

/** The same lines, of which one of each order number is marked as the one that opens it. */
export function withOrders(lines: readonly RoadLine[]): RoadLine[] {
	const first = new Map<string, RoadLine>();
	for (const line of lines) {
		if (!line.is_sale) continue;
		const before = first.get(line.order_id);
		const isEarlier =
			before === undefined ||
			line.ordered_on < before.ordered_on ||
			(line.ordered_on === before.ordered_on && line.account_id < before.account_id);
		if (isEarlier) first.set(line.order_id, line);
	}
	const opening = new Set(first.values());
	return lines.map((line) => ({ ...line, opens_order: opening.has(line) }));
}

/** Lines by account or group. */
export function byHolder(lines: readonly RoadLine[], level: RoadLevel): Map<string, RoadLine[]> {
	const holders = new Map<string, RoadLine[]>();
	for (const line of lines) {
		const id = level === 'account' ? line.account_id : line.group_id;
		const own = holders.get(id);
		if (own) own.push(line);
		else holders.set(id, [line]);
	}
	return holders;
}

/** A line from what is written of it; the sign of the amount tells a sale where no kind is given. */
export function roadLine(written: {
	account_id: string;
	order_id: string;
	ordered_on: string;
	net_amount?: string | number | null;
	group_id?: string | null;
	kind?: string | null;
	quantity?: string | number | null;
	cost_amount?: string | number | null;
	list_amount?: string | number | null;
	category?: string | null;
}): RoadLine {
	const amount = exact(written.net_amount);
	const kind =
		written.kind ?? (Number(written.quantity ?? 0) < 0 ? 'return' : (amount ?? 0) < 0 ? 'credit' : 'sale');
	return {
		account_id: written.account_id,
		group_id: written.group_id ?? written.account_id,
		order_id: written.order_id,
		opens_order: false,
		ordered_on: written.ordered_on.slice(0, 10),
		month: monthOf(written.ordered_on),
		is_sale: kind === 'sale',
		is_return: kind === 'return',
		amount,
		cost_amount: exact(written.cost_amount),
		list_amount: exact(written.list_amount),
		category: written.category ?? null,
	};
}
