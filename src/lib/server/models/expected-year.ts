import type { Interval } from './clustered-bootstrap.ts';
import { seededRandom } from './seeded-random.ts';

/** What a year was expected to bring at one cut-off, by two rules, and what came; money in the reporting currency. */
export interface YearTrials {
	account: Int32Array;
	/** Revenue of the year before. */
	plain: Float64Array;
	/** Expected revenue of the year after. */
	expected: Float64Array;
	/** Revenue of the year after. */
	came: Float64Array;
	/** Order days in the year before. */
	orders: Float64Array;
}

/** Whether the expectation was nearer to what came than last year's figure. */
export interface YearProof {
	rows: number;
	/** Mean absolute errors. */
	error: number | null;
	plain_error: number | null;
	/** plain_error − error with its 95 % interval, accounts resampled. */
	gain: number | null;
	gain_interval: Interval | null;
}

/** By how much what came stood to what was expected: eight in ten lay within. */
export interface YearInterval {
	/** Order days in the year before, from and below. */
	orders_from: number;
	orders_below: number;
	low: number;
	high: number;
}

const DRAWS = 200;
const SEED = 42;
const ORDER_BINS = [1, 2, 4, 12, Number.POSITIVE_INFINITY];
const FEWEST_OF_BIN = 30;

/** Compares the mean absolute errors of the expectation and of the plain year, over all trials; nulls without a row. */
export function proveYears(trials: readonly YearTrials[]): YearProof {
	const byAccount = new Map<number, [rows: number, error: number, plain: number]>();
	for (const { account, plain, expected, came } of trials) {
		account.forEach((key, i) => {
			const own = byAccount.get(key) ?? [0, 0, 0];
			own[0]++;
			own[1] += Math.abs(came[i]! - expected[i]!);
			own[2] += Math.abs(came[i]! - plain[i]!);
			byAccount.set(key, own);
		});
	}
	const sums = [...byAccount.keys()].sort((p, q) => p - q).map((key) => byAccount.get(key)!);
	const rows = sums.reduce((sum, [n]) => sum + n, 0);
	if (rows === 0) return { rows, error: null, plain_error: null, gain: null, gain_interval: null };
	const error = sums.reduce((sum, [, e]) => sum + e, 0) / rows;
	const plainError = sums.reduce((sum, [, , e]) => sum + e, 0) / rows;
	const random = seededRandom(SEED);
	const gains: number[] = [];
	for (let draw = 0; draw < DRAWS; draw++) {
		let [n, gain] = [0, 0];
		for (let i = 0; i < sums.length; i++) {
			const [count, e, p] = sums[random.integer(sums.length)]!;
			n += count;
			gain += p - e;
		}
		gains.push(gain / n);
	}
	gains.sort((p, q) => p - q);
	return {
		rows,
		error,
		plain_error: plainError,
		gain: plainError - error,
		gain_interval: { low: gains[Math.floor(0.025 * DRAWS)]!, high: gains[Math.ceil(0.975 * DRAWS) - 1]! },
	};
}

/**
 * Ratios of what came to what was expected in bins of order days (1, 2–3, 4–11, 12 and more), from rank floor(.1 (n + 1)) to
 * ceil(.9 (n + 1)); a bin of under thirty takes the ratios of all. Empty where no ratio is known.
 */
export function yearIntervals({ expected, came, orders }: YearTrials): YearInterval[] {
	const known = Array.from(expected.keys()).filter((i) => expected[i]! > 0);
	if (known.length === 0) return [];
	const all = known.map((i) => came[i]! / expected[i]!);
	return ORDER_BINS.slice(0, -1).map((from, bin) => {
		const below = ORDER_BINS[bin + 1]!;
		const own = known.filter((i) => orders[i]! < below && (orders[i]! >= from || bin === 0));
		const ratios = own.length < FEWEST_OF_BIN ? all : own.map((i) => came[i]! / expected[i]!);
		return { orders_from: bin === 0 ? 0 : from, orders_below: below, ...eightInTen(ratios) };
	});
}

/** The ratios at rank floor(.1 (n + 1)) and ceil(.9 (n + 1)), held to the first and the last. */
export function eightInTen(ratios: readonly number[]): { low: number; high: number } {
	const sorted = ratios.toSorted((p, q) => p - q);
	const n = sorted.length;
	const rank = (at: number) => sorted[Math.min(n, Math.max(1, at)) - 1]!;
	return { low: rank(Math.floor(0.1 * (n + 1) + 1e-9)), high: rank(Math.ceil(0.9 * (n + 1) - 1e-9)) };
}
