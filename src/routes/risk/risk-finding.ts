import type { Phrase } from '$lib/components/phrase.ts';
import type { RiskListsRow, RiskModelRow, RiskRecordRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

interface Facts {
	/** The lists of all accounts and of those at risk; undefined where they could not be asked. */
	all: RiskListsRow | undefined;
	atRisk: RiskListsRow | undefined;
	/** What foretells; null where risk was not read for the month end. */
	model: RiskModelRow | null;
	asOf: string;
	noun: { one: string; many: string };
}

/** The sentence that opens the page: how many may be going quiet, what is at stake, and how much of it is explained. */
export function riskFinding({ all, atRisk, model, asOf, noun }: Facts, format: Format): Phrase[] {
	if (all === undefined || atRisk === undefined) return [{ text: 'What is at risk is not known.' }];
	if (all.accounts === 0) {
		const reason =
			model === null ? 'it is kept for the newest three years only' : `no ${noun.one} had ordered by then`;
		return [{ text: `There is nothing to say about risk on ${format.day(asOf)}: ${reason}.` }];
	}
	const late = all.late_accounts;
	if (all.unknown_accounts === all.accounts) {
		const who = late > 0 ? `${whoAre(late, noun, format)} late against their own rhythm; what` : 'What';
		const why = model?.rung === null ? lowered(model.reason) : 'no account has a rhythm yet.';
		return [{ text: `${who} is at risk cannot be said: ${why}` }];
	}
	if (atRisk.accounts === 0) {
		return [
			{
				text: `No ${noun.one} is at risk: none is late against its own rhythm or of medium or high risk.`,
			},
		];
	}
	const who = {
		text: `${format.count(atRisk.accounts)} ${plural(atRisk.accounts, noun.one, noun.many)} may be going quiet`,
		isStrong: true,
	};
	const stake =
		atRisk.revenue_at_risk === null
			? ''
			: `, with ${format.compactMoney(atRisk.revenue_at_risk)} a year at risk`;
	const explained = atRisk.explained_accounts;
	const but =
		explained === 0
			? ''
			: `; for ${format.count(explained)} of them something explains ${plural(explained, 'the silence', 'it')}`;
	return [who, { text: `${stake}${but}.` }];
}

/** What the flag has been worth so far, in a sentence; null where there is no record. */
export function recordClaim(records: readonly RiskRecordRow[], format: Format): string | null {
	const used = records.find((row) => row.model === 'in_use');
	const naive = records.find((row) => row.model === 'silent_60');
	if (!used || !naive || !naive.flags || used.precision_at_k === null || naive.precision_at_k === null)
		return null;
	const money =
		used.revenue_captured === null || naive.revenue_captured === null
			? ''
			: `; taken by money at stake, they held ${format.wholeShare(used.revenue_captured)} of the revenue that was lost, the rule’s ${format.wholeShare(naive.revenue_captured)}`;
	return `On this company’s own past, ${format.wholeShare(used.precision_at_k)} of those with the highest chances fell silent, against ${format.wholeShare(naive.precision_at_k)} of as many flagged by a rule of 60 days${money}.`;
}

function whoAre(count: number, noun: { one: string; many: string }, format: Format): string {
	return `${format.count(count)} ${plural(count, `${noun.one} is`, `${noun.many} are`)}`;
}

/** A reason that goes on a sentence: without its own beginning. */
function lowered(reason: string): string {
	const rest = reason.replace(/^Cannot say: /, '');
	return rest.charAt(0).toLowerCase() + rest.slice(1);
}
