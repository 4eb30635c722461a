import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Concept } from '../recognise/concepts.ts';
import { found, type TableProfile } from '../recognise/table-profile.ts';

/** Columns of the contract that sort accounts, and what they are recognised as. */
export const CONTRACT: readonly (readonly [string, Concept])[] = [
	['segment', 'segment'],
	['industry', 'industry'],
	['region', 'region'],
	['country', 'country'],
	['owner', 'owner'],
	['referred_by', 'referred_by'],
];
/** Further columns that become dimensions wherever they are. */
export const DIMENSIONS: readonly Concept[] = ['state', 'city', 'channel'];

/** What the dimension is called that a lookup gives. */
export function dimensionOf(from: ColumnProfile, lookup: TableProfile): string | undefined {
	if (found(lookup, 'employee_id') && from.concepts.some(({ concept }) => concept === 'employee_id'))
		return 'owner';
	if (from.concepts[0]?.concept === 'segment_id') return 'segment';
	if (from.concepts[0]?.concept === 'region_id') return 'region';
	return dimensionName(from);
}

/** A column's name as a dimension: lower case words, without the mark of an id. */
export function dimensionName(column: ColumnProfile): string {
	const words = column.name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/([a-z\d])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((word) => word !== '');
	if (words.length > 1 && /^(id|code|nr|no|key)$/.test(words.at(-1)!)) words.pop();
	const name = words.join('_');
	return /^[a-z_]/.test(name) ? name : `dimension_${name}`;
}

const NOT_DIMENSIONS = new Set(
	'account_id account_name product_name parent_id email phone postal person_name order_id invoice_id quote_id product_id line_no name since_date created_date valid_from valid_to employee_id'.split(
		' ',
	),
);

/** Whether a column sorts accounts into a handful of kinds. */
export function isDimension(table: TableProfile, column: ColumnProfile): boolean {
	const concept = [...table.recognised.values()].find((recognised) => recognised.column === column)?.concept;
	if (concept && DIMENSIONS.includes(concept)) return column.distinct > 1 && column.longest <= 60;
	if (concept && NOT_DIMENSIONS.has(concept)) return false;
	if (column.date || column.openOrder || column.type === 'BOOLEAN') return false;
	if (column.tokens.some(({ meanings }) => meanings.some((meaning) => PRIVATE.has(meaning)))) return false;
	if (column.number && !column.number.isWhole) return false;
	if (column.number && column.distinct > 12) return false;
	if (column.tokens.some(({ meanings }) => meanings.includes('id'))) return false;
	return (
		column.distinct >= 2 && column.distinct <= 40 && column.distinct < table.rows / 4 && column.longest <= 60
	);
}

const PRIVATE = new Set<string>([
	'address',
	'phone',
	'email',
	'postal',
	'person',
	'birth',
	'edited',
	'id',
	'terms',
	'flag',
]);
