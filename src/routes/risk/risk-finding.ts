import type { Phrase } from '$lib/components/phrase.ts';
import type { EvidenceRow, RiskListsRow, RiskModelRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

interface Facts {
	/** The lists of all accounts and of those at risk; undefined where they could not be asked. */
	all: RiskListsRow | undefined;
	atRisk: RiskListsRow | undefined;
	/** What foretells; null where risk was not read for the month end. */
	model: RiskModelRow | null;
	/** Whether the past bears chances out. */
	isTold: boolean;
	asOf: string;
	noun: { one: string; many: string };
}

/** The sentence that opens the page: how many may be going quiet, what is at stake, and how much of it is explained. */
export function riskFinding({ all, atRisk, model, isTold, asOf, noun }: Facts, format: Format): Phrase[] {
	if (all === undefined || atRisk === undefined) return [{ text: 'What is at risk is not known.' }];
	if (all.accounts === 0) {
		const reason =
			model === null ? 'it is kept for the newest three years only' : `no ${noun.one} had ordered by then`;
		return [{ text: `There is nothing to say about risk on ${format.day(asOf)}: ${reason}.` }];
	}
	const late = all.late_accounts;
	if (isTold && all.unknown_accounts === all.accounts && late === 0) {
		return [
			{
				text: `No chance of silence can be said of ${all.accounts === 1 ? `this ${noun.one}` : `these ${noun.many}`}.`,
			},
		];
	}
	if (!isTold) {
		const who = { text: `${whoAre(late, noun, format)} late against their own rhythm`, isStrong: true };
		return late === 0
			? [{ text: `No ${noun.one} is late against its own rhythm; whether any falls silent cannot be told.` }]
			: [who, { text: '; whether they come back cannot be told from your own past.' }];
	}
	if (atRisk.accounts === 0) {
		return [
			{
				text: `No ${noun.one} is at risk: none is late against its own rhythm or has a chance of silence of 10 % or more.`,
			},
		];
	}
	const who = {
		text: `${format.count(atRisk.accounts)} ${plural(atRisk.accounts, `${noun.one} is`, `${noun.many} are`)} late or likely to fall silent`,
		isStrong: true,
	};
	const stake =
		atRisk.revenue_at_risk === null
			? ''
			: `, with an expected loss of ${format.compactMoney(atRisk.revenue_at_risk)} in a year`;
	const explained = atRisk.explained_accounts;
	const but =
		explained === 0
			? ''
			: `; for ${format.count(explained)} of them something explains ${plural(explained, 'the silence', 'it')}`;
	return [who, { text: `${stake}${but}.` }];
}

/** What sorting by chance has been worth so far, in a sentence; null where it was worth nothing, or cannot be said. */
export function sortClaim(evidence: readonly EvidenceRow[], format: Format): string | null {
	const sort = evidence.find((row) => row.claim === 'sort');
	if (!sort || sort.verdict === 'do_not_use' || sort.figure === null) return null;
	return `In the past, the tenth of your revenue that was called riskiest fell silent ${format.average(sort.figure)} times as often as all of it (${format.average(sort.low)} to ${format.average(sort.high)}).`;
}

function whoAre(count: number, noun: { one: string; many: string }, format: Format): string {
	return `${format.count(count)} ${plural(count, `${noun.one} is`, `${noun.many} are`)}`;
}
