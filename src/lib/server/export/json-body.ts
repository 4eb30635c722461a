import type { DuckDBConnection } from '@duckdb/node-api';
import { countRows, type AnswerMeta, type Asked } from '../warehouse/ask/ask.ts';
import { readWhole } from '../warehouse/ask/totals.ts';
import type { ByteStream } from './byte-stream.ts';
import { dropKeptRows, keepRows, KEPT_ROWS } from './kept-rows.ts';
import { rowTexts } from './row-texts.ts';
import { exportStatement, rawStatement, timestampsAsText } from './statement.ts';

/** A body beyond this leaves as a stream. */
const LARGEST_IN_MEMORY = 4 * 1024 * 1024;

/** What stands around the rows: `{ meta, rows }` over HTTP, the rows alone on a command line. */
export type JsonShape = 'document' | 'array';

/** The whole body with its number of rows; or undefined where it is too long to be held. */
export async function shortJson(
	connection: DuckDBConnection,
	asked: Asked,
	metaOf: (totalRows: number) => AnswerMeta,
): Promise<{ body: Buffer; rows: number } | undefined> {
	// To take out what JSON has no word for costs as much as a short answer itself, and there is next to never any.
	const asTheyAre = await joinedRows(connection, asked, rawStatement(asked, timestampsAsText(asked)));
	const isClean = asTheyAre !== undefined && !UNSPEAKABLE.some((text) => asTheyAre.bytes.includes(text));
	const joined = isClean
		? asTheyAre
		: await joinedRows(connection, asked, exportStatement(asked, timestampsAsText(asked)));
	if (joined === undefined) return undefined;
	const meta = await readMeta(connection, asked, metaOf, joined.count);
	return {
		body: Buffer.concat([Buffer.from(head(meta)), joined.bytes, Buffer.from(']}')]),
		rows: joined.count,
	};
}

/** How the engine writes numbers that JSON has no word for, or that would be read as another; a name may hold them too. */
const UNSPEAKABLE = [':NaN', ':-NaN', ':Infinity', ':-Infinity', ':-0.0,', ':-0.0}'];

async function joinedRows(
	connection: DuckDBConnection,
	asked: Asked,
	sql: string,
): Promise<{ count: number; bytes: Buffer } | undefined> {
	const parts: Uint8Array[] = [];
	let count = 0;
	let size = 0;
	for await (const texts of rowTexts(connection, rowStatement(sql), asked.composed.values, ',')) {
		if (count > 0) parts.push(Buffer.from(','));
		parts.push(texts.bytes);
		count += texts.count;
		size += texts.bytes.length;
		if (size > LARGEST_IN_MEMORY) return undefined;
	}
	return { count, bytes: Buffer.concat(parts) };
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
	const meta = await readMeta(connection, asked, metaOf, rows);
	// Rows alone are for a person's terminal and its tools: a line each.
	const [before, between, after] = shape === 'document' ? [head(meta), ',', ']}'] : ['[\n', ',\n', '\n]\n'];
	return {
		rows,
		parts: documentParts(connection, before, between, after),
		close: () => dropKeptRows(connection),
	};
}

async function* documentParts(
	connection: DuckDBConnection,
	before: string,
	between: string,
	after: string,
): AsyncGenerator<Uint8Array> {
	yield Buffer.from(before);
	let isFirst = true;
	for await (const texts of rowTexts(connection, rowStatement(`select * from ${KEPT_ROWS}`), {}, between)) {
		yield isFirst ? texts.bytes : Buffer.concat([Buffer.from(between), texts.bytes]);
		isFirst = false;
	}
	yield Buffer.from(after);
}

function rowStatement(sql: string): string {
	return `select cast(to_json(kept) as varchar) from (${sql}) as kept`;
}

/** The meta of an answer of which that many rows were read, with what is said of all that match where it was asked for. */
async function readMeta(
	connection: DuckDBConnection,
	asked: Asked,
	metaOf: (totalRows: number) => AnswerMeta,
	seen: number,
): Promise<AnswerMeta> {
	if (!asked.has_totals) return metaOf(await countRows(connection, asked, seen));
	const { total_rows, ...more } = await readWhole(connection, asked);
	return { ...metaOf(total_rows), ...more };
}

function head(meta: AnswerMeta): string {
	return `{"meta":${JSON.stringify(meta)},"rows":[`;
}
