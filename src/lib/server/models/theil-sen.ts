import { normalTail } from './special-functions.ts';

/** A robust straight-line trend with its significance. */
export interface RobustTrend {
	/** Median of the slopes between all pairs, in units of y per unit of x (Theil 1950, Sen 1968). */
	slope: number;
	/** Mann–Kendall's S: rising pairs less falling ones. */
	concordance: number;
	/** Variance of S if there were no trend, corrected for ties. */
	variance: number;
	/** S less its continuity step over its standard deviation; null where all values are equal. */
	z: number | null;
	/** Two-sided chance of as much if there were no trend; null with `z`. */
	p_value: number | null;
}

/** Trend of `values` at 0, 1, 2 … Null under two values. */
export function theilSen(values: readonly number[]): RobustTrend | null {
	const n = values.length;
	if (n < 2) return null;
	const slopes = new Float64Array((n * (n - 1)) / 2);
	let [at, concordance] = [0, 0];
	for (let i = 0; i < n; i++) {
		for (let j = i + 1; j < n; j++) {
			const rise = (values[j] as number) - (values[i] as number);
			slopes[at++] = rise / (j - i);
			concordance += Math.sign(rise);
		}
	}
	const variance = (n * (n - 1) * (2 * n + 5) - tieTerm(values)) / 18;
	const z = variance > 0 ? (concordance - Math.sign(concordance)) / Math.sqrt(variance) : null;
	return {
		slope: medianOfSorted(slopes.sort()),
		concordance,
		variance,
		z,
		p_value: z === null ? null : 2 * normalTail(Math.abs(z)),
	};
}

/** Σ t (t − 1)(2t + 5) over groups of t equal values. */
function tieTerm(values: readonly number[]): number {
	const counts = new Map<number, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts.values()].reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0);
}

function medianOfSorted(sorted: Float64Array): number {
	const middle = sorted.length >> 1;
	const upper = sorted[middle] as number;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
