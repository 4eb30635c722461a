import type { ConcentrationRow } from '$lib/contract/rows.ts';
import { inWords, type Phrase } from '$lib/components/phrase.ts';
import { countOf } from '$lib/components/populations.ts';
import type { Format } from '$lib/format.ts';

/** A difference of effective accounts that is worth a word, as a share of the earlier figure. */
const CHANGE_NEEDED = 0.05;

interface Facts {
	now: ConcentrationRow | null;
	prior: ConcentrationRow | null;
	/** Whether any line of the data has an amount. */
	hasAmount: boolean;
	noun: { one: string; many: string };
}

/** The sentence that opens the page: as concentrated as how many equal accounts, whether that moved, and who weighs most. */
export function concentrationFinding({ now, prior, hasAmount, noun }: Facts, format: Format): Phrase[] {
	const effective = now?.effective_accounts ?? null;
	if (!hasAmount) return [{ text: 'The data holds no amounts, so concentration is not known.' }];
	if (!now || effective === null)
		return [{ text: `No ${noun.one} brought more than it was credited in this period.` }];
	if (now.account_count === 1)
		return [{ text: `One ${noun.one}`, isStrong: true }, { text: ' brings all the revenue.' }];

	const before = prior?.effective_accounts ?? null;
	const moved = before === null ? 0 : effective / before - 1;
	const change =
		before === null || Math.abs(moved) < CHANGE_NEEDED
			? ''
			: `, ${moved < 0 ? 'more' : 'less'} concentrated than before (${format.average(before)})`;
	const large = now.accounts_over_10pct;
	const largeWords =
		large === 0
			? `none brings a tenth of it`
			: large === 1
				? `one brings ${format.share(now.cr1)} of it`
				: `${inWords(large) ?? format.count(large)} bring a tenth of it or more each`;
	return [
		{ text: `Revenue rests as if on ${format.average(effective)} equal ${noun.many}`, isStrong: true },
		{ text: `, of ${countOf(now.account_count, 'paying', noun, format)}${change}; ${largeWords}.` },
	];
}
