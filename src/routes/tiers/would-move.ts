import { NO_TIER, TIER_NAMES, type TierPoints } from '../../lib/client/tier-points.ts';
import type { WhatIf } from '../../lib/client/tier-what-if.ts';

/** One account that would be in another tier. */
export interface Mover {
	account_id: string;
	name: string;
	tier: string | null;
	tier_if: string | null;
	score: number | null;
	score_if: number | null;
	revenue: number | null;
}

/** How many would rise and fall, and with what revenue. */
export interface Moving {
	up: number;
	down: number;
	upRevenue: number;
	downRevenue: number;
	/** Places of those who would move, the largest first. */
	places: number[];
}

/** Ranks of the places in {@link TIER_NAMES}: an emerging account never moves by a what-if. */
const rank = (tier: number): number => (tier === NO_TIER ? -1 : tier);

/** Who would move, in the order of the points. */
export function movingOf(points: TierPoints, made: WhatIf): Moving {
	const moving: Moving = { up: 0, down: 0, upRevenue: 0, downRevenue: 0, places: [] };
	if (made.moved === 0) return moving;
	for (let i = 0; i < points.count; i++) {
		const [from, to] = [points.tiers[i]!, made.tiers[i]!];
		if (from === to) continue;
		moving.places.push(i);
		const revenue = points.revenue[i]! || 0;
		if (rank(to) > rank(from)) {
			moving.up++;
			moving.upRevenue += revenue;
		} else {
			moving.down++;
			moving.downRevenue += revenue;
		}
	}
	return moving;
}

/** The rows of some of them, as the answer `tier_what_if` has them. */
export function moverRows(points: TierPoints, made: WhatIf, places: readonly number[]): Mover[] {
	const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
	return places.map((i) => ({
		account_id: points.ids[i]!,
		name: points.names[i]!,
		tier: TIER_NAMES[points.tiers[i]!] ?? null,
		tier_if: TIER_NAMES[made.tiers[i]!] ?? null,
		score: known(points.score[i]!),
		score_if: known(made.score[i]!),
		revenue: known(points.revenue[i]!),
	}));
}
