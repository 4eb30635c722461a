import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { Fault } from '../fault.ts';
import { checkedYaml } from './checked-yaml.ts';
import { CALENDAR_KEYS, calendarSchema } from './fiscal-calendar.ts';
import { BUILD_KEYS, buildSchema, bytesOf, READER_KEYS, readerSchema, sizeText } from './read/read-limits.ts';
import { COST_TO_SERVE_KEYS, SERVICE_RATE_KEYS, costToServeSchema } from './service-rates.ts';
import { isoDate } from './iso-date.ts';

/** What the engine cannot divide or enclose fields by: an end of a line, and zero. */
const UNUSABLE = /[\r\n\0]/;

const delimiterText = z
	.string('must be a text of one to four bytes, for example ";"')
	.refine(
		(text) => text !== '' && Buffer.byteLength(text) <= 4 && !UNUSABLE.test(text),
		'must be a text of one to four bytes without an end of a line, for example ";"',
	);
const oneCharacter = z
	.string('must be one plain character, or "" for none')
	.refine(
		(text) => text === '' || (Buffer.byteLength(text) === 1 && !UNUSABLE.test(text)),
		'must be one plain character, or "" for none',
	);

const pathText = z
	.string()
	.min(1)
	.refine((text) => !text.includes('\0'), 'must hold no zero character');

/** What an entry of `files` may hold. */
const fileShape = z.strictObject({
	/** A file, a pattern with * and ?, a folder, or a list of these. */
	path: z.union([pathText, z.array(pathText).min(1)], { error: 'must be a path, or a list of paths' }),
	format: z.enum(['csv', 'json', 'parquet', 'xlsx']).optional(),
	delimiter: delimiterText.optional(),
	/** Empty where fields are never quoted. */
	quote: oneCharacter.optional(),
	/** What stands before a quote inside a quoted field: the quote itself, or a backslash. */
	escape: oneCharacter.optional(),
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
	/** A sheet of a workbook, or several whose rows are one table. */
	sheet: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
	/** Lists of objects in JSON whose elements become rows, from the outermost in: an order's `line_items`. */
	unnest: z.array(z.string()).default([]),
	/** Columns that each file numbers for itself: their values begin with the file's name, so that two files' do not meet. */
	own_ids: z.array(z.string()).default([]),
});

const checkedShape = fileShape
	.refine((file) => !file.delimiter || file.delimiter !== file.quote, {
		path: ['quote'],
		error: 'must differ from "delimiter"',
	})
	.refine((file) => !file.delimiter || !file.escape || file.delimiter !== file.escape, {
		path: ['escape'],
		error: 'must differ from "delimiter"',
	});

/** Below this not even an empty warehouse can be built. */
const LEAST_MEMORY_BYTES = 64 << 20;

/** A list is told apart from what one file is called, which every message needs. */
const fileSchema = checkedShape.transform(({ path, sheet, ...options }) => ({
	...options,
	path: typeof path === 'string' ? path : path.join(', '),
	...(typeof path === 'string' ? {} : { paths: path }),
	...(typeof sheet === 'string' ? { sheet } : {}),
	...(Array.isArray(sheet) ? { sheets: sheet } : {}),
}));

const share = (least: number) =>
	z.number().min(least, `must be at least ${least}`).max(1, 'must be at most 1, which is 100 %');

/** How much a build may differ from the one in service before it is held back, as shares of 1. */
const limitsSchema = z.strictObject({
	/** Rise of the share of rows that are set aside. */
	rejected_share: share(0).default(0.02),
	/** Change of the amount of a month that was complete. */
	month_amount: share(0).default(0.05),
	/** Lines that such a month lost. */
	month_lines: share(0).default(0.01),
	/** Rows that a file of order lines lost. */
	file_rows: share(0).default(0),
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
	/** The day that is taken for today; without it, the calendar's. */
	today: isoDate.optional(),
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
	memory_limit: sizeText
		.refine((text) => bytesOf(text) >= LEAST_MEMORY_BYTES, 'must be at least 64MB, for example 4GB')
		.optional(),
	reader: readerSchema,
	build: buildSchema,
	limits: limitsSchema.default(limitsSchema.parse({})),
});

/** `vital-few.yaml` as read and checked. */
export type Config = z.infer<typeof configSchema>;
/** How one file of the user becomes a table. */
export type SourceFile = z.infer<typeof fileSchema> & {
	/** Where `path` is a list: its entries. */
	paths?: string[];
	/** Where `sheet` is a list: its entries. */
	sheets?: string[];
	sheet?: string;
};

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
	const { value, complain, has } = checkedYaml(text, path, configSchema, knownKeys);
	// An object would swallow this one name, and the file with it.
	if (has(['files', '__proto__']))
		throw new Fault('input', `${path}: a file cannot be called "__proto__"; give it another name.`);
	if (value.calendar !== undefined && has(['fiscal_year_starts'])) {
		throw complain(
			['fiscal_year_starts'],
			'"fiscal_year_starts" cannot stand beside "calendar", which says where years start.',
		);
	}
	return value;
}

/** The day of a build: the one that the configuration fixes, else that of the clock. */
export function todayOf(config: Config, clock: string): string {
	return config.today ?? clock.slice(0, 10);
}

/** Keys of `vital-few.yaml`, and of one entry of `files`; the documentation is held to them by a test. */
export const CONFIG_KEYS = Object.keys(configSchema.shape);
export const LIMIT_KEYS = Object.keys(limitsSchema.shape);
export const FILE_KEYS = Object.keys(fileShape.shape);

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
	if (path[0] === 'reader') return READER_KEYS;
	if (path[0] === 'build') return BUILD_KEYS;
	if (path[0] === 'limits') return LIMIT_KEYS;
	return path[0] === 'files' ? FILE_KEYS : path[0] === 'calendar' ? CALENDAR_KEYS : CONFIG_KEYS;
}
