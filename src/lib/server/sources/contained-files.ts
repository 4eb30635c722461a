import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from '../warehouse/sql-text.ts';
import { likeness, type Copy } from './file-set.ts';

/** One file of a table: its statement under the table's columns, and what it has. */
export interface PartRows {
	name: string;
	sql: string;
	columns: readonly string[];
	rows: number;
}

/** Rows below which a file may be in another by chance. */
const FEWEST_ROWS = 5;
const SAMPLED = 12;
const OWN_COLUMNS = new Set(['line_number', 'file_name']);

/**
 * The files all of whose rows stand in another one, in whatever order: an older download beside a newer one. A row that stands
 * twice in a file must stand twice in the other. Of two with the same rows, the one whose name looks like an original stays.
 */
export async function containedParts(
	connection: DuckDBConnection,
	parts: readonly PartRows[],
): Promise<Copy[]> {
	if (parts.length < 2) return [];
	const candidates = await likelyWholes(connection, parts);
	const copies: Copy[] = [];
	const left = new Set<PartRows>();
	for (const part of parts.toSorted((a, b) => a.rows - b.rows || likeness(b.name) - likeness(a.name))) {
		const wholes = candidates.get(part) ?? [];
		for (const whole of wholes.toSorted((a, b) => b.rows - a.rows || likeness(a.name) - likeness(b.name))) {
			if (left.has(whole) || !(await isContained(connection, part, whole))) continue;
			left.add(part);
			const more = whole.rows - part.rows;
			const all = `all its ${part.rows.toLocaleString('en-GB')} rows are there`;
			copies.push({
				name: part.name,
				of: whole.name,
				says: more === 0 ? all : `${all}, and ${more.toLocaleString('en-GB')} more`,
			});
			break;
		}
	}
	return copies;
}

/**
 * The files that have a few rows of another one. Each file is read once for all of these rows, not once for each other file: of a
 * hundred files that are no copies of each other, each is read once.
 */
async function likelyWholes(
	connection: DuckDBConnection,
	parts: readonly PartRows[],
): Promise<Map<PartRows, PartRows[]>> {
	const wholes = new Map<PartRows, PartRows[]>();
	const kinds = new Map<string, PartRows[]>();
	for (const part of parts) {
		if (part.rows < FEWEST_ROWS) continue;
		const kind = ownColumns(part).toSorted().join('\u0000');
		kinds.set(kind, [...(kinds.get(kind) ?? []), part]);
	}
	for (const alike of kinds.values()) {
		const columns = ownColumns(alike[0]!).toSorted();
		const row = rowHash(columns);
		const samples = alike.map(
			(part) =>
				`select ${parts.indexOf(part)} as part, hashed from (select ${row} as hashed from (${part.sql}) limit ${SAMPLED})`,
		);
		await connection.run(`create or replace temp table sampled_rows as ${samples.join(' union all ')}`);
		for (const whole of parts) {
			if (columns.some((name) => !whole.columns.includes(name))) continue;
			const rows = await connection.runAndReadAll(`
				with found as (select distinct ${row} as hashed from (${whole.sql}) where ${row} in (select hashed from sampled_rows))
				select part from sampled_rows group by part having bool_and(hashed in (select hashed from found))`);
			for (const [index] of rows.getRowsJS()) {
				const part = parts[Number(index)]!;
				if (part !== whole && part.rows <= whole.rows) wholes.set(part, [...(wholes.get(part) ?? []), whole]);
			}
		}
		await connection.run('drop table sampled_rows');
	}
	return wholes;
}

const ownColumns = ({ columns }: PartRows): string[] => columns.filter((name) => !OWN_COLUMNS.has(name));

/** A row as a number. An amount that another file writes with a comma comes with more zeros at its end: 100.50 is 100.5000. */
function rowHash(columns: readonly string[]): string {
	const values = columns.map((name) => {
		const text = `trim(cast(${quoteIdentifier(name)} as varchar))`;
		return `case when contains(${text}, '.') then regexp_replace(${text}, '(\\.[0-9]*[1-9])0+$|\\.0+$', '\\1') else ${text} end`;
	});
	return `hash(${values.join(', ')})`;
}

/** Whether all rows of one file stand in another, as often as they stand in it. */
async function isContained(connection: DuckDBConnection, part: PartRows, whole: PartRows): Promise<boolean> {
	const row = rowHash(ownColumns(part).toSorted());
	const counted = (sql: string): string =>
		`(select ${row} as hashed, count(*) as copies from (${sql}) group by hashed)`;
	const missing = await connection.runAndReadAll(
		`select 1 from ${counted(part.sql)} as p left join ${counted(whole.sql)} as w on w.hashed = p.hashed
		where coalesce(w.copies, 0) < p.copies limit 1`,
	);
	return missing.getRowsJS().length === 0;
}
