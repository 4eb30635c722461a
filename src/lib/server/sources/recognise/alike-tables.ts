import { basename, dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { matchColumns, type ColumnTerms } from '../column-contract.ts';
import { lookOf, TEXT } from '../column-looks.ts';
import type { SourceFile } from '../config.ts';
import { containedParts, type PartRows } from '../contained-files.ts';
import { membersOf, type Copy } from '../file-set.ts';
import { FILE_COLUMN, partSql, unionOf, unitePart, type ReadPart } from '../read-set.ts';
import type { ColumnProfile } from './column-profile.ts';
import { isNumberConcept } from './concepts.ts';
import { settleDayOrder } from './day-order.ts';
import { profileTable } from './scan-files.ts';
import { firstFound, found, type TableProfile } from './table-profile.ts';
import { identifier } from './value-sql.ts';

/** Column that tells, in tables read together, which file a row is from. */
export const PART_COLUMN = FILE_COLUMN;

/** A table of one file or several, and its terms for `columns.yaml`. */
export interface UnitedTable {
	table: TableProfile;
	terms: Map<string, ColumnTerms>;
	/** Files that were left out, because all their rows stand in another one of the table. */
	copies: Copy[];
}

/**
 * Puts tables of one shape together: a file for each month, year or branch is one table, under the columns of the first, also
 * where others call or write them differently. Small tables that only look alike stay as they are.
 * @param dir folder of the project, from which the tables' paths start
 */
export async function uniteAlikeTables(
	connection: DuckDBConnection,
	tables: readonly TableProfile[],
	dir: string,
): Promise<UnitedTable[]> {
	const groups: TableProfile[][] = [];
	for (const table of tables) {
		const group = groups.find(([first]) => isAlike(first!, table));
		if (group) group.push(table);
		else groups.push([table]);
	}
	const taken = new Set(tables.map(({ name }) => name));
	const united: UnitedTable[] = [];
	for (const group of groups) {
		const all = await termsOf(connection, group);
		const copies = group.length === 1 ? [] : await containedTables(connection, group, all);
		const names = partNames(group);
		const kept = group.filter((_, i) => !copies.some(({ name }) => name === names[i]));
		const terms = kept.length === group.length ? all : await termsOf(connection, kept);
		const table = kept.length === 1 ? kept[0]! : await unite(connection, kept, terms, taken, dir);
		united.push({ table, terms, copies });
	}
	return united;
}

/** Whether two tables are of one kind: nearly the same columns, and names that differ only in a figure, a month or a place. */
function isAlike(first: TableProfile, other: TableProfile): boolean {
	const matched = headingsOf(first, other);
	const [fewer, more] = [first.columns.length, other.columns.length].sort((a, b) => a - b) as [
		number,
		number,
	];
	if (matched.size < 3 || matched.size < 0.75 * fewer || matched.size < 0.5 * more) return false;
	if (first.file.sheet !== undefined && other.file.sheet !== undefined && matched.size === more) return true;
	if (stem(first.name) === stem(other.name)) return true;
	// Files of branches bear no common name; those of orders and returns do not, either, but speak of different things.
	const isOneSubject =
		[...first.subject].every((meaning) => other.subject.has(meaning)) &&
		[...other.subject].every((meaning) => first.subject.has(meaning));
	// A bill has an invoice's meanings, but not its headings.
	const sameWords = matchColumns(
		other.columns.map(({ name }) => name),
		new Map(first.columns.map(({ name }) => [name, { also: [] }])),
	);
	return isOneSubject && sameWords.size === fewer && [first, other].every(hasDays);
}

const hasDays = (table: TableProfile): boolean =>
	table.columns.some((column) => column.date !== undefined || column.openOrder !== undefined);

/** The columns of another table by their names in the first: the same words, else the same meaning. */
function headingsOf(first: TableProfile, other: TableProfile): Map<string, string> {
	const matched = matchColumns(
		other.columns.map(({ name }) => name),
		new Map(first.columns.map(({ name }) => [name, { also: [] }])),
	);
	const taken = new Set(matched.values());
	for (const column of other.columns) {
		if (matched.has(column.name)) continue;
		const alike = first.columns.filter(
			(wanted) =>
				!taken.has(wanted.name) && shareMeaning(wanted, column) && kindOf(wanted) === kindOf(column),
		);
		if (alike.length !== 1) continue;
		matched.set(column.name, alike[0]!.name);
		taken.add(alike[0]!.name);
	}
	return matched;
}

function shareMeaning(one: ColumnProfile, other: ColumnProfile): boolean {
	const meanings = new Set(one.concepts.map(({ concept }) => concept));
	if (other.concepts.some(({ concept }) => meanings.has(concept))) return true;
	const words = new Set(one.tokens.flatMap((token) => token.meanings));
	return other.tokens.some((token) =>
		token.meanings.some((meaning) => meaning !== 'filler' && words.has(meaning)),
	);
}

function kindOf(column: ColumnProfile): 'day' | 'number' | 'text' {
	if (column.date !== undefined || column.openOrder !== undefined) return 'day';
	return column.number !== undefined ? 'number' : 'text';
}

/** How the columns of tables of one kind are called and written, the first table's way first. */
async function termsOf(
	connection: DuckDBConnection,
	group: readonly TableProfile[],
): Promise<Map<string, ColumnTerms>> {
	const [first] = group;
	const headings = group.map((table) => headingsOf(first!, table));
	const terms = new Map<string, ColumnTerms>();
	for (const column of first!.columns) {
		const own = group.flatMap((table, i) => {
			const name = [...headings[i]!].find(([, wanted]) => wanted === column.name)?.[0];
			const found = table.columns.find((other) => other.name === name);
			return found === undefined ? [] : [{ table, column: found }];
		});
		// Days whose order is open are settled by the whole table; beside days that are not open, by their own file.
		const isMixed =
			own.some((one) => one.column.openOrder !== undefined) && own.some((one) => one.column.date);
		if (isMixed) for (const { table } of own) await settleDayOrder(connection, table);
		const looks = [...new Set(own.map((one) => contractLook(one.table, one.column)))];
		terms.set(column.name, {
			looks: looks.includes(TEXT) ? [TEXT] : looks,
			also: [
				...new Set(
					own
						.map((one) => one.column.name)
						.filter((name) => !matchColumns([name], new Map([[column.name, { also: [] }]])).has(name)),
				),
			],
		});
	}
	return terms;
}

/** How a column is written, where that has consequences: an id of figures may get a letter one day. */
export function contractLook(table: TableProfile, column: ColumnProfile): string {
	const look = lookOf(column);
	if (!look.startsWith('number')) return look;
	const isFigure = [...table.recognised.values()].some(
		(recognised) => recognised.column === column && isNumberConcept(recognised.concept),
	);
	return isFigure || column.number?.isWhole === false ? look : TEXT;
}

/** The files of a group all of whose rows stand in another one. */
async function containedTables(
	connection: DuckDBConnection,
	group: readonly TableProfile[],
	terms: ReadonlyMap<string, ColumnTerms>,
): Promise<Copy[]> {
	const names = partNames(group);
	const parts: PartRows[] = [];
	for (const [i, table] of group.entries()) {
		const part = partOf(table, names[i]!);
		const columns = await unitePart(connection, table.name, part, terms, terms, () => false);
		parts.push({
			name: part.name,
			sql: partSql(part, columns),
			columns: columns.map(({ wanted }) => wanted),
			rows: part.rows,
		});
	}
	return containedParts(connection, parts);
}

function partOf(table: TableProfile, name: string): ReadPart {
	return {
		name,
		shown: table.file.path,
		select: `select * from ${identifier(table.name)}`,
		columns: table.columns.map((column) => column.name),
		rows: table.rows,
	};
}

async function unite(
	connection: DuckDBConnection,
	group: readonly TableProfile[],
	terms: ReadonlyMap<string, ColumnTerms>,
	taken: Set<string>,
	dir: string,
): Promise<TableProfile> {
	const name = commonName(group, taken);
	const file = fileOf(group, dir);
	const names = partNames(group);
	const rows = group.reduce((sum, table) => sum + table.rows, 0);
	const malformed = group.reduce((sum, table) => sum + table.malformed, 0);
	const makeView = async (ownIds: readonly string[]): Promise<TableProfile> => {
		const parts: string[] = [];
		for (const [i, table] of group.entries()) {
			const part = partOf(table, names[i]!);
			parts.push(partSql(part, await unitePart(connection, name, part, terms, terms, () => false), ownIds));
		}
		await connection.run(`create or replace temp view ${identifier(name)} as ${unionOf(parts)}`);
		return profileTable(
			connection,
			name,
			{ ...file, own_ids: [...ownIds] },
			rows,
			malformed,
			name,
			PART_COLUMN,
		);
	};
	const whole = await makeView([]);
	const ownIds = await collidingIds(connection, whole);
	return { ...(ownIds.length === 0 ? whole : await makeView(ownIds)), parts: names };
}

/** Order numbers that stand in several files for orders of different customers or days: each file numbers for itself. */
async function collidingIds(connection: DuckDBConnection, table: TableProfile): Promise<string[]> {
	const order = firstFound(table, ['order_id', 'invoice_id']);
	const account = found(table, 'account_id') ?? found(table, 'account_name');
	if (!order || !account) return [];
	const days = table.columns
		.filter((column) => kindOf(column) === 'day')
		.map((column) => identifier(column.name));
	const whose = [identifier(account.name), ...days].map((column) => `cast(${column} as varchar)`).join(', ');
	const reader = await connection.runAndReadAll(`
		select count(*), count(*) filter (owners > 1) from (
			select count(distinct hash(${whose})) as owners from ${identifier(table.name)}
			where trim(cast(${identifier(order.name)} as varchar)) <> ''
			group by ${identifier(order.name)} having count(distinct ${PART_COLUMN}) > 1
		)`);
	const [shared, different] = reader.getRowsJS()[0]!.map(Number);
	return shared! > 0 && different! >= shared! / 2 ? [order.name] : [];
}

/** What `file_name` says: the file's own name, or the sheet's where all are of one workbook. */
function partNames(group: readonly TableProfile[]): string[] {
	const paths = new Set(group.map(({ file }) => file.path));
	return group.map(({ file }) => {
		if (paths.size === 1 && file.sheet !== undefined) return file.sheet;
		const isAlone = [...paths].filter((path) => basename(path) === basename(file.path)).length === 1;
		const name = isAlone ? basename(file.path) : file.path;
		const isOneSheet = group.filter((other) => other.file.path === file.path).length === 1;
		return isOneSheet || file.sheet === undefined ? name : `${name}: ${file.sheet}`;
	});
}

/** The entry of `files` for tables that are one: a pattern where it finds just these files, else a list. */
function fileOf(group: readonly TableProfile[], dir: string): SourceFile {
	const { unnest, skip_lines, header } = group[0]!.file;
	const paths = [...new Set(group.map(({ file }) => file.path))];
	const sheets = [...new Set(group.flatMap(({ file }) => (file.sheet === undefined ? [] : [file.sheet])))];
	const pattern = paths.length > 1 ? patternOf(paths) : undefined;
	const plain: SourceFile = {
		path: paths.join(', '),
		encoding: 'utf-8',
		header: paths.length > 1 ? true : header,
		skip_lines: paths.length > 1 ? 0 : skip_lines,
		nulls: [],
		unnest,
		own_ids: [],
		...(sheets.length > 0 ? { sheets } : {}),
	};
	if (pattern !== undefined) {
		const found = membersOf({ ...plain, path: pattern }, dir).map(({ shown }) => shown);
		if (found.length === paths.length && paths.every((path) => found.includes(path)))
			return { ...plain, path: pattern };
	}
	return paths.length > 1 ? { ...plain, paths } : plain;
}

/** A pattern for files whose names begin alike and differ in figures, months and the like. */
function patternOf(paths: readonly string[]): string | undefined {
	const folders = new Set(paths.map((path) => dirname(path)));
	const names = paths.map((path) => basename(path));
	const endings = new Set(names.map((name) => name.slice(name.indexOf('.'))));
	if (folders.size > 1 || endings.size > 1) return undefined;
	let prefix = names[0]!;
	for (const name of names) while (!name.startsWith(prefix)) prefix = prefix.slice(0, -1);
	// Up to a mark: `sales_202` of two years and `ma` of two months are no beginnings of a name.
	// And before the first figure: after the months of 2025 come those of 2026.
	prefix = /^.*?[-_ .](?=\d)/.exec(prefix)?.[0] ?? /^.*[-_ .]/.exec(prefix)?.[0] ?? '';
	if (prefix === '') return undefined;
	const [folder] = folders;
	return `${folder === '.' ? '' : `${folder}/`}${prefix}*${[...endings][0]}`;
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
	const stems = new Set(tables.map(({ name }) => stem(name)));
	const wanted = stems.size > 1 ? 'all_files' : [...stems][0] || 'all_sheets';
	let name = wanted;
	for (let copy = 2; taken.has(name); copy++) name = copy === 2 ? `all_${wanted}` : `all_${wanted}_${copy}`;
	taken.add(name);
	return name;
}
