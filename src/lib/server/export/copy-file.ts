import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Asked } from '../warehouse/ask/ask.ts';
import { runWith } from '../warehouse/engine.ts';
import { quoteText } from '../warehouse/sql-text.ts';
import type { ByteStream } from './byte-stream.ts';
import { tableStatement } from './table-columns.ts';
import { exportStatement, listsAsText, timestampsAsText } from './statement.ts';

const BLOCK_BYTES = 64 * 1024;

/**
 * Writes an answer's rows as CSV or Parquet with the engine's own writer, decimals exact, and gives the file's bytes.
 * The file lies in the folder `scratch` and has no name any more before its first byte leaves, so that nothing
 * is left behind whatever happens to the reader.
 */
export async function copiedFile(
	connection: DuckDBConnection,
	asked: Asked,
	format: 'csv' | 'parquet',
	scratch: string,
): Promise<ByteStream> {
	const folder = exportFolder(scratch);
	mkdirSync(folder, { recursive: true });
	const path = join(folder, `${randomUUID()}.${format}`);
	const replaced = format === 'csv' ? { ...listsAsText(asked), ...timestampsAsText(asked) } : {};
	const options = format === 'csv' ? 'format csv, header' : 'format parquet, compression zstd';
	try {
		const rows = await runWith(
			connection,
			`copy (${tableStatement(exportStatement(asked, replaced), asked.table)}) to ${quoteText(path)} (${options})`,
			asked.composed.values,
		);
		const file = await open(path);
		return { rows, parts: blocks(file), close: () => file.close() };
	} finally {
		await rm(path, { force: true });
	}
}

async function* blocks(file: FileHandle): AsyncGenerator<Uint8Array> {
	for (;;) {
		const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(BLOCK_BYTES) });
		if (bytesRead === 0) return;
		yield buffer.subarray(0, bytesRead);
	}
}

/** Longer than the engine writes at any file. */
const LEFT_BEHIND_MS = 3_600_000;

/** Removes what a killed process was writing; what another one may still write stays. */
export function removeLeftExports(scratch: string, now: number): void {
	const folder = exportFolder(scratch);
	for (const name of existsSync(folder) ? readdirSync(folder) : []) {
		const file = join(folder, name);
		const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now;
		if (now - written > LEFT_BEHIND_MS) rmSync(file, { force: true });
	}
}

function exportFolder(scratch: string): string {
	return join(scratch, 'exports');
}
