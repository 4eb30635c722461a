import { auc } from './backtest-metrics.ts';
import { clusteredBootstrap, type Interval } from './clustered-bootstrap.ts';
import { rankByLoss, rankOutcomes, type ScoredOutcomes } from './scored-outcomes.ts';
import { seededRandom } from './seeded-random.ts';

/** What sorting by chance, and by chance × money, was worth at past cut-offs; shares are null where they are undefined. */
export interface SortProof {
	rows: number;
	/** Of the money in the tenth that was called riskiest, the share that fell silent, and the same of all money. */
	riskiest_silent_share: number | null;
	silent_share: number | null;
	/** The first ÷ the second. */
	lift: number | null;
	lift_interval: Interval | null;
	/** Of the money that fell silent, the share with the tenth of accounts that had most to lose, less that with the largest tenth. */
	captured: number | null;
	captured_by_revenue: number | null;
	captured_gain: number | null;
	captured_gain_interval: Interval | null;
}

const TENTH = 0.1;
const SEED = 42;

/** Measures the sort of live accounts by calibrated chance; values below zero count as zero. */
export function proveSort(outcomes: ScoredOutcomes): SortProof {
	const held = { ...outcomes, value: outcomes.value.map((value) => Math.max(0, value)) };
	const byChance = rankOutcomes(held);
	const byLoss = rankByLoss(held);
	const shares = moneyShares(byChance);
	const byRevenue = revenueOrder(byLoss);
	const captured = capturedBy(byLoss);
	const plain = capturedBy(byLoss, undefined, byRevenue);
	const orders = new WeakMap<ScoredOutcomes, Uint32Array>();
	const orderOf = (sample: ScoredOutcomes): Uint32Array => {
		const known = orders.get(sample) ?? revenueOrder(sample);
		orders.set(sample, known);
		return known;
	};
	const chanceSpread = clusteredBootstrap(
		byChance,
		{ lift: (sample, weights) => moneyShares(sample, weights).lift },
		seededRandom(SEED),
	);
	const lossSpread = clusteredBootstrap(
		byLoss,
		{
			gain: (sample, weights) => {
				const own = capturedBy(sample, weights);
				const rival = capturedBy(sample, weights, orderOf(sample));
				return own === null || rival === null ? null : own - rival;
			},
		},
		seededRandom(SEED),
	);
	return {
		rows: outcomes.score.length,
		...shares,
		lift_interval: chanceSpread.lift,
		captured,
		captured_by_revenue: plain,
		captured_gain: captured === null || plain === null ? null : captured - plain,
		captured_gain_interval: lossSpread.gain,
	};
}

/** Area under the ROC curve in which each pair counts as its two values multiplied; ties half. Takes ranked outcomes. */
export function moneyAuc(ranked: ScoredOutcomes): number | null {
	return auc(ranked, ranked.value);
}

function moneyShares({ silent, value }: ScoredOutcomes, weights?: Float64Array) {
	let [all, lost] = [0, 0];
	for (let i = 0; i < value.length; i++) {
		const v = value[i]! * (weights?.[i] ?? 1);
		all += v;
		lost += v * silent[i]!;
	}
	let [taken, gone] = [0, 0];
	for (let i = 0; i < value.length && taken < TENTH * all; i++) {
		const v = value[i]! * (weights?.[i] ?? 1);
		const part = v > 0 ? Math.min(1, (TENTH * all - taken) / v) : 0;
		taken += part * v;
		gone += part * v * silent[i]!;
	}
	const riskiest = taken > 0 ? gone / taken : null;
	const share = all > 0 ? lost / all : null;
	return {
		riskiest_silent_share: riskiest,
		silent_share: share,
		lift: riskiest === null || share === null || share === 0 ? null : riskiest / share,
	};
}

function revenueOrder({ value, account }: ScoredOutcomes): Uint32Array {
	return Uint32Array.from(value, (_, i) => i).sort(
		(i, j) => value[j]! - value[i]! || account[i]! - account[j]! || i - j,
	);
}

/** Of the value of silent rows, the share within the first tenth of rows in an order. */
function capturedBy(
	{ silent, value }: ScoredOutcomes,
	weights?: Float64Array,
	order?: Uint32Array,
): number | null {
	let [rows, lost] = [0, 0];
	for (let i = 0; i < value.length; i++) {
		const w = weights?.[i] ?? 1;
		rows += w;
		lost += w * value[i]! * silent[i]!;
	}
	if (lost === 0) return null;
	let [taken, caught] = [0, 0];
	for (let at = 0; at < value.length && taken < TENTH * rows; at++) {
		const i = order === undefined ? at : order[at]!;
		const w = weights?.[i] ?? 1;
		const part = w > 0 ? Math.min(1, (TENTH * rows - taken) / w) : 0;
		taken += part * w;
		caught += part * w * value[i]! * silent[i]!;
	}
	return caught / lost;
}
