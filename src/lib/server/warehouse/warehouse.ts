import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { buildPaths, currentBuild, linesFile, pointerVersion, warehouseFile } from './build/builds.ts';
import { keptLinesView } from './ask/drill-relations.ts';
import { openEngine, queryRows } from './engine.ts';
import { quoteIdentifier, quoteText } from './sql-text.ts';
import type { CalendarMonth } from './ask/windows.ts';

/** What every question needs to know of the attached build; read once when it is attached. */
export interface WarehouseFacts {
	build_id: string;
	company: string;
	currency: string;
	as_of: string | null;
	watermark_on: string | null;
	built_at: string;
	model_version: string;
	rows_rejected: number;
	has_groups: boolean;
	/** Whether anything is kept for groups beside accounts: not where each account is its own group. */
	has_group_level: boolean;
	dimensions: readonly string[];
	months: readonly CalendarMonth[];
	lines_file: string;
}

/** One attached build: connections to it, and how many readers are using it. */
interface Attached {
	facts: WarehouseFacts;
	database: string;
	idle: DuckDBConnection[];
	readers: number;
	isRetired: boolean;
}

/**
 * The warehouse of a project, as the server reads it: attached read-only, swapped when a build puts a new one into
 * service, the old one let go when its last reader is done.
 */
export class Warehouse {
	readonly dir: string;
	readonly #instance: DuckDBInstance;
	#control: DuckDBConnection;
	#version: string | undefined;
	#attached: Attached | undefined;
	#attaching: Promise<Attached> | undefined;

	private constructor(dir: string, instance: DuckDBInstance, control: DuckDBConnection) {
		this.dir = dir;
		this.#instance = instance;
		this.#control = control;
	}

	/** Opens the engine for a project's warehouse; nothing is attached before the first reader. */
	static async open(dir: string, options: { threads?: number } = {}): Promise<Warehouse> {
		const { root } = buildPaths(dir);
		const spill = join(root, 'spill');
		mkdirSync(spill, { recursive: true });
		const instance = await openEngine({ tempDir: spill, ...options });
		const control = await instance.connect();
		await control.run(`set allowed_directories = [${quoteText(`${root}/`)}]`);
		await control.run('set enable_external_access = false');
		await control.run('set lock_configuration = true');
		return new Warehouse(dir, instance, control);
	}

	/**
	 * Runs `work` with a connection to the build in service. The build stays attached until `work` is done, whatever is
	 * swapped in meanwhile.
	 * @throws {Fault} `not_ready` when there is no warehouse yet.
	 */
	async read<T>(work: (connection: DuckDBConnection, facts: WarehouseFacts) => Promise<T>): Promise<T> {
		const attached = await this.#current();
		attached.readers++;
		let connection: DuckDBConnection | undefined;
		try {
			connection = attached.idle.pop() ?? (await this.#connect(attached.database, attached.facts.lines_file));
			return await work(connection, attached.facts);
		} finally {
			attached.readers--;
			if (connection) attached.idle.push(connection);
			if (attached.isRetired) await this.#letGo(attached);
		}
	}

	/** The facts of the build in service. Throws {@link Fault} `not_ready` when there is none. */
	async facts(): Promise<WarehouseFacts> {
		return (await this.#current()).facts;
	}

	/** Lets go of everything. */
	close(): void {
		this.#attached?.idle.forEach((connection) => connection.closeSync());
		this.#control.closeSync();
		this.#instance.closeSync();
	}

	async #current(): Promise<Attached> {
		const version = pointerVersion(this.dir);
		if (version === undefined) {
			throw new Fault(
				'not_ready',
				`There is no warehouse in ${this.dir} yet. Run "vital-few build --dir ${this.dir}".`,
			);
		}
		if (this.#attached && version === this.#version) return this.#attached;
		this.#attaching ??= this.#attach(version).finally(() => (this.#attaching = undefined));
		return this.#attaching;
	}

	async #attach(version: string): Promise<Attached> {
		const build = currentBuild(this.dir)!;
		const file = warehouseFile(this.dir, build.build_id);
		if (!existsSync(file)) {
			throw new Fault(
				'not_ready',
				`The warehouse file ${file} is gone. Run "vital-few build --force --dir ${this.dir}".`,
			);
		}
		const database = `build_${build.build_id}`;
		await this.#control.run(
			`attach if not exists ${quoteText(file)} as ${quoteIdentifier(database)} (read_only)`,
		);
		const lines = linesFile(this.dir, build.build_id);
		const connection = await this.#connect(database, lines);
		const facts = await readFacts(connection, lines);
		const attached: Attached = { facts, database, idle: [connection], readers: 0, isRetired: false };
		const old = this.#attached;
		this.#attached = attached;
		this.#version = version;
		if (old && old.database !== database) {
			old.isRetired = true;
			await this.#letGo(old);
		}
		return attached;
	}

	async #connect(database: string, lines: string): Promise<DuckDBConnection> {
		const connection = await this.#instance.connect();
		await connection.run(`use ${quoteIdentifier(database)}`);
		if (existsSync(lines)) await connection.run(keptLinesView(lines));
		return connection;
	}

	async #letGo(attached: Attached): Promise<void> {
		if (attached.readers > 0) return;
		attached.idle.splice(0).forEach((connection) => connection.closeSync());
		await this.#control.run(`detach database if exists ${quoteIdentifier(attached.database)}`);
	}
}

async function readFacts(connection: DuckDBConnection, lines: string): Promise<WarehouseFacts> {
	const [row] = await queryRows(connection, 'select * from main.build_facts');
	const months = await queryRows(
		connection,
		'select month_on, month_end_on, next_month_on, is_held, is_complete from main.calendar order by month_on',
	);
	const facts = row as unknown as Omit<WarehouseFacts, 'months' | 'lines_file'>;
	return { ...facts, months: months as unknown as CalendarMonth[], lines_file: lines };
}
