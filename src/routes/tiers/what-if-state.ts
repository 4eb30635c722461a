import { CRITERIA } from '../../lib/contract/tier-criteria.ts';
import {
	parseTierThresholds,
	parseTierWeights,
	writeTierThresholds,
	writeTierWeights,
	type TierChanges,
} from '../../lib/contract/tier-what-if.ts';
import type { TierRules } from '../../lib/client/tier-what-if.ts';
import type { TierModelRow } from '../../lib/contract/rows.ts';

/** Accounts that come with the page; the rest is fetched once it stands. */
export const SENT_POINTS = 1_000;
/** Accounts that the browser scores by itself; of more it shows the largest, and asks the server who would move. */
export const LIVE_POINTS = 100_000;

/** Points between the thresholds of growth and key at least. */
const GAP = 1;
/** The lowest threshold. */
const LOWEST = 1;

/** The changes that an address asks for; what it says wrongly changes nothing. */
export function changesOf(weights: string | undefined, thresholds: string | undefined): TierChanges {
	const [points, scores] = [parseTierWeights(weights ?? ''), parseTierThresholds(thresholds ?? '')];
	return {
		weights: typeof points === 'string' ? {} : points,
		thresholds: typeof scores === 'string' ? {} : scores,
	};
}

/** The changes as parameters of an address; undefined for what stays. */
export function parametersOf({ weights, thresholds }: TierChanges): {
	weights: string | undefined;
	thresholds: string | undefined;
} {
	return { weights: writeTierWeights(weights), thresholds: writeTierThresholds(thresholds) };
}

/** The changes with other points for one criterion; points as the model has them are no change. */
export function withPoints(
	changes: TierChanges,
	rules: TierRules,
	name: string,
	points: number,
): TierChanges {
	const weights = { ...changes.weights };
	const place = CRITERIA.findIndex((criterion) => criterion.name === name);
	const bounded = Math.round(10 * Math.min(Math.max(points || 0, 0), 100)) / 10;
	if (bounded === rules.weights[place]) delete weights[name];
	else weights[name] = bounded;
	return { ...changes, weights };
}

/**
 * The changes with another entry or exit of a tier. The other one goes along where it would be passed: an exit is never
 * above its entry, and growth is a point under key at least.
 */
export function withThreshold(
	changes: TierChanges,
	rules: TierRules,
	tier: 'key' | 'growth',
	edge: 'entry' | 'exit',
	score: number,
): TierChanges {
	const now = {
		key: { ...(changes.thresholds.key ?? rules.key) },
		growth: { ...(changes.thresholds.growth ?? rules.growth) },
	};
	const bounded = Math.round(10 * Math.min(Math.max(score || LOWEST, LOWEST), 100)) / 10;
	now[tier][edge] = bounded;
	if (edge === 'entry') now[tier].exit = Math.min(now[tier].exit, bounded);
	else now[tier].entry = Math.max(now[tier].entry, bounded);
	const [moved, other] = tier === 'key' ? [now.key, now.growth] : [now.growth, now.key];
	for (const each of ['entry', 'exit'] as const) {
		other[each] =
			tier === 'key'
				? Math.max(Math.min(other[each], moved[each] - GAP), LOWEST)
				: Math.min(Math.max(other[each], moved[each] + GAP), 100);
	}
	const thresholds: TierChanges['thresholds'] = {};
	for (const each of ['key', 'growth'] as const) {
		const isSame = now[each].entry === rules[each].entry && now[each].exit === rules[each].exit;
		if (!isSame) thresholds[each] = now[each];
	}
	return { ...changes, thresholds };
}

/** Points brought to a sum of 100 with one decimal each, the largest parts of a tenth rounded up: what a model must have. */
export function toHundred(weights: ArrayLike<number>): number[] {
	const sum = Array.from(weights).reduce((total, points) => total + points, 0);
	if (sum <= 0) return Array.from(weights);
	const tenths = Array.from(weights, (points) => (1000 * points) / sum);
	const rounded = tenths.map(Math.floor);
	const missing = 1000 - rounded.reduce((total, each) => total + each, 0);
	const order = tenths.map((each, i) => i).sort((a, b) => (tenths[b]! % 1) - (tenths[a]! % 1));
	for (const i of order.slice(0, missing)) rounded[i]!++;
	return rounded.map((each) => each / 10);
}

/** What differs between two sets of rules, in words and figures, in the order of the screen. */
export function rulesDiff(
	model: readonly TierModelRow[],
	was: TierRules,
	is: TierRules,
): { label: string; was: number; is: number }[] {
	const points = CRITERIA.map(({ name }, i) => ({
		label: model.find((row) => row.criterion === name)?.label ?? name,
		was: was.weights[i]!,
		is: is.weights[i]!,
	}));
	const scores = (['key', 'growth'] as const).flatMap((tier) => [
		{ label: `${tier === 'key' ? 'Key' : 'Growth'} from`, was: was[tier].entry, is: is[tier].entry },
		{ label: `${tier === 'key' ? 'Key' : 'Growth'} lost under`, was: was[tier].exit, is: is[tier].exit },
	]);
	return [...points, ...scores].filter((row) => row.was !== row.is);
}
