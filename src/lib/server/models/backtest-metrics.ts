import type { ScoredOutcomes } from './scored-outcomes.ts';

/**
 * Measures of predictions against outcomes. Those that say "ranked" take the result of `rankOutcomes`. Each takes
 * optional weights, one per row (how often a bootstrap drew it), and is null where its denominator is zero.
 */
export type Weights = Float64Array | undefined;

function weightAt(weights: Weights, row: number): number {
	return weights === undefined ? 1 : (weights[row] as number);
}

/** Rows, silent rows and value of silent rows, weighted. */
function totals({ silent, value }: ScoredOutcomes, weights: Weights) {
	let [rows, gone, worth, lost] = [0, 0, 0, 0];
	for (let i = 0; i < silent.length; i++) {
		const w = weightAt(weights, i);
		rows += w;
		worth += w * (value[i] as number);
		if (silent[i] === 1) {
			gone += w;
			lost += w * (value[i] as number);
		}
	}
	return { rows, gone, worth, lost };
}

/** Area under the ROC curve of ranked outcomes, by mid-ranks: equal scores count half. */
export function auc(ranked: ScoredOutcomes, weights?: Weights): number | null {
	const { score, silent } = ranked;
	let [above, gone, stayed] = [0, 0, 0];
	for (let from = 0; from < score.length;) {
		let [tiedGone, tiedStayed] = [0, 0];
		let to = from;
		for (; to < score.length && score[to] === score[from]; to++) {
			if (silent[to] === 1) tiedGone += weightAt(weights, to);
			else tiedStayed += weightAt(weights, to);
		}
		above += tiedStayed * (gone + tiedGone / 2);
		gone += tiedGone;
		stayed += tiedStayed;
		from = to;
	}
	return gone * stayed > 0 ? above / (gone * stayed) : null;
}

/** Mean squared difference of chance and outcome. */
export function brier({ score, silent }: ScoredOutcomes, weights?: Weights): number | null {
	let [sum, rows] = [0, 0];
	for (let i = 0; i < score.length; i++) {
		const w = weightAt(weights, i);
		rows += w;
		sum += w * ((score[i] as number) - (silent[i] as number)) ** 2;
	}
	return rows > 0 ? sum / rows : null;
}

/** 1 − Brier ÷ that of always saying the actual share; null where all outcomes are the same. */
export function brierSkill(outcomes: ScoredOutcomes, weights?: Weights): number | null {
	const { rows, gone } = totals(outcomes, weights);
	const base = (gone / rows) * (1 - gone / rows);
	const own = brier(outcomes, weights);
	return own !== null && base > 0 ? 1 - own / base : null;
}

/** Share of the `k` highest of ranked outcomes that fell silent; equal scores at the cut share its places. `k` may be fractional. */
export function precisionAt(ranked: ScoredOutcomes, k: number, weights?: Weights): number | null {
	const { taken, gone } = top(ranked, k, weights);
	return taken > 0 ? gone / taken : null;
}

/** How many times as often the highest `share` of ranked outcomes fell silent as all did. */
export function liftAt(ranked: ScoredOutcomes, share: number, weights?: Weights): number | null {
	const { rows, gone } = totals(ranked, weights);
	const precision = precisionAt(ranked, share * rows, weights);
	return precision !== null && gone > 0 ? precision / (gone / rows) : null;
}

/** Share of the value of all that fell silent which lay with the `k` highest; rank with `rankByLoss`. */
export function revenueCaptured(ranked: ScoredOutcomes, k: number, weights?: Weights): number | null {
	const { lost } = totals(ranked, weights);
	return lost > 0 ? top(ranked, k, weights).lost / lost : null;
}

function top({ score, silent, value }: ScoredOutcomes, k: number, weights: Weights) {
	let [taken, gone, lost] = [0, 0, 0];
	for (let from = 0; from < score.length && taken < k;) {
		let [tied, tiedGone, tiedLost] = [0, 0, 0];
		let to = from;
		for (; to < score.length && score[to] === score[from]; to++) {
			const w = weightAt(weights, to);
			tied += w;
			if (silent[to] !== 1) continue;
			tiedGone += w;
			tiedLost += w * (value[to] as number);
		}
		const share = tied > 0 ? Math.min(1, (k - taken) / tied) : 0;
		[taken, gone, lost] = [taken + share * tied, gone + share * tiedGone, lost + share * tiedLost];
		from = to;
	}
	return { taken, gone, lost };
}

/** Predicted against actual, by number of accounts and by value; shares of all, null without accounts or value. */
export interface Calibration {
	predicted_share: number | null;
	actual_share: number | null;
	predicted_revenue_share: number | null;
	actual_revenue_share: number | null;
}

/** How much silence was predicted in all, and how much came. Negative values count as zero. */
export function calibration({ score, silent, value }: ScoredOutcomes, weights?: Weights): Calibration {
	let [rows, predicted, gone, worth, atRisk, lost] = [0, 0, 0, 0, 0, 0];
	for (let i = 0; i < score.length; i++) {
		const w = weightAt(weights, i);
		const v = w * Math.max(0, value[i] as number);
		rows += w;
		worth += v;
		predicted += w * (score[i] as number);
		atRisk += v * (score[i] as number);
		if (silent[i] === 1) [gone, lost] = [gone + w, lost + v];
	}
	const of = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
	return {
		predicted_share: of(predicted, rows),
		actual_share: of(gone, rows),
		predicted_revenue_share: of(atRisk, worth),
		actual_revenue_share: of(lost, worth),
	};
}

/** One bin of a reliability diagram: chances from `chance_from` up to `chance_to`. */
export interface ReliabilityBin {
	chance_from: number;
	chance_to: number;
	accounts: number;
	predicted_share: number | null;
	actual_share: number | null;
}

/** Predicted chance against actual share in equally wide bins; shares are null in an empty bin. */
export function reliability({ score, silent }: ScoredOutcomes, bins = 10): ReliabilityBin[] {
	const [accounts, predicted, gone] = [
		new Float64Array(bins),
		new Float64Array(bins),
		new Float64Array(bins),
	];
	for (let i = 0; i < score.length; i++) {
		const bin = Math.min(bins - 1, Math.floor((score[i] as number) * bins));
		accounts[bin] = (accounts[bin] as number) + 1;
		predicted[bin] = (predicted[bin] as number) + (score[i] as number);
		gone[bin] = (gone[bin] as number) + (silent[i] as number);
	}
	return Array.from(accounts, (count, bin) => ({
		chance_from: bin / bins,
		chance_to: (bin + 1) / bins,
		accounts: count,
		predicted_share: count > 0 ? (predicted[bin] as number) / count : null,
		actual_share: count > 0 ? (gone[bin] as number) / count : null,
	}));
}

/**
 * The lowest score at which no more than `budget` (a share) of the ranked accounts that did order again are flagged.
 * Infinity where even the highest score would flag too many; null where no account ordered again.
 */
export function thresholdAtFalseAlerts(ranked: ScoredOutcomes, budget: number): number | null {
	const { score, silent } = ranked;
	const stayed = silent.length - totals(ranked, undefined).gone;
	if (stayed === 0) return null;
	let [threshold, flagged] = [Number.POSITIVE_INFINITY, 0];
	for (let from = 0; from < score.length;) {
		let to = from;
		for (; to < score.length && score[to] === score[from]; to++) if (silent[to] === 0) flagged++;
		if (flagged > budget * stayed) return threshold;
		threshold = score[from] as number;
		from = to;
	}
	return threshold;
}
