/** The fact of concentration that leads: `count` accounts of `of` bring `share` of revenue. */
export type LeadingFact =
	| { kind: 'few'; count: number; of: number; share: number }
	/** The accounts with which 80 % is reached. */
	| { kind: 'eighty'; count: number; of: number }
	/** No few accounts stand out. */
	| { kind: 'even'; of: number; largest: number };

/** Where even the best fact lies less than this above an equal distribution, nobody stands out. */
const GAP_NEEDED = 0.25;
/** A shorter list is preferred where it says nearly as much: this part of the widest gap. */
const NEARLY = 0.9;
/** The share that is named where few accounts do not say more. */
const EIGHTY = 0.8;

/**
 * Chooses the steepest fact that is true: the one that lies farthest above what equal accounts would bring (the gap between the
 * curve and the diagonal), and of those that say nearly as much the one with the fewest accounts.
 * @param cumulative shares of revenue of the largest, the two largest, and so on, as many as are known
 * @param of accounts with revenue
 * @param reach accounts with which 80 % is reached
 */
export function leadingFact(cumulative: readonly number[], of: number, reach: number): LeadingFact {
	if (of === 0) return { kind: 'even', of, largest: 0 };
	const few = cumulative
		.slice(0, Math.max(of - 1, 0))
		.map((share, index) => ({ count: index + 1, share, gap: share - (index + 1) / of }));
	const eighty = { count: reach, gap: EIGHTY - reach / of };
	const widest = Math.max(eighty.gap, ...few.map((fact) => fact.gap));
	const largest = cumulative[0] ?? 0;
	if (widest < GAP_NEEDED) return { kind: 'even', of, largest };
	const best = few.find((fact) => fact.gap >= NEARLY * widest);
	if (best === undefined || best.count > reach) return { kind: 'eighty', count: reach, of };
	return { kind: 'few', count: best.count, of, share: best.share };
}
