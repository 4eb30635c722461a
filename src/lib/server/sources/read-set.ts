import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { quoteIdentifier, quoteText } from '../warehouse/sql-text.ts';
import { matchColumns, type ColumnTerms } from './column-contract.ts';
import { isWritten, rewritten, TEXT, type Look } from './column-looks.ts';
import { nearestNames } from './nearest-names.ts';
import { conceptsOf } from './recognise/concepts.ts';
import { nameTokens, plainName } from './recognise/name-tokens.ts';

/** Column that tells, in a table of several files, which of them a row is from. */
export const FILE_COLUMN = 'file_name';
const LINE_COLUMN = 'line_number';

/** One file of a table, read: its statement over Parquet files. */
export interface ReadPart {
	/** What `file_name` says of it. */
	name: string;
	/** As a person names it. */
	shown: string;
	select: string;
	columns: readonly string[];
	rows: number;
}

/** How one file gives a column of the table. */
interface PartColumn {
	column: string;
	wanted: string;
	look: Look;
	into: Look;
}

/** Below this share of values that are written in a look, a file does not write the column so. */
const LEAST_WRITTEN = 0.8;

/**
 * The columns of the files of a table, each under the table's name for it and in the form that the statements expect.
 * @param terms the table's terms in `columns.yaml`; without them the first file names the columns, and nothing is held to them
 * @param isUsed whether a statement reads a column: one that is missing or written differently then stops the build
 * @throws {Fault} `input`, naming file, column and the nearest candidate.
 */
export async function unitePart(
	connection: DuckDBConnection,
	table: string,
	part: ReadPart,
	terms: ReadonlyMap<string, ColumnTerms> | undefined,
	names: ReadonlyMap<string, { also: readonly string[] }>,
	isUsed: (column: string) => boolean,
): Promise<PartColumn[]> {
	const matched = matchColumns(part.columns, terms ?? names);
	if (terms !== undefined) requireColumns(table, part, terms, matched, isUsed);
	const columns: PartColumn[] = part.columns
		.filter((column) => column !== LINE_COLUMN && column !== FILE_COLUMN)
		.map((column) => ({ column, wanted: matched.get(column) ?? column, look: TEXT, into: TEXT }));
	if (terms === undefined || part.rows === 0) return columns;
	const written = columns.filter(({ wanted }) => terms.get(wanted)?.looks.some((look) => look !== TEXT));
	if (written.length === 0) return columns;
	const shares = await writtenShares(connection, part, written, terms);
	for (const column of written) {
		const { looks } = terms.get(column.wanted)!;
		const best = bestLook(looks, shares.get(column.column)!);
		if (best.share < LEAST_WRITTEN && isUsed(column.wanted)) {
			throw new Fault(
				'input',
				`${part.shown}: ${column.column} is not written as before: ${percent(1 - best.share)} of its values are no ${shownLook(looks)} (one is ${JSON.stringify(shares.get(column.column)!.example)}). Look at the file; if this is its new form, "vital-few adopt ${part.shown}" takes it in.`,
			);
		}
		Object.assign(column, { look: best.look, into: looks[0]! });
	}
	return columns;
}

function requireColumns(
	table: string,
	part: ReadPart,
	terms: ReadonlyMap<string, ColumnTerms>,
	matched: ReadonlyMap<string, string>,
	isUsed: (column: string) => boolean,
): void {
	const found = new Set(matched.values());
	const free = part.columns.filter((column) => !matched.has(column) && column !== LINE_COLUMN);
	for (const wanted of terms.keys()) {
		if (found.has(wanted) || !isUsed(wanted)) continue;
		const near = nearestColumn(wanted, free);
		const hint =
			near === undefined
				? `it has ${part.columns.filter((name) => name !== LINE_COLUMN).join(', ')}`
				: `the nearest that it has is ${near}`;
		throw new Fault(
			'input',
			`${part.shown} lacks the column ${wanted} of ${table}; ${hint}. If that is the new spelling, "vital-few adopt ${part.shown}" takes it in.`,
		);
	}
}

/** The column of a file that most likely stands for a missing one: of the same meaning, else of a similar name. */
export function nearestColumn(wanted: string, free: readonly string[]): string | undefined {
	const meanings = (name: string) => new Set(conceptsOf(nameTokens(name)).map(({ concept }) => concept));
	const own = meanings(wanted);
	const alike = free
		.map((name) => ({ name, shared: [...meanings(name)].filter((concept) => own.has(concept)).length }))
		.filter(({ shared }) => shared > 0)
		.sort((a, b) => b.shared - a.shared)[0];
	if (alike !== undefined) return alike.name;
	const words = (name: string) => new Set(nameTokens(name).map(({ word }) => word));
	const mine = words(wanted);
	return (
		free.find((name) => [...words(name)].some((word) => mine.has(word))) ??
		nearestNames(plainName(wanted), free)[0] ??
		(free.length === 1 ? free[0] : undefined)
	);
}

interface Written {
	shares: ReadonlyMap<Look, number>;
	/** A value that is written in the first look by no means. */
	example: string;
}

async function writtenShares(
	connection: DuckDBConnection,
	part: ReadPart,
	columns: readonly PartColumn[],
	terms: ReadonlyMap<string, ColumnTerms>,
): Promise<Map<string, Written>> {
	const asked = columns.map(({ column, wanted }) => ({ column, looks: terms.get(wanted)!.looks }));
	const expressions = asked.flatMap(({ column, looks }) => {
		const filled = `trim(${quoteIdentifier(column)}) <> ''`;
		return [
			`count(*) filter (${filled})`,
			`min(${quoteIdentifier(column)}) filter (${filled} and not coalesce(${isWritten(column, looks[0]!)}, false))`,
			...looks.map((look) => `count(*) filter (${filled} and ${isWritten(column, look)})`),
		];
	});
	const cast = part.columns.map(
		(name) => `cast(${quoteIdentifier(name)} as varchar) as ${quoteIdentifier(name)}`,
	);
	const reader = await connection.runAndReadAll(
		`select ${expressions.join(', ')} from (select ${cast.join(', ')} from (${part.select}))`,
	);
	const values = [...reader.getRowsJS()[0]!];
	return new Map(
		asked.map(({ column, looks }) => {
			const filled = Number(values.shift());
			const example = String(values.shift() ?? '');
			const counts = looks.map((look): [Look, number] => {
				const count = Number(values.shift());
				return [look, filled === 0 ? 1 : count / filled];
			});
			return [column, { shares: new Map(counts), example }];
		}),
	);
}

/** The look that most values have, the first of equals. */
function bestLook(looks: readonly Look[], { shares }: Written): { look: Look; share: number } {
	return looks
		.map((look) => ({ look, share: shares.get(look) ?? 0 }))
		.reduce((best, other) => (other.share > best.share ? other : best));
}

/** The statement that gives a file's rows under the table's columns. */
export function partSql(
	part: ReadPart,
	columns: readonly PartColumn[],
	ownIds: readonly string[] = [],
): string {
	const list = columns.map(({ column, wanted, look, into }) => {
		const value = rewritten(column, look, into);
		const own = ownIds.includes(wanted)
			? `${quoteText(`${withoutEnding(part.name)}/`)} || cast(${value} as varchar)`
			: value;
		return own === quoteIdentifier(wanted) ? own : `${own} as ${quoteIdentifier(wanted)}`;
	});
	return `select ${[...list, LINE_COLUMN].join(', ')}, ${quoteText(part.name)} as ${FILE_COLUMN} from (${part.select})`;
}

function withoutEnding(name: string): string {
	return name.replace(/(\.(gz|zst|zstd))?$/i, '').replace(/\.[a-z]+$/i, '');
}

/** One relation of all parts; what a file does not have is null in its rows. */
export function unionOf(parts: readonly string[]): string {
	return parts.join('\nunion all by name\n');
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function shownLook(looks: readonly Look[]): string {
	return looks.map((look) => (look === 'date iso' ? 'date like 2026-09-30' : look)).join(' or ');
}
