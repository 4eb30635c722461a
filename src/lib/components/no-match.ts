import { labelOf } from './labels.ts';
import { comparisonText, filterText } from './measures.ts';
import type { View } from '../client/view-state.ts';
import type { Format } from '../format.ts';

/** What narrows what a page shows. */
export interface Narrowing {
	isFiltered: boolean;
	/** The text that is searched for. */
	search?: string | undefined;
}

/** The sentence that stands wherever the filters or the search leave nobody: the same on every page and in every panel. */
export function noMatch(noun: { one: string }, { isFiltered, search }: Narrowing): string {
	const sought = search === undefined ? '' : `the search “${search}”`;
	const what = [isFiltered ? 'the filters' : '', sought].filter(Boolean).join(' and ');
	return `No ${noun.one} matches ${what} in this period.`;
}

/** What the link beside it does. */
export function clearWords({ isFiltered, search }: Narrowing): string {
	if (isFiltered && search !== undefined) return 'Clear the filters and the search';
	return isFiltered ? 'Clear the filters' : 'Clear the search';
}

/** The filters of a view in words, 'segment Retail or Trade, revenue ≥ €10,000'; of those alone that `reaches` lets pass. */
export function filterWords(
	{ filters }: View,
	format: Format,
	reaches: (name: string) => boolean = () => true,
): string {
	return Object.entries(filters)
		.filter(([name]) => reaches(name))
		.map(([name, values]) => {
			const compared = values.map((value) => comparisonText(name, value, format));
			const isMeasure = compared.every((text) => text !== null);
			const label = labelOf(name);
			// A name of capitals, as HHI, keeps them.
			const lowered = /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
			return `${lowered} ${isMeasure ? compared.join(' and ') : values.map((value) => filterText(name, value, format)).join(' or ')}`;
		})
		.join(', ');
}
