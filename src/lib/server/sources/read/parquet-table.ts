import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import type { PhysicalFile } from './physical-file.ts';
import { quoteIdentifier, quoteText } from '../../warehouse/sql-text.ts';
import type { TableSource } from './table-source.ts';

/**
 * Reads a Parquet file where it lies. Its columns keep their types.
 * @throws {Fault} `input` when it is no Parquet, truncated, or has no rows that can be read.
 */
export async function readParquetTable(
	connection: DuckDBConnection,
	physical: PhysicalFile,
): Promise<TableSource> {
	const relation = `read_parquet(${quoteText(physical.path)})`;
	try {
		const described = await connection.runAndReadAll(`describe select * from ${relation}`);
		const columns = described.getRowsJS().map((row) => String(row[0]));
		const counted = await connection.runAndReadAll(
			`select sum(row_group_num_rows) from (select distinct row_group_id, row_group_num_rows from parquet_metadata(${quoteText(physical.path)}))`,
		);
		const own = columns.find((column) => column.toLowerCase() === 'line_number');
		const kept = own === undefined ? '*' : `* rename (${quoteIdentifier(own)} as "line_number_2")`;
		return {
			columns: columns.map((column) => (column === own ? 'line_number_2' : column)),
			rows: Number(counted.getRowsJS()[0]?.[0] ?? 0),
			select: `select ${kept}, file_row_number + 1 as line_number from ${relation}`,
		};
	} catch (error) {
		const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
		throw new Fault(
			'input',
			`${physical.shown} is no whole Parquet file: it is truncated or damaged (${message}).`,
			{
				cause: error,
			},
		);
	}
}
