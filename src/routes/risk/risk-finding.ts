import type { Phrase } from '$lib/components/phrase.ts';
import type { RiskRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

interface Facts {
	/** Accounts behind their own rhythm that have not lapsed. */
	late: number;
	/** What they may cost; null where no chance of silence is known. */
	atRisk: number | null;
	/** The one with most at risk. */
	first: RiskRow | null;
	noun: { one: string; many: string };
}

/** The sentence that opens the page: how many are late, what is at stake, and whom to call first. */
export function riskFinding({ late, atRisk, first, noun }: Facts, format: Format): Phrase[] {
	if (late === 0) return [{ text: `No ${noun.one} is behind its own rhythm.` }];
	const who = {
		text: `${format.count(late)} ${plural(late, noun.one, noun.many)} ${plural(late, 'is', 'are')} behind ${plural(late, 'its', 'their')} own rhythm`,
		isStrong: true,
	};
	if (atRisk === null) return [who, { text: '; the history is too short to say what is at risk.' }];
	const most = first && first.revenue_at_risk !== null && late > 1 ? `, most of it with ${first.name}` : '';
	const isMost = first !== null && (first.revenue_at_risk ?? 0) > atRisk / 2;
	return [who, { text: `, with ${format.compactMoney(atRisk)} a year at risk${isMost ? most : ''}.` }];
}
