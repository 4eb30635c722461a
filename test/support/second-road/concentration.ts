import { money } from './lines.ts';
import type { Holder } from './windows.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The answer `concentration`, from pairs and sums as its definitions are written, not from ranks. */
export function concentrationOf(holders: readonly Holder[]): Record<string, number | null> {
	const values = holders
		.map((holder) => holder.revenue)
		.filter((revenue) => revenue > 0)
		.sort((a, b) => b - a);
	const all = holders.filter((holder) => holder.line_count > 0).map((holder) => holder.revenue);
	const credits = sum(holders.map((holder) => Math.min(holder.revenue, 0)));
	const absolute = sum(all.map(Math.abs));
	const giniWithCredits = absolute === 0 ? null : differences(all) / (2 * all.length * absolute);
	const n = values.length;
	const total = sum(values);
	const base = { account_count: n, gini_with_credits: giniWithCredits, credit_balance: money(credits) };
	if (n === 0)
		return {
			...base,
			revenue: null,
			gini: null,
			hhi: null,
			theil: null,
			cr1: null,
			accounts_for_80pct: null,
			accounts_over_10pct: 0,
		};
	const shares = values.map((value) => value / total);
	const hhi = sum(shares.map((share) => share ** 2));
	const needed = values.findIndex((_, i) => sum(values.slice(0, i + 1)) >= 0.8 * total) + 1;
	return {
		...base,
		revenue: money(total),
		gini: differences(values) / (2 * n * total),
		hhi,
		hhi_normalised: n === 1 ? 1 : (hhi - 1 / n) / (1 - 1 / n),
		effective_accounts: 1 / hhi,
		entropy_accounts: Math.exp(-sum(shares.map((share) => share * Math.log(share)))),
		theil: sum(shares.map((share) => share * Math.log(n * share))),
		cr1: shares[0]!,
		cr4: sum(shares.slice(0, 4)),
		cr5: sum(shares.slice(0, 5)),
		cr10: sum(shares.slice(0, 10)),
		top_decile_share: onCurve(shares, 0.1 * n),
		top_quintile_share: onCurve(shares, 0.2 * n),
		accounts_for_80pct: needed,
		accounts_for_80pct_share: needed / n,
		accounts_over_10pct: values.filter((value) => value >= 0.1 * total).length,
	};
}

/** Sum of |x_i − x_j| over all ordered pairs. Above 2,000 values it is worked out from ranks, as the pairs are too many. */
function differences(values: readonly number[]): number {
	if (values.length > 2_000) {
		const ascending = [...values].sort((a, b) => a - b);
		return 2 * sum(ascending.map((value, i) => (2 * (i + 1) - ascending.length - 1) * value));
	}
	return sum(values.map((a) => sum(values.map((b) => Math.abs(a - b)))));
}

/** The largest `count` shares together, an account across the border counting for its part. */
function onCurve(shares: readonly number[], count: number): number {
	const whole = Math.floor(count);
	return sum(shares.slice(0, whole)) + (count - whole) * (shares[whole] ?? 0);
}

/** Change of HHI between two moments by accounts that continue, enter and leave. */
export function hhiShiftOf(
	now: readonly Holder[],
	earlier: readonly Holder[],
): Record<string, number> | null {
	const [s1, s0] = [sharesOf(now), sharesOf(earlier)];
	if (s1.size === 0 || s0.size === 0) return null;
	const shift = { hhi_continuing: 0, hhi_entering: 0, hhi_leaving: 0 };
	for (const [id, share] of s1) {
		const before = s0.get(id);
		if (before === undefined) shift.hhi_entering += share ** 2;
		else shift.hhi_continuing += share ** 2 - before ** 2;
	}
	for (const [id, share] of s0) if (!s1.has(id)) shift.hhi_leaving -= share ** 2;
	return shift;
}

function sharesOf(holders: readonly Holder[]): Map<string, number> {
	const kept = holders.filter((holder) => holder.revenue > 0);
	const total = sum(kept.map((holder) => holder.revenue));
	return new Map(kept.map((holder) => [holder.id, holder.revenue / total]));
}
