import {
	auc,
	brier,
	brierSkill,
	calibration,
	liftAt,
	precisionAt,
	reliability,
	revenueCaptured,
	thresholdAtFalseAlerts,
	type Calibration,
	type ReliabilityBin,
} from '../../models/backtest-metrics.ts';
import { clusteredBootstrap, type Interval } from '../../models/clustered-bootstrap.ts';
import type { BacktestSlice, Rung } from '../../models/out-of-time.ts';
import {
	joinOutcomes,
	keepRows,
	rankByLoss,
	rankOutcomes,
	type ScoredOutcomes,
} from '../../models/scored-outcomes.ts';
import { seededRandom } from '../../models/seeded-random.ts';
import { outcomesOf, type RiskLadder } from './risk-ladder.ts';

/** The fixed rules that everybody knows: flag an account when it has been silent for so many days. */
export const NAIVE_DAYS = [60, 90] as const;
/** Days of silence, at least, after which an account is lapsed rather than at risk; or so many horizons. */
const LAPSE = { days: 365, horizons: 3 };
const SEED = 42;

/** How one rung, or one fixed rule, did on what came after a cut-off, or after several. */
export interface RiskRecord extends Calibration {
	/** A rung's number, `in_use` for whatever the ladder put in use at each cut-off, or `silent_60`, `silent_90`. */
	model: string;
	label: string;
	accounts: number;
	live_accounts: number;
	/** Over every account with an order by the cut-off. */
	auc: number | null;
	auc_interval: Interval | null;
	/** Over live accounts: a last order within 91 days before. */
	auc_live: number | null;
	auc_live_interval: Interval | null;
	/** Null for a fixed rule: it gives no chance. */
	brier: number | null;
	brier_interval: Interval | null;
	brier_skill: number | null;
	brier_live: number | null;
	/** Accounts that silence for 60 days flags among those that have not lapsed; a rule's own number for the other rules. */
	flags: number;
	/** Of as many flags, the share that fell silent. */
	precision_at_k: number | null;
	/** Of all revenue that fell silent, the share behind as many flags, taken by expected loss. */
	revenue_captured: number | null;
	lift_at_10pct: number | null;
	/** Share of silences of live accounts that a flag at the false-alert budget catches. */
	recall_at_budget: number | null;
	reliability: ReliabilityBin[];
}

/** Rows of one or several cut-offs, in the order of `outcomes`. */
interface Judged {
	outcomes: ScoredOutcomes;
	live: Uint8Array;
	/** Not lapsed. */
	listed: Uint8Array;
	days_since_order: Float64Array;
}

/** The record of a rung, or of what was in use, over the slices that it could predict; null where there is none. */
export function recordOf(
	ladder: RiskLadder,
	slices: readonly BacktestSlice[],
	rung: Rung | { in_use: (slice: BacktestSlice) => Rung | null; label: string },
	budget: number,
	isInterval: boolean,
): RiskRecord | null {
	const parts = slices.flatMap((slice) => {
		const chosen = 'rung' in rung ? rung : rung.in_use(slice);
		const fit = chosen === null ? null : ladder.predict(chosen, slice).fit;
		return fit === null ? [] : [judgedOf(slice, fit)];
	});
	if (parts.length === 0) return null;
	const judged = joinJudged(parts);
	const all = rankOutcomes(judged.outcomes);
	const live = rankOutcomes(keepRows(judged.outcomes, judged.live));
	const listed = keepRows(judged.outcomes, judged.listed);
	const ranked = rankOutcomes(listed);
	const flags = countFlags(judged, NAIVE_DAYS[0]);
	const spread = isInterval ? clusteredBootstrap(all, { auc, brier }, seededRandom(SEED)) : null;
	const liveSpread = isInterval ? clusteredBootstrap(live, { auc }, seededRandom(SEED)) : null;
	const threshold = thresholdAtFalseAlerts(live, budget);
	return {
		model: 'rung' in rung ? rung.rung : 'in_use',
		label: rung.label,
		accounts: all.score.length,
		live_accounts: live.score.length,
		auc: auc(all),
		auc_interval: spread?.auc ?? null,
		auc_live: auc(live),
		auc_live_interval: liveSpread?.auc ?? null,
		brier: brier(all),
		brier_interval: spread?.brier ?? null,
		brier_skill: brierSkill(all),
		brier_live: brier(live),
		flags,
		precision_at_k: precisionAt(ranked, flags),
		revenue_captured: revenueCaptured(rankByLoss(listed), flags),
		lift_at_10pct: liftAt(ranked, 0.1),
		recall_at_budget: threshold === null ? null : recall(live, threshold),
		...calibration(all),
		reliability: reliability(all),
	};
}

/** The record of a fixed rule over slices. */
export function naiveRecord(slices: readonly BacktestSlice[], days: number): RiskRecord {
	const judged = joinJudged(slices.map((slice) => judgedOf(slice, slice.features['days_since_order']!)));
	const all = rankOutcomes(judged.outcomes);
	const live = rankOutcomes(keepRows(judged.outcomes, judged.live));
	const listed = rankOutcomes(keepRows(judged.outcomes, judged.listed));
	const flags = countFlags(judged, days);
	return {
		model: `silent_${days}`,
		label: `Silent for ${days} days`,
		accounts: all.score.length,
		live_accounts: live.score.length,
		auc: auc(all),
		auc_interval: null,
		auc_live: auc(live),
		auc_live_interval: null,
		brier: null,
		brier_interval: null,
		brier_skill: null,
		brier_live: null,
		flags,
		precision_at_k: precisionAt(listed, flags),
		revenue_captured: revenueCaptured(listed, flags),
		lift_at_10pct: liftAt(listed, 0.1),
		recall_at_budget: null,
		...calibration(all),
		predicted_share: null,
		predicted_revenue_share: null,
		reliability: [],
	};
}

function judgedOf(slice: BacktestSlice, score: Float64Array): Judged {
	const days = slice.features['days_since_order']!;
	const horizon = slice.features['horizon_days']!;
	return {
		outcomes: outcomesOf(slice, score),
		live: slice.live,
		listed: Uint8Array.from(days, (d, i) =>
			d <= Math.max(LAPSE.days, LAPSE.horizons * horizon[i]!) ? 1 : 0,
		),
		days_since_order: days,
	};
}

function joinJudged(parts: readonly Judged[]): Judged {
	return {
		outcomes: joinOutcomes(parts.map((part) => part.outcomes)),
		live: Uint8Array.from(joined(parts.map((part) => part.live))),
		listed: Uint8Array.from(joined(parts.map((part) => part.listed))),
		days_since_order: joined(parts.map((part) => part.days_since_order)),
	};
}

function joined(parts: readonly (Uint8Array | Float64Array)[]): Float64Array {
	const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

function countFlags({ days_since_order, listed }: Judged, days: number): number {
	return days_since_order.reduce((flags, d, i) => flags + (d >= days && listed[i] === 1 ? 1 : 0), 0);
}

function recall({ score, silent }: ScoredOutcomes, threshold: number): number | null {
	let [gone, caught] = [0, 0];
	silent.forEach((s, i) => {
		gone += s;
		if (s === 1 && score[i]! >= threshold) caught++;
	});
	return gone > 0 ? caught / gone : null;
}
