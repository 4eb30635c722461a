import { expect } from 'vitest';
import { prepareQuestion } from '../../src/lib/server/warehouse/ask/ask.ts';
import { prepareWith } from '../../src/lib/server/warehouse/engine.ts';
import type { Warehouse } from '../../src/lib/server/warehouse/warehouse.ts';

/**
 * Expects what is undefined to be null in the engine itself. Rows that leave it have null in the place of every infinite number,
 * but such a number would come first in an order, pass a filter, and stand in a file.
 */
export async function expectFinite(
	warehouse: Warehouse,
	name: string,
	pairs: readonly (readonly [string, string])[],
	where: string,
): Promise<void> {
	await warehouse.read(async (connection, facts) => {
		const { composed } = prepareQuestion(name, pairs, facts);
		const prepared = await prepareWith(connection, composed.sql, composed.values);
		const reader = await prepared.runAndReadAll();
		const columns = reader.getColumns();
		const names = reader.deduplicatedColumnNames();
		const endless = names.filter((_, i) =>
			columns[i]?.some((value) => typeof value === 'number' && !Number.isFinite(value)),
		);
		prepared.destroySync();
		expect(endless, `${where}, without end`).toEqual([]);
	});
}
