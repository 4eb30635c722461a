/** Tiers from the lowest, which has no thresholds, to the highest. */
export interface TierLadder {
	tiers: readonly string[];
	/** Score from which each tier but the lowest is entered, and under which it can be lost; ascending. */
	entry: readonly number[];
	exit: readonly number[];
	/** Quarters after the one of a promotion in which no demotion happens. */
	minimumStay: number;
}

/** What one account brought to one quarter. */
export interface QuarterScore {
	/** 0 … 100; null where the account could not be scored. */
	score: number | null;
	/** Highest tier that its gates allow, as a place in `tiers`; all of them when not given. */
	allowed?: number;
}

/** What is wrong with a ladder, in words, or null. */
export function ladderProblem({ tiers, entry, exit, minimumStay }: TierLadder): string | null {
	if (tiers.length < 2) return 'there must be at least two tiers';
	if (entry.length !== tiers.length - 1 || exit.length !== entry.length) {
		return 'every tier but the lowest needs an entry and an exit threshold';
	}
	if (exit.some((e, i) => e > (entry[i] as number)))
		return 'an exit threshold must not be above its entry threshold';
	if ([entry, exit].some((list) => list.some((v, i) => i > 0 && v <= (list[i - 1] as number)))) {
		return 'thresholds must rise from tier to tier';
	}
	return minimumStay >= 0 ? null : 'the minimum stay must not be negative';
}

/**
 * Tiers of one account over successive quarters, as places in `tiers`. Promotion is at once, to the highest tier whose
 * entry is reached. A tier is lost after two consecutive quarters under its exit, or with a gate shut against it, once
 * the minimum stay after a promotion is over. A quarter without a score keeps the tier and breaks the run; the tier is
 * null before the first score. Throws a RangeError for a ladder with a {@link ladderProblem}.
 */
export function tiersOverTime(ladder: TierLadder, quarters: readonly QuarterScore[]): (number | null)[] {
	const problem = ladderProblem(ladder);
	if (problem !== null) throw new RangeError(problem);
	const top = ladder.tiers.length - 1;
	let tier: number | null = null;
	let heldBefore: number | null = null;
	let sincePromotion = Number.POSITIVE_INFINITY;
	return quarters.map(({ score, allowed = top }) => {
		sincePromotion++;
		if (score === null) {
			heldBefore = null;
			return tier;
		}
		const entered = Math.min(allowed, reached(ladder.entry, score));
		const held = Math.min(allowed, reached(ladder.exit, score));
		if (tier === null) {
			tier = entered;
		} else if (entered > tier) {
			tier = entered;
			sincePromotion = 0;
		} else if (heldBefore !== null && sincePromotion > ladder.minimumStay) {
			tier = Math.min(tier, Math.max(held, heldBefore));
		}
		heldBefore = held;
		return tier;
	});
}

/** Highest tier whose threshold is at or under the score; 0 where none is. */
function reached(thresholds: readonly number[], score: number): number {
	return thresholds.findLastIndex((threshold) => score >= threshold) + 1;
}
