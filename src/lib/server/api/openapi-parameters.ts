import { JUDGEMENTS } from '../warehouse/ask/question.ts';
import { MEASURE_TYPES, type QueryFile } from '../warehouse/query-file.ts';
import type { Schema } from './openapi-schemas.ts';

export interface Parameter {
	name: string;
	in: 'query' | 'path' | 'header';
	description: string;
	required?: boolean;
	schema: Schema;
	explode?: boolean;
}

const MONTH_END: Schema = { type: 'string', format: 'date', examples: ['2026-09-30'] };
const MONTH_START: Schema = { type: 'string', format: 'date', examples: ['2026-07-01'] };

const query = (name: string, description: string, schema: Schema): Parameter => ({
	name,
	in: 'query',
	description,
	schema,
});

/** The parameters that a question has by itself: when, against what, at which level. */
export const TIME_PARAMETERS: readonly Parameter[] = [
	query('as_of', "a month's last day; default: the last complete month", MONTH_END),
	query('from', "first day of the window's first month; default: 12 months before to", MONTH_START),
	query('to', "first day of the month after the window's last; default: the day after as_of", MONTH_START),
	query('compare', 'what to compare with', { enum: ['prior_year', 'prior', 'none'], default: 'prior_year' }),
	query('level', 'groups, or each account for itself', { enum: ['group', 'account'], default: 'group' }),
];

/** All parameters of an answer in a warehouse with these dimensions. */
export function answerParameters(file: QueryFile, dimensions: readonly string[]): Parameter[] {
	const columns = [...file.columns.map((column) => column.name), ...(file.has_dimensions ? dimensions : [])];
	const measures = file.columns.filter((column) => MEASURE_TYPES.has(column.type));
	const has = (name: string): boolean => columns.includes(name);
	return [
		...TIME_PARAMETERS,
		...[...new Set([...dimensions, 'category', ...JUDGEMENTS])].map((name) => ({
			...query(name, `only accounts of this ${name}; the key repeated for several`, {
				type: 'array',
				items: { type: 'string' },
			}),
			explode: true,
		})),
		...measures.map((column) =>
			query(column.name, `only rows whose ${column.name} compares so, like >10000`, {
				type: 'string',
				pattern: '^(>=|<=|>|<|=) ?-?[0-9]+(\\.[0-9]+)?$',
			}),
		),
		...file.parameters.map(({ name, description }) => query(name, description, { type: 'string' })),
		...(has('account_id') && has('name')
			? [query('search', 'only accounts whose name or id holds this text', { type: 'string' })]
			: []),
		query('sort', 'columns to sort by, separated by commas, - for descending', {
			type: 'string',
			pattern: `^-?(${columns.join('|')})(,-?(${columns.join('|')}))*$`,
		}),
		query('limit', 'most rows to give', { type: 'integer', minimum: 0, maximum: 1_000_000 }),
		query('offset', 'rows to pass over first', { type: 'integer', minimum: 0 }),
		query('show', 'the rows, the SQL that makes them, or the totals of all that match', {
			enum: file.totals.length > 0 ? ['rows', 'sql', 'totals'] : ['rows', 'sql'],
			default: 'rows',
		}),
	];
}
