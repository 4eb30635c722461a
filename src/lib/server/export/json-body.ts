import type { DuckDBConnection } from '@duckdb/node-api';
import { countRows, type AnswerMeta, type Asked } from '../warehouse/ask.ts';
import type { ByteStream } from './byte-stream.ts';
import { dropKeptRows, keepRows, KEPT_ROWS } from './kept-rows.ts';
import { rowTexts } from './row-texts.ts';
import { exportStatement, timestampsAsText } from './statement.ts';

const COMMA = 0x2c;
/** A body beyond this leaves as a stream. */
const LARGEST_IN_MEMORY = 2 * 1024 * 1024;

/** What stands around the rows: `{ meta, rows }` over HTTP, the rows alone on a command line. */
export type JsonShape = 'document' | 'array';

/** The whole body with its number of rows; or undefined where it is too long to be held. */
export async function shortJson(
	connection: DuckDBConnection,
	asked: Asked,
	metaOf: (totalRows: number) => AnswerMeta,
): Promise<{ body: Buffer; rows: number } | undefined> {
	const parts: Uint8Array[] = [];
	let rows = 0;
	let size = 0;
	for await (const texts of rowTexts(
		connection,
		rowStatement(exportStatement(asked, timestampsAsText(asked))),
		asked.composed.values,
		COMMA,
	)) {
		if (rows > 0) parts.push(Buffer.from(','));
		parts.push(texts.bytes);
		rows += texts.count;
		size += texts.bytes.length;
		if (size > LARGEST_IN_MEMORY) return undefined;
	}
	const meta = metaOf(await countRows(connection, asked, rows));
	return { body: Buffer.concat([Buffer.from(head(meta)), ...parts, Buffer.from(']}')]), rows };
}

/** The body as a stream: its rows wait in a temporary table, so that the reader's pace holds nothing up. */
export async function longJson(
	connection: DuckDBConnection,
	asked: Asked,
	metaOf: (totalRows: number) => AnswerMeta,
	shape: JsonShape,
): Promise<ByteStream> {
	const rows = await keepRows(
		connection,
		exportStatement(asked, timestampsAsText(asked)),
		asked.composed.values,
	);
	const meta = metaOf(await countRows(connection, asked, rows));
	const [before, after] = shape === 'document' ? [head(meta), ']}'] : ['[', ']\n'];
	return { rows, parts: documentParts(connection, before, after), close: () => dropKeptRows(connection) };
}

async function* documentParts(
	connection: DuckDBConnection,
	before: string,
	after: string,
): AsyncGenerator<Uint8Array> {
	yield Buffer.from(before);
	let isFirst = true;
	for await (const texts of rowTexts(connection, rowStatement(`select * from ${KEPT_ROWS}`), {}, COMMA)) {
		yield isFirst ? texts.bytes : Buffer.concat([Buffer.from(','), texts.bytes]);
		isFirst = false;
	}
	yield Buffer.from(after);
}

function rowStatement(sql: string): string {
	return `select cast(to_json(kept) as varchar) from (${sql}) as kept`;
}

function head(meta: AnswerMeta): string {
	return `{"meta":${JSON.stringify(meta)},"rows":[`;
}
