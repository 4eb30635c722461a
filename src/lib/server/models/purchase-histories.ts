/** Order histories in the three numbers that a buy-till-you-die model reads; one entry per account, time in weeks. */
export interface PurchaseHistories {
	/** Order events after the first, by the cut-off. */
	repeats: ArrayLike<number>;
	/** Weeks from the first to the last order day; 0 without a repeat. */
	last: ArrayLike<number>;
	/** Weeks from the first order day to the cut-off; at least `last`. */
	age: ArrayLike<number>;
	/** Sum of the natural logarithms of the gaps between successive order days, in weeks; 0 without a repeat. */
	logGaps: ArrayLike<number>;
}

/** Histories sorted by number of repeats with equal ones folded into one entry of a greater weight. */
export interface FoldedHistories {
	repeats: Float64Array;
	last: Float64Array;
	age: Float64Array;
	weight: Float64Array;
	/** Accounts in all, and the sums over them. */
	accounts: number;
	repeatTotal: number;
	logGapTotal: number;
}

/**
 * Sort and fold histories. The result does not depend on the order of the input.
 * Throws a RangeError for a history that cannot be: a negative count, or a last order after the cut-off.
 */
export function foldHistories({ repeats, last, age, logGaps }: PurchaseHistories): FoldedHistories {
	const n = repeats.length;
	const order = new Uint32Array(n);
	let repeatTotal = 0;
	for (let i = 0; i < n; i++) {
		const [x, t, end] = [repeats[i] as number, last[i] as number, age[i] as number];
		if (!(x >= 0 && t >= 0 && end >= t && Number.isFinite(end))) {
			throw new RangeError(`history ${i} cannot be: ${x} repeats, last at ${t} weeks, age ${end} weeks`);
		}
		order[i] = i;
		repeatTotal += x;
	}
	const compare = (i: number, j: number): number =>
		(repeats[i] as number) - (repeats[j] as number) ||
		(last[i] as number) - (last[j] as number) ||
		(age[i] as number) - (age[j] as number);
	order.sort(compare);
	const logGapTotal = Float64Array.from(logGaps)
		.sort()
		.reduce((sum, v) => sum + v, 0);
	const starts = order.filter((row, at) => at === 0 || compare(row, order[at - 1] as number) !== 0);
	const weight = new Float64Array(starts.length);
	let fold = -1;
	order.forEach((row, at) => {
		if (at === 0 || compare(row, order[at - 1] as number) !== 0) fold++;
		weight[fold] = (weight[fold] as number) + 1;
	});
	const pick = (column: ArrayLike<number>): Float64Array =>
		Float64Array.from(starts, (row) => column[row] as number);
	return {
		repeats: pick(repeats),
		last: pick(last),
		age: pick(age),
		weight,
		accounts: n,
		repeatTotal,
		logGapTotal,
	};
}

/**
 * Every `n`-th entry of folded histories, so that about `most` remain, spread evenly over all numbers of repeats.
 * Weights are kept; the totals are those of the sample. No randomness.
 */
export function thinHistories(histories: FoldedHistories, most: number): FoldedHistories {
	const stride = Math.ceil(histories.repeats.length / most);
	if (stride <= 1) return histories;
	const every = (column: Float64Array): Float64Array => column.filter((_, i) => i % stride === 0);
	const [repeats, weight] = [every(histories.repeats), every(histories.weight)];
	const accounts = weight.reduce((sum, w) => sum + w, 0);
	const repeatTotal = weight.reduce((sum, w, i) => sum + w * (repeats[i] as number), 0);
	const logGapTotal = histories.logGapTotal * (repeatTotal / Math.max(1, histories.repeatTotal));
	return {
		repeats,
		last: every(histories.last),
		age: every(histories.age),
		weight,
		accounts,
		repeatTotal,
		logGapTotal,
	};
}
