/** How a criterion's raw figure becomes 0 … 1: between two anchors that stay frozen with the model's version. */
export interface Scale {
	kind: 'log' | 'linear';
	/** Figure that scores 0, and figure that scores 1. */
	low: number;
	high: number;
}

/** What is wrong with a scale, in words, or null. */
export function scaleProblem({ kind, low, high }: Scale): string | null {
	if (!Number.isFinite(low) || !Number.isFinite(high)) return 'both anchors must be numbers';
	if (low >= high) return `the low anchor ${low} must be under the high anchor ${high}`;
	if (kind === 'log' && low <= 0) return `a log scale needs a low anchor over 0, not ${low}`;
	return null;
}

/**
 * Score of a figure: 0 at or under the low anchor, 1 at or over the high one. It depends on no other account.
 * Null where the figure is. Throws a RangeError for a scale with a {@link scaleProblem}.
 */
export function scaled(scale: Scale, figure: number | null): number | null {
	refuse(scale);
	if (figure === null || Number.isNaN(figure)) return null;
	const { kind, low, high } = scale;
	if (figure <= low) return 0;
	if (figure >= high) return 1;
	return kind === 'log' ? Math.log(figure / low) / Math.log(high / low) : (figure - low) / (high - low);
}

/** The figure that scores `share`, the inverse of {@link scaled} within the anchors; for distances in plain units. */
export function figureAt(scale: Scale, share: number): number {
	refuse(scale);
	const { kind, low, high } = scale;
	const within = Math.min(1, Math.max(0, share));
	return kind === 'log' ? low * (high / low) ** within : low + within * (high - low);
}

/** Share of values below each, equals counting half: for display only, since it moves when others do. */
export function midRankShares(values: readonly number[]): number[] {
	const sorted = values.toSorted((p, q) => p - q);
	return values.map((value) => {
		const below = sorted.findIndex((v) => v >= value);
		const upTo = sorted.findLastIndex((v) => v <= value) + 1;
		return (below + upTo) / 2 / values.length;
	});
}

function refuse(scale: Scale): void {
	const problem = scaleProblem(scale);
	if (problem !== null) throw new RangeError(problem);
}
