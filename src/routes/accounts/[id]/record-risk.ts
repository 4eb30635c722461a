import type { AccountRiskHistoryRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

/** Something to know about the silence of an account: what it is about, and a sentence. */
export interface RiskFact {
	head: string;
	text: string;
}

/** Its rhythm, when the next order is expected, what speaks for its silence and what explains it; the newest row says it. */
export function riskFacts(row: AccountRiskHistoryRow, format: Format): RiskFact[] {
	const facts: RiskFact[] = [];
	if (row.typical_gap_days === null) {
		facts.push({ head: 'Rhythm', text: `Cannot say: ${row.cannot_say ?? 'one order'}.` });
	} else {
		const gap = Math.round(row.typical_gap_days);
		const long =
			row.long_gap_days === null
				? ''
				: `; nine in ten of its gaps were no longer than ${format.count(row.long_gap_days)}`;
		facts.push({
			head: 'Rhythm',
			text: `An order every ${gap === 1 ? 'day' : `${format.count(gap)} days`}${long}. Silent for ${format.count(row.days_since_order)} ${plural(row.days_since_order ?? 0, 'day', 'days')}.`,
		});
	}
	if (row.next_order_from !== null && row.next_order_to !== null && row.cadence_state !== 'lapsed') {
		const isOver = row.next_order_to < row.as_of;
		facts.push({
			head: 'Next order',
			text: `${isOver ? 'Was expected' : 'Expected'} from ${format.day(row.next_order_from)} to ${format.day(row.next_order_to)}, eight times in ten.`,
		});
	}
	const reasons = [row.reason_1, row.reason_2, row.reason_3].filter((reason) => reason !== null);
	if (reasons.length > 0) facts.push({ head: 'Why', text: reasons.join(' ') });
	if (row.explanation !== null) facts.push({ head: 'Explained', text: row.explanation });
	if (row.is_eroding === true)
		facts.push({
			head: 'Eroding',
			text: 'It still orders in its rhythm, but brought less than 70% of the year before.',
		});
	if (row.cannot_say !== null && row.typical_gap_days !== null)
		facts.push({
			head: 'Chance',
			text: `Cannot say: ${row.cannot_say.replace(/^Cannot say: /, '').replace(/\.$/, '')}.`,
		});
	return facts;
}
