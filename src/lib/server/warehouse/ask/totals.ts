import { Fault } from '../../fault.ts';
import type { Asked } from './ask.ts';
import { catalog } from '../catalog.ts';
import { compose } from './compose.ts';
import { quoteIdentifier } from '../sql-text.ts';

/**
 * The question of an answer's totals: one row over all rows that match, whatever the page shows, each column added up as
 * the answer's header says.
 * @throws {Fault} `parameter` for an answer whose rows do not add up.
 */
export function totalsOf(asked: Asked): Asked {
	const { file, window } = asked;
	if (file.totals.length === 0)
		throw new Fault('parameter', `${file.name} has no totals: its rows do not add up.`);
	const question = { ...asked.question, sort: [], limit: undefined, offset: 0 };
	const whole = compose(question, { ...file, order: [] }, catalog(), window);
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
