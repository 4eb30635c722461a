import { CRITERIA } from '../contract/tier-criteria.ts';
import type { TierChanges, TierThresholds } from '../contract/tier-what-if.ts';
import type { TierModelRow } from '../contract/rows.ts';
import { EMERGING, NO_RANK, NO_TIER, TIER_NAMES, type TierPoints } from './tier-points.ts';

/** Points and thresholds by which accounts are scored. */
export interface TierRules {
	/** Points in the order of the criteria. */
	weights: Float64Array;
	key: TierThresholds;
	growth: TierThresholds;
}

/** What the same accounts would score, and in which tier they would be. */
export interface WhatIf {
	score: Float64Array;
	value: Float64Array;
	potential: Float64Array;
	/** Places of tiers, as in {@link TierPoints}. */
	tiers: Uint8Array;
	/** How many would be in another tier. */
	moved: number;
	/** How many would be in each tier, by place. */
	counts: number[];
	/** How many have no value or no potential, and so no place in a picture of both. */
	unplaced: number;
}

const COUNT = CRITERIA.length;
const IS_VALUE = CRITERIA.map(({ axis }) => axis === 'value');
/** Points and scores have four decimals: counted in such units, sums are exact, here as in the server. */
const UNIT = 1e4;

/** The rules of the last review's model; null where there was none. */
export function rulesOf(model: readonly TierModelRow[]): TierRules | null {
	const [first] = model;
	if (first === undefined) return null;
	return {
		weights: Float64Array.from(
			CRITERIA,
			({ name }) => model.find((row) => row.criterion === name)?.points ?? 0,
		),
		key: { entry: first.key_entry, exit: first.key_exit },
		growth: { entry: first.growth_entry, exit: first.growth_exit },
	};
}

/** The rules with what a what-if changes. */
export function changedRules(rules: TierRules, { weights, thresholds }: TierChanges): TierRules {
	return {
		weights: rules.weights.map((points, i) => weights[CRITERIA[i]!.name] ?? points),
		key: thresholds.key ?? rules.key,
		growth: thresholds.growth ?? rules.growth,
	};
}

/**
 * Makes the last review again by other rules: the same statement as the answer `tier_what_if`, over columns instead of
 * rows. Figures, judgements, anchors, gates and earlier tiers stay. `into` is written over and returned, so that a
 * hundred thousand accounts can be scored at every step of a slider without leaving anything to be collected.
 */
export function whatIf(
	points: TierPoints,
	rules: TierRules,
	into: WhatIf = emptyWhatIf(points.count),
): WhatIf {
	const { count, criteria, tiers, prior, least, highest } = points;
	const { key, growth } = rules;
	const units = rules.weights.map((points) => Math.round(UNIT * points));
	into.moved = 0;
	into.unplaced = 0;
	into.counts = TIER_NAMES.map(() => 0);
	for (let i = 0; i < count; i++) {
		let [value, valueKnown, promise, promiseKnown] = [0, 0, 0, 0];
		for (let j = 0; j < COUNT; j++) {
			const u = criteria[i * COUNT + j]!;
			if (u !== u) continue;
			const w = units[j]!;
			if (IS_VALUE[j]!) {
				value += w * Math.round(UNIT * u);
				valueKnown += w;
			} else {
				promise += w * Math.round(UNIT * u);
				promiseKnown += w;
			}
		}
		const isEmerging = tiers[i] === EMERGING;
		const potential = share(promise, promiseKnown);
		const score = isEmerging ? potential : share(value + promise, valueKnown + promiseKnown);
		into.value[i] = share(value, valueKnown);
		into.potential[i] = potential;
		into.score[i] = score;
		const entered = Math.min(highest[i]!, reached(score, growth.entry, key.entry));
		const held = Math.min(highest[i]!, reached(score, growth.exit, key.exit));
		const before = prior[i]!;
		const rank =
			score !== score ? before : entered > before ? entered : Math.min(before, Math.max(held, least[i]!));
		const tier = isEmerging ? EMERGING : rank === NO_RANK ? NO_TIER : rank;
		into.tiers[i] = tier;
		if (tier !== tiers[i]) into.moved++;
		if (tier !== NO_TIER) into.counts[tier]!++;
		if (valueKnown <= 0 || promiseKnown <= 0) into.unplaced++;
	}
	return into;
}

/** Room for what {@link whatIf} makes. */
export function emptyWhatIf(count: number): WhatIf {
	return {
		score: new Float64Array(count),
		value: new Float64Array(count),
		potential: new Float64Array(count),
		tiers: new Uint8Array(count),
		moved: 0,
		counts: [],
		unplaced: 0,
	};
}

/** Points of a hundred to four decimals, a half of the last upwards, of sums in units; NaN where nothing is known. */
function share(sum: number, known: number): number {
	return known > 0 ? Math.floor((200 * sum + known) / (2 * known)) / UNIT : Number.NaN;
}

function reached(score: number, growth: number, key: number): number {
	return (score >= growth ? 1 : 0) + (score >= key ? 1 : 0);
}
