import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import {
	Field,
	RecordBatch,
	RecordBatchStreamWriter,
	Schema,
	Struct,
	Utf8,
	makeData,
	type DataType,
} from 'apache-arrow';
import { countRows, type AnswerMeta, type Asked } from '../warehouse/ask/ask.ts';
import { columnBuilder, type ColumnBuilder } from './arrow-column.ts';
import { arrowStatement, dropDictionaries } from './arrow-statement.ts';
import type { ByteStream } from './byte-stream.ts';
import { dropKeptRows, keepRows } from './kept-rows.ts';
import { exportStatement } from './statement.ts';

/** Rows of a batch: texts take time to copy, so that batches with texts are shorter. */
const ROWS_WITH_TEXTS = 8_192;
const ROWS_WITHOUT_TEXTS = 65_536;
const ROWS_IN_CHUNK = 2_048;

/**
 * An answer as an Arrow IPC stream, its batches copied from the engine's own vectors: money and other numbers that are
 * not whole as float64, days as date32, texts of few values as a dictionary. The schema's metadata holds the answer's
 * meta under `meta`.
 */
export async function arrowStream(
	connection: DuckDBConnection,
	asked: Asked,
	metaOf: (totalRows: number) => AnswerMeta,
): Promise<ByteStream> {
	const rows = await keepRows(connection, exportStatement(asked), asked.composed.values);
	const meta = metaOf(await countRows(connection, asked, rows));
	const { sql, dictionaries } = await arrowStatement(connection, rows);
	const result = await connection.stream(sql);
	return {
		rows,
		parts: batches(result, meta),
		close: async () => {
			await dropKeptRows(connection);
			await dropDictionaries(connection, dictionaries);
		},
	};
}

async function* batches(result: DuckDBResult, meta: AnswerMeta): AsyncGenerator<Uint8Array> {
	const types = result.columnTypes();
	const names = result.columnNames();
	const probe = types.map((type, column) => columnBuilder(column, type, 0));
	const capacity = probe.some((builder) => builder.type instanceof Utf8)
		? ROWS_WITH_TEXTS
		: ROWS_WITHOUT_TEXTS;
	const builders = types.map((type, column) => columnBuilder(column, type, capacity));
	const fields = builders.map((builder, column) => new Field(names[column]!, builder.type, true));
	const schema = new Schema(fields, new Map([['meta', JSON.stringify(meta)]]));
	const writer = new PartsWriter();
	let filled = 0;
	const batch = (): RecordBatch => recordBatch(schema, builders, filled);
	for (let chunk = await next(result); chunk; chunk = await next(result)) {
		for (const builder of builders) builder.append(chunk, filled);
		filled += chunk.rowCount;
		if (filled % 8 === 0 && filled + ROWS_IN_CHUNK <= capacity) continue;
		yield writer.bytesOf(batch());
		filled = 0;
	}
	// The last batch may be empty: it carries the schema of an answer without rows.
	yield writer.bytesOf(batch());
	yield writer.end();
}

async function next(result: DuckDBResult): Promise<DuckDBDataChunk | undefined> {
	const chunk = await result.fetchChunk();
	return chunk && chunk.rowCount > 0 ? chunk : undefined;
}

function recordBatch(schema: Schema, builders: readonly ColumnBuilder[], rows: number): RecordBatch {
	const children = builders.map((builder) => builder.take(rows));
	const type = new Struct<Record<string, DataType>>(schema.fields as Field<DataType>[]);
	return new RecordBatch(schema, makeData({ type, length: rows, nullCount: 0, children }));
}

/** Arrow's own writer, its bytes taken after each batch instead of queued. */
class PartsWriter extends RecordBatchStreamWriter {
	#parts: Uint8Array[] = [];

	protected override _write(chunk: ArrayBufferView): this {
		if (this._started && chunk.byteLength > 0) {
			this.#parts.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
		}
		return this;
	}

	bytesOf(batch: RecordBatch): Uint8Array {
		this.write(batch);
		return this.#take();
	}

	end(): Uint8Array {
		this.finish();
		return this.#take();
	}

	#take(): Uint8Array {
		const parts = this.#parts;
		this.#parts = [];
		return Buffer.concat(parts);
	}
}
