import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { Fault } from '../fault.ts';
import { CALENDAR_KEYS, calendarSchema } from './fiscal-calendar.ts';
import { COST_TO_SERVE_KEYS, SERVICE_RATE_KEYS, costToServeSchema } from './service-rates.ts';

const isoDate = z
	.union([z.string(), z.date()])
	.transform((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value))
	.pipe(z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-09-30'));

const fileSchema = z.strictObject({
	path: z.string().min(1),
	format: z.enum(['csv', 'json', 'parquet', 'xlsx']).optional(),
	delimiter: z.string().min(1).max(4).optional(),
	/** Empty where fields are never quoted. */
	quote: z.string().max(1).optional(),
	/** What stands before a quote inside a quoted field: the quote itself, or a backslash. */
	escape: z.string().max(1).optional(),
	/** Words that mean "nothing", beside a blank. */
	nulls: z
		.array(z.union([z.string(), z.number(), z.null()]))
		// YAML reads an unquoted NULL as nothing.
		.transform((words) => words.flatMap((word) => (word === null ? ['NULL', 'null'] : [String(word)])))
		.default([]),
	/** utf-8, latin-1, utf-16, or any other name that a browser knows an encoding by. */
	encoding: z.string().default('utf-8'),
	header: z.boolean().default(true),
	/** Lines above the header that are no part of the table. */
	skip_lines: z.int().min(0).default(0),
	sheet: z.string().optional(),
	/** Lists of objects in JSON whose elements become rows, from the outermost in: an order's `line_items`. */
	unnest: z.array(z.string()).default([]),
});

const configSchema = z.strictObject({
	company: z.string().min(1).max(200),
	currency: z
		.string()
		.regex(/^[A-Z]{3}$/, 'must be a three-letter currency code like EUR')
		.default('EUR'),
	files: z
		.record(z.string().regex(/^[a-z_][a-z0-9_]*$/, 'must be lower case letters, digits and _'), fileSchema)
		.default({}),
	recipe: z.string().optional(),
	duplicates: z.enum(['keep', 'reject']).default('keep'),
	complete_through: isoDate.optional(),
	fiscal_year_starts: z.int().min(1).max(12).default(1),
	calendar: calendarSchema.optional(),
	closures: z.array(isoDate).default([]),
	risk: z
		.strictObject({
			/** Share of the accounts that stay which may be flagged as at high risk all the same. */
			false_alert_budget: z.number().gt(0, 'must be over 0').max(0.5, 'must be at most 0.5').default(0.1),
		})
		.default({ false_alert_budget: 0.1 }),
	cost_to_serve: costToServeSchema.optional(),
	memory_limit: z
		.string()
		.regex(/^\d+(\.\d+)?\s*(MB|GB)$/i, 'must be like 4GB')
		.optional(),
});

/** `vital-few.yaml` as read and checked. */
export type Config = z.infer<typeof configSchema>;
/** How one file of the user becomes a table. */
export type SourceFile = z.infer<typeof fileSchema>;

/** A user's folder: where it is, and its configuration. */
export interface Project {
	dir: string;
	config: Config;
}

export const CONFIG_NAME = 'vital-few.yaml';

/**
 * Reads `vital-few.yaml` of a folder.
 * @throws {Fault} `input`, with file and line, when it is absent, no YAML, or breaks the schema.
 */
export function readProject(dir: string): Project {
	const path = join(dir, CONFIG_NAME);
	if (!existsSync(path)) {
		throw new Fault(
			'input',
			`There is no ${CONFIG_NAME} in ${dir}. Run "vital-few init <your file>" to draft one.`,
		);
	}
	return { dir: resolve(dir), config: parseConfig(readFileSync(path, 'utf8'), path) };
}

/** Parses the text of a `vital-few.yaml`; `path` is named in errors. Throws {@link Fault} `input`. */
export function parseConfig(text: string, path: string): Config {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines });
	const syntax = document.errors[0];
	if (syntax) {
		throw new Fault(
			'input',
			`${path}, line ${lines.linePos(syntax.pos[0]).line}: ${firstLine(syntax.message)}`,
		);
	}
	const result = configSchema.safeParse(document.toJS() ?? {});
	if (result.success) {
		if (result.data.calendar === undefined || !document.has('fiscal_year_starts')) return result.data;
		const node = document.get('fiscal_year_starts', true) as { range?: [number, number, number] };
		const line = lines.linePos(node.range![0]).line;
		throw new Fault(
			'input',
			`${path}, line ${line}: "fiscal_year_starts" cannot stand beside "calendar", which says where years start.`,
		);
	}
	const issue = result.error.issues[0]!;
	const where = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
	const node = document.getIn(where.map(String), true) as { range?: [number, number, number] } | undefined;
	const at = node?.range ? `, line ${lines.linePos(node.range[0]).line}` : '';
	const what =
		issue.code === 'unrecognized_keys'
			? `"${where.join('.')}" is not a known key; known here: ${knownKeys(issue.path).join(', ')}.`
			: `"${where.join('.') || 'file'}" ${issue.message.replace(/^Invalid input: /, '')}.`;
	throw new Fault('input', `${path}${at}: ${what}`);
}

/** Keys of `vital-few.yaml`, and of one entry of `files`; the documentation is held to them by a test. */
export const CONFIG_KEYS = Object.keys(configSchema.shape);
export const FILE_KEYS = Object.keys(fileSchema.shape);

/** The absolute path of a configured file: relative paths start at the folder of `vital-few.yaml`. */
export function sourceFilePath(project: Project, file: SourceFile): string {
	return isAbsolute(file.path) ? file.path : resolve(project.dir, file.path);
}

/** The folder that a command works on: the given one, the current one when it is a project, else the sample's. */
export function projectDir(given: string | undefined, cwd: string, sampleDir: string): string {
	if (given !== undefined) return resolve(cwd, given);
	return existsSync(join(cwd, CONFIG_NAME)) ? cwd : sampleDir;
}

function knownKeys(path: readonly PropertyKey[]): string[] {
	if (path[0] === 'cost_to_serve') return path[1] === 'rates' ? SERVICE_RATE_KEYS : COST_TO_SERVE_KEYS;
	return path[0] === 'files' ? FILE_KEYS : path[0] === 'calendar' ? CALENDAR_KEYS : CONFIG_KEYS;
}

function firstLine(text: string): string {
	return text.split('\n')[0]!.replace(/:$/, '');
}
