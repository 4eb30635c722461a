import type { DuckDBConnection } from '@duckdb/node-api';
import { prepareWith, type ParameterValues } from '../warehouse/engine.ts';
import { TextColumn, joinTexts } from './text-column.ts';

/** The texts of some rows, one after the other, as UTF-8. */
export interface RowTexts {
	count: number;
	bytes: Uint8Array;
}

/**
 * Runs a statement whose one column is each row's text in a format, and gives the texts as the engine makes them, some
 * two thousand rows at a time: the engine's threads write them, here bytes are only copied.
 */
export async function* rowTexts(
	connection: DuckDBConnection,
	sql: string,
	values: ParameterValues,
	separator = '',
): AsyncGenerator<RowTexts> {
	const between = Buffer.from(separator);
	const prepared = await prepareWith(connection, sql, values);
	try {
		const result = await prepared.stream();
		for (
			let chunk = await result.fetchChunk();
			chunk && chunk.rowCount > 0;
			chunk = await result.fetchChunk()
		) {
			const column = new TextColumn(chunk, 0);
			yield { count: column.count, bytes: joinTexts(column, between) };
		}
	} finally {
		prepared.destroySync();
	}
}
