import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { quoteIdentifier } from '../warehouse/sql-text.ts';
import { matchColumns, type ColumnTerms } from './column-contract.ts';
import type { Project } from './config.ts';
import { partCopies, unreadNeighbours } from './file-set.ts';
import type { FileTable } from './file-tables.ts';
import { partSql, unitePart } from './read-set.ts';
import type { FileReader } from './read/file-reader.ts';
import type { SourceStatement } from './source-statement.ts';

/** A file beside those that are read, which no table reads. */
export interface UnreadFile {
	file: string;
	/** A file that is read and has the same content. */
	copy_of: string | null;
	/** The table that has its columns. */
	like: string | null;
	/** Order lines that it would bring, and their amount as exact text. */
	lines: number | null;
	amount: string | null;
}

interface Neighbour extends UnreadFile {
	/** The view of its rows under the columns of the table that it is like. */
	view: string | undefined;
}

const MOST_FILES = 12;
const LARGEST_BYTES = 20_000_000;

/** Reads the files that lie beside those of the project and are read by no table, as views, where they have a table's columns. */
export async function readNeighbours(
	connection: DuckDBConnection,
	project: Project,
	tables: readonly FileTable[],
	contract: ReadonlyMap<string, ReadonlyMap<string, ColumnTerms>>,
	reader: FileReader,
	scratchDir: string,
): Promise<Neighbour[]> {
	const found = unreadNeighbours(Object.values(project.config.files), project.dir).slice(0, MOST_FILES);
	if (found.length === 0) return [];
	const read = tables.flatMap((table) => table.parts.map((part) => ({ path: part.path, name: part.file })));
	const { copies } = partCopies([...read, ...found.map(({ path, shown }) => ({ path, name: shown }))]);
	const neighbours: Neighbour[] = [];
	for (const member of found) {
		const none = {
			file: member.shown,
			copy_of: null,
			like: null,
			lines: null,
			amount: null,
			view: undefined,
		};
		const copy = copies.find(({ name }) => name === member.shown);
		const isLarge = (statSync(member.path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES;
		if (copy !== undefined || isLarge) {
			neighbours.push({ ...none, copy_of: copy?.of ?? null });
			continue;
		}
		try {
			const [looked] = await reader.look(member.path, member.shown);
			if (looked === undefined) continue;
			const stem = `unread.${randomUUID().slice(0, 8)}`;
			const { path, shown } = member;
			const source = await reader.table({ path, shown, stem, file: looked.file, scratchDir });
			const part = { ...source, name: member.name, shown };
			const like = tables.find((table) => hasColumnsOf(table, source.columns));
			if (like === undefined) {
				neighbours.push(none);
				continue;
			}
			const terms = contract.get(like.name);
			const names = new Map(like.columns.map((name) => [name, { also: [] }]));
			const columns = await unitePart(connection, like.name, part, terms, names, () => false);
			const view = `unread_${neighbours.length}`;
			await connection.run(`create or replace temp view ${view} as ${partSql(part, columns)}`);
			neighbours.push({ ...none, like: like.name, view });
		} catch (error) {
			// A file that nobody asked for and that cannot be read is only named.
			if (!(error instanceof Fault)) throw error;
			neighbours.push(none);
		}
	}
	return neighbours;
}

function hasColumnsOf(table: FileTable, columns: readonly string[]): boolean {
	const own = table.columns.filter((name) => name !== 'file_name');
	const matched = matchColumns(columns, new Map(own.map((name) => [name, { also: [] }])));
	return matched.size >= 3 && matched.size >= 0.75 * own.length;
}

/** What the neighbours would bring: the statement of the order lines over each in the place of the table that it is like. */
export async function worthOfNeighbours(
	connection: DuckDBConnection,
	neighbours: readonly Neighbour[],
	lines: SourceStatement,
): Promise<UnreadFile[]> {
	const hasAmount = lines.columns.some(({ name }) => name === 'net_amount');
	const amount = hasAmount
		? 'cast(sum(try_cast(net_amount as decimal(38, 4))) as varchar)'
		: 'cast(null as varchar)';
	const told: UnreadFile[] = [];
	for (const { view, ...neighbour } of neighbours) {
		const reads = view !== undefined && new RegExp(`\\b${neighbour.like!}\\b`, 'i').test(lines.sql);
		if (!reads) {
			told.push(neighbour);
			continue;
		}
		const row = await connection
			.runAndReadAll(
				`with ${quoteIdentifier(neighbour.like!)} as (select * from ${view}) select count(*), ${amount} from (${lines.sql}\n)`,
			)
			.then(
				(reader) => reader.getRowsJS()[0],
				// Its columns are of other types than the statement expects: what it is worth cannot be said.
				() => undefined,
			);
		told.push(
			row === undefined
				? neighbour
				: { ...neighbour, lines: Number(row[0]), amount: row[1] === null ? null : String(row[1]) },
		);
	}
	return told;
}
