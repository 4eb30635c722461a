import type { QueryFile } from './query-file.ts';
import { quoteIdentifier } from './sql-text.ts';

/** The statement of one row that adds up an answer's rows, standing in `relation`, as its header says. */
export function totalsStatement(file: QueryFile, relation: string): string {
	const totals = file.totals.map(({ name, sql }) => `${sql} as ${quoteIdentifier(name)}`);
	return `select ${totals.join(', ')} from ${relation}`;
}
