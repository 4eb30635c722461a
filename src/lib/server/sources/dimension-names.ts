import { ENTITIES } from '../../contract/entities.ts';
import { FORM_PARAMETERS, PAGE_PARAMETERS, QUESTION_PARAMETERS } from '../../contract/parameter-names.ts';
import { catalog } from '../warehouse/catalog.ts';

/** A column of the user whose name would meet one of ours, and the dimension that it becomes. */
export interface RenamedColumn {
	given: string;
	name: string;
}

/** What stands before a reserved name: the value is as the source has it. */
export const DIMENSION_PREFIX = 'source_';
/** The same for a dimension of the order line, beside one of the accounts of that name. */
export const LINE_PREFIX = 'line_';

/** Columns that staging and the directory add beside the documented ones. */
const ADDED = [
	'rejection',
	'unread',
	'source_row',
	'source_struct',
	'source_file',
	'source_line',
	'file_name',
	'line_number',
	'file_row_number',
	'local_amount',
	'local_cost_amount',
	'code',
	'rate',
	'account_key',
	'group_key',
	'branch_key',
	'branch_count',
	'by_value',
	'risk_level',
	'tier',
];

let reserved: ReadonlySet<string> | undefined;

/**
 * Every name that a dimension cannot have, in lower case: parameters, columns of answers and marts, columns of the contract,
 * what staging adds, and what every JavaScript object has.
 */
export function reservedNames(): ReadonlySet<string> {
	reserved ??= new Set(
		[
			...QUESTION_PARAMETERS,
			...PAGE_PARAMETERS,
			...FORM_PARAMETERS,
			...ADDED,
			...Object.values(catalog()).flatMap((files) =>
				[...files.values()].flatMap((file) => [
					...file.parameters.map(({ name }) => name),
					...file.columns.map(({ name }) => name),
				]),
			),
			...ENTITIES.flatMap(({ columns }) =>
				columns.flatMap(({ name }) => [name, `${name}_raw`, `reported_${name}`]),
			),
			...[Object.prototype, Array.prototype, Function.prototype].flatMap(Object.getOwnPropertyNames),
		].map((name) => name.toLowerCase()),
	);
	return reserved;
}

/**
 * What the further columns of a statement are called as dimensions: their names in lower case, with {@link DIMENSION_PREFIX}
 * where the name is reserved or another column has it already.
 * @param prefix what stands before such a name
 * @param others names that are taken by other entities, in lower case
 */
export function dimensionNames(
	given: readonly string[],
	prefix = DIMENSION_PREFIX,
	others: ReadonlySet<string> = new Set(),
): Map<string, string> {
	const taken = new Set(given.map((name) => name.toLowerCase()).filter((name) => !reservedNames().has(name)));
	const used = new Set<string>();
	return new Map(
		given.map((original) => {
			let name = original.toLowerCase();
			while (
				reservedNames().has(name) ||
				others.has(name) ||
				used.has(name) ||
				(name !== original.toLowerCase() && taken.has(name))
			)
				name = `${prefix}${name}`;
			used.add(name);
			return [original, name];
		}),
	);
}
