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
	if (row.next_order_from !== null && row.cadence_state !== 'lapsed') {
		const later =
			row.not_back_share === null
				? ''
				: ` Of those silent as long, ${format.wholeShare(row.not_back_share)} had not come back three of their gaps later.`;
		facts.push({
			head: 'Next order',
			text:
				row.next_order_to === null
					? `Expected from ${format.day(row.next_order_from)} on, nine times in ten; no last day can be said.${later}`
					: `Expected from ${format.day(row.next_order_from)} to ${format.day(row.next_order_to)}, eight times in ten.`,
		});
	}
	if (row.times_usual !== null && row.p_silent !== null)
		facts.push({
			head: 'Chance',
			text: `${format.chance(row.p_silent)} of no order within ${format.count(row.horizon_days)} days of ${format.day(row.risk_on)}; that is ${format.average(row.times_usual)} times what is usual for it.`,
		});
	if (row.expected_year !== null)
		facts.push({
			head: 'Next year',
			text: `Expected ${format.compactMoney(row.expected_year)}${row.expected_year_low === null ? '' : `, eight times in ten between ${format.compactMoney(row.expected_year_low)} and ${format.compactMoney(row.expected_year_high)}`}.`,
		});
	if (row.branches_at_risk !== null && row.branches_at_risk + (row.lapsed_branches ?? 0) > 0)
		facts.push({
			head: 'Branches',
			text: `${format.count(row.branches_at_risk)} at risk${row.worst_branch_name === null ? '' : `, first ${row.worst_branch_name}`}; ${format.count(row.lapsed_branches)} have lapsed.`,
		});
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
