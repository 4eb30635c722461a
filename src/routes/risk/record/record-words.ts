import type { Phrase } from '$lib/components/phrase.ts';
import type { EvidenceRow, RiskBacktestRow, RiskModelRow, RiskRecordRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

/** A part of the record in plain words: what it is about, and what it says. */
export interface RecordWords {
	head: string;
	text: string;
}

interface Facts {
	model: RiskModelRow | null;
	records: readonly RiskRecordRow[];
	backtests: readonly RiskBacktestRow[];
	noun: { one: string; many: string };
}

const find = (records: readonly RiskRecordRow[], model: string) =>
	records.find((record) => record.model === model) ?? null;

/** Of a hundred pairs: '91'. */
const ofHundred = (share: number): string => String(Math.round(100 * share));

function interval(low: number | null, high: number | null): string {
	return low === null || high === null ? '' : ` (95% interval ${ofHundred(low)} to ${ofHundred(high)})`;
}

/** The sentence that opens the page: how many of the claims the past bears out, and whether chances of silence are among them. */
export function recordFinding(evidence: readonly EvidenceRow[], { model }: Facts): Phrase[] {
	if (evidence.length === 0 || model === null)
		return [{ text: 'There is no record for this day: risk was not read for it.' }];
	const used = evidence.filter((row) => row.verdict !== 'do_not_use').length;
	const chances = evidence.filter((row) => row.claim === 'chance' || row.claim === 'chance_value');
	const isTold = chances.every((row) => row.verdict !== 'do_not_use');
	if (used === 0)
		return [
			{ text: 'Your own past bears out none of our claims', isStrong: true },
			{ text: ', so no chance of silence is shown.' },
		];
	return [
		{ text: `Your own past bears out ${used} of ${evidence.length} claims`, isStrong: true },
		{ text: isTold ? '.' : '; chances of silence are not among them, so none is shown.' },
	];
}

/** What the record says, in plain words, the plainest first. Empty where there is none. */
export function recordWords(facts: Facts, format: Format): RecordWords[] {
	const { records, backtests, noun } = facts;
	const used = find(records, 'in_use');
	const words: RecordWords[] = [];
	if (used !== null && used.accounts !== null) {
		const cuts = new Set(backtests.filter((row) => row.is_champion).map((row) => row.cut_on)).size;
		words.push({
			head: 'What was foretold, and what came',
			text:
				`Looking back at ${format.count(cuts)} ${plural(cuts, 'quarter end', 'quarter ends')}, each as it was known on the day, ${format.count(used.accounts)} chances were given whose outcome is known: ` +
				`${format.share(used.predicted_share)} of the ${noun.many} were expected to fall silent, and ${format.share(used.actual_share)} did` +
				(used.actual_revenue_share === null
					? '.'
					: `; of revenue, ${format.share(used.predicted_revenue_share)} and ${format.share(used.actual_revenue_share)}.`),
		});
		if (used.auc !== null) {
			words.push({
				head: 'Telling them apart',
				text:
					`Of two ${noun.many}, one that fell silent and one that did not, it put the right one first in ${ofHundred(used.auc)} of 100 cases${interval(used.auc_low, used.auc_high)}; a coin does in 50. ` +
					(used.auc_live === null
						? ''
						: `That is flattered by those gone long ago: among ${noun.many} with an order in the 91 days before, in ${ofHundred(used.auc_live)}${interval(used.auc_live_low, used.auc_live_high)}.`),
			});
		}
		words.push(...againstRule(used, find(records, 'silent_60'), format));
		words.push(...warning(records, noun, format));
	}
	if (facts.model) words.push(inUse(facts.model, format));
	return words;
}

function againstRule(used: RiskRecordRow, naive: RiskRecordRow | null, format: Format): RecordWords[] {
	if (!naive?.flags || naive.precision_at_k === null || used.precision_at_k === null) return [];
	return [
		{
			head: 'Against a rule of 60 days',
			text: `Flagging everybody who was silent for 60 days would have raised ${format.count(naive.flags)} flags, of which ${format.wholeShare(naive.precision_at_k)} were right. Of as many with the highest chances, ${format.wholeShare(used.precision_at_k)} were.`,
		},
	];
}

function warning(records: readonly RiskRecordRow[], noun: { many: string }, format: Format): RecordWords[] {
	const naive = find(records, 'silent_60');
	const often = find(records, 'in_use_as_often');
	if (naive === null || often === null || often.lead_days_mean === null || !often.episodes) return [];
	return [
		{
			head: 'Days of warning',
			text:
				`${format.count(often.episodes)} silences of live ${noun.many} were followed week by week after ${format.day(often.lead_cut_on)}. With lists as long as those of the 60-day rule, a flag stood ` +
				`${format.average(often.lead_days_mean)} days before a silence was confirmed on average, the rule’s ${format.average(naive.lead_days_mean)}; ${format.wholeShare(often.flagged_share)} of the silences had been flagged by then, by the rule ${format.wholeShare(naive.flagged_share)}. ` +
				expectation(often.flagged_share, format),
		},
	];
}

/** What may be hoped for of a share of silences that was flagged in time: below half a per cent, nothing. */
function expectation(flagged: number | null, format: Format): string {
	if (flagged === null || flagged < 0.005) return 'So expect no warning before a silence is confirmed.';
	const missed = 1 - flagged;
	return `So expect weeks, not months${missed < 0.005 ? '' : `, and no warning at all for ${format.wholeShare(missed)}`}.`;
}

function inUse(model: RiskModelRow, format: Format): RecordWords {
	const since = `Since ${format.day(model.model_on)}`;
	const reason = `${model.reason.replace(/\.$/, '')}.`;
	if (model.label === null) return { head: 'What is in use now', text: reason };
	return { head: 'What is in use now', text: `${since}: ${reason}` };
}
