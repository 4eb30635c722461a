import type { MakingColumn } from '../../../lib/client/api.ts';
import { labelOf } from '../../../lib/components/labels.ts';
import type { Phrase } from '../../../lib/components/phrase.ts';
import { plural, type Format } from '../../../lib/format.ts';

/** What a list is of: 'Orders of Northwind Traders', 'Growth bridge accounts'. */
export function listTitle(name: string, owner: string | undefined): string {
	return owner === undefined ? labelOf(name) : `${labelOf(name)} of ${owner}`;
}

interface Listed {
	title: string;
	total: number;
	totals: Readonly<Record<string, unknown>>;
	columns: readonly MakingColumn[];
	/** Whether a search or a filter of the list itself holds rows back. */
	isNarrowed: boolean;
}

/** The sentence that opens a list: how many rows there are, and what they add up to in money. */
export function listFinding({ title, total, totals, columns, isNarrowed }: Listed, format: Format): Phrase[] {
	const sums = columns.flatMap(({ name, type }) => {
		const value = totals[name];
		return type === 'money' && typeof value === 'number' ? [{ name, value }] : [];
	});
	const [first] = sums;
	return [
		{ text: title, isStrong: true },
		{
			text: `: ${total === 0 ? 'no' : format.count(total)} ${plural(total, 'row', 'rows')}${isNarrowed ? (total === 1 ? ' that matches' : ' that match') : ''}${
				first && total > 0
					? `, ${format.compactMoney(first.value)} of ${labelOf(first.name).toLowerCase()} in all`
					: ''
			}.`,
		},
	];
}
