import type { Phrase } from '$lib/components/phrase.ts';
import type { AccountsRow } from '$lib/contract/rows.ts';
import { isolate, type Format } from '$lib/format.ts';

/** Days from which a silence is worth saying so, while nothing is known of the account's own rhythm. */
const LONG_SILENCE_DAYS = 30;

const ORDINALS = ['', 'largest', 'second largest', 'third largest', 'fourth largest', 'fifth largest'];

/** How long it has been silent: against its own rhythm where that is known and broken. */
function silenceOf(row: AccountsRow, asOf: string, format: Format): string {
	const { days_since_order: days, typical_gap_days: gap } = row;
	if (days === null) return `by ${format.day(asOf)} it had not ordered`;
	const isBroken = row.cadence_state === 'late' || row.cadence_state === 'lapsed';
	if (isBroken && gap !== null) {
		return `by ${format.day(asOf)} it was ${format.count(days)} days without an order, where ${format.count(gap)} are usual`;
	}
	if (row.cadence_state === null && days >= LONG_SILENCE_DAYS)
		return `by ${format.day(asOf)} it had been silent for ${format.count(days)} days`;
	return `its last order by ${format.day(asOf)} was of ${format.day(row.last_order_on)}`;
}

/** The sentence that opens a record: how large the account is, whether it grows, and how long it has been silent. */
export function recordFinding(
	row: AccountsRow,
	/** The day up to which orders are looked at: newer ones may be in the data. */
	asOf: string,
	noun: { one: string },
	format: Format,
): Phrase[] {
	const name = { text: isolate(row.name), isStrong: true };
	const silence = silenceOf(row, asOf, format);
	if (row.revenue === null && row.orders > 0)
		return [name, { text: ` ordered ${format.count(row.orders)} times in this period; ${silence}.` }];
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
