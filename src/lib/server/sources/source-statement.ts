import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StatementType, type DuckDBConnection, type DuckDBExtractedStatements } from '@duckdb/node-api';
import { entity, type Entity, type EntityName } from '../../contract/entities.ts';
import { Fault } from '../fault.ts';
import { quoteIdentifier } from '../warehouse/sql-text.ts';
import { DIMENSION_PREFIX, dimensionNames, LINE_PREFIX, type RenamedColumn } from './dimension-names.ts';
import { nearestNames } from './nearest-names.ts';

/** A user's statement for one entity, checked: one select, with every required column. */
export interface SourceStatement {
	entity: Entity;
	path: string;
	sql: string;
	/** Its columns, in order, by lower-case name. */
	columns: readonly { name: string; type: string }[];
	/** Those of its columns that are dimensions, in order. */
	dimensions: readonly string[];
	/** Dimensions that bear another name than their column, which is one of ours. */
	renamed: readonly RenamedColumn[];
}

/**
 * Reads and checks `sources/<entity>.sql`; undefined where there is none.
 * @throws {Fault} `input` when it is not one select, does not run, or lacks a required column.
 */
export async function readSourceStatement(
	connection: DuckDBConnection,
	dir: string,
	name: EntityName,
	/** Names that dimensions cannot have, beside the reserved ones. */
	taken: ReadonlySet<string> = new Set(),
): Promise<SourceStatement | undefined> {
	const path = join(dir, 'sources', `${name}.sql`);
	const described = entity(name);
	const required = described.columns.filter((column) => column.required);
	const read = await readSelect(connection, path, name, required);
	if (read === undefined) return undefined;
	const { sql, given } = read;
	const columns = given.map((column) => ({ ...column, name: column.name.toLowerCase() }));
	return {
		entity: described,
		path,
		sql,
		columns,
		dimensions: [],
		renamed: [],
		...renaming(described, sql, given, taken),
	};
}

/** The statement beside those of the entities: what the lines of each order should come to. */
export const CONTROL_TOTALS = 'control_totals';

/** `sources/control_totals.sql`, checked. */
export interface ControlTotalsStatement {
	path: string;
	sql: string;
	/** Lower-case names of its columns. */
	columns: ReadonlySet<string>;
}

const TOTALS_COLUMNS = [
	{ name: 'control_total', description: 'what the figure is called' },
	{ name: 'order_id', description: 'the order' },
	{ name: 'amount', description: 'what its lines should come to' },
];

/**
 * Reads and checks `sources/control_totals.sql`; undefined where there is none.
 * @throws {Fault} `input` as for the statements of entities.
 */
export async function readControlTotals(
	connection: DuckDBConnection,
	dir: string,
): Promise<ControlTotalsStatement | undefined> {
	const path = join(dir, 'sources', `${CONTROL_TOTALS}.sql`);
	const read = await readSelect(connection, path, CONTROL_TOTALS, TOTALS_COLUMNS);
	return read && { path, sql: read.sql, columns: new Set(read.given.map(({ name }) => name.toLowerCase())) };
}

/** One select of `sources/`, with the columns that it gives; undefined where there is no such file. */
async function readSelect(
	connection: DuckDBConnection,
	path: string,
	name: string,
	required: readonly { name: string; description: string }[],
): Promise<{ sql: string; given: { name: string; type: string }[] } | undefined> {
	if (!existsSync(path)) return undefined;
	// A semicolon may stand at the end, and comments behind it.
	const sql = readFileSync(path, 'utf8')
		.trim()
		.replace(/;(?:\s|--[^\n]*(?:\n|$)|;)*$/, '');
	await requireOneSelect(connection, sql, path);
	const given = await describe(connection, sql, path);
	const found = new Set(given.map((column) => column.name.toLowerCase()));
	for (const column of required) {
		if (found.has(column.name)) continue;
		const near = nearestNames(column.name, [...found]);
		const hint = near.length > 0 ? ` The nearest names it gives are ${near.join(', ')}.` : '';
		throw new Fault(
			'input',
			`${path}: ${name} needs the column ${column.name} (${column.description}).${hint}`,
		);
	}
	return { sql, given };
}

/**
 * What a statement's further columns are as dimensions, and the statement that gives them under these names. The engine
 * compares names beyond ASCII letter by letter, so a name in capitals has to be put in lower case, too.
 */
function renaming(
	described: Entity,
	sql: string,
	given: readonly { name: string; type: string }[],
	taken: ReadonlySet<string>,
): Pick<SourceStatement, 'sql' | 'columns' | 'dimensions' | 'renamed'> | undefined {
	if (described.name !== 'accounts' && described.name !== 'order_lines') return undefined;
	const ours = new Set(
		['source_file', 'source_line', ...described.columns.map(({ name }) => name)].flatMap((name) => [
			name,
			`${name}_read`,
		]),
	);
	const further = given.map(({ name }) => name).filter((name) => !ours.has(name.toLowerCase()));
	const prefix = described.name === 'accounts' ? DIMENSION_PREFIX : LINE_PREFIX;
	const names = dimensionNames(further, prefix, taken);
	const changed = [...names].filter(([original, name]) => name !== original);
	const list = changed.map(([original, name]) => `${quoteIdentifier(original)} as ${quoteIdentifier(name)}`);
	return {
		sql: list.length === 0 ? sql : `select * rename (${list.join(', ')}) from (${sql}\n)`,
		columns: given.map(({ name, type }) => ({ name: names.get(name) ?? name.toLowerCase(), type })),
		dimensions: [...names.values()],
		renamed: changed
			.filter(([original, name]) => name !== original.toLowerCase())
			.map(([original, name]) => ({ given: original, name })),
	};
}

async function requireOneSelect(connection: DuckDBConnection, sql: string, path: string): Promise<void> {
	if (sql === '') throw new Fault('input', `${path} is empty; it should hold one select.`);
	try {
		const statements = await statementsOf(connection, sql, path);
		if (statements.count !== 1) {
			throw new Fault('input', `${path} holds ${statements.count} statements; it should hold one select.`);
		}
		const prepared = await statements.prepare(0);
		if (prepared.statementType !== StatementType.SELECT) {
			throw new Fault('input', `${path} is not a select; a source statement may only read.`);
		}
		if (prepared.parameterCount > 0) {
			throw new Fault('input', `${path} has a parameter ($ or ?); a source statement takes none.`);
		}
	} catch (error) {
		throw asFault(error, path);
	}
}

/** The statements of a text. The engine fails without a word where there is none, as in a file of comments. */
async function statementsOf(
	connection: DuckDBConnection,
	sql: string,
	path: string,
): Promise<DuckDBExtractedStatements> {
	try {
		const statements = await connection.extractStatements(sql);
		if (statements.count > 0) return statements;
	} catch (error) {
		if ((error as Error).message.includes(' Error: ')) throw error;
	}
	throw new Fault('input', `${path} holds no statement, only comments; it should hold one select.`);
}

async function describe(
	connection: DuckDBConnection,
	sql: string,
	path: string,
): Promise<{ name: string; type: string }[]> {
	try {
		const reader = await connection.runAndReadAll(`describe ${sql}`);
		return reader.getRowsJson().map((row) => ({ name: String(row[0]), type: String(row[1]) }));
	} catch (error) {
		throw asFault(error, path);
	}
}

/** What the engine said of a user's statement, as one sentence that names the file. */
export function asFault(error: unknown, path: string): Fault {
	if (error instanceof Fault) return error;
	const text = error instanceof Error ? error.message : String(error);
	const line = /LINE (\d+):/.exec(text)?.[1];
	const first = text.split('\n')[0]!.trim();
	const sentence = /disabled by configuration/.test(text)
		? `it may read only the files that vital-few.yaml names (${first})`
		: first;
	return new Fault('input', `${path}${line === undefined ? '' : `, line ${line}`}: ${sentence}`, {
		cause: error,
	});
}
