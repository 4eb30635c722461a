import type { DuckDBDataChunk, DuckDBListValue, DuckDBType } from '@duckdb/node-api';
import { DuckDBEnumType, DuckDBTypeId } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import {
	Bool,
	type Data,
	type DataType,
	DateDay,
	Dictionary,
	Field,
	Float64,
	Int32,
	List,
	TimestampMicrosecond,
	Uint16,
	Uint8,
	Utf8,
	makeData,
	vectorFromArray,
} from 'apache-arrow';
import { TextColumn, validityOf } from './text-column.ts';

/** Collects one column's values of several chunks as Arrow's buffers. */
export interface ColumnBuilder {
	type: DataType;
	/** Copies a chunk's rows behind those that are there; `at` is a multiple of eight. */
	append(chunk: DuckDBDataChunk, at: number): void;
	/** What was collected, and a fresh start. */
	take(count: number): Data;
}

/** The builder for a column of an engine type, with room for `capacity` rows. */
export function columnBuilder(column: number, type: DuckDBType, capacity: number): ColumnBuilder {
	if (type instanceof DuckDBEnumType) return enumBuilder(column, type, capacity);
	switch (type.typeId) {
		case DuckDBTypeId.INTEGER:
			return fixedBuilder(column, new Int32(), Int32Array, capacity);
		case DuckDBTypeId.DOUBLE:
			return fixedBuilder(column, new Float64(), Float64Array, capacity);
		case DuckDBTypeId.DATE:
			return fixedBuilder(column, new DateDay(), Int32Array, capacity);
		case DuckDBTypeId.TIMESTAMP:
			return fixedBuilder(column, new TimestampMicrosecond('UTC'), BigInt64Array, capacity);
		case DuckDBTypeId.BOOLEAN:
			return booleanBuilder(column, capacity);
		case DuckDBTypeId.VARCHAR:
			return textBuilder(column, capacity);
		case DuckDBTypeId.LIST:
			return textListBuilder(column);
		default:
			throw new Error(`no Arrow type for ${type.toString()}`);
	}
}

type NumberArray =
	typeof Int32Array | typeof Float64Array | typeof BigInt64Array | typeof Uint8Array | typeof Uint16Array;

/** The engine's values have Arrow's layout already: they are copied as they lie. */
function fixedBuilder(column: number, type: DataType, values: NumberArray, capacity: number): ColumnBuilder {
	const width = values.BYTES_PER_ELEMENT;
	let bytes = new Uint8Array(capacity * width);
	const nulls = new NullBits(capacity);
	return {
		type,
		append(chunk, at) {
			const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
			bytes.set(duckdb.vector_get_data(vector, chunk.rowCount * width), at * width);
			nulls.append(vector, chunk.rowCount, at);
		},
		take(count) {
			const data = makeData({
				type,
				length: count,
				data: new values(bytes.buffer, 0, count),
				...nulls.take(count),
			} as never);
			bytes = new Uint8Array(capacity * width);
			return data as Data;
		},
	};
}

/** Texts of few values come as the engine's ENUM: numbers, and one dictionary for all batches. */
function enumBuilder(column: number, type: DuckDBEnumType, capacity: number): ColumnBuilder {
	const isSmall = type.values.length <= 256;
	const dictionary = vectorFromArray(type.values, new Utf8());
	const arrowType = new Dictionary(new Utf8(), isSmall ? new Uint8() : new Uint16());
	const indices = fixedBuilder(column, arrowType.indices, isSmall ? Uint8Array : Uint16Array, capacity);
	return {
		type: arrowType,
		append: indices.append,
		take(count) {
			const { values, nullBitmap, nullCount } = indices.take(count);
			return makeData({ type: arrowType, length: count, data: values, dictionary, nullBitmap, nullCount });
		},
	};
}

/** A byte a value in the engine, a bit in Arrow. */
function booleanBuilder(column: number, capacity: number): ColumnBuilder {
	let bits = new Uint8Array(Math.ceil(capacity / 8));
	const nulls = new NullBits(capacity);
	return {
		type: new Bool(),
		append(chunk, at) {
			const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
			const values = duckdb.vector_get_data(vector, chunk.rowCount);
			for (let row = 0; row < chunk.rowCount; row++) {
				if (values[row] === 1) bits[(at + row) >> 3]! |= 1 << (row & 7);
			}
			nulls.append(vector, chunk.rowCount, at);
		},
		take(count) {
			const data = makeData({ type: new Bool(), length: count, data: bits, ...nulls.take(count) });
			bits = new Uint8Array(Math.ceil(capacity / 8));
			return data;
		},
	};
}

function textBuilder(column: number, capacity: number): ColumnBuilder {
	let offsets = new Int32Array(capacity + 1);
	let parts: Uint8Array[] = [];
	const nulls = new NullBits(capacity);
	return {
		type: new Utf8(),
		append(chunk, at) {
			const texts = new TextColumn(chunk, column);
			const start = offsets[at]!;
			let end = start;
			for (let row = 0; row < texts.count; row++) {
				end += texts.lengthOf(row);
				offsets[at + row + 1] = end;
			}
			const bytes = new Uint8Array(end - start);
			for (let row = 0; row < texts.count; row++) {
				const from = offsets[at + row]!;
				texts.copy(row, offsets[at + row + 1]! - from, bytes, from - start);
			}
			parts.push(bytes);
			nulls.append(duckdb.data_chunk_get_vector(chunk.chunk, column), chunk.rowCount, at);
		},
		take(count) {
			const data = makeData({
				type: new Utf8(),
				length: count,
				valueOffsets: offsets.subarray(0, count + 1),
				data: Buffer.concat(parts),
				...nulls.take(count),
			});
			offsets = new Int32Array(capacity + 1);
			parts = [];
			return data;
		},
	};
}

/** Lists are few and short: by way of their values. */
function textListBuilder(column: number): ColumnBuilder {
	const type = new List(new Field('item', new Utf8(), true));
	let lists: (string[] | null)[] = [];
	return {
		type,
		append(chunk) {
			const values = chunk.getColumnValues(column) as (DuckDBListValue | null)[];
			lists.push(...values.map((value) => value && (value.items as string[])));
		},
		take() {
			const data = vectorFromArray(lists, type).data[0]!;
			lists = [];
			return data;
		},
	};
}

/** Which rows are not null: a bit each, in the engine as in Arrow. */
class NullBits {
	readonly #capacity: number;
	#bits: Uint8Array;
	#hasNulls = false;

	constructor(capacity: number) {
		this.#capacity = capacity;
		this.#bits = this.#fresh();
	}

	append(vector: duckdb.Vector, count: number, at: number): void {
		const validity = validityOf(vector, count);
		if (validity === undefined) return;
		this.#hasNulls = true;
		this.#bits.set(validity.subarray(0, Math.ceil(count / 8)), at >> 3);
	}

	take(count: number): { nullBitmap?: Uint8Array; nullCount: number } {
		const bits = this.#bits;
		if (!this.#hasNulls) return { nullCount: 0 };
		this.#bits = this.#fresh();
		this.#hasNulls = false;
		let nullCount = 0;
		for (let row = 0; row < count; row++) nullCount += (bits[row >> 3]! & (1 << (row & 7))) === 0 ? 1 : 0;
		return { nullBitmap: bits.subarray(0, Math.ceil(count / 8)), nullCount };
	}

	#fresh(): Uint8Array {
		return new Uint8Array(Math.ceil(this.#capacity / 8)).fill(0xff);
	}
}
