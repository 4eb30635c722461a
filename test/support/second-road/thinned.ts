import type { Holder } from './windows.ts';

/** Whether a count passes another of so many equal parts of a whole, in whole numbers. */
function passes(before: number, now: number, points: number, whole: number): boolean {
	const part = (value: number): bigint => (BigInt(value) * BigInt(points)) / BigInt(whole);
	return part(now) > part(before);
}

/**
 * Ids that are left of the curve of concentration where it is thinned: whose rank, or whose revenue added to that of larger
 * ones, passes another part, and the last one with revenue.
 */
export function thinnedRanks(holders: readonly Holder[], points: number): string[] {
	const positives = holders.filter((holder) => holder.revenue > 0);
	const total = positives.reduce((sum, holder) => sum + holder.revenue, 0);
	// There are no parts of nothing: a tail of credits alone is kept.
	if (total === 0) return holders.filter((holder) => holder.revenue !== 0).map((holder) => holder.id);
	let cumulative = 0;
	return holders.flatMap((holder, i) => {
		const before = cumulative;
		cumulative += Math.max(holder.revenue, 0);
		if (holder.revenue === 0) return [];
		const isKept =
			i + 1 === positives.length ||
			passes(i, i + 1, points, positives.length) ||
			passes(before, cumulative, points, total);
		return isKept ? [holder.id] : [];
	});
}

/** Ids that are left of the whale curve where it is thinned: twenty at each end, the last that earns, and each that passes another part. */
export function thinnedWhale(curve: readonly { id: string; amount: number }[], points: number): string[] {
	const earning = curve.filter(({ amount }) => amount > 0).length;
	return curve
		.filter(
			(_, i) =>
				i < 20 || i >= curve.length - 20 || i + 1 === earning || passes(i, i + 1, points, curve.length),
		)
		.map(({ id }) => id);
}
