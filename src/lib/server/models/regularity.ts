import { digamma, trigamma } from './special-functions.ts';

/** Above this a shape is only noise: gaps are as good as equal. */
const MOST_REGULAR = 12;

/** Mean of the gaps and mean of their natural logarithms; all that a gamma shape needs. */
export interface GapMoments {
	gaps: number;
	mean: number;
	meanLog: number;
}

/** Moments of positive gaps in days; null where there is none. Throws a RangeError for a gap that is not positive. */
export function gapMoments(gaps: readonly number[]): GapMoments | null {
	if (gaps.length === 0) return null;
	let [sum, logs] = [0, 0];
	for (const gap of gaps) {
		if (!(gap > 0)) throw new RangeError(`a gap of ${gap} days cannot be`);
		sum += gap;
		logs += Math.log(gap);
	}
	return { gaps: gaps.length, mean: sum / gaps.length, meanLog: logs / gaps.length };
}

/**
 * Regularity of a segment from each account's last two gaps (previous, last): 1 = random, higher = more regular.
 * Null without a pair, or where all gaps are equal (nothing varies).
 * Wheat and Morrison 1990: last / (last + previous) is Beta(k, k), so k = (1 − 4V) / (8V); here V is the mean
 * of (M − ½)² over both orders of the two gaps, which needs no coin.
 */
export function wheatMorrison(pairs: readonly (readonly [previous: number, last: number])[]): number | null {
	const shares = pairs.filter(([previous, last]) => previous + last > 0).map(([p, l]) => l / (p + l));
	const variance = shares.reduce((sum, m) => sum + (m - 0.5) ** 2, 0) / shares.length;
	return variance > 0 ? (1 - 4 * variance) / (8 * variance) : null;
}

/** Spread of gaps as ln(mean) − mean(ln): 0 where all are equal. */
function logSpread({ mean, meanLog }: GapMoments): number {
	return Math.max(0, Math.log(mean) - meanLog);
}

/** Gamma shape by Thom's closed form of 1958; infinite where all gaps are equal. */
export function thomShape(moments: GapMoments): number {
	const s = logSpread(moments);
	return s === 0 ? Number.POSITIVE_INFINITY : (1 + Math.sqrt(1 + (4 * s) / 3)) / (4 * s);
}

/** Gamma shape by Minka's closed form, within 1.5 % of the maximum likelihood; infinite where all gaps are equal. */
export function minkaShape(moments: GapMoments): number {
	const s = logSpread(moments);
	return s === 0 ? Number.POSITIVE_INFINITY : (3 - s + Math.sqrt((s - 3) ** 2 + 24 * s)) / (12 * s);
}

/** Gamma shape of greatest likelihood, by Newton's steps from {@link minkaShape}. */
export function likeliestShape(moments: GapMoments): number {
	const s = logSpread(moments);
	let k = minkaShape(moments);
	if (!Number.isFinite(k) || k > 1e8) return k;
	for (let i = 0; i < 25; i++) {
		const step = (Math.log(k) - digamma(k) - s) / (1 / k - trigamma(k));
		k = Math.max(k / 2, k - step);
		if (Math.abs(step) < 1e-12 * k) break;
	}
	return k;
}

/** A shape with the upward bias of few gaps taken out; never negative. */
export function unbiasedShape(shape: number, gaps: number): number {
	if (!Number.isFinite(shape)) return shape;
	const bias = 3 * shape - ((2 / 3) * shape) / (1 + shape) - ((4 / 5) * shape) / (1 + shape) ** 2;
	return Math.max(0, shape - bias / gaps);
}

/**
 * Regularity of one account to show: unbiased, capped at 12 and drawn towards its segment's as if the segment
 * had `priorGaps` further gaps. Null under four gaps.
 */
export function accountRegularity(moments: GapMoments, segment: number, priorGaps = 10): number | null {
	const { gaps } = moments;
	if (gaps < 4) return null;
	const own = Math.min(MOST_REGULAR, unbiasedShape(minkaShape(moments), gaps));
	return (gaps * own + priorGaps * Math.min(MOST_REGULAR, segment)) / (gaps + priorGaps);
}
