import { money, monthOf, type RoadLevel, type RoadLine, type RoadWindow } from './lines.ts';
import { holdersOf } from './windows.ts';

/** What one account or group, or its part in one category, adds to a bridge; null where no line has an amount, or nothing is compared. */
export interface BridgePart {
	id: string;
	by_value: string | null;
	revenue: number | null;
	prior_revenue: number | null;
	has_bought_before: boolean;
	/** What it owes to exchange rates. */
	fx: number;
}

/** Parts of a bridge that is split by nothing, or by a value of the accounts. */
export function bridgePartsOf(
	lines: readonly RoadLine[],
	level: RoadLevel,
	window: RoadWindow,
	fx: ReadonlyMap<string, number>,
	by_value: string | null = null,
): BridgePart[] {
	return holdersOf(lines, level, window).map(({ id, revenue, prior_revenue, first_order_on }) => ({
		id,
		by_value,
		revenue,
		prior_revenue,
		has_bought_before:
			first_order_on !== null && window.prior !== null && monthOf(first_order_on) < window.prior.to,
		fx: fx.get(id) ?? 0,
	}));
}

/** Parts of a bridge that is split by category: one for each category of each account or group. */
export function categoryPartsOf(
	lines: readonly RoadLine[],
	level: RoadLevel,
	{ from, to, prior }: RoadWindow,
): BridgePart[] {
	const parts = new Map<string, RoadLine[]>();
	for (const line of lines.filter(({ month }) => month < to)) {
		const key = JSON.stringify([level === 'account' ? line.account_id : line.group_id, line.category]);
		parts.set(key, [...(parts.get(key) ?? []), line]);
	}
	return [...parts].map(([key, own]) => {
		const [id, by_value] = JSON.parse(key) as [string, string | null];
		const sumOf = (first: number, end: number): number | null =>
			own.every(({ amount }) => amount === null)
				? null
				: own.reduce(
						(sum, { month, amount }) => sum + (month >= first && month < end ? (amount ?? 0) : 0),
						0,
					);
		return {
			id,
			by_value,
			revenue: sumOf(from, to),
			prior_revenue: prior && sumOf(prior.from, prior.to),
			has_bought_before: prior !== null && hasMonthAboveZero(own, prior.to),
			fx: 0,
		};
	});
}

/** Whether an account bought for more than nothing in any month before one. */
function hasMonthAboveZero(lines: readonly RoadLine[], before: number): boolean {
	const months = new Map<string, number>();
	for (const { account_id, month, amount } of lines) {
		const key = `${account_id} ${month}`;
		if (month < before) months.set(key, (months.get(key) ?? 0) + (amount ?? 0));
	}
	return [...months.values()].some((amount) => amount > 0);
}

type BridgeRow = Record<string, string | number | null>;

/** Every row of the answer `growth_bridge`: values in the order of their text, those without one last. */
export function bridgeRowsOf(parts: readonly BridgePart[], hasFx: boolean, isFxKnown: boolean): BridgeRow[] {
	const values = [...new Set(parts.map(({ by_value }) => by_value))].sort((a, b) =>
		a === null ? 1 : b === null ? -1 : a < b ? -1 : 1,
	);
	return values.flatMap((by_value) => {
		const own = parts.filter((part) => part.by_value === by_value);
		const rows = bridgeOf(own, isFxKnown).map(([step, position, amount, accounts]) => ({
			by_value,
			step,
			position,
			amount: amount === null ? null : money(amount),
			accounts,
			change_amount: null,
			change_rate: null,
		}));
		const end = { ...rows.at(-1)!, ...changeOf(own) };
		return [...rows.slice(0, -1), end].filter(({ step }) => hasFx || step !== 'fx');
	});
}

function changeOf(parts: readonly BridgePart[]): {
	change_amount: number | null;
	change_rate: number | null;
} {
	const [now, before] = [sumOfKnown(parts, 'revenue'), sumOfKnown(parts, 'prior_revenue')];
	if (now === null || before === null) return { change_amount: null, change_rate: null };
	return { change_amount: money(now - before), change_rate: before > 0 ? now / before - 1 : null };
}

function sumOfKnown(parts: readonly BridgePart[], of: 'revenue' | 'prior_revenue'): number | null {
	const known = parts.map((part) => part[of]).filter((value) => value !== null);
	return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Step, place, amount and accounts of one bridge, at the exchange rates of the prior window. */
function bridgeOf(
	parts: readonly BridgePart[],
	isFxKnown: boolean,
): [step: string, position: number, amount: number | null, accounts: number][] {
	const compared = parts.filter(({ revenue, prior_revenue }) => revenue !== null && prior_revenue !== null);
	const movements = compared.map((part) => {
		const now = part.revenue! - part.fx;
		return { now, before: part.prior_revenue!, movement: movementOf(now, part) };
	});
	const [end, start] = [sumOfKnown(parts, 'revenue'), sumOfKnown(parts, 'prior_revenue')];
	const moved = (name: string): [number | null, number] => {
		const own = movements.filter(({ movement }) => movement === name);
		const amount = own.reduce((sum, { now, before }) => sum + Math.max(now, 0) - Math.max(before, 0), 0);
		return [start === null || end === null ? null : amount, own.length];
	};
	const credits = movements.reduce((sum, { now, before }) => sum + Math.min(now, 0) - Math.min(before, 0), 0);
	const fx = parts.reduce((sum, part) => sum + part.fx, 0);
	const count = (is: (part: BridgePart) => boolean): number => parts.filter(is).length;
	const isCompared = start !== null && end !== null;
	return [
		['start', 1, isCompared ? start : null, count((part) => (part.prior_revenue ?? 0) !== 0)],
		['new', 2, ...moved('new')],
		['reactivated', 3, ...moved('reactivated')],
		['expansion', 4, ...moved('expansion')],
		['contraction', 5, ...moved('contraction')],
		['lost', 6, ...moved('lost')],
		[
			'credits',
			7,
			isCompared ? credits : null,
			count((part) => (part.revenue ?? 0) - part.fx < 0 || (part.prior_revenue ?? 0) < 0),
		],
		['fx', 8, isCompared && isFxKnown ? fx : null, count((part) => part.fx !== 0)],
		['end', 9, end, count((part) => (part.revenue ?? 0) !== 0)],
	];
}

function movementOf(now: number, { prior_revenue: before, has_bought_before }: BridgePart): string | null {
	if (before! <= 0) return now <= 0 ? null : has_bought_before ? 'reactivated' : 'new';
	if (now <= 0) return 'lost';
	return now > before! ? 'expansion' : now < before! ? 'contraction' : null;
}

/** What each account or group owes to a rate that changed, in millionths: its lines less the same at the rate of the month compared with. */
export function fxOf(
	lines: readonly RoadLine[],
	level: RoadLevel,
	{ from, to, prior }: RoadWindow,
	rateIn: (month: number) => number,
): Map<string, number> {
	const owed = new Map<string, number>();
	if (prior === null) return owed;
	for (const line of lines) {
		if (line.currency === undefined || line.month < from || line.month >= to) continue;
		const id = level === 'account' ? line.account_id : line.group_id;
		const before = (line.local_amount ?? 0) * rateIn(line.month - from + prior.from);
		owed.set(id, (owed.get(id) ?? 0) + (line.amount ?? 0) - before);
	}
	return owed;
}
