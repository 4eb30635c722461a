import { Fault } from '../fault.ts';
import type { Asked } from '../warehouse/ask/ask.ts';
import { quoteIdentifier } from '../warehouse/sql-text.ts';

/** A column of a table as a screen shows it: a column of the answer, and what stands over it. */
export interface TableColumn {
	name: string;
	heading: string;
}

/** What `show` begins with where the columns of a table follow. */
export const TABLE_PREFIX = 'table:';
const MOST_COLUMNS = 200;
const LONGEST_HEADING = 120;

/**
 * Reads `show=table:name=Account;revenue=Revenue, €`: columns in their order, with their headings; `;`, `=` and `%` in a heading
 * are escaped as in an address.
 * @throws {Fault} `parameter` where a column is none of the answer's, or nothing is named.
 */
export function parseTableColumns(
	shown: string,
	{ file, facts }: Pick<Asked, 'file' | 'facts'>,
): TableColumn[] {
	const known = [...file.columns.map(({ name }) => name), ...(file.has_dimensions ? facts.dimensions : [])];
	const seen = new Map<string, number>();
	const columns = shown
		.slice(TABLE_PREFIX.length)
		.split(';')
		.filter((part) => part !== '')
		.map((part): TableColumn => {
			const [name = '', heading = name] = part.split('=').map(decoded);
			if (!known.includes(name))
				throw new Fault('parameter', `show=table: there is no column ${name}. Columns: ${known.join(', ')}.`);
			return { name, heading: heading.trim().slice(0, LONGEST_HEADING) || name };
		});
	if (columns.length === 0 || columns.length > MOST_COLUMNS)
		throw new Fault(
			'parameter',
			`show=table: name 1 to ${MOST_COLUMNS} columns, for example show=table:name=Account;revenue=Revenue.`,
		);
	// Two columns under one heading would be one column to whoever reads the file by name.
	return columns.map(({ name, heading }) => {
		const key = heading.toLowerCase();
		const before = seen.get(key) ?? 0;
		seen.set(key, before + 1);
		return { name, heading: before === 0 ? heading : `${heading} (${name})` };
	});
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The statement of a table: the named columns of another statement's rows under their headings, in their order. */
export function tableStatement(sql: string, table: readonly TableColumn[] | undefined): string {
	if (table === undefined) return sql;
	const columns = table.map(({ name, heading }) => `${quoteIdentifier(name)} as ${quoteIdentifier(heading)}`);
	return `select ${columns.join(', ')} from (\n${sql}\n)`;
}
