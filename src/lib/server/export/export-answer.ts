import type { DuckDBConnection } from '@duckdb/node-api';
import { answerMeta, type AnswerMeta, type Asked } from '../warehouse/ask/ask.ts';
import { arrowStream } from './arrow-stream.ts';
import type { ByteStream } from './byte-stream.ts';
import { copiedFile } from './copy-file.ts';
import type { Format } from './format.ts';
import { dropKeptRows } from './kept-rows.ts';
import { longJson, type JsonShape } from './json-body.ts';
import { workbook } from './xlsx/workbook.ts';

/** How an answer is to leave. */
export interface ExportOptions {
	format: Format;
	/** Folder of the project, where files lie for a moment. */
	scratch: string;
	/** JSON only; default: a document. */
	shape?: JsonShape;
}

/**
 * The rows of an asked question in a format, as a stream of bytes. The connection serves nothing else until the stream
 * is closed.
 */
export async function exportAnswer(
	connection: DuckDBConnection,
	asked: Asked,
	options: ExportOptions,
): Promise<ByteStream> {
	try {
		return await streamOf(connection, asked, options);
	} catch (error) {
		await dropKeptRows(connection);
		throw error;
	}
}

function streamOf(connection: DuckDBConnection, asked: Asked, options: ExportOptions): Promise<ByteStream> {
	const metaOf = (totalRows: number): AnswerMeta => answerMeta(asked, totalRows);
	switch (options.format) {
		case 'csv':
		case 'parquet':
			return copiedFile(connection, asked, options.format, options.scratch);
		case 'arrow':
			return arrowStream(connection, asked, metaOf);
		case 'xlsx':
			return workbook(connection, asked, metaOf);
		case 'json':
			return longJson(connection, asked, metaOf, options.shape ?? 'document');
	}
}
