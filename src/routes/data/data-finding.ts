import type { Phrase } from '$lib/components/phrase.ts';
import type { MetaRow } from '$lib/contract/rows.ts';
import type { Format } from '$lib/format.ts';

/** The sentence that opens the page: how much was read, and whether all of it could be used. */
export function dataFinding(facts: MetaRow | null, format: Format): Phrase[] {
	if (!facts) return [{ text: 'Nothing was built yet.' }];
	const read = { text: `${format.count(facts.rows_read)} order lines`, isStrong: true };
	if (facts.rows_read === 0) return [{ text: 'The sources hold no order lines.' }];
	if (facts.rows_rejected === 0) return [read, { text: ' were read, and every one of them was used.' }];
	const aside = facts.rows_rejected / facts.rows_read;
	return [
		read,
		{
			text: ` were read; ${format.count(facts.rows_rejected)} (${format.share(aside)}) could not be used and were set aside.`,
		},
	];
}
