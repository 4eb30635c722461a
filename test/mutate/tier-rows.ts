import { contributionOf, medianOf } from '../support/second-road/answers.ts';
import { money } from '../support/second-road/lines.ts';
import type { Holder } from '../support/second-road/windows.ts';
import type { Judgements } from './judgements.ts';

const TIERS = ['key', 'develop', 'standard', 'emerging', null] as const;
/** Places of a rise and a fall: an account that is emerging stands where a standard one does. */
const STEPS: readonly unknown[] = ['key', 'develop'];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const sumOrNull = (values: readonly (number | null)[]): number | null => {
	const known = values.filter((value) => value !== null);
	return known.length === 0 ? null : sum(known);
};
const over = (part: number | null, whole: number | null): number | null =>
	part === null || whole === null || whole === 0 ? null : part / whole;

/** The answer `tier_shares`, from the tiers that `tiers` gives. */
export function tierRowsOf(
	holders: readonly Holder[],
	judgements: Judgements,
	orderCost: number | null,
): Record<string, unknown>[] {
	const tierOf = (holder: Holder) => judgements.of(holder.id)['tier'];
	const positive = (of: readonly Holder[]): number | null =>
		sumOrNull(of.map((holder) => (holder.revenue > 0 ? holder.revenue : null)));
	const margin = (of: readonly Holder[]): number | null => sumOrNull(of.map((holder) => holder.margin));
	const costs = (of: readonly Holder[]): number | null =>
		orderCost === null ? null : sum(of.map((holder) => contributionOf(holder, orderCost).cost));
	const step = (tier: unknown): number => (STEPS.includes(tier) ? STEPS.indexOf(tier) : STEPS.length);
	const stabilities = holders.map((holder) => judgements.tier(holder.id)?.['stability'] ?? null);
	const hasDraws = stabilities.some((share) => share !== null);
	return TIERS.flatMap((tier, i) => {
		const own = holders.filter((holder) => tierOf(holder) === tier);
		if (own.length === 0) return [];
		const moves = own.flatMap((holder) => {
			const before = judgements.tier(holder.id)?.['prior_tier'] ?? null;
			return before === null ? [] : [step(before) - step(tier)];
		});
		const [earned, cost, allEarned] = [margin(own), costs(own), margin(holders)];
		const median = medianOf(
			own
				.map((holder) => holder.revenue)
				.filter((value) => value > 0)
				.sort((a, b) => a - b),
		);
		const contribution =
			orderCost === null
				? null
				: sumOrNull(own.map((holder) => contributionOf(holder, orderCost).contribution));
		const inMoney = (units: number | null): number | null => (units === null ? null : money(units));
		const count = (is: (holder: Holder) => boolean): number => own.filter(is).length;
		return [
			{
				tier,
				place: i + 1,
				accounts: own.length,
				account_share: own.length / holders.length,
				revenue: money(sum(own.map((holder) => holder.revenue))),
				revenue_share: over(positive(own), positive(holders)),
				median_revenue: inMoney(median),
				margin: inMoney(earned),
				margin_share_of_all: allEarned !== null && allEarned > 0 ? over(earned, allEarned) : null,
				cost_to_serve: inMoney(cost),
				cost_to_serve_share: over(cost, costs(holders)),
				cost_to_serve_of_margin: earned !== null && earned > 0 ? over(cost, earned) : null,
				contribution: inMoney(contribution),
				risen: moves.filter((move) => move > 0).length,
				fallen: moves.filter((move) => move < 0).length,
				contested: hasDraws
					? count((holder) => Number(judgements.tier(holder.id)?.['stability'] ?? 1) < 0.9)
					: null,
				disputed: count((holder) => (judgements.tier(holder.id)?.['disputed'] ?? null) !== null),
			},
		];
	});
}
