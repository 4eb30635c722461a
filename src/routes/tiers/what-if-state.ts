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

/** Points between the thresholds of develop and key at least. */
const GAP = 1;
/** The lowest threshold. */
const LOWEST = 1;

/** Parameters of an address that change the rules. */
export interface ChangeParameters {
	weights?: string | undefined;
	size_thresholds?: string | undefined;
	thresholds?: string | undefined;
}

/** The changes that an address asks for; what it says wrongly changes nothing. */
export function changesOf({ weights, size_thresholds, thresholds }: ChangeParameters): TierChanges {
	const read = <T extends object>(parsed: T | string): T | Record<never, never> =>
		typeof parsed === 'string' ? {} : parsed;
	return {
		weights: read(parseTierWeights(weights ?? '')),
		size: read(parseTierThresholds(size_thresholds ?? '')),
		thresholds: read(parseTierThresholds(thresholds ?? '')),
	};
}

/** Whether anything changes. */
export function isChange(changes: TierChanges): boolean {
	return Object.values(changes).some((each) => Object.keys(each as object).length > 0);
}

/** The changes as parameters of an address; undefined for what stays. */
export function parametersOf({ weights, size, thresholds }: TierChanges): {
	weights: string | undefined;
	size_thresholds: string | undefined;
	thresholds: string | undefined;
} {
	return {
		weights: writeTierWeights(weights),
		size_thresholds: writeTierThresholds(size),
		thresholds: writeTierThresholds(thresholds),
	};
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

/** The routes by which thresholds give a tier, and what a what-if calls their changes. */
const ROUTES = { size: 'size', score: 'thresholds' } as const;

/**
 * The changes with another entry or exit of a tier by one route. The other one goes along where it would be passed: an exit is
 * never above its entry, and develop is a point under key at least.
 */
export function withThreshold(
	changes: TierChanges,
	rules: TierRules,
	route: keyof typeof ROUTES,
	tier: 'key' | 'develop',
	edge: 'entry' | 'exit',
	score: number,
): TierChanges {
	const given = rules[route];
	if (given === null) return changes;
	const before = changes[ROUTES[route]];
	const now = {
		key: { ...(before.key ?? given.key) },
		develop: given.develop === null ? null : { ...(before.develop ?? given.develop) },
	};
	const moved = now[tier];
	if (moved === null) return changes;
	const bounded = Math.round(10 * Math.min(Math.max(score || LOWEST, LOWEST), 100)) / 10;
	moved[edge] = bounded;
	if (edge === 'entry') moved.exit = Math.min(moved.exit, bounded);
	else moved.entry = Math.max(moved.entry, bounded);
	const other = tier === 'key' ? now.develop : now.key;
	if (other !== null)
		for (const each of ['entry', 'exit'] as const) {
			other[each] =
				tier === 'key'
					? Math.max(Math.min(other[each], moved[each] - GAP), LOWEST)
					: Math.min(Math.max(other[each], moved[each] + GAP), 100);
		}
	const thresholds: TierChanges['thresholds'] = {};
	for (const each of ['key', 'develop'] as const) {
		const [was, is] = [given[each], now[each]];
		if (was === null || is === null) continue;
		if (is.entry !== was.entry || is.exit !== was.exit) thresholds[each] = is;
	}
	return { ...changes, [ROUTES[route]]: thresholds };
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
	const scores = (['size', 'score'] as const).flatMap((route) =>
		(['key', 'develop'] as const).flatMap((tier) => {
			const [before, after] = [was[route]?.[tier], is[route]?.[tier]];
			if (!before || !after) return [];
			const label = `${tier === 'key' ? 'Key' : 'Develop'} by ${route}`;
			return [
				{ label: `${label} from`, was: before.entry, is: after.entry },
				{ label: `${label} lost under`, was: before.exit, is: after.exit },
			];
		}),
	);
	return [...points, ...scores].filter((row) => row.was !== row.is);
}
