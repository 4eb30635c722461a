import type { Phrase } from '$lib/components/phrase.ts';
import type { AccountsRow } from '$lib/contract/rows.ts';
import type { Format } from '$lib/format.ts';

/** Days from which a silence is worth saying so, while nothing is known of the account's own rhythm. */
const LONG_SILENCE_DAYS = 30;

const ORDINALS = ['', 'largest', 'second largest', 'third largest', 'fourth largest', 'fifth largest'];

/** How long it has been silent: against its own rhythm where that is known and broken. */
function silenceOf(row: AccountsRow, format: Format): string {
	const { days_since_order: days, typical_gap_days: gap } = row;
	if (days === null) return 'it has never ordered';
	const isBroken = row.cadence_state === 'late' || row.cadence_state === 'lapsed';
	if (isBroken && gap !== null) {
		return `${format.count(days)} days without an order, where ${format.count(gap)} are usual`;
	}
	if (row.cadence_state === null && days >= LONG_SILENCE_DAYS)
		return `it has been silent for ${format.count(days)} days`;
	return `its last order is of ${format.day(row.last_order_on)}`;
}

/** The sentence that opens a record: how large the account is, whether it grows, and how long it has been silent. */
export function recordFinding(row: AccountsRow, noun: { one: string }, format: Format): Phrase[] {
	const name = { text: row.name, isStrong: true };
	const silence = silenceOf(row, format);
	if (row.revenue === null || row.revenue_share === null) {
		return [name, { text: ` brought nothing in this period; ${silence}.` }];
	}
	const ordinal = ORDINALS[row.revenue_rank];
	const size = ordinal ? ` is the ${ordinal} ${noun.one}` : ` is no. ${format.count(row.revenue_rank)}`;
	const growth = format.change(row.growth_rate, 'share', row.prior_revenue === null || row.prior_revenue > 0);
	const words = {
		up: `, ${growth.text} more than before`,
		down: `, ${growth.text} less than before`,
		flat: '',
		new: ', new in this period',
		unknown: '',
	};
	return [
		name,
		{
			text: `${size}, with ${format.compactMoney(row.revenue)} or ${format.share(row.revenue_share_of_all)} of revenue${words[growth.direction]}; ${silence}.`,
		},
	];
}
