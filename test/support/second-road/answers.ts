import { money, type RoadWindow } from './lines.ts';
import type { Holder } from './windows.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
const sumKnown = (values: readonly (number | null)[]): number | null =>
	known(values).length === 0 ? null : sum(known(values));
const ratio = (over: number | null, under: number | null): number | null =>
	over === null || under === null || under <= 0 ? null : over / under;
const positive = (value: number | null): number => Math.max(value ?? 0, 0);

/** Middle of ascending values; null of none. */
export function medianOf(sorted: readonly number[]): number | null {
	const middle = sorted.length >> 1;
	if (sorted.length === 0) return null;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Whether an account is new: without revenue before, and without an order before the end of the prior window. */
export function isNew(holder: Holder, { prior }: RoadWindow): boolean {
	const first = holder.first_order_on;
	return (
		first === null ||
		prior === null ||
		Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 >= prior.to
	);
}

/** The answer `summary`, but for the baseline, which has a test of its own. */
export function summaryOf(holders: readonly Holder[], window: RoadWindow): Record<string, number | null> {
	const revenue = sum(holders.map((holder) => holder.revenue));
	const hasPrior = window.prior !== null;
	const prior = hasPrior ? sum(holders.map((holder) => holder.prior_revenue!)) : null;
	const margin = sumKnown(holders.map((holder) => holder.margin));
	const costed = sumKnown(holders.map((holder) => holder.costed_revenue));
	const bought = holders.filter((holder) => (holder.prior_revenue ?? 0) > 0);
	const before = bought.length === 0 ? null : sum(bought.map((holder) => holder.prior_revenue!));
	return {
		revenue: money(revenue),
		prior_revenue: prior === null ? null : money(prior),
		growth_rate: prior === null || prior <= 0 ? null : revenue / prior - 1,
		margin: margin === null ? null : money(margin),
		margin_share: ratio(margin, costed),
		margin_coverage_share: costed === null || costed <= 0 ? null : ratio(costed, revenue),
		prior_margin_share: ratio(
			sumKnown(holders.map((holder) => holder.prior_margin)),
			sumKnown(holders.map((holder) => holder.prior_costed_revenue)),
		),
		known_accounts: holders.length,
		accounts: holders.filter((holder) => holder.line_count > 0).length,
		active_accounts: holders.filter((holder) => holder.order_days > 0).length,
		orders: sum(holders.map((holder) => holder.orders)),
		order_days: sum(holders.map((holder) => holder.order_days)),
		new_accounts: hasPrior
			? holders.filter((holder) => holder.revenue > 0 && holder.prior_revenue! <= 0 && isNew(holder, window))
					.length
			: null,
		lost_accounts: hasPrior ? bought.filter((holder) => holder.revenue <= 0).length : null,
		grr: ratio(
			sum(bought.map((holder) => Math.min(positive(holder.revenue), holder.prior_revenue!))),
			before,
		),
		logo_retention: ratio(bought.filter((holder) => holder.revenue > 0).length, bought.length),
		nrr: ratio(sum(bought.map((holder) => holder.revenue)), before),
	};
}

/** The columns of the answer `accounts` that are figures, by account. */
export function accountsOf(
	holders: readonly Holder[],
	window: RoadWindow,
	everybody: readonly Holder[] = holders,
): Map<string, Record<string, number | string | null>> {
	const total = sum(holders.map((holder) => positive(holder.revenue)));
	const totalOfAll = sum(everybody.map((holder) => positive(holder.revenue)));
	let cumulative = 0;
	return new Map(
		holders.map((holder, i) => {
			const { revenue, prior_revenue: prior } = holder;
			cumulative += positive(revenue);
			const both = positive(revenue) + positive(prior);
			return [
				holder.id,
				{
					revenue: money(revenue),
					revenue_rank: i + 1,
					revenue_share: revenue > 0 ? revenue / total : null,
					revenue_share_of_all: revenue > 0 ? revenue / totalOfAll : null,
					cumulative_share: revenue > 0 ? cumulative / total : null,
					prior_revenue: prior === null ? null : money(prior),
					revenue_change: prior === null ? null : money(revenue - prior),
					growth_rate: prior === null || prior <= 0 ? null : revenue / prior - 1,
					growth_symmetric:
						prior === null || both === 0 ? null : (2 * (positive(revenue) - positive(prior))) / both,
					trend_share_per_month: trendOf(holder, window),
					margin: holder.margin === null ? null : money(holder.margin),
					costed_revenue: holder.costed_revenue === null ? null : money(holder.costed_revenue),
					margin_share: ratio(holder.margin, holder.costed_revenue),
					margin_coverage_share:
						holder.costed_revenue === null || holder.costed_revenue <= 0
							? null
							: ratio(holder.costed_revenue, revenue),
					price_realisation:
						holder.listed_revenue === null || holder.listed_revenue <= 0
							? null
							: ratio(holder.listed_revenue, holder.list_amount),
					order_value_median: holder.order_values.length === 0 ? null : money(medianOf(holder.order_values)!),
					orders: holder.orders,
					prior_orders: holder.prior_orders,
					orders_to_date: holder.orders_to_date,
					order_days: holder.order_days,
					prior_order_days: holder.prior_order_days,
					order_days_to_date: holder.order_days_to_date,
					first_order_on: holder.first_order_on,
					last_order_on: holder.last_order_on,
				},
			];
		}),
	);
}

/** Median slope between all pairs of months over the median month; null under eight months with revenue other than zero. */
function trendOf(holder: Holder, { from, to }: RoadWindow): number | null {
	const first = Math.max(Math.min(...holder.months.keys()), from, to - 24);
	const dense = Array.from({ length: Math.max(0, to - first) }, (_, i) => holder.months.get(first + i) ?? 0);
	const middle = medianOf([...dense].sort((a, b) => a - b));
	if (dense.filter((value) => value !== 0).length < 8 || middle === null || middle <= 0) return null;
	const slopes = dense.flatMap((y, i) => dense.slice(i + 1).map((later, j) => (later - y) / (j + 1)));
	return medianOf(slopes.sort((a, b) => a - b))! / middle;
}

/**
 * Amounts of the growth bridge by step; null where there is no prior window. `fxOf` says what an account owes to exchange
 * rates: the other steps are at the rates of the prior window.
 */
export function growthBridgeOf(
	holders: readonly Holder[],
	window: RoadWindow,
	fxOf: (id: string) => number = () => 0,
): Record<string, number> | null {
	if (window.prior === null) return null;
	const steps = {
		start: 0,
		new: 0,
		reactivated: 0,
		expansion: 0,
		contraction: 0,
		lost: 0,
		credits: 0,
		fx: 0,
		end: 0,
	};
	for (const holder of holders) {
		const fx = fxOf(holder.id);
		const now = holder.revenue - fx;
		const [r1, r0] = [positive(now), positive(holder.prior_revenue)];
		steps.start += holder.prior_revenue!;
		steps.end += holder.revenue;
		steps.fx += fx;
		steps.credits += Math.min(now, 0) - Math.min(holder.prior_revenue!, 0);
		if (r0 === 0 && r1 > 0) steps[isNew(holder, window) ? 'new' : 'reactivated'] += r1;
		else if (r0 > 0 && r1 === 0) steps.lost -= r0;
		else steps[r1 > r0 ? 'expansion' : 'contraction'] += r1 - r0;
	}
	return Object.fromEntries(Object.entries(steps).map(([step, amount]) => [step, money(amount)]));
}

/** What each account leaves after what serving it costs, where each order has one rate; null where nothing is costed. */
export function contributionOf(
	holder: Holder,
	orderCost: number,
): { cost: number; contribution: number | null } {
	const cost = holder.orders * orderCost;
	const margin = holder.line_count === 0 ? 0 : holder.margin;
	return { cost, contribution: margin === null ? null : margin - cost };
}

/** The whale curve of margins: ids, best first, and their cumulated amounts. */
export function whaleCurveOf(holders: readonly Holder[]): { id: string; cumulative_amount: number }[] {
	return cumulated(
		holders
			.filter((holder) => holder.margin !== null)
			.map((holder) => ({ id: holder.id, units: holder.margin! })),
	);
}

/** Amounts in millionths, largest first, ties by id, added up one after the other. */
export function cumulated(
	amounts: readonly { id: string; units: number }[],
): { id: string; cumulative_amount: number }[] {
	let total = 0;
	return [...amounts]
		.sort((a, b) => b.units - a.units || (a.id < b.id ? -1 : 1))
		.map(({ id, units }) => ({ id, cumulative_amount: money((total += units)) }));
}

/** The answer `concentration_curve`, largest first, credits as its tail. */
export function concentrationCurveOf(
	holders: readonly Holder[],
): Map<string, Record<string, number | boolean | null>> {
	const positives = holders.filter((holder) => holder.revenue > 0);
	const total = sum(positives.map((holder) => holder.revenue));
	const curve = holders.filter((holder) => holder.revenue !== 0);
	const margins = known(curve.map((holder) => holder.margin));
	let cumulative = 0;
	let earned: number | null = null;
	return new Map(
		curve.map((holder) => {
			const { revenue, margin } = holder;
			cumulative += positive(revenue);
			if (margin !== null) earned = (earned ?? 0) + margin;
			const rank = holders.indexOf(holder) + 1;
			return [
				holder.id,
				{
					revenue_rank: rank,
					account_share: revenue > 0 ? rank / positives.length : null,
					revenue: money(revenue),
					revenue_share: revenue > 0 ? revenue / total : null,
					cumulative_share: revenue > 0 ? cumulative / total : null,
					margin: margin === null ? null : money(margin),
					cumulative_margin_share: earned === null || sum(margins) === 0 ? null : earned / sum(margins),
					is_credit: revenue < 0,
				},
			];
		}),
	);
}

/** The answer `whale_curve`, every column that is a figure: of contributions where an order has a rate, else of margins. */
export function wholeWhaleCurveOf(
	holders: readonly Holder[],
	orderCost: number | null = null,
): Map<string, Record<string, number | string | null>> {
	const earned = new Map(
		holders.map((holder) => [
			holder.id,
			orderCost === null ? holder.margin : contributionOf(holder, orderCost).contribution,
		]),
	);
	const curve = cumulated([...earned].flatMap(([id, units]) => (units === null ? [] : [{ id, units }])));
	const total = curve.at(-1)?.cumulative_amount ?? 0;
	return new Map(
		curve.map(({ id, cumulative_amount }, i) => {
			const holder = holders.find((each) => each.id === id)!;
			return [
				id,
				{
					position: i + 1,
					account_share: (i + 1) / curve.length,
					revenue: money(holder.revenue),
					amount: money(earned.get(id)!),
					cumulative_amount,
					cumulative_share: total > 0 ? cumulative_amount / total : null,
					basis: orderCost === null ? 'margin' : 'contribution',
				},
			];
		}),
	);
}
