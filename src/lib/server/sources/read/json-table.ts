import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import type { SourceFile } from '../config.ts';
import { FileSink } from './file-sink.ts';
import { columnsOf, flattened } from './json-columns.ts';
import { assertText, type PhysicalFile } from './physical-file.ts';
import { plainText, textHead } from './plain-text.ts';
import { quoteIdentifier, quoteText } from '../../warehouse/sql-text.ts';
import type { TableSource } from './table-source.ts';

const HEAD_BYTES = 1 << 16;
const MALFORMED_TEXT = 10_000;

/**
 * Reads JSON (an array of objects, or one object a line) into a Parquet file in the scratch folder. Dates stay text, because
 * no guess about day and month is made here; what is of several types in one column becomes text.
 * @throws {Fault} `input` when it is no JSON, or holds no objects.
 */
export async function readJsonTable(
	connection: DuckDBConnection,
	stem: string,
	physical: PhysicalFile,
	file: SourceFile,
	scratchDir: string,
): Promise<TableSource> {
	assertText(physical);
	const path = await plainText(connection, physical, file.encoding, join(scratchDir, `${stem}.txt`));
	const head = (await textHead(connection, { ...physical, path, compression: 'none' }, HEAD_BYTES)).toString(
		'utf8',
	);
	const isArray = head
		.replace(/^\uFEFF/, '')
		.trimStart()
		.startsWith('[');
	const parquet = join(scratchDir, `${stem}.parquet`);
	try {
		return await copyJson(connection, path, isArray ? 'array' : 'auto', parquet, physical, file);
	} catch (error) {
		if (error instanceof Fault || isArray) throw error instanceof Fault ? error : notJson(physical, error);
		const clean = join(scratchDir, `${stem}.clean`);
		const malformedPath = join(scratchDir, `${stem}.bad`);
		const kept = await keepWholeLines(path, clean, malformedPath);
		if (kept === 0) throw notJson(physical, error);
		const source = await copyJson(connection, clean, 'newline_delimited', parquet, physical, file, LINE);
		return { ...source, malformedPath };
	}
}

async function copyJson(
	connection: DuckDBConnection,
	path: string,
	format: 'array' | 'auto' | 'newline_delimited',
	parquet: string,
	physical: PhysicalFile,
	file: SourceFile,
	lineColumn?: string,
): Promise<TableSource> {
	const relation = `read_json(${quoteText(path)}, format = '${format}', sample_size = -1, maximum_object_size = 67108864,
		dateformat = '${NO_DATE}', timestampformat = '${NO_DATE}')`;
	const columns = await columnsOf(connection, `select * from ${relation}`);
	if (columns.length === 1 && columns[0]!.name === 'json') {
		throw new Fault(
			'input',
			`${physical.shown} is JSON but no table: it must be a list of objects, or one object a line.`,
		);
	}
	const missing = file.unnest[0];
	if (missing !== undefined && !columns.some(({ name }) => name === missing)) {
		throw new Fault(
			'input',
			`${physical.shown} has no list "${missing}" to unnest; it has ${columns.map(({ name }) => name).join(', ')}.`,
		);
	}
	const own = columns.find(({ name }) => name.toLowerCase() === LINE && lineColumn === undefined);
	const numbered = `select * ${own ? `rename (${quoteIdentifier(own.name)} as line_number_2)` : ''}
		${lineColumn === undefined ? `, row_number() over () as ${LINE}` : ''} from ${relation}`;
	const flat = await flattened(connection, numbered, file.unnest);
	const copied = await connection.runAndReadAll(`copy (${flat}) to ${quoteText(parquet)} (format parquet)`);
	const names = (await columnsOf(connection, `from read_parquet(${quoteText(parquet)})`)).map(
		({ name }) => name,
	);
	return {
		columns: names.filter((column) => column !== LINE),
		rows: Number(copied.getRowsJS()[0]?.[0] ?? 0),
		select: `select * exclude (${LINE}), ${LINE} from read_parquet(${quoteText(parquet)})`,
	};
}

const LINE = 'line_number';

/** A format that no text has, so that dates are left as they were written. */
const NO_DATE = '%Y-%m-%d no date %Y';

/** Copies the lines that are objects, each with its number, and notes the others; returns how many were kept. */
async function keepWholeLines(path: string, cleanPath: string, malformedPath: string): Promise<number> {
	const clean = new FileSink(cleanPath);
	const bad = new FileSink(malformedPath);
	let number = 0;
	let kept = 0;
	for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
		number++;
		const text = line.replace(/^\uFEFF/, '').trim();
		if (text === '') continue;
		if (isObject(text)) {
			kept++;
			clean.text(`{"line_number":${number}${text === '{}' ? '' : ','}${text.slice(1).trimStart()}\n`);
		} else {
			bad.text(
				`${JSON.stringify({ line: number, text: text.slice(0, MALFORMED_TEXT), reason: 'no JSON object' })}\n`,
			);
		}
		await clean.drained();
	}
	await clean.close();
	await bad.close();
	return kept;
}

function isObject(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value);
	} catch {
		return false;
	}
}

function notJson(physical: PhysicalFile, cause: unknown): Fault {
	const message =
		cause instanceof Error
			? cause.message.split('\n')[0]!.replace(/"[^"]*[\\/]([^"]*)"/, '"$1"')
			: String(cause);
	return new Fault('input', `${physical.shown} is no JSON that can be read: ${message}`, { cause });
}
