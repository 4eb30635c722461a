import { JUDGEMENTS } from '../warehouse/ask/question.ts';
import { catalog } from '../warehouse/catalog.ts';
import { isFilterable, searchedColumns } from '../warehouse/ask/compose.ts';
import { measureRole, measuresOf } from '../warehouse/ask/measure-role.ts';
import type { QueryFile } from '../warehouse/query-file.ts';
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

/** What a comparison under a column's name keeps: rows, or the accounts that an answer adds up. */
function comparedOf(answer: QueryFile, column: string): 'accounts' | 'rows' {
	const accounts = catalog().answers.get('accounts')!;
	const scope = { answer, accounts, reaches: isFilterable(answer), isByCategory: false };
	return measureRole({ column, is_of_account: false }, scope) === 'accounts' ? 'accounts' : 'rows';
}

/** All parameters of an answer in a warehouse with these dimensions of the accounts and of the order lines. */
export function answerParameters(
	file: QueryFile,
	dimensions: readonly string[],
	ofLines: readonly string[] = [],
): Parameter[] {
	const columns = [...file.columns.map((column) => column.name), ...(file.has_dimensions ? dimensions : [])];
	const searched = searchedColumns(file, catalog());
	return [
		...TIME_PARAMETERS,
		...[...new Set([...dimensions, ...ofLines, 'category', ...JUDGEMENTS])].map((name) => ({
			...query(
				name,
				`only ${ofLines.includes(name) ? 'lines' : 'accounts'} of this ${name}; the key repeated for several`,
				{
					type: 'array',
					items: { type: 'string' },
				},
			),
			explode: true,
		})),
		...measuresOf(file).map((name) =>
			query(name, `only ${comparedOf(file, name)} whose ${name} compares so, like >10000`, {
				type: 'string',
				pattern: '^(>=|<=|>|<|=) ?-?[0-9]+(\\.[0-9]+)?$',
			}),
		),
		...file.columns
			.filter((column) => column.type === 'boolean')
			.map((column) => query(column.name, `only rows with this ${column.name}`, { enum: ['true', 'false'] })),
		...file.parameters.map(({ name, description }) => query(name, description, { type: 'string' })),
		...(searched.length > 0
			? [query('search', `only rows of which this text is in ${searched.join(', ')}`, { type: 'string' })]
			: []),
		query('sort', 'columns to sort by, separated by commas, - for descending', {
			type: 'string',
			pattern: `^-?(${columns.join('|')})(,-?(${columns.join('|')}))*$`,
		}),
		query('limit', 'most rows to give', { type: 'integer', minimum: 0, maximum: 1_000_000 }),
		query('offset', 'rows to pass over first', { type: 'integer', minimum: 0 }),
		query(
			'show',
			'the rows, the SQL that makes them, the totals of all that match, or rows with the totals in meta',
			{
				enum:
					file.totals.length > 0 ? ['rows', 'sql', 'totals', 'rows,totals'] : ['rows', 'sql', 'rows,totals'],
				default: 'rows',
			},
		),
	];
}
