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

/** A measure of ranked outcomes in which each row counts as often as it was drawn; null where it is undefined. */
export type Statistic = (ranked: ScoredOutcomes, weights: Float64Array) => number | null;

/**
 * Intervals of statistics of ranked outcomes by drawing accounts with replacement; an account's rows at all cut-offs
 * come and go together. Null where a statistic was null in half of the draws or more.
 */
export function clusteredBootstrap<Name extends string>(
	ranked: ScoredOutcomes,
	statistics: Readonly<Record<Name, Statistic>>,
	random: SeededRandom,
	{ draws = 200, mostRows = 20_000 }: BootstrapOptions = {},
): Record<Name, Interval | null> {
	const sample = sampleAccounts(ranked, random, mostRows);
	const accounts = [...new Set(sample.account)].sort((p, q) => p - q);
	const place = new Map(accounts.map((account, i) => [account, i]));
	const clusters = Uint32Array.from(sample.account, (account) => place.get(account) as number);
	const named = Object.entries<Statistic>(statistics).map(([name, measure]) => ({
		name,
		measure,
		values: [] as number[],
	}));
	const weights = new Float64Array(clusters.length);
	for (let draw = 0; draw < draws; draw++) {
		const times = new Uint16Array(accounts.length);
		for (let i = 0; i < accounts.length; i++) {
			const chosen = random.integer(accounts.length);
			times[chosen] = (times[chosen] as number) + 1;
		}
		for (let i = 0; i < weights.length; i++) weights[i] = times[clusters[i] as number] as number;
		for (const { measure, values } of named) {
			const value = measure(sample, weights);
			if (value !== null) values.push(value);
		}
	}
	const intervals = named.map(({ name, values }) => [name, middle(values, draws)]);
	return Object.fromEntries(intervals) as Record<Name, Interval | null>;
}

function middle(values: number[], draws: number): Interval | null {
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
