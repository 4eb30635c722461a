/** Milliseconds of repeated work. */
export interface Timing {
	p50: number;
	p95: number;
	count: number;
}

/** How often one thing is timed, and for how long at most. */
export interface Patience {
	samples: number;
	milliseconds: number;
}

/** Times one work. */
export async function timed<T>(work: () => Promise<T>): Promise<{ milliseconds: number; result: T }> {
	const started = performance.now();
	const result = await work();
	return { milliseconds: performance.now() - started, result };
}

/**
 * Times the works one after the other, each once, until there are enough samples. The first only warms up: a server that keeps
 * what it was asked would answer it from memory. Where patience ends sooner, there are fewer samples, but never none.
 */
export async function sampled(
	works: readonly (() => Promise<unknown>)[],
	patience: Patience,
): Promise<Timing> {
	await works[0]!();
	const measured = works.length > 1 ? works.slice(1, patience.samples + 1) : works;
	const times: number[] = [];
	const started = performance.now();
	for (const work of measured) {
		if (times.length > 0 && performance.now() - started > patience.milliseconds) break;
		times.push((await timed(work)).milliseconds);
	}
	return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), count: times.length };
}

/** The smallest of the values that at least a share of them does not exceed. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** The middle one of an odd number of values. */
export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}
