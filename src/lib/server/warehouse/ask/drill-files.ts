import type { Catalog } from '../catalog.ts';
import type { QueryFile } from '../query-file.ts';

/** Rows that a drill into a selection gives where no limit is asked for. */
export const SELECTION_LIMIT = 1000;

/**
 * The drill of that name into what the selected accounts have: their orders, lines, products. Undefined where there is none.
 * A drill with the parameter `account_id` is of one account and a part of its record; one without an order is no list, but a
 * relation that answers read.
 */
export function selectionDrill(catalog: Catalog, name: string): QueryFile | undefined {
	const file = catalog.drill.get(name);
	const isOfOne = file?.parameters.some((parameter) => parameter.name === 'account_id');
	return file && !isOfOne && file.order.length > 0 ? file : undefined;
}

/** Names of all drills into a selection. */
export function selectionDrillNames(catalog: Catalog): string[] {
	return [...catalog.drill.keys()].filter((name) => selectionDrill(catalog, name));
}
