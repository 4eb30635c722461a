import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StatementType, type DuckDBConnection } from '@duckdb/node-api';
import { entity, type Entity, type EntityName } from '../../contract/entities.ts';
import { Fault } from '../fault.ts';
import { nearestNames } from './nearest-names.ts';

/** A user's statement for one entity, checked: one select, with every required column. */
export interface SourceStatement {
	entity: Entity;
	path: string;
	sql: string;
	/** Its columns, in order, by lower-case name. */
	columns: readonly { name: string; type: string }[];
}

/**
 * Reads and checks `sources/<entity>.sql`; undefined where there is none.
 * @throws {Fault} `input` when it is not one select, does not run, or lacks a required column.
 */
export async function readSourceStatement(
	connection: DuckDBConnection,
	dir: string,
	name: EntityName,
): Promise<SourceStatement | undefined> {
	const path = join(dir, 'sources', `${name}.sql`);
	if (!existsSync(path)) return undefined;
	const sql = readFileSync(path, 'utf8').trim().replace(/;\s*$/, '');
	await requireOneSelect(connection, sql, path);
	const columns = await describe(connection, sql, path);
	const found = new Set(columns.map((column) => column.name));
	const described = entity(name);
	for (const column of described.columns) {
		if (!column.required || found.has(column.name)) continue;
		const near = nearestNames(column.name, [...found]);
		const hint = near.length > 0 ? ` The nearest names it gives are ${near.join(', ')}.` : '';
		throw new Fault(
			'input',
			`${path}: ${name} needs the column ${column.name} (${column.description}).${hint}`,
		);
	}
	return { entity: described, path, sql, columns };
}

async function requireOneSelect(connection: DuckDBConnection, sql: string, path: string): Promise<void> {
	if (sql === '') throw new Fault('input', `${path} is empty; it should hold one select.`);
	try {
		const statements = await connection.extractStatements(sql);
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

async function describe(
	connection: DuckDBConnection,
	sql: string,
	path: string,
): Promise<{ name: string; type: string }[]> {
	try {
		const reader = await connection.runAndReadAll(`describe ${sql}`);
		return reader.getRowsJson().map((row) => ({ name: String(row[0]).toLowerCase(), type: String(row[1]) }));
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
