import type { DuckDBConnection } from '@duckdb/node-api';

/** How far one column decides another: whether each key has one value. */
export interface Dependency {
	/** Keys with a value, and those of them that have several. */
	keys: number;
	several: number;
	/** Share of the rows that have the commonest value of their key. */
	share: number;
}

/**
 * Measures how far a key decides a value, both as SQL over `from`. The share of rows forgives a name that was mended; the count
 * of keys does not.
 */
export async function dependency(
	connection: DuckDBConnection,
	from: string,
	key: string,
	value: string,
): Promise<Dependency> {
	const text = (sql: string): string => `nullif(trim(cast(${sql} as varchar)), '')`;
	const row = (
		await connection.runAndReadAll(`
		select count(*), count(*) filter (kinds > 1), sum(most) / sum(rows) from (
			select count(*) as kinds, max(rows) as most, sum(rows) as rows from (
				select key, value, count(*) as rows from (select ${text(key)} as key, ${text(value)} as value from ${from})
				where key is not null and value is not null group by key, value
			) group by key
		)`)
	).getRowsJS()[0]!;
	return { keys: Number(row[0]), several: Number(row[1]), share: Number(row[2] ?? 1) };
}

/** Whether a value is the key's own: it is the same on nearly all rows of a key. */
export function decides({ share }: Pick<Dependency, 'share'>): boolean {
	return share >= 0.9;
}
