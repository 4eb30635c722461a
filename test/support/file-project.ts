import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect } from 'vitest';
import { parseConfig } from '../../src/lib/server/sources/config.ts';
import { createFileTables, type FileTable } from '../../src/lib/server/sources/file-tables.ts';
import type { FileReader } from '../../src/lib/server/sources/read/file-reader.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { openEngine } from '../../src/lib/server/warehouse/engine.ts';

/** A folder of files and an engine that reads them, made anew for each test. */
export class FileProject {
	dir = '';
	connection!: DuckDBConnection;
	private instance!: DuckDBInstance;
	private reader!: FileReader;

	/** Makes and removes the folder and the engine around each test of the file. */
	static forEachTest(): FileProject {
		const project = new FileProject();
		beforeEach(async () => {
			project.dir = mkdtempSync(join(tmpdir(), 'vital-few-files-'));
			project.instance = await openEngine({});
			project.connection = await project.instance.connect();
			project.reader = new HereReader();
		});
		afterEach(async () => {
			await project.reader.close();
			project.connection.closeSync();
			project.instance.closeSync();
			rmSync(project.dir, { recursive: true, force: true });
		});
		return project;
	}

	write(name: string, content: string | Buffer): string {
		const path = join(this.dir, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
		return path;
	}

	/** Reads a file as the table `t`, with the options of its entry in `vital-few.yaml`. */
	async open(file: string, options = ''): Promise<FileTable> {
		const config = parseConfig(
			`company: Test\nfiles: { t: { path: '${file}'${options} } }`,
			'vital-few.yaml',
		);
		const tables = await createFileTables(
			this.connection,
			{ dir: this.dir, config },
			join(this.dir, 'scratch'),
			this.reader,
		);
		return tables[0]!;
	}

	/** All rows of a file, in the order of their lines; the last value of each is its line. */
	async rows(file: string, options = ''): Promise<unknown[][]> {
		await this.open(file, options);
		return this.select('select * from t order by line_number');
	}

	async select(sql: string): Promise<unknown[][]> {
		return (await this.connection.runAndReadAll(sql)).getRowsJson();
	}

	/** The sentence with which a file is refused. */
	async fault(file: string, options = ''): Promise<string> {
		const error: unknown = await this.open(file, options).then(
			() => undefined,
			(reason: unknown) => reason,
		);
		expect(error).toMatchObject({ name: 'Fault', code: 'input' });
		return (error as Error).message;
	}
}
