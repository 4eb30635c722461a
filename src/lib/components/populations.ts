import { plural, type Format } from '../format.ts';

/**
 * Who is counted. A page that counts says which of them, always in these words: two counts that differ are of two populations.
 *
 * - `known`: with a line in the period or the one before, or an order by its end: the rows of the answer `accounts`
 * - `ordering`: with an order in the period (`active_accounts`)
 * - `paying`: with revenue above zero in the period, credits taken off (`account_count` of concentration)
 * - `ordered`: with an order so far (the answer `risk`)
 * - `reviewed`: in the last tier review
 */
export type Population = 'known' | 'ordering' | 'paying' | 'ordered' | 'reviewed';

const WORDS: Readonly<Record<Population, string>> = {
	known: 'on record',
	ordering: 'that ordered in the period',
	paying: 'with revenue',
	ordered: 'that ever ordered',
	reviewed: 'reviewed',
};

/** 'groups with revenue': the population in words, for one where the count is one. */
export function populationWords(
	population: Population,
	count: number,
	noun: { one: string; many: string },
): string {
	return `${plural(count, noun.one, noun.many)} ${WORDS[population]}`;
}

/** '723 groups with revenue'. */
export function countOf(
	count: number | null | undefined,
	population: Population,
	noun: { one: string; many: string },
	format: Format,
): string {
	return `${format.count(count)} ${populationWords(population, count ?? 0, noun)}`;
}
