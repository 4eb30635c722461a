import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { tmpdir } from 'node:os';
import { Fault } from '../../fault.ts';
import { openEngine } from '../../warehouse/engine.ts';
import { formatOf } from '../file-tables.ts';
import { readings, type Reading } from '../recognise/reading.ts';
import { readCsvTable } from './csv-table.ts';
import type { FileReader, ReadTask, TableTask } from './file-reader.ts';
import { readJsonTable } from './json-table.ts';
import { readParquetTable } from './parquet-table.ts';
import { physicalFile } from './physical-file.ts';
import { readLimits, type ReadLimits } from './read-limits.ts';
import type { TableSource } from './table-source.ts';
import { readXlsxTable } from './xlsx-table.ts';

/** Settings of the engine of a reader. */
export interface ReaderEngine {
	threads?: number | undefined;
	memoryLimit?: string | undefined;
	tempDir?: string | undefined;
}

/**
 * Reads files in the process that it is in, which a damaged or hostile file may end: {@link ReaderProcess} keeps it in one of
 * its own.
 */
export class HereReader implements FileReader {
	readonly #limits: ReadLimits;
	readonly #settings: ReaderEngine;
	#engine: { instance: DuckDBInstance; connection: DuckDBConnection } | undefined;

	constructor(limits: ReadLimits = readLimits(), settings: ReaderEngine = {}) {
		this.#limits = limits;
		this.#settings = settings;
	}

	async look(path: string, shown: string): Promise<Reading[]> {
		return this.#named(shown, async () =>
			readings(await this.#connection(), physicalFile(path, shown), shown, this.#limits),
		);
	}

	async table(task: Omit<TableTask, 'kind'>): Promise<TableSource> {
		const { path, shown, stem, file, scratchDir } = task;
		return this.#named(shown, async () => {
			const physical = physicalFile(path, shown);
			const connection = await this.#connection();
			const limits = this.#limits;
			switch (file.format ?? formatOf(physical)) {
				case 'csv':
					return readCsvTable(connection, stem, physical, file, scratchDir, limits);
				case 'json':
					return readJsonTable(connection, stem, physical, file, scratchDir, limits);
				case 'parquet':
					return readParquetTable(connection, physical, limits);
				case 'xlsx':
					return readXlsxTable(connection, stem, physical, file, scratchDir, limits);
			}
		});
	}

	async run(task: ReadTask): Promise<Reading[] | TableSource> {
		return task.kind === 'look' ? this.look(task.path, task.shown) : this.table(task);
	}

	async close(): Promise<void> {
		this.#engine?.connection.closeSync();
		this.#engine?.instance.closeSync();
		this.#engine = undefined;
	}

	async #connection(): Promise<DuckDBConnection> {
		if (!this.#engine) {
			const { threads, memoryLimit, tempDir } = this.#settings;
			const instance = await openEngine({
				...(threads === undefined ? {} : { threads }),
				...(memoryLimit === undefined ? {} : { memoryLimit }),
				tempDir: tempDir ?? tmpdir(),
			});
			this.#engine = { instance, connection: await instance.connect() };
		}
		return this.#engine.connection;
	}

	/** Whatever goes wrong with a file is told in one sentence that names it. */
	async #named<T>(shown: string, work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			throw error instanceof Fault ? error : unexpectedFault(shown, error, this.#limits);
		}
	}
}

function unexpectedFault(shown: string, error: unknown, limits: ReadLimits): Fault {
	const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
	if (/ENOSPC|No space left on device|could not write/i.test(message)) {
		const sentence = `The disk is full: ${shown} could not be unpacked. Free some space and try again. (${message})`;
		return new Fault('input', sentence, { cause: error });
	}
	if (/^Out of Memory Error|Array buffer allocation failed|Cannot create a string longer/i.test(message)) {
		return new Fault('input', memorySentence(shown, limits), { cause: error });
	}
	return new Fault('input', `${shown} cannot be read: ${message.replace(/\.$/, '')}.`, { cause: error });
}

/** What is told of a file that wants more memory than it may have. */
export function memorySentence(shown: string, { memoryBytes }: ReadLimits): string {
	const megabytes = Math.round(memoryBytes / (1 << 20));
	return `${shown} was given up: reading it takes more than ${megabytes} MB of memory. Export it as CSV or in smaller files, or raise reader.memory_limit in vital-few.yaml.`;
}
