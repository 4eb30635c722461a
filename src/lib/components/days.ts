import type { MetaRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';

/**
 * The three days, each with one meaning: `as_of` closes the last complete month and is for figures, `data` is the newest day of
 * the data and for lists of what to do, `today` is the calendar and for due dates.
 */
export type Day = 'as_of' | 'data' | 'today';

interface Days {
	/** The day of an answer. */
	asOf: string | null | undefined;
	/** The day that the address asks for: then what is due is judged by it, as it was then. */
	asked: string | undefined;
	facts: Pick<MetaRow, 'watermark_on' | 'today'> | null;
}

/** Which day a panel speaks of: 'as of 30 September 2026', 'data to 14 October 2026', 'today, 2 November 2026'. */
export function dayWords(day: Day, { asOf, asked, facts }: Days, format: Format): string {
	if (day !== 'as_of' && asked === undefined) {
		if (day === 'today' && facts?.today) return `today, ${format.longDay(facts.today)}`;
		if (day === 'data' && facts?.watermark_on) return `data to ${format.longDay(facts.watermark_on)}`;
	}
	const on = asked ?? asOf;
	return on ? `as of ${format.longDay(on)}` : '';
}
