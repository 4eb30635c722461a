import { labelOf } from '../../lib/components/labels.ts';
import type { TierSinceRow, TiersRow } from '../../lib/contract/rows.ts';
import { plural, type Format } from '../../lib/format.ts';

/** Points of a score with their sign; a dash where there is none to compare, nothing where it did not move. */
export function points(value: number | null, format: Format): string {
	if (value === null) return '–';
	const text = format.average(Math.abs(value));
	if (!/[1-9]/.test(text)) return text;
	return `${value > 0 ? '+' : '−'}${text}`;
}

/** Criteria as they are read: 'strategic alignment, referrals'. */
export const criteria = (names: readonly string[]): string =>
	names.map((name) => labelOf(name).toLowerCase()).join(', ');

/** Why an account orders often enough and ever more to be looked at. */
export function candidateReason(row: TiersRow, format: Format): string {
	const rising =
		row.rising_share === null
			? 'orders that grow'
			: `the later of two orders is the larger ${format.wholeShare(row.rising_share)} of the time`;
	return `${format.count(row.order_days_to_date)} ${plural(row.order_days_to_date, 'order day', 'order days')} so far; ${rising}.`;
}

/** What is missing to the next tier, as a sentence; empty where there is none. */
export function distance(row: TiersRow, format: Format): string {
	if (row.next_tier === null || row.points_to_next === null) return '';
	if (row.distance_to_next === 'an open gate') return `Key but for a gate: ${row.gate_reason ?? ''}.`;
	const way =
		row.distance_to_next === null || row.distance_to_next === 'no single criterion is enough'
			? 'no single criterion is enough'
			: row.distance_to_next;
	const missing = format.average(row.points_to_next);
	if (!/[1-9]/.test(missing)) return `At the entry of ${row.next_tier}.`;
	return `${missing} points short of ${row.next_tier}: ${way}.`;
}

/** What last year's key accounts brought of all revenue since, against as many that were simply the largest: a fact, no forecast. */
export function sinceSentence(
	rows: readonly TierSinceRow[],
	noun: { one: string; many: string },
	format: Format,
): string {
	const [key, largest] = ['key', 'largest'].map((choice) => rows.find((row) => row.choice === choice));
	if (!key || !largest || key.share_since === null || largest.share_since === null)
		return `No ${noun.one} was key then.`;
	const [share, other] = [format.share(key.share_since), format.share(largest.share_since)];
	const count = `${format.count(key.accounts)} ${plural(key.accounts, `key ${noun.one}`, `key ${noun.many}`)}`;
	const same = share === other ? `as much as the largest: ${share}` : `${share}, the largest ${other}`;
	return `Of all revenue since, last year’s ${count} brought ${same}. ${format.count(key.still_key)} of them ${plural(key.still_key, 'is', 'are')} still key.`;
}

/** In what a key account is looked after worse than the others. */
export function underServedReason(row: TiersRow, format: Format): string {
	const said: Readonly<Record<string, string>> = {
		service: `${format.wholeShare(row.commitment_share)} of service commitments met`,
		contact: `${format.count(row.contacts)} ${plural(row.contacts ?? 0, 'contact', 'contacts')} in twelve months`,
		delivery: `${format.wholeShare(row.in_time_share)} of deliveries in time`,
	};
	const parts = (row.under_served_by ?? []).map((what) => said[what] ?? what).join('; ');
	return `${parts}: less than the median key account, beyond chance.`;
}

/** Where departments do not agree, and by how much. */
export function disputeReason(row: TiersRow, format: Format): string {
	return `On ${criteria(row.disputed ?? [])}: up to ${format.average(row.rating_spread)} of 4 points apart.`;
}

/** How much a tier hangs on the weights; where the score is under the exit already, that it is only held. */
export function stabilityReason(
	row: TiersRow,
	exits: Readonly<Record<string, number>>,
	format: Format,
): string {
	const exit = exits[row.tier ?? ''];
	const share = `Keeps it in ${format.wholeShare(row.stability)} of weight draws`;
	if (row.score === null || exit === undefined || row.score >= exit) return `${share}.`;
	return `${share}: its score of ${format.average(row.score)} is under the exit of ${format.average(exit)}, and a second quarter there takes the tier.`;
}
