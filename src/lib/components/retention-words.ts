import type { SummaryRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';

/** What is said beside gross and net retention, held to a company in which nothing but the timing and size of orders varies. */
export interface RetentionWords {
	/** Beside gross retention, and beside net retention; null where the range is not known. */
	kept: string | null;
	bought: string | null;
	/** The verdict in full; null where there is none. */
	sentence: string | null;
}

const UNKNOWN: RetentionWords = { kept: null, bought: null, sentence: null };

/** Words for the range of retention without change, and for the verdict. */
export function retentionWords(summary: SummaryRow | null, format: Format): RetentionWords {
	if (summary === null) return UNKNOWN;
	const { grr, grr_verdict, grr_no_change_baseline_low: low, grr_no_change_baseline_high: high } = summary;
	if (grr === null || low === null || high === null || grr_verdict === null) return UNKNOWN;
	const range = `${format.wholeShare(low)} to ${format.wholeShare(high)}`;
	const { nrr_no_change_baseline_low: least, nrr_no_change_baseline_high: most } = summary;
	return {
		kept: `${NOTES[grr_verdict] ?? ''}${range} by timing and size of orders alone`,
		bought:
			least === null || most === null
				? null
				: `${format.wholeShare(least)} to ${format.wholeShare(most)} by timing and size of orders alone`,
		sentence: `Kept ${format.share(grr)}. If nothing but the timing and size of orders had varied, ${range} would have been kept: ${VERDICTS[grr_verdict] ?? ''}.`,
	};
}

const NOTES: Readonly<Record<string, string>> = {
	fewer: 'less than ',
	more: 'more than ',
	no_change: 'within ',
};

const VERDICTS: Readonly<Record<string, string>> = {
	fewer: 'more was lost than that explains',
	more: 'more was kept than that explains',
	no_change: 'no loss can be told from chance',
};
