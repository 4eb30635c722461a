import type { ScoredOutcomes } from './scored-outcomes.ts';
import { takeRows } from './scored-outcomes.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The middle 95 % of a statistic over resampled accounts. */
export interface Interval {
	low: number;
	high: number;
}

export interface BootstrapOptions {
	draws?: number;
	/** At most about this many rows are resampled; a sample of accounts is taken above it, which widens the interval. */
	mostRows?: number;
}

/**
 * Interval of a statistic of ranked outcomes by drawing accounts with replacement; an account's rows at all cut-offs
 * come and go together. The statistic is given the rows and how often each was drawn. Null where it was null in
 * more than half of the draws.
 */
export function clusteredBootstrap(
	ranked: ScoredOutcomes,
	statistic: (ranked: ScoredOutcomes, weights: Float64Array) => number | null,
	random: SeededRandom,
	{ draws = 200, mostRows = 20_000 }: BootstrapOptions = {},
): Interval | null {
	const sample = sampleAccounts(ranked, random, mostRows);
	const accounts = [...new Set(sample.account)].sort((p, q) => p - q);
	const place = new Map(accounts.map((account, i) => [account, i]));
	const clusters = Uint32Array.from(sample.account, (account) => place.get(account) as number);
	const values: number[] = [];
	for (let draw = 0; draw < draws; draw++) {
		const times = new Uint16Array(accounts.length);
		for (let i = 0; i < accounts.length; i++) {
			const chosen = random.integer(accounts.length);
			times[chosen] = (times[chosen] as number) + 1;
		}
		const value = statistic(
			sample,
			Float64Array.from(clusters, (cluster) => times[cluster] as number),
		);
		if (value !== null) values.push(value);
	}
	if (values.length * 2 <= draws) return null;
	values.sort((p, q) => p - q);
	return { low: quantile(values, 0.025), high: quantile(values, 0.975) };
}

function sampleAccounts(ranked: ScoredOutcomes, random: SeededRandom, mostRows: number): ScoredOutcomes {
	const rows = ranked.account.length;
	if (rows <= mostRows) return ranked;
	const accounts = [...new Set(ranked.account)].sort((p, q) => p - q);
	const kept = new Set(accounts.filter(() => random.uniform() < mostRows / rows));
	return takeRows(
		ranked,
		Uint32Array.from(ranked.account.keys()).filter((i) => kept.has(ranked.account[i] as number)),
	);
}

/** Linear interpolation between order statistics. */
function quantile(sorted: readonly number[], share: number): number {
	const at = share * (sorted.length - 1);
	const below = sorted[Math.floor(at)] as number;
	return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] as number) - below);
}
