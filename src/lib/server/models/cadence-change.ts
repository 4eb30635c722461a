import { fTail } from './f-distribution.ts';

/** Whether an account's recent gaps are longer or shorter than its earlier ones. */
export interface CadenceChange {
	/** Mean recent gap divided by mean earlier gap: over 1 = slower. */
	gap_ratio: number;
	/** Chance of a ratio at least this large if nothing had changed. */
	p_slower: number;
	/** Chance of a ratio at most this large if nothing had changed. */
	p_faster: number;
	/** Twice the gain in log-likelihood of two rhythms over one. */
	likelihood_ratio: number;
}

/**
 * Exact test under gamma gaps of regularity `k`: the ratio of means is F with 2k × recent and 2k × earlier degrees of
 * freedom. Gaps in days; a gap still open may stand among the recent ones, and the ratio is then a lower bound. Null where either side has no gap, or a mean of zero. Throws a RangeError where `k` is not positive.
 */
export function cadenceChange(
	earlier: readonly number[],
	recent: readonly number[],
	k: number,
): CadenceChange | null {
	if (!(k > 0)) throw new RangeError(`a regularity of ${k} cannot be`);
	const [n, m] = [earlier.length, recent.length];
	const [sumEarlier, sumRecent] = [total(earlier), total(recent)];
	if (n === 0 || m === 0 || !(sumEarlier > 0) || !(sumRecent > 0)) return null;
	const [before, after] = [sumEarlier / n, sumRecent / m];
	const pooled = (sumEarlier + sumRecent) / (n + m);
	return {
		gap_ratio: after / before,
		p_slower: fTail(after / before, 2 * k * m, 2 * k * n),
		p_faster: fTail(before / after, 2 * k * n, 2 * k * m),
		likelihood_ratio: 2 * k * ((n + m) * Math.log(pooled) - n * Math.log(before) - m * Math.log(after)),
	};
}

function total(gaps: readonly number[]): number {
	return gaps.reduce((sum, gap) => sum + gap, 0);
}
