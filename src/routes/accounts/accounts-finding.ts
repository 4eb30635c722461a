import type { Phrase } from '$lib/components/phrase.ts';
import { plural, type Format } from '$lib/format.ts';

interface Facts {
	/** Rows that match. */
	shown: number;
	/** Rows without filters. */
	all: number;
	/** What they brought; null where it is not known for what is shown. */
	revenue: number | null;
	growthRate: number | null;
	noun: { one: string; many: string };
}

/** The sentence that opens the list: how many accounts are in view and what they bring. */
export function accountsFinding({ shown, all, revenue, growthRate, noun }: Facts, format: Format): Phrase[] {
	if (shown === 0) return [{ text: `No ${noun.one} matches.` }];
	const count = format.count(shown);
	const who =
		shown === all
			? `${count} ${plural(all, noun.one, noun.many)}`
			: `${count} of ${format.count(all)} ${noun.many}`;
	const verb = plural(shown, 'brings', 'bring');
	if (revenue === null)
		return [{ text: who, isStrong: true }, { text: shown === all ? ' are in the data.' : ' match.' }];
	const growth = format.change(growthRate, 'share');
	const change =
		growth.direction === 'up'
			? `, ${growth.text} more than before`
			: growth.direction === 'down'
				? `, ${growth.text} less than before`
				: '';
	return [{ text: who, isStrong: true }, { text: ` ${verb} ${format.compactMoney(revenue)}${change}.` }];
}
