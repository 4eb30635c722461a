import type { DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

/** An entry of a text vector: its length, then up to 12 bytes in place, or four of them and a pointer to all. */
const ENTRY_BYTES = 16;
const LONGEST_IN_PLACE = 12;

/** The texts of one column of a chunk, straight from the engine's memory; valid until the chunk is let go. */
export class TextColumn {
	readonly count: number;
	readonly #bytes: Uint8Array;
	readonly #lengths: Uint32Array;
	readonly #validity: Uint8Array | undefined;

	constructor(chunk: DuckDBDataChunk, column: number) {
		this.count = chunk.rowCount;
		const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
		this.#bytes = duckdb.vector_get_data(vector, this.count * ENTRY_BYTES);
		this.#lengths = new Uint32Array(
			this.#bytes.buffer,
			this.#bytes.byteOffset,
			(this.count * ENTRY_BYTES) / 4,
		);
		this.#validity = validityOf(vector, this.count);
	}

	/** Length in bytes of a row's text; 0 for null. */
	lengthOf(row: number): number {
		const isNull = this.#validity !== undefined && (this.#validity[row >> 3]! & (1 << (row & 7))) === 0;
		return isNull ? 0 : this.#lengths[row * 4]!;
	}

	/** Copies a row's bytes of UTF-8 into `target`. */
	copy(row: number, length: number, target: Uint8Array, at: number): void {
		const entry = row * ENTRY_BYTES;
		if (length <= LONGEST_IN_PLACE) {
			// A loop: for a few bytes it is faster than a view and a copy.
			for (let i = 0; i < length; i++) target[at + i] = this.#bytes[entry + 4 + i]!;
			return;
		}
		const pointer = this.#bytes.byteOffset + entry + 8;
		target.set(duckdb.get_data_from_pointer(this.#bytes.buffer as ArrayBuffer, pointer, length), at);
	}
}

/** The bits that say which rows are not null; undefined where all are. */
export function validityOf(vector: duckdb.Vector, count: number): Uint8Array | undefined {
	const bytes = Math.ceil(count / 64) * 8;
	return (duckdb.vector_get_validity(vector, bytes) as Uint8Array | null) ?? undefined;
}

/** All texts of a column one after the other, `separator` between them. */
export function joinTexts(column: TextColumn, separator: Uint8Array): Uint8Array {
	let size = Math.max(0, column.count - 1) * separator.length;
	for (let row = 0; row < column.count; row++) size += column.lengthOf(row);
	const joined = Buffer.allocUnsafe(size);
	let at = 0;
	for (let row = 0; row < column.count; row++) {
		if (row > 0) {
			joined.set(separator, at);
			at += separator.length;
		}
		const length = column.lengthOf(row);
		column.copy(row, length, joined, at);
		at += length;
	}
	return joined;
}
