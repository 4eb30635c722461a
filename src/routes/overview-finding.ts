import type { AnswerRows } from '$lib/contract/rows.ts';
import type { Compare } from '$lib/client/view-state.ts';
import { inWords, type Phrase } from '$lib/components/phrase.ts';
import { countOf, populationWords } from '$lib/components/populations.ts';
import { plural, type Format } from '$lib/format.ts';
import { leadingFact } from './leading-fact.ts';

type ConcentrationRow = AnswerRows['concentration'];
type SummaryRow = AnswerRows['summary'];
type AccountsRow = AnswerRows['accounts'];

/** A margin is worth a word where cost is known for this share of revenue at least. */
const COVERAGE_NEEDED = 0.8;

interface Facts {
	concentration: ConcentrationRow | null;
	/** The same for the period that is compared; null where nothing is. */
	prior: ConcentrationRow | null;
	summary: SummaryRow | null;
	largest: AccountsRow | null;
	/** Shares of revenue of the largest, the two largest, and so on, as many as are known. */
	cumulative: readonly number[];
	compare: Compare;
	/** Set where the period lies before the first order: the day of that order. */
	beginsOn: string | null;
	/** Whether any line of the data has an amount. */
	hasAmount: boolean;
	noun: { one: string; many: string };
}

function fewerOrMore(now: number, before: number, compare: Compare, format: Format): string {
	const period = compare === 'prior' ? 'in the period before' : 'a year ago';
	if (now === before) return `, as many as ${period}`;
	const difference = Math.abs(now - before);
	return `, ${inWords(difference) ?? format.count(difference)} ${now < before ? 'fewer' : 'more'} than ${period}`;
}

/** How the largest account's margin compares with that of all; empty where it is usual or not known. */
function marginWords(largest: AccountsRow | null, summary: SummaryRow | null): string {
	const own = largest?.margin_share ?? null;
	const all = summary?.margin_share ?? null;
	if (own === null || all === null || all <= 0) return '';
	if (
		(largest?.margin_coverage_share ?? 0) < COVERAGE_NEEDED ||
		(summary?.margin_coverage_share ?? 0) < COVERAGE_NEEDED
	)
		return '';
	if (own < 0) return ', at a loss';
	const ratio = own / all;
	if (ratio < 0.4) return ', at less than half the usual margin';
	if (ratio < 0.6) return ', at half the usual margin';
	if (ratio < 0.8) return ', well below the usual margin';
	if (ratio > 1.25) return ', well above the usual margin';
	return '';
}

/** The sentence that opens the overview: on how few accounts revenue rests, and how that changed. It says less where less is known. */
export function overviewFinding(facts: Facts, format: Format): Phrase[] {
	const { concentration, prior, summary, largest, compare, noun } = facts;
	const count = concentration?.account_count ?? 0;
	const reach = concentration?.accounts_for_80pct ?? null;

	if (!concentration || reach === null) {
		if (facts.beginsOn !== null)
			return [{ text: `The data begins on ${format.day(facts.beginsOn)}, after this period.` }];
		if (!summary || summary.accounts === 0) return [{ text: 'Nothing was sold in this period.' }];
		if (facts.hasAmount)
			return [{ text: `No ${noun.one} brought more than it was credited in this period.` }];
		const who = `${format.count(summary.active_accounts)} ${plural(summary.active_accounts ?? 0, noun.one, noun.many)}`;
		const orders = summary.orders ?? 0;
		return [
			{ text: who, isStrong: true },
			{
				text: ` placed ${format.count(orders)} ${plural(orders, 'order', 'orders')}; the data holds no amounts.`,
			},
		];
	}
	if (count === 1 && (summary?.known_accounts ?? 1) > 1)
		return [
			{ text: `One ${noun.one}`, isStrong: true },
			{
				text: ` of ${countOf(summary?.known_accounts, 'known', noun, format)} brings all the revenue of this period.`,
			},
		];
	if (count === 1)
		return [{ text: `One ${noun.one}`, isStrong: true }, { text: ' brings all the revenue of this period.' }];

	const cr1 = concentration.cr1 ?? 0;
	const fact = leadingFact(facts.cumulative.length > 0 ? facts.cumulative : [cr1], count, reach);
	const all = populationWords('paying', count, noun);
	const alone = `the largest alone brings ${format.share(cr1)}${marginWords(largest, summary)}`;
	if (fact.kind === 'even') {
		return [
			{ text: `Revenue is spread over ${format.count(count)} ${noun.many}`, isStrong: true },
			{ text: `; ${alone}.` },
		];
	}
	if (fact.kind === 'few' && fact.count === 1) {
		return [
			{ text: `One of ${format.count(count)} ${all}`, isStrong: true },
			{ text: ` brings ${format.share(cr1)} of it${marginWords(largest, summary)}.` },
		];
	}
	if (fact.kind === 'few') {
		const words = inWords(fact.count) ?? format.count(fact.count);
		return [
			{
				text: `${words.charAt(0).toUpperCase()}${words.slice(1)} of ${format.count(count)} ${all}`,
				isStrong: true,
			},
			{ text: ` bring ${format.share(fact.share)} of it; ${alone}.` },
		];
	}
	const before = prior?.accounts_for_80pct ?? null;
	const change = before === null ? '' : fewerOrMore(reach, before, compare, format);
	return [
		{ text: `${format.count(reach)} of ${format.count(count)} ${all}`, isStrong: true },
		{ text: ` bring ${format.wholeShare(0.8)} of it${change}; ${alone}.` },
	];
}
