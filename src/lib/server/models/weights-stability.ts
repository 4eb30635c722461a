import type { SeededRandom } from './seeded-random.ts';

/**
 * Draws of criterion weights about the given ones, row by row: Dirichlet(concentration × weight), each row summing to 1.
 * With 30, a weight of .25 has a standard deviation of 7.8 points. A criterion of weight 0 stays at 0.
 * Throws a RangeError for a negative weight, or where all are 0.
 */
export function drawWeights(
	weights: readonly number[],
	draws: number,
	random: SeededRandom,
	concentration = 30,
): Float64Array {
	const total = weights.reduce((sum, w) => sum + w, 0);
	if (!(total > 0) || weights.some((w) => !(w >= 0)))
		throw new RangeError('weights must not be negative, nor all be 0');
	const rows = new Float64Array(draws * weights.length);
	for (let at = 0; at < rows.length; at += weights.length) {
		let sum = 0;
		weights.forEach((w, j) => {
			const drawn = w > 0 ? random.gamma((concentration * w) / total) : 0;
			rows[at + j] = drawn;
			sum += drawn;
		});
		for (let j = 0; j < weights.length; j++) rows[at + j] = (rows[at + j] as number) / sum;
	}
	return rows;
}

/** Scaled criteria of accounts, and what turns their scores into tiers. */
export interface StabilityTask {
	/** 0 … 1 row by row, one row per account; NaN where a criterion is not known, whose weight the others then share. */
	criteria: Float64Array;
	/** Rows of weights, as of {@link drawWeights}. */
	weights: Float64Array;
	criterionCount: number;
	/** Scores 0 … 100 from which each tier but the lowest is entered, ascending. */
	entry: readonly number[];
	/** Highest tier that each account's gates allow; all when not given. */
	allowed?: Uint8Array;
}

/**
 * Share of weight draws in which each account falls into each tier, row by row, lowest tier first; a row without any
 * known criterion is NaN. Thresholds are those of entry, without memory of earlier quarters.
 * Stochastic multicriteria acceptability analysis of Lahdelma and Salminen, 2001.
 */
export function tierAcceptability({
	criteria,
	weights,
	criterionCount,
	entry,
	allowed,
}: StabilityTask): Float64Array {
	const accounts = criteria.length / criterionCount;
	const draws = weights.length / criterionCount;
	const tiers = entry.length + 1;
	const counts = new Float64Array(accounts * tiers);
	for (let i = 0; i < accounts; i++) {
		const cap = allowed?.[i] ?? entry.length;
		for (let d = 0; d < draws; d++) {
			const score = drawnScore(criteria, i * criterionCount, weights, d * criterionCount, criterionCount);
			let tier = 0;
			while (tier < cap && score >= (entry[tier] as number)) tier++;
			const at = i * tiers + tier;
			counts[at] = Number.isNaN(score) ? Number.NaN : (counts[at] as number) + 1;
		}
		if (Number.isNaN(counts[i * tiers])) counts.fill(Number.NaN, i * tiers, (i + 1) * tiers);
	}
	return counts.map((count) => count / draws);
}

/** Score 0 … 100 of one account under one draw. */
function drawnScore(
	criteria: Float64Array,
	at: number,
	weights: Float64Array,
	from: number,
	count: number,
): number {
	let [sum, known] = [0, 0];
	for (let j = 0; j < count; j++) {
		const u = criteria[at + j] as number;
		if (Number.isNaN(u)) continue;
		const w = weights[from + j] as number;
		sum += w * u;
		known += w;
	}
	return (100 * sum) / known;
}

/** How much an account's tier depends on the weights. */
export type Stability = 'robust' | 'contested' | 'unstable';

/** Robust where the tier holds in nine draws of ten, contested down to half, unstable below. */
export function stabilityOf(tierShare: number): Stability {
	return tierShare >= 0.9 ? 'robust' : tierShare >= 0.5 ? 'contested' : 'unstable';
}
