import { noMatch } from '$lib/components/no-match.ts';
import type { Phrase } from '$lib/components/phrase.ts';
import { countOf } from '$lib/components/populations.ts';
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
	/** The text that is searched for. */
	search?: string | undefined;
	isFiltered?: boolean;
	noun: { one: string; many: string };
}

/** The sentence that opens the list: how many accounts are in view and what they bought. */
export function accountsFinding(facts: Facts, format: Format): Phrase[] {
	const { shown, all, active, revenue, growthRate, noun } = facts;
	if (all === 0) return [{ text: `No ${noun.one} had bought by the end of this period.` }];
	if (shown === 0)
		return [{ text: noMatch(noun, { isFiltered: facts.isFiltered ?? false, search: facts.search }) }];
	const among = `of ${format.count(all)} ${noun.many} in all`;
	const growth = format.change(growthRate, 'share');
	const words = { up: `, ${growth.text} more than before`, down: `, ${growth.text} less than before` };
	const change = growth.direction === 'up' || growth.direction === 'down' ? words[growth.direction] : '';
	const bought = `bought for ${format.compactMoney(revenue)}${change}.`;
	const everyone = countOf(all, 'known', noun, format);

	if (shown === all) {
		if (revenue === null)
			return [
				{ text: everyone, isStrong: true },
				{ text: ` ${plural(all, 'is', 'are')} all that had bought by the end of this period.` },
			];
		const who = active === null || active === all ? everyone : `${format.count(active)} of ${everyone}`;
		return [
			{ text: who, isStrong: true },
			{ text: active === null || active === all ? ` ${bought}` : ` ordered; all ${bought}` },
		];
	}
	const who = `${format.count(shown)} ${among}`;
	if (revenue === null) return [{ text: who, isStrong: true }, { text: ' match.' }];
	return [
		{ text: who, isStrong: true },
		{
			text:
				active === null || active === shown
					? ` match and ${bought}`
					: ` match; ${format.count(active)} of them ordered; all ${bought}`,
		},
	];
}
