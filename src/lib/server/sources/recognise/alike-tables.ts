import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../warehouse/sql-text.ts';
import { profileTable } from './scan-files.ts';
import type { TableProfile } from './table-profile.ts';
import { identifier } from './value-sql.ts';

/** Column that tells, in tables read together, which file a row is from. */
export const PART_COLUMN = 'file_name';

/**
 * Puts tables with the same columns together: a file for each month or each year is one table. Small tables that only look
 * alike stay as they are.
 */
export async function uniteAlikeTables(
	connection: DuckDBConnection,
	tables: readonly TableProfile[],
): Promise<TableProfile[]> {
	const byColumns = new Map<string, TableProfile[]>();
	for (const table of tables) {
		const key = table.columns.map(({ name, type }) => `${name}\u0000${type}`).join('\u0001');
		byColumns.set(key, [...(byColumns.get(key) ?? []), table]);
	}
	const taken = new Set(tables.map(({ name }) => name));
	const united: TableProfile[] = [];
	for (const alike of byColumns.values()) {
		const [first] = alike;
		if (alike.length === 1 || first!.columns.length < 3 || !shareName(alike)) {
			united.push(...alike);
			continue;
		}
		const name = commonName(alike, taken);
		await connection.run(
			`create or replace temp view ${identifier(name)} as ${unionSql(alike.map((table) => table.name))}`,
		);
		const rows = alike.reduce((sum, table) => sum + table.rows, 0);
		const malformed = alike.reduce((sum, table) => sum + table.malformed, 0);
		const whole = await profileTable(connection, name, first!.file, rows, malformed, name, PART_COLUMN);
		united.push({ ...whole, parts: alike.map((table) => table.name) });
	}
	return united;
}

/** The statement that reads tables of the same columns as one. */
export function unionSql(names: readonly string[]): string {
	return names
		.map((name) => `select *, ${quoteText(name)} as ${PART_COLUMN} from ${identifier(name)}`)
		.join('\nunion all by name\n');
}

/** Whether the names differ only in figures, months and the like. */
function shareName(tables: readonly TableProfile[]): boolean {
	return (
		new Set(tables.map(({ name }) => stem(name))).size === 1 ||
		tables.every(({ file }) => file.sheet !== undefined)
	);
}

const MONTHS =
	/^(jan(uary|uar)?|feb(ruary|ruar)?|mar(ch)?|maerz|marz|apr(il)?|may|mai|june?|juni|july?|juli|aug(ust)?|sept?(ember)?|o[ck]t(ober)?|nov(ember)?|de[cz](ember)?|q[1-4]|h[12]|\d+|part|teil)$/;

function stem(name: string): string {
	return name
		.split('_')
		.map((word) => word.replace(/\d+$/, ''))
		.filter((word) => word !== '' && !MONTHS.test(word) && !/^[a-z]$/.test(word))
		.join('_');
}

function commonName(tables: readonly TableProfile[], taken: Set<string>): string {
	const wanted = stem(tables[0]!.name) || 'all_sheets';
	let name = wanted;
	for (let copy = 2; taken.has(name); copy++) name = copy === 2 ? `all_${wanted}` : `all_${wanted}_${copy}`;
	taken.add(name);
	return name;
}
