/** What live accounts brought in the year before a cut-off and in the year after, by whether the silence came. */
export interface YearsOfSilence {
	silent: Uint8Array;
	before: Float64Array;
	after: Float64Array;
}

const FEWEST_SILENT = 20;

/**
 * The share of a year that a silence truly costs: 1 − (after ÷ before of those that fell silent) ÷ (the same of those that ordered),
 * held to 0 to 1; most silences end. Null with fewer than twenty silent ones, or where those that ordered brought nothing.
 */
export function lostShare(parts: readonly YearsOfSilence[]): number | null {
	let [silentRows, silentBefore, silentAfter, before, after] = [0, 0, 0, 0, 0];
	for (const part of parts) {
		part.silent.forEach((isSilent, i) => {
			if (isSilent === 1) {
				silentRows++;
				silentBefore += part.before[i]!;
				silentAfter += part.after[i]!;
			} else {
				before += part.before[i]!;
				after += part.after[i]!;
			}
		});
	}
	if (silentRows < FEWEST_SILENT || silentBefore <= 0 || before <= 0 || after <= 0) return null;
	return Math.min(1, Math.max(0, 1 - silentAfter / silentBefore / (after / before)));
}
