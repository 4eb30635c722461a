import type { SourceFile } from '../config.ts';
import type { Reading } from '../recognise/reading.ts';
import type { TableSource } from './table-source.ts';

/** A file to look at: where it lies, and what the person calls it. */
export interface LookTask {
	kind: 'look';
	path: string;
	/** The path as the person wrote it, for sentences. */
	shown: string;
}

/** A file to read as one table into the scratch folder. */
export interface TableTask {
	kind: 'table';
	path: string;
	shown: string;
	/** Beginning of the names of the files that are written; unlike any before. */
	stem: string;
	file: SourceFile;
	scratchDir: string;
}

export type ReadTask = LookTask | TableTask;

/** What reads the files of people. Each method throws a fault of code `input`, one sentence that names the file. */
export interface FileReader {
	/** How the tables of a file are to be read. */
	look(path: string, shown: string): Promise<Reading[]>;
	/** One table of a file, as a statement over Parquet files. */
	table(task: Omit<TableTask, 'kind'>): Promise<TableSource>;
	close(): Promise<void>;
}
