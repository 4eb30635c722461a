import { auc, brierSkill } from './backtest-metrics.ts';
import { clusteredBootstrap, type Interval } from './clustered-bootstrap.ts';
import { joinOutcomes, rankOutcomes, type ScoredOutcomes } from './scored-outcomes.ts';
import { seededRandom } from './seeded-random.ts';

/** What a claim is worth on this company's own past. */
export type Verdict = 'use' | 'with_care' | 'do_not_use';

/** Calibrated chances of live accounts at one past cut-off, none of them learned from what came later, and what came. */
export interface JudgedCutOff {
	/** Days of one count. */
	cut_day: number;
	outcomes: ScoredOutcomes;
}

/** What past outcomes say of chances of silence. */
export interface ChanceProof {
	verdict: Verdict;
	/** Why not, in words that follow "because"; null where the chances may be used. */
	reason: string | null;
	cut_offs: number;
	rows: number;
	silent: number;
	first_day: number | null;
	last_day: number | null;
	/** Over all rows, and over those of the newer half of the cut-offs (from their median on); null where undefined. */
	auc: number | null;
	auc_interval: Interval | null;
	skill: number | null;
	skill_interval: Interval | null;
	newer_auc: number | null;
	newer_skill: number | null;
	newer_skill_interval: Interval | null;
}

/** What chances must have shown before a screen may print one. Chosen looking at 13 histories of 9 companies and 6 simulated ones. */
const NEEDED = { cut_offs: 3, silent: 30, ordered: 30, auc: 0.55, skill: 0 };
const SEED = 42;

/**
 * Holds chances to their simplest rivals: a coin (AUC) and the realised share (Brier skill). Passed where the 95 % lower bounds
 * (accounts resampled, 200 draws) of AUC and skill lie over .55 and 0, and both are positive on the newer half of the cut-offs too;
 * needs three cut-offs, thirty silent and thirty other outcomes. "Use" where the skill's lower bound is over 0 on the newer half as well.
 */
export function proveChances(cuts: readonly JudgedCutOff[]): ChanceProof {
	const filled = cuts.filter(({ outcomes }) => outcomes.score.length > 0);
	const days = [...new Set(filled.map(({ cut_day }) => cut_day))].sort((p, q) => p - q);
	const all = rankOutcomes(joinOutcomes(filled.map(({ outcomes }) => outcomes)));
	const silent = all.silent.reduce((sum, y) => sum + y, 0);
	const counts = {
		cut_offs: days.length,
		rows: all.score.length,
		silent,
		first_day: days[0] ?? null,
		last_day: days.at(-1) ?? null,
	};
	const tooFew = fewReason(counts.cut_offs, silent, counts.rows - silent);
	if (tooFew !== null) return { verdict: 'do_not_use', reason: tooFew, ...counts, ...UNKNOWN };
	const half = median(days);
	const newer = rankOutcomes(
		joinOutcomes(filled.filter(({ cut_day }) => cut_day >= half).map(({ outcomes }) => outcomes)),
	);
	const spread = clusteredBootstrap(all, { auc, skill: brierSkill }, seededRandom(SEED));
	const newerSpread = clusteredBootstrap(newer, { skill: brierSkill }, seededRandom(SEED));
	const figures = {
		auc: auc(all),
		auc_interval: spread.auc,
		skill: brierSkill(all),
		skill_interval: spread.skill,
		newer_auc: auc(newer),
		newer_skill: brierSkill(newer),
		newer_skill_interval: newerSpread.skill,
	};
	const reason = failedReason(figures);
	const isFirm = (figures.newer_skill_interval?.low ?? -1) > NEEDED.skill;
	return {
		verdict: reason !== null ? 'do_not_use' : isFirm ? 'use' : 'with_care',
		reason,
		...counts,
		...figures,
	};
}

type Figures = Pick<ChanceProof, keyof typeof UNKNOWN>;

const UNKNOWN = {
	auc: null,
	auc_interval: null,
	skill: null,
	skill_interval: null,
	newer_auc: null,
	newer_skill: null,
	newer_skill_interval: null,
};

function fewReason(cutOffs: number, silent: number, ordered: number): string | null {
	if (cutOffs < NEEDED.cut_offs)
		return `a proof needs ${NEEDED.cut_offs} past quarter ends whose outcomes are known and that were calibrated by earlier ones; there ${cutOffs === 1 ? 'is 1' : `are ${cutOffs}`}`;
	if (silent < NEEDED.silent)
		return `a proof needs ${NEEDED.silent} silences in the past; there ${silent === 1 ? 'is 1' : `are ${silent}`}`;
	if (ordered < NEEDED.ordered)
		return `a proof needs ${NEEDED.ordered} accounts that ordered again; there ${ordered === 1 ? 'is 1' : `are ${ordered}`}`;
	return null;
}

function failedReason(figures: Figures): string | null {
	const { auc: area, auc_interval, skill, skill_interval, newer_auc, newer_skill } = figures;
	if (area === null || auc_interval === null || skill === null || skill_interval === null)
		return 'all past outcomes are the same';
	if (auc_interval.low <= NEEDED.auc)
		return `the chances hardly tell who fell silent (AUC ${two(area)}, between ${two(auc_interval.low)} and ${two(auc_interval.high)}; a coin has .50)`;
	if (skill_interval.low <= NEEDED.skill)
		return `the chances are no better than saying the same of all (Brier skill ${three(skill)}, between ${three(skill_interval.low)} and ${three(skill_interval.high)})`;
	if (newer_auc === null || newer_skill === null || newer_auc <= 0.5 || newer_skill <= NEEDED.skill)
		return `they did not hold at the newer quarter ends (AUC ${two(newer_auc)}, Brier skill ${three(newer_skill)})`;
	return null;
}

function two(value: number | null): string {
	return value === null ? 'unknown' : value.toFixed(2).replace(/^(-?)0\./, '$1.');
}

function three(value: number | null): string {
	return value === null ? 'unknown' : value.toFixed(3).replace(/^(-?)0\./, '$1.');
}

function median(sorted: readonly number[]): number {
	const middle = (sorted.length - 1) / 2;
	return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
