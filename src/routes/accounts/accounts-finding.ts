import type { Phrase } from '$lib/components/phrase.ts';
import { plural, type Format } from '$lib/format.ts';

interface Facts {
	/** Rows that match. */
	shown: number;
	/** Rows without filters. */
	all: number;
	/** Of those that match, the ones that ordered in the period; null where it is not known for what is shown. */
	active: number | null;
	/** What they brought; null where it is not known for what is shown. */
	revenue: number | null;
	growthRate: number | null;
	noun: { one: string; many: string };
}

/** The sentence that opens the list: how many accounts are in view and what they bought. */
export function accountsFinding(facts: Facts, format: Format): Phrase[] {
	const { shown, all, active, revenue, growthRate, noun } = facts;
	if (shown === 0) return [{ text: `No ${noun.one} matches.` }];
	const among = `of ${format.count(all)} ${noun.many}`;
	const growth = format.change(growthRate, 'share');
	const words = { up: `, ${growth.text} more than before`, down: `, ${growth.text} less than before` };
	const change = growth.direction === 'up' || growth.direction === 'down' ? words[growth.direction] : '';
	const bought = `bought for ${format.compactMoney(revenue)}${change}.`;
	const everyone = `${format.count(all)} ${plural(all, noun.one, noun.many)}`;

	if (shown === all) {
		if (revenue === null) return [{ text: everyone, isStrong: true }, { text: ' are in the data.' }];
		const who = active === null || active === all ? everyone : `${format.count(active)} ${among}`;
		return [{ text: who, isStrong: true }, { text: ` ${bought}` }];
	}
	const who = `${format.count(shown)} ${among}`;
	if (revenue === null) return [{ text: who, isStrong: true }, { text: ' match.' }];
	return [
		{ text: who, isStrong: true },
		{
			text:
				active === null || active === shown
					? ` match and ${bought}`
					: ` match; ${format.count(active)} of them ${bought}`,
		},
	];
}
