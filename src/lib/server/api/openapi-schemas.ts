import type { QueryColumn, QueryColumnType, QueryFile } from '../warehouse/query-file.ts';

export type Schema = Record<string, unknown>;

const DATE: Schema = { type: 'string', format: 'date' };
const TYPES: Record<QueryColumnType, Schema> = {
	id: { type: 'string' },
	text: { type: 'string' },
	date: DATE,
	month: DATE,
	timestamp: { type: 'string', format: 'date-time' },
	count: { type: 'integer', minimum: 0 },
	integer: { type: 'integer' },
	money: { type: 'number' },
	share: { type: 'number' },
	ratio: { type: 'number' },
	days: { type: 'number' },
	boolean: { type: 'boolean' },
	dates: { type: 'array', items: DATE },
	texts: { type: 'array', items: { type: 'string' } },
};

/** The schema of a row of an answer, from its header. */
export function rowSchema(file: QueryFile): Schema {
	return {
		type: 'object',
		description: `${file.question} Grain: ${file.grain}.`,
		properties: Object.fromEntries(file.columns.map((column) => [column.name, columnSchema(column, file)])),
		required: file.columns.map((column) => column.name),
		// The dimensions of the accounts are the company's own.
		additionalProperties: file.has_dimensions ? { type: ['string', 'null'] } : false,
	};
}

/** The same with no column certain: of a record without a row in the window, or of totals. */
export function partialRowSchema(file: QueryFile, certain: readonly string[]): Schema {
	const columns = file.columns.map((column) =>
		certain.includes(column.name)
			? column
			: { ...column, null_when: column.null_when ?? 'there is nothing to tell' },
	);
	return { ...rowSchema({ ...file, columns }), required: certain };
}

function columnSchema(column: QueryColumn, file: QueryFile): Schema {
	const { type, ...rest } = TYPES[column.type];
	const isNullable = column.null_when !== undefined || file.not_by_category.includes(column.name);
	const rule = column.null_when === undefined ? '' : `; null ${column.null_when}`;
	return { ...rest, type: isNullable ? [type, 'null'] : type, description: `${column.description}${rule}` };
}

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const dateOrNull: Schema = { type: ['string', 'null'], format: 'date' };

/** What every document of an answer says about itself; {@link AnswerMeta}. */
export const META_SCHEMA: Schema = closed(
	{
		answer: text,
		company: text,
		currency: text,
		as_of: DATE,
		from: DATE,
		to: DATE,
		last_on: { ...DATE, description: 'last day of the window' },
		prior_from: dateOrNull,
		prior_to: dateOrNull,
		prior_last_on: { ...dateOrNull, description: 'last day of the window that it is compared with' },
		default_from: { ...DATE, description: 'first day of the window where neither from nor to is given' },
		default_to: { ...DATE, description: 'the day after it' },
		comparisons: {
			type: 'array',
			description: 'what each compare would compare the window with',
			items: closed({
				compare: { enum: ['prior_year', 'prior'] },
				from: dateOrNull,
				to: dateOrNull,
				last_on: dateOrNull,
				unavailable: {
					enum: ['overlaps', 'before_data', 'open', null],
					description: 'why nothing would be compared; null where it would',
				},
			}),
		},
		compare: { enum: ['prior_year', 'prior', 'none'] },
		level: { enum: ['group', 'account'] },
		partial: { type: 'boolean', description: 'whether the window holds a month that is not complete' },
		filters: { type: 'object', additionalProperties: texts },
		measures: texts,
		filters_not_applied: { ...texts, description: 'filters that do not reach this answer' },
		columns_not_filtered: {
			...texts,
			description: 'columns that a filter by category does not reach; they are null',
		},
		total_rows: { type: 'integer', minimum: 0, description: 'rows that match, before limit and offset' },
		watermark_on: dateOrNull,
		built_at: { type: 'string', format: 'date-time' },
		build_id: text,
		model_version: text,
		rows_rejected: { type: 'integer', minimum: 0 },
	},
	{
		totals: {
			type: 'object',
			description: 'with show=rows,totals: the totals of all rows that match, by column',
		},
		columns_filled: {
			...texts,
			description: 'with show=rows,totals: the columns with a value in any row that matches',
		},
	},
);

/** A problem document (RFC 9457). */
export const PROBLEM_SCHEMA: Schema = closed({
	type: { type: 'string', format: 'uri-reference' },
	title: text,
	status: { type: 'integer' },
	detail: text,
	instance: text,
	request_id: text,
});

/** What `show=sql` gives. */
export const SHOWN_SQL_SCHEMA: Schema = closed({
	answer: text,
	question: text,
	grain: text,
	road: {
		enum: ['stored', 'mart', 'live'],
		description: 'kept at build, from windows kept at build, or added up for this question',
	},
	sql: text,
	stored_by: {
		type: ['string', 'null'],
		description: 'The statement with which the build made it, where the one that was run only looks it up.',
	},
	parameters: { type: 'object', additionalProperties: text },
	columns: { type: 'array', items: { type: 'object' } },
	totals: { type: 'array', items: { type: 'object' } },
});

/** An object of exactly these properties, and where they are given those that it may have. */
export function closed(properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
	return {
		type: 'object',
		properties: { ...properties, ...optional },
		required: Object.keys(properties),
		additionalProperties: false,
	};
}
