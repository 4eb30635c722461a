import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { Fault } from '../fault.ts';
import { isLook, TEXT, type Look } from './column-looks.ts';
import { plainName } from './recognise/name-tokens.ts';

/** What `init` found and `adopt` accepted of one column: how it is written, the first way being the one that statements see. */
export interface ColumnTerms {
	looks: readonly Look[];
	/** Other headings under which it stands in some files. */
	also: readonly string[];
}

/** The columns of each table, by their names in lower case, and the terms of each. */
export type ColumnContract = ReadonlyMap<string, ReadonlyMap<string, ColumnTerms>>;

export const CONTRACT_NAME = 'columns.yaml';

const lookSchema = z.string().refine(isLook, 'must be like "text", "date %d.%m.%Y" or "number 1.234,56"');
const termsSchema = z.union([
	lookSchema.transform((look) => ({ looks: [look], also: [] as string[] })),
	z
		.strictObject({
			looks: z.array(lookSchema).min(1).default([TEXT]),
			also: z.array(z.string()).default([]),
		})
		.transform(({ looks, also }) => ({ looks, also })),
]);

/**
 * Reads `columns.yaml` of a project; empty where there is none, and then nothing is held to it.
 * @throws {Fault} `input` where it is no YAML, or breaks its form.
 */
export function readContract(dir: string): Map<string, Map<string, ColumnTerms>> {
	const path = join(dir, CONTRACT_NAME);
	const tables = new Map<string, Map<string, ColumnTerms>>();
	if (!existsSync(path)) return tables;
	const document = parseDocument(readFileSync(path, 'utf8'));
	const fault = document.errors[0];
	if (fault) throw new Fault('input', `${path}: ${fault.message.split('\n')[0]!}`);
	// Maps all the way: a column of the user may be called constructor.
	const given: unknown = document.toJS({ mapAsMap: true });
	if (!(given instanceof Map)) return tables;
	for (const [table, columns] of given as Map<unknown, unknown>) {
		const terms = new Map<string, ColumnTerms>();
		for (const [column, about] of columns instanceof Map ? (columns as Map<unknown, unknown>) : []) {
			const read = termsSchema.safeParse(about instanceof Map ? Object.fromEntries(about) : about);
			if (!read.success) {
				throw new Fault(
					'input',
					`${path}: ${String(table)}.${String(column)} ${read.error.issues[0]!.message}.`,
				);
			}
			terms.set(String(column), read.data);
		}
		tables.set(String(table), terms);
	}
	return tables;
}

/** Writes `columns.yaml`. */
export function writeContract(dir: string, contract: ColumnContract): string {
	const path = join(dir, CONTRACT_NAME);
	writeFileSync(path, renderContract(contract));
	return path;
}

/** The text of `columns.yaml`: one line for each column, in flow where it has more than one look or heading. */
export function renderContract(contract: ColumnContract): string {
	const lines = [
		'# The columns of your files and how they are written, as they were when they were taken in. A build stops where a',
		'# file lacks a column that is read, or writes one differently; "vital-few adopt FILE" takes in the new way.',
	];
	const scalar = (value: unknown): string =>
		stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
	for (const [table, columns] of contract) {
		lines.push(`${table}:`);
		for (const [column, { looks, also }] of columns) {
			const about =
				looks.length === 1 && also.length === 0
					? scalar(looks[0])
					: scalar({ looks: [...looks], ...(also.length === 0 ? {} : { also: [...also] }) });
			lines.push(`  ${scalar(column)}: ${about}`);
		}
	}
	return `${lines.join('\n')}\n`;
}

/**
 * The columns of a file by the names that a table has for them: its own name, a heading that was adopted, or the same words
 * in another form (`Order ID` for `order_id`).
 */
export function matchColumns(
	columns: readonly string[],
	table: ReadonlyMap<string, { also: readonly string[] }>,
): Map<string, string> {
	const matched = new Map<string, string>();
	const taken = new Set<string>();
	const rounds: ((column: string, wanted: string, also: readonly string[]) => boolean)[] = [
		(column, wanted) => column === wanted,
		(column, wanted) => column.toLowerCase() === wanted.toLowerCase(),
		(column, _, also) => also.includes(column),
		(column, wanted, also) => [wanted, ...also].some((name) => plainName(name) === plainName(column)),
	];
	for (const fits of rounds) {
		for (const [wanted, { also }] of table) {
			if (taken.has(wanted)) continue;
			const column = columns.find((name) => !matched.has(name) && fits(name, wanted, also));
			if (column === undefined) continue;
			matched.set(column, wanted);
			taken.add(wanted);
		}
	}
	return matched;
}
