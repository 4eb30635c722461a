import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import type { AnswerMeta, Asked, Row } from './ask.ts';
import { catalog } from '../catalog.ts';
import { compose, type Composed } from './compose.ts';
import { queryRows } from '../engine.ts';
import { quoteIdentifier } from '../sql-text.ts';

/**
 * The question of an answer's totals: one row over all rows that match, whatever the page shows, each column added up as
 * the answer's header says.
 * @throws {Fault} `parameter` for an answer whose rows do not add up.
 */
export function totalsOf(asked: Asked): Asked {
	const { file } = asked;
	if (file.totals.length === 0)
		throw new Fault('parameter', `${file.name} has no totals: its rows do not add up.`);
	const { question, whole } = wholeOf(asked);
	const totals = file.totals.map(({ name, sql }) => `${sql} as ${quoteIdentifier(name)}`);
	return {
		...asked,
		question,
		file: {
			...file,
			columns: file.columns.filter((column) => file.totals.some((total) => total.name === column.name)),
			totals: [],
			has_dimensions: false,
		},
		composed: { ...whole, sql: `select ${totals.join(', ')} from (\n${whole.sql}\n)` },
	};
}

/** All rows that match, in no order. */
function wholeOf({ question: asked, file, window }: Asked): { question: Asked['question']; whole: Composed } {
	const question = { ...asked, sort: [], limit: undefined, offset: 0 };
	return { question, whole: compose(question, { ...file, order: [] }, catalog(), window) };
}

/** How many rows match, whatever a page shows of them, what each column of them adds up to, and which columns they fill. */
export async function readWhole(
	connection: DuckDBConnection,
	asked: Asked,
): Promise<Required<Pick<AnswerMeta, 'total_rows' | 'totals' | 'columns_filled'>>> {
	const { file, facts } = asked;
	const { whole } = wholeOf(asked);
	const columns = [...file.columns.map(({ name }) => name), ...(file.has_dimensions ? facts.dimensions : [])];
	const [row = {}] = await queryRows(
		connection,
		`select ${[
			'count(*) as total_rows',
			...file.totals.map(({ sql }, place) => `${sql} as total_${place}`),
			...columns.map((name, place) => `bool_or(${quoteIdentifier(name)} is not null) as filled_${place}`),
		].join(', ')} from (\n${whole.sql}\n)`,
		whole.values,
	);
	return {
		total_rows: Number(row['total_rows']),
		totals: Object.fromEntries(
			file.totals.map(({ name }, place): [string, Row[string]] => [name, row[`total_${place}`] ?? null]),
		),
		columns_filled: columns.filter((_, place) => row[`filled_${place}`] === true),
	};
}
