import { inWords, type Phrase } from '../../lib/components/phrase.ts';
import type { SummaryRow, TierMovesRow, TierSharesRow } from '../../lib/contract/rows.ts';
import { countOf } from '../../lib/components/populations.ts';
import { plural, type Format } from '../../lib/format.ts';

interface Facts {
	shares: readonly TierSharesRow[];
	moves: readonly TierMovesRow[];
	summary: SummaryRow | null;
	/** Whether a quarter was reviewed by the day that is shown. */
	hasTiers: boolean;
	noun: { one: string; many: string };
	/** Why no tier is given by size; null where one is. */
	refusal: string | null;
}

/** How many came into key in the last quarter, and how many left it. */
export function keyMoves(moves: readonly TierMovesRow[]): { joined: number; left: number } {
	const count = (isOf: (row: TierMovesRow) => boolean) =>
		moves.filter((row) => row.from_tier !== null && isOf(row)).reduce((sum, row) => sum + row.accounts, 0);
	return {
		joined: count((row) => row.to_tier === 'key' && row.from_tier !== 'key'),
		left: count((row) => row.from_tier === 'key' && row.to_tier !== 'key'),
	};
}

/** The sentence that opens the page: how few are key accounts, what they bring, who came and went, and how sure that is. */
export function tiersFinding(
	{ shares, moves, summary, hasTiers, noun, refusal }: Facts,
	format: Format,
): Phrase[] {
	const all = shares.reduce((sum, row) => sum + row.accounts, 0);
	const key = shares.find((row) => row.tier === 'key');
	if (!hasTiers) return [{ text: `No quarter was reviewed by this day, so that no ${noun.one} has a tier.` }];
	if (all === 0) return [{ text: `No ${noun.one} bought in this period.` }];
	if (refusal !== null)
		return [
			{ text: `No ${noun.one} stands out by size`, isStrong: true },
			{
				text: `: ${refusal.replace(/^no vital few here: /, '')} ${noun.many}.${key ? ` ${format.count(key.accounts)} ${plural(key.accounts, 'is', 'are')} key by another route.` : ''}`,
			},
		];
	if (!key || key.accounts === 0)
		return [
			{ text: `None of ${countOf(all, 'known', noun, format)}`, isStrong: true },
			{ text: ' is a key account by the model of the last quarter.' },
		];
	const share = summary?.key_account_share ?? key.revenue_share;
	const brings =
		share === null ? '' : ` and ${plural(key.accounts, 'brings', 'bring')} ${format.share(share)} of revenue`;
	const { joined, left } = keyMoves(moves);
	const word = (count: number) => inWords(count) ?? format.count(count);
	const changed =
		joined === 0 && left === 0
			? '; none came or went in the last quarter'
			: `; ${[joined > 0 ? `${word(joined)} joined` : '', left > 0 ? `${word(left)} left` : ''].filter(Boolean).join(' and ')} in the last quarter`;
	const contested = key.contested ?? 0;
	const doubt =
		contested === 0
			? ''
			: `, and ${word(contested)} would not be ${plural(contested, 'one', 'ones')} by slightly other weights`;
	return [
		{
			text: `${format.count(key.accounts)} of ${countOf(all, 'known', noun, format)} ${plural(key.accounts, 'is a key account', 'are key accounts')}`,
			isStrong: true,
		},
		{ text: `${brings}${changed}${doubt}.` },
	];
}
