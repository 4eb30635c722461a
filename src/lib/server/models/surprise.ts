import { gammaTail } from './special-functions.ts';

/**
 * Chance that a gap with mean `typicalGap` and regularity `k` lasts longer than `silence`, both in days;
 * `k` = 1 is the exponential, a whole `k` the Erlang. Null where `typicalGap` or `k` is not positive.
 */
export function silenceSurprise(silence: number, typicalGap: number, k = 1): number | null {
	if (!(typicalGap > 0) || !(k > 0) || !(silence >= 0)) return null;
	return gammaTail(k, (k * silence) / typicalGap);
}

/**
 * The same for random gaps whose rate is itself uncertain (Lomax): `gaps` own gaps of `gapTotal` days in all, and a prior
 * worth `priorGaps` gaps of `priorGap` days. Null where nothing is known of the rate.
 */
export function uncertainSurprise(
	silence: number,
	{
		gaps,
		gapTotal,
		priorGap,
		priorGaps,
	}: { gaps: number; gapTotal: number; priorGap: number; priorGaps: number },
): number | null {
	const known = gapTotal + priorGaps * priorGap;
	if (!(known > 0) || !(silence >= 0)) return null;
	return (known / (known + silence)) ** (gaps + priorGaps);
}
