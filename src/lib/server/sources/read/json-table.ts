import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import type { SourceFile } from '../config.ts';
import { countsDiffer } from './csv-table.ts';
import { FileSink } from './file-sink.ts';
import { columnsOf, flattened } from './json-columns.ts';
import { BrokenJson, jsonRecords, layoutOf, LARGEST_RECORD } from './json-records.ts';
import { assertText, type PhysicalFile } from './physical-file.ts';
import { plainText, textHead } from './plain-text.ts';
import type { ReadLimits } from './read-limits.ts';
import { quoteIdentifier, quoteText } from '../../warehouse/sql-text.ts';
import type { TableSource } from './table-source.ts';

const HEAD_BYTES = 1 << 18;
const LINE = 'line_number';

/** The name of an object's number in the lines that the engine reads; no file calls a column so. */
const NUMBER = 'vital_few_record_number';

/** A format that no text has, so that dates are left as they were written. */
const NO_DATE = '%Y-%m-%d no date %Y';

/** A JSON text as lines that the engine takes: a relation with {@link NUMBER}, and what could not be used. */
export interface JsonLines {
	/** Selects the objects, with their numbers. */
	relation: string;
	rows: number;
	malformed: number;
	cleanPath: string;
	malformedPath: string;
}

/**
 * Writes the sound objects of a JSON text (a list of objects, one object a line, or one object) as one object a line, and the
 * others as lines {line, text, reason}.
 * @throws {Fault} `input` when it is no JSON, cannot be taken apart, or holds no object that can be used.
 */
export async function jsonLines(
	connection: DuckDBConnection,
	physical: PhysicalFile,
	encoding: string,
	stem: string,
	limits: ReadLimits,
): Promise<JsonLines> {
	assertText(physical);
	const path = await plainText(connection, physical, encoding, `${stem}.txt`, limits);
	const head = await textHead(connection, { ...physical, path, compression: 'none' }, HEAD_BYTES);
	const layout = layoutOf(head);
	if (layout === undefined) throw notJson(physical, 'it begins with neither { nor [');
	const lines = { rows: 0, malformed: 0, cleanPath: `${stem}.clean`, malformedPath: `${stem}.bad` };
	const clean = new FileSink(lines.cleanPath);
	const bad = new FileSink(lines.malformedPath);
	let reason: string | undefined;
	try {
		for await (const record of jsonRecords(path, layout)) {
			if (record.reason === undefined) {
				lines.rows++;
				// A sound text has line ends between its values only.
				const members = record.text
					.slice(1)
					.replace(/[\r\n]/g, ' ')
					.trimStart();
				clean.text(`{"${NUMBER}":${record.number}${members.startsWith('}') ? '' : ','}${members}\n`);
			} else {
				lines.malformed++;
				reason ??= record.reason;
				bad.text(`${JSON.stringify({ line: record.number, text: record.text, reason: record.reason })}\n`);
			}
			await clean.drained();
			await bad.drained();
		}
	} catch (error) {
		if (!(error instanceof BrokenJson)) throw error;
		throw notJson(physical, error.message, error);
	} finally {
		await clean.close();
		await bad.close();
		if (path !== physical.path) await rm(path, { force: true });
	}
	if (lines.rows === 0) {
		if (layout === 'values' && reason !== undefined) throw notJson(physical, reason);
		throw new Fault(
			'input',
			`${physical.shown} is JSON but no table: it must be a list of objects, or one object a line${reason === undefined ? '' : ` (${reason})`}.`,
		);
	}
	const relation = `select * from read_json(${quoteText(lines.cleanPath)}, format = 'newline_delimited', sample_size = -1,
		maximum_object_size = ${LARGEST_RECORD + 1024}, dateformat = '${NO_DATE}', timestampformat = '${NO_DATE}')`;
	return { ...lines, relation };
}

/**
 * Reads JSON into a Parquet file in the scratch folder. Dates stay text, because no guess about day and month is made here; what
 * is of several types in one column becomes text.
 * @throws {Fault} `input` when it is no JSON, or holds no objects.
 */
export async function readJsonTable(
	connection: DuckDBConnection,
	stem: string,
	physical: PhysicalFile,
	file: SourceFile,
	scratchDir: string,
	limits: ReadLimits,
): Promise<TableSource> {
	const lines = await jsonLines(connection, physical, file.encoding, join(scratchDir, stem), limits);
	const parquet = join(scratchDir, `${stem}.parquet`);
	try {
		const source = await copyJson(connection, lines, parquet, physical, file);
		return { ...source, malformedPath: lines.malformed > 0 ? lines.malformedPath : undefined };
	} catch (error) {
		if (error instanceof Fault) throw error;
		const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
		if (/Out of Memory|No space left|could not write/i.test(message)) throw error;
		throw notJson(physical, message.replace(/"[^"]*[\\/]([^"]*)"/, '"$1"'), error);
	} finally {
		await rm(lines.cleanPath, { force: true });
	}
}

async function copyJson(
	connection: DuckDBConnection,
	lines: JsonLines,
	parquet: string,
	physical: PhysicalFile,
	file: SourceFile,
): Promise<TableSource> {
	const columns = (await columnsOf(connection, lines.relation)).filter(({ name }) => name !== NUMBER);
	const missing = file.unnest[0];
	if (missing !== undefined && !columns.some(({ name }) => name === missing)) {
		throw new Fault(
			'input',
			`${physical.shown} has no list "${missing}" to unnest; it has ${columns.map(({ name }) => name).join(', ')}.`,
		);
	}
	const own = columns.find(({ name }) => name.toLowerCase() === LINE);
	const renames = [
		`${NUMBER} as ${LINE}`,
		...(own ? [`${quoteIdentifier(own.name)} as line_number_2`] : []),
	].join(', ');
	const numbered = `select * rename (${renames}) from (${lines.relation})`;
	const flat = await flattened(connection, numbered, file.unnest);
	const copied = await connection.runAndReadAll(`copy (${flat}) to ${quoteText(parquet)} (format parquet)`);
	const rows = Number(copied.getRowsJS()[0]?.[0] ?? 0);
	const objects =
		file.unnest.length === 0
			? rows
			: Number(
					(await connection.runAndReadAll(`select count(*) from (${lines.relation})`)).getRowsJS()[0]?.[0],
				);
	if (objects !== lines.rows) throw countsDiffer(physical, lines.rows, objects, 'objects');
	const names = (await columnsOf(connection, `from read_parquet(${quoteText(parquet)})`)).map(
		({ name }) => name,
	);
	return {
		columns: names.filter((column) => column !== LINE),
		rows,
		select: `select * exclude (${LINE}), ${LINE} from read_parquet(${quoteText(parquet)})`,
	};
}

/** The relation without the objects' numbers, for a look at its columns. */
export function withoutNumbers({ relation }: JsonLines): string {
	return `select * exclude (${NUMBER}) from (${relation})`;
}

function notJson(physical: PhysicalFile, what: string, cause?: unknown): Fault {
	return new Fault('input', `${physical.shown} is no JSON that can be read: ${what.replace(/\.$/, '')}.`, {
		cause,
	});
}
