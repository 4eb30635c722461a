import { writePathId } from '../contract/record-path.ts';
import type { View } from '../client/view-state.ts';
import type { SearchRow } from '../contract/rows.ts';
import { plural, type Format } from '../format.ts';
import { labelOf } from './labels.ts';

/** Documents whose row a record opens by its number. */
export const DOCUMENTS = ['order', 'quote', 'delivery', 'invoice', 'agreement', 'case'] as const;
export type DocumentKind = (typeof DOCUMENTS)[number];

/** What the palette shows of a thing that was found: its name, what it is, and where it opens. */
export interface FoundThing {
	label: string;
	/** What it is, before the name of the record that holds it: 'Order of 3 Sep 2026,'. */
	what: string;
	/** The name of that record; empty where the label is it. */
	where: string;
	path: string;
	view: Partial<View>;
	state: Record<string, string>;
}

/** Turns a row of the answer `search` into what the palette shows; `hasGroups` says whether the two levels differ. */
export function foundThing(row: SearchRow, hasGroups: boolean, format: Format): FoundThing {
	const level = hasGroups && row.record_level !== null ? { level: row.record_level as View['level'] } : {};
	const path = row.record_id === null ? '/accounts' : `/accounts/${writePathId(row.record_id)}`;
	if (row.kind === 'owner') {
		const count = row.accounts ?? 0;
		return {
			label: row.label,
			what: `Owner of ${format.count(count)} ${plural(count, 'account', 'accounts')}`,
			where: '',
			path,
			view: { filters: { owner: [row.id] } },
			state: {},
		};
	}
	if (row.kind === 'branch')
		return {
			label: row.label,
			what: `Branch ${row.id} of group`,
			where: row.record_name ?? '',
			path,
			view: level,
			state: {},
		};
	if (row.kind === 'group' || row.kind === 'account')
		return {
			label: row.label,
			what: `${labelOf(row.kind)} ${row.id}`,
			where: '',
			path,
			view: level,
			state: {},
		};
	const day = row.happened_on === null ? '' : ` of ${format.day(row.happened_on)}`;
	const branch = row.branch_name === null ? '' : `, branch ${row.branch_name}`;
	return {
		label: row.label,
		what: `${labelOf(row.kind)}${day},`,
		where: `${row.record_name ?? ''}${branch}`,
		path,
		view: level,
		state: { open: `${row.kind}:${row.id}` },
	};
}

/** The kind and the number of the document that an address opens; null where it opens none. */
export function openedDocument(open: string | undefined): { kind: DocumentKind; id: string } | null {
	const [kind = '', ...rest] = (open ?? '').split(':');
	const known = DOCUMENTS.find((each) => each === kind);
	const id = rest.join(':');
	return known && id !== '' ? { kind: known, id } : null;
}
