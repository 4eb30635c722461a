import { CRITERIA } from '../contract/tier-criteria.ts';
import type { TierChanges, TierThresholds } from '../contract/tier-what-if.ts';
import type { TierModelRow } from '../contract/rows.ts';
import { EMERGING, NO_RANK, NO_TIER, TIER_NAMES, type TierPoints } from './tier-points.ts';

/** Entry and exit of both tiers; null for one that is not given by this route. */
export interface RouteThresholds {
	key: TierThresholds;
	develop: TierThresholds | null;
}

/** Points and thresholds by which accounts get their tiers. */
export interface TierRules {
	/** Points in the order of the criteria. */
	weights: Float64Array;
	/** Thresholds of the value score; null where no tier is given by size. */
	size: RouteThresholds | null;
	/** Thresholds of the points; null where no tier is given by score. */
	score: RouteThresholds | null;
}

/** What the same accounts would score, and in which tier they would be. */
export interface WhatIf {
	score: Float64Array;
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
		size: routeOf(
			[first.size_key_entry, first.size_key_exit],
			[first.size_develop_entry, first.size_develop_exit],
		),
		score: routeOf([first.key_entry, first.key_exit], [first.develop_entry, first.develop_exit]),
	};
}

type Edges = readonly [entry: number | null, exit: number | null];

function routeOf(key: Edges, develop: Edges): RouteThresholds | null {
	const [of, below] = [key, develop].map(([entry, exit]) =>
		entry === null || exit === null ? null : { entry, exit },
	);
	return of ? { key: of, develop: below ?? null } : null;
}

/** The rules with what a what-if changes; a route that the model does not give stays closed. */
export function changedRules(rules: TierRules, { weights, size, thresholds }: TierChanges): TierRules {
	const changed = (route: RouteThresholds | null, by: TierChanges['size']): RouteThresholds | null =>
		route === null
			? null
			: { key: by.key ?? route.key, develop: route.develop === null ? null : (by.develop ?? route.develop) };
	return {
		weights: rules.weights.map((points, i) => weights[CRITERIA[i]!.name] ?? points),
		size: changed(rules.size, size),
		score: changed(rules.score, thresholds),
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
	const { count, criteria, tiers, cap, nominated } = points;
	const units = rules.weights.map((points) => Math.round(UNIT * points));
	into.moved = 0;
	into.unplaced = 0;
	into.counts = TIER_NAMES.map(() => 0);
	for (let i = 0; i < count; i++) {
		let [worth, worthKnown, promise, promiseKnown] = [0, 0, 0, 0];
		for (let j = 0; j < COUNT; j++) {
			const u = criteria[i * COUNT + j]!;
			if (u !== u) continue;
			const w = units[j]!;
			if (IS_VALUE[j]!) {
				worth += w * Math.round(UNIT * u);
				worthKnown += w;
			} else {
				promise += w * Math.round(UNIT * u);
				promiseKnown += w;
			}
		}
		const isEmerging = tiers[i] === EMERGING;
		const potential = share(promise, promiseKnown);
		const score = isEmerging ? potential : share(worth + promise, worthKnown + promiseKnown);
		into.potential[i] = potential;
		into.score[i] = score;
		const bySize =
			points.refused[i] === 1
				? points.sizePrior[i]!
				: stepped(points.value[i]!, rules.size, points.sizePrior[i]!, points.sizeLeast[i]!, cap[i]!);
		const byScore = stepped(score, rules.score, points.scorePrior[i]!, points.scoreLeast[i]!, cap[i]!);
		const rank = Math.max(bySize, byScore, nominated[i]!);
		const tier = isEmerging ? EMERGING : rank === NO_RANK ? NO_TIER : rank;
		into.tiers[i] = tier;
		if (tier !== tiers[i]) into.moved++;
		if (tier !== NO_TIER) into.counts[tier]!++;
		if (!(points.value[i]! >= 0) || promiseKnown <= 0) into.unplaced++;
	}
	return into;
}

/** Room for what {@link whatIf} makes. */
export function emptyWhatIf(count: number): WhatIf {
	return {
		score: new Float64Array(count),
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

/** The tier of one route: up at once, down to what is still held, though no lower than the least; the prior one where nothing is known. */
function stepped(
	score: number,
	route: RouteThresholds | null,
	prior: number,
	least: number,
	cap: number,
): number {
	if (route === null || score !== score) return prior;
	const entered = reached(score, route, 'entry', cap);
	if (prior === NO_RANK) return entered;
	return Math.max(entered, Math.min(prior, Math.max(least, reached(score, route, 'exit', cap))));
}

function reached(
	score: number,
	{ key, develop }: RouteThresholds,
	edge: 'entry' | 'exit',
	cap: number,
): number {
	if (score >= key[edge]) return Math.min(cap, 2);
	return develop !== null && score >= develop[edge] ? Math.min(cap, 1) : 0;
}
