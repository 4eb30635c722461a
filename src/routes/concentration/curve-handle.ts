import type { ConcentrationCurveRow } from '$lib/contract/rows.ts';

/** The points on which the handle can stand: the curve without its tail of credits. */
export function handlePoints(rows: readonly ConcentrationCurveRow[]): ConcentrationCurveRow[] {
	return rows.filter((row) => !row.is_credit);
}

/** The index of the first point at or after a rank; the last one where the rank lies beyond. */
export function pointOfRank(points: readonly ConcentrationCurveRow[], rank: number): number {
	const index = points.findIndex((row) => row.revenue_rank >= rank);
	return index < 0 ? points.length - 1 : index;
}

/** The point nearest to a place between the left end (0) and the right end (1) of the curve. */
export function pointAt(points: readonly ConcentrationCurveRow[], place: number): number {
	const last = points.at(-1)?.revenue_rank ?? 0;
	const index = pointOfRank(points, place * last);
	const after = points[index]?.revenue_rank ?? 0;
	const before = points[index - 1]?.revenue_rank ?? Number.NEGATIVE_INFINITY;
	return place * last - before < after - place * last ? index - 1 : index;
}

/** Where a key moves the handle; undefined for keys that do not. */
export function pointAfterKey(key: string, index: number, count: number): number | undefined {
	const large = Math.max(1, Math.round(count / 10));
	const target: Record<string, number> = {
		ArrowLeft: index - 1,
		ArrowDown: index - 1,
		ArrowRight: index + 1,
		ArrowUp: index + 1,
		PageDown: index - large,
		PageUp: index + large,
		Home: 0,
		End: count - 1,
	};
	const wanted = target[key];
	return wanted === undefined ? undefined : Math.min(Math.max(wanted, 0), count - 1);
}
