import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquetMetadataAsync, type FileMetaData } from 'hyparquet';
import { Fault } from '../../fault.ts';
import { countsDiffer } from './csv-table.ts';
import type { PhysicalFile } from './physical-file.ts';
import { tooLarge } from './plain-text.ts';
import { unpackedLimit, type ReadLimits } from './read-limits.ts';
import { quoteIdentifier, quoteText } from '../../warehouse/sql-text.ts';
import type { TableSource } from './table-source.ts';

/**
 * Reads a Parquet file where it lies. Its columns keep their types. Every value is unpacked once before any is used, and the
 * rows are held to those that its footer tells to another reader.
 * @throws {Fault} `input` when it is no Parquet, truncated, damaged, or unpacks to more than it may.
 */
export async function readParquetTable(
	connection: DuckDBConnection,
	physical: PhysicalFile,
	limits: ReadLimits,
): Promise<TableSource> {
	const relation = `read_parquet(${quoteText(physical.path)})`;
	try {
		const footer = await footerOf(physical, limits);
		const described = await connection.runAndReadAll(`describe select * from ${relation}`);
		const columns = described.getRowsJS().map((row) => String(row[0]));
		const counted = await connection.runAndReadAll(
			`select count(*), bit_xor(hash(t)) from (select * from ${relation}) as t`,
		);
		const rows = Number(counted.getRowsJS()[0]?.[0] ?? 0);
		if (rows !== Number(footer.num_rows)) throw countsDiffer(physical, Number(footer.num_rows), rows);
		const own = columns.find((column) => column.toLowerCase() === 'line_number');
		const kept = own === undefined ? '*' : `* rename (${quoteIdentifier(own)} as "line_number_2")`;
		return {
			columns: columns.map((column) => (column === own ? 'line_number_2' : column)),
			rows,
			select: `select ${kept}, file_row_number + 1 as line_number from ${relation}`,
		};
	} catch (error) {
		if (error instanceof Fault) throw error;
		const message = error instanceof Error ? error.message.split('\n')[0]!.replace(/\.$/, '') : String(error);
		if (/Out of Memory/i.test(message)) throw error;
		throw damaged(physical, message, error);
	}
}

/** The footer as another reader than the engine sees it, whose parts must agree with one another and lie in the file. */
async function footerOf(physical: PhysicalFile, limits: ReadLimits): Promise<FileMetaData> {
	const descriptor = openSync(physical.path, 'r');
	try {
		const byteLength = fstatSync(descriptor).size;
		const footer = await parquetMetadataAsync({
			byteLength,
			slice: (start, end = byteLength) => {
				const bytes = Buffer.alloc(Math.max(0, end - start));
				readSync(descriptor, bytes, 0, bytes.length, start);
				return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
			},
		});
		const rows = footer.row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
		if (rows !== footer.num_rows)
			throw damaged(physical, `its footer tells of ${footer.num_rows} rows and its row groups of ${rows}`);
		const leaves = footer.schema.filter((element) => !element.num_children).map(({ name }) => name);
		for (const { columns } of footer.row_groups) {
			const named = columns.map(({ meta_data: chunk }) => chunk?.path_in_schema.at(-1));
			if (named.some((name, index) => name !== undefined && name !== leaves[index]))
				throw damaged(physical, 'its footer and its row groups name different columns');
		}
		let unpacked = 0n;
		for (const group of footer.row_groups) {
			for (const { meta_data: chunk } of group.columns) {
				if (!chunk) continue;
				const first = chunk.dictionary_page_offset ?? chunk.data_page_offset;
				const end =
					(first < chunk.data_page_offset ? first : chunk.data_page_offset) + chunk.total_compressed_size;
				if (
					first < 0n ||
					chunk.data_page_offset < 4n ||
					chunk.total_compressed_size < 0n ||
					end > BigInt(byteLength)
				)
					throw damaged(physical, `its column ${chunk.path_in_schema.join('.')} lies outside of the file`);
				if (chunk.num_values < group.num_rows)
					throw damaged(
						physical,
						`its column ${chunk.path_in_schema.join('.')} has ${chunk.num_values} values for ${group.num_rows} rows`,
					);
				unpacked += chunk.total_uncompressed_size;
			}
		}
		const most = unpackedLimit(limits, byteLength);
		if (unpacked > BigInt(most)) throw tooLarge(physical, most);
		return footer;
	} finally {
		closeSync(descriptor);
	}
}

function damaged(physical: PhysicalFile, what: string, cause?: unknown): Fault {
	return new Fault(
		'input',
		`${physical.shown} is no whole Parquet file: it is truncated or damaged (${what}). Export or copy it again.`,
		{ cause },
	);
}
