import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ENTITIES, type EntityName } from '../../contract/entities.ts';
import { Fault } from '../fault.ts';
import { quoteIdentifier, quoteText } from '../warehouse/sql-text.ts';
import type { Project } from './config.ts';
import { readContract } from './column-contract.ts';
import { closeToOutside, createFileTables, type FileTable } from './file-tables.ts';
import type { FileReader } from './read/file-reader.ts';
import { durationMs, readLimits } from './read/read-limits.ts';
import { ReaderProcess } from './read/reader-process.ts';
import { nearestNames } from './nearest-names.ts';
import {
	CONTROL_TOTALS,
	readControlTotals,
	readSourceStatement,
	type ControlTotalsStatement,
	type SourceStatement,
} from './source-statement.ts';
import { STAGING_ORDER } from './stage.ts';
import { readNeighbours, worthOfNeighbours, type UnreadFile } from './unread-files.ts';
import { withTimeLimit } from './time-limit.ts';

/** The user's sources, opened: a connection that sees their files as tables, and their statements, checked. */
export interface OpenSources {
	/** The files are temporary views of this connection alone: a file called accounts hides no mart. */
	connection: DuckDBConnection;
	files: readonly FileTable[];
	statements: ReadonlyMap<EntityName, SourceStatement>;
	/** For each file, by its name: the entities whose statements read it. */
	readers: ReadonlyMap<string, readonly EntityName[]>;
	/** What the lines of each order should come to, where the project says. */
	controlTotals: ControlTotalsStatement | undefined;
	/** Files that lie beside those that are read, with what they would bring. */
	unread: readonly UnreadFile[];
}

/**
 * Opens the files of a project as tables, shuts the engine to everything but them and `folder`, and checks every statement
 * of `sources/`. `attached` are database files to attach before, by name; all of them lie in `folder`, as `scratchDir` does.
 * @throws {Fault} `input` for a file or a statement that cannot be read, and where there are no order lines.
 */
export async function openSources(
	instance: DuckDBInstance,
	project: Project,
	place: {
		folder: string;
		scratchDir: string;
		attached: Readonly<Record<string, string>>;
		/** What reads the files, closed when they are read; default: a process of its own. */
		reader?: FileReader | undefined;
	},
): Promise<OpenSources> {
	refuseStrangers(project.dir);
	const connection = await instance.connect();
	for (const [name, path] of Object.entries(place.attached)) {
		await connection.run(`attach ${quoteText(path)} as ${quoteIdentifier(name)}`);
	}
	const reader = place.reader ?? startReader(project, place.scratchDir);
	const { files, neighbours } = await readFiles(connection, project, place.scratchDir, reader).finally(() =>
		reader.close(),
	);
	await closeToOutside(
		connection,
		files.flatMap((file) => file.parts.map((part) => part.path)),
		[place.folder],
	);
	const statements = new Map<EntityName, SourceStatement>();
	const timeoutMs = durationMs(project.config.build.timeout);
	// Of two dimensions of one name, the accounts' keeps it.
	for (const name of ['accounts' as const, ...STAGING_ORDER.filter((other) => other !== 'accounts')]) {
		const path = join(project.dir, 'sources', `${name}.sql`);
		// Some statements run already when they are described.
		const statement = await withTimeLimit(connection, timeoutMs, path, () =>
			readSourceStatement(connection, project.dir, name, new Set(statements.get('accounts')?.dimensions)),
		);
		if (statement) statements.set(name, statement);
	}
	if (!statements.has('order_lines')) {
		const path = join(project.dir, 'sources', 'order_lines.sql');
		throw new Fault('input', `There is no ${path}: order lines are the one entity that is required.`);
	}
	const controlTotals = await withTimeLimit(connection, timeoutMs, CONTROL_TOTALS, () =>
		readControlTotals(connection, project.dir),
	);
	const readers = await readersOf(instance, files, statements);
	const unread = await worthOfNeighbours(connection, neighbours, statements.get('order_lines')!);
	return { connection, files, statements, readers, controlTotals, unread };
}

async function readFiles(
	connection: DuckDBConnection,
	project: Project,
	scratchDir: string,
	reader: FileReader,
) {
	const files = await createFileTables(connection, project, scratchDir, reader);
	const contract = readContract(project.dir);
	const neighbours = await readNeighbours(connection, project, files, contract, reader, scratchDir);
	return { files, neighbours };
}

function startReader({ config }: Project, scratchDir: string): FileReader {
	return new ReaderProcess(readLimits(config.reader), {
		memoryLimit: config.memory_limit,
		tempDir: join(scratchDir, 'reader-spill'),
	});
}

/** A statement whose name is no entity's would be left out in silence. */
function refuseStrangers(dir: string): void {
	const folder = join(dir, 'sources');
	const known = [...ENTITIES.map((described) => described.name as string), CONTROL_TOTALS];
	for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
		const name = /^(.+)\.sql$/i.exec(file)?.[1];
		if (name === undefined || known.includes(name)) continue;
		const near = nearestNames(name, known)[0];
		const hint = near === undefined ? '' : ` Did you mean ${near}.sql?`;
		throw new Fault(
			'input',
			`${join(folder, file)}: there is no entity ${name}.${hint} Entities: ${known.join(', ')}.`,
		);
	}
}

/** The engine names the tables of a statement only to a connection that does not have them, and not of every join. */
async function readersOf(
	instance: DuckDBInstance,
	files: readonly FileTable[],
	statements: ReadonlyMap<EntityName, SourceStatement>,
): Promise<Map<string, EntityName[]>> {
	const stranger = await instance.connect();
	const tables = new Map<EntityName, (name: string) => boolean>();
	for (const [entity, { sql }] of statements) {
		const named = new Set(stranger.getTableNames(sql, false).map((table) => table.toLowerCase()));
		tables.set(entity, named.size > 0 ? (name) => named.has(name) : (name) => mentions(sql, name));
	}
	stranger.closeSync();
	return new Map(
		files.map(({ name }) => [name, [...tables].filter(([, reads]) => reads(name)).map(([entity]) => entity)]),
	);
}

function mentions(sql: string, name: string): boolean {
	const withoutTexts = sql
		.replace(/--.*$/gm, '')
		.replace(/\/\*[\s\S]*?\*\//g, '')
		.replace(/'(?:[^']|'')*'/g, "''");
	return new RegExp(`\\b${name}\\b`, 'i').test(withoutTexts);
}
