import type { Phrase } from '$lib/components/phrase.ts';
import type { EvidenceRow } from '$lib/contract/rows.ts';
import type { Format } from '$lib/format.ts';

/** One list of white space: what its first purchases are expected to bring, and whether the past bears that out. */
export interface SpaceList {
	/** Rows of the list. */
	rows: number;
	/** Expected of all rows; null where no money is told. */
	expected: number | null;
	evidence: EvidenceRow | null;
}

/** The sentence that opens the page: what categories that are not bought may bring, or that it cannot be told. */
export function whiteSpaceFinding(
	lists: { winBack: SpaceList; neverBought: SpaceList },
	hasCategory: boolean,
	noun: { one: string; many: string },
	format: Format,
): Phrase[] {
	if (!hasCategory)
		return [{ text: 'No line of the data has a category, so nobody can say what is not bought.' }];
	const { winBack, neverBought } = lists;
	if (winBack.rows + neverBought.rows === 0)
		return [{ text: `Every ${noun.one} buys every category that others buy.` }];
	const told = [winBack, neverBought].filter((list) => isTold(list) && list.expected !== null);
	if (told.length === 0) {
		return [
			{ text: 'What a category that is not bought would bring cannot be told', isStrong: true },
			{
				text: ` from your own past. What is shown is what ${noun.many} bought before, and what others of their size buy.`,
			},
		];
	}
	const sum = told.reduce((total, list) => total + list.expected!, 0);
	const source =
		told.length === 2 ? 'either list' : told[0] === winBack ? 'what was bought before' : 'new ones';
	return [
		{ text: `${format.compactMoney(sum)} may come within a year`, isStrong: true },
		{
			text: ` of the likeliest categories that ${noun.many} do not buy, counting ${source}: as such purchases came in the year before.`,
		},
	];
}

/** Whether the past bears out a ranking and amounts of a list. */
export function isTold({ evidence }: SpaceList): boolean {
	return evidence !== null && evidence.verdict !== 'do_not_use';
}

/** How a list was checked, or why it is neither ranked nor priced, in one sentence. */
export function checkSentence(
	list: 'win_back' | 'never_bought',
	row: { check_ratio: number | null; chance: number | null } | undefined,
	space: SpaceList,
	format: Format,
): string {
	if (isTold(space)) {
		const ratio = row?.check_ratio;
		return typeof ratio === 'number'
			? `A year ago the same rule promised ${format.average(ratio)} times what came since.`
			: '';
	}
	const why = space.evidence?.reason ? ` because ${space.evidence.reason}` : '';
	if (list === 'never_bought')
		return `Neither a chance nor an amount is told${why}. What others of its size buy is a fact.`;
	const chance = row?.chance;
	return typeof chance === 'number'
		? `Neither a ranking nor an amount is told${why}. Of all such categories ${format.wholeShare(chance)} were bought again in the last year: one chance for all.`
		: `Neither a ranking nor an amount is told${why}.`;
}
