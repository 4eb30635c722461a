import type { Asked, AnswerMeta } from '../../warehouse/ask/ask.ts';
import type { QueryColumnType } from '../../warehouse/query-file.ts';
import { usedValues } from '../used-values.ts';
import { HEADER_STYLE, WRAPPED_STYLE, styleOf } from './styles.ts';
import { columnLetters, textCell } from './cells.ts';
import { worksheetXml } from './package-parts.ts';

/** A line of the sheet; a first cell that is `bold` heads a part. */
interface Line {
	cells: readonly string[];
	isHeading?: boolean;
}

const WIDTHS = [28, 14, 90, 50];

/** The sheet that says what the figures are: question, filters, dates, row counts, definitions and the SQL. */
export function aboutSheet(asked: Asked, meta: AnswerMeta, rows: number): string {
	const lines: Line[] = [
		{ cells: [asked.file.question], isHeading: true },
		{ cells: ['grain', '', asked.file.grain] },
		...facts(meta, rows).map(([name, value]) => ({ cells: [name, '', value] })),
		{ cells: [] },
		...definitionLines(asked, meta),
		...totalLines(asked),
		{ cells: [] },
		{ cells: ['SQL'], isHeading: true },
		...asked.composed.sql.split('\n').map((line) => ({ cells: ['', '', line.replaceAll('\t', '  ')] })),
		{ cells: [] },
		{ cells: ['parameter of the SQL', '', 'value'], isHeading: true },
		...usedValues(asked.composed.sql, asked.composed.values).map(([name, value]) => ({
			cells: [`$${name}`, '', value],
		})),
	];
	const rowXml = lines.map(({ cells, isHeading }, index) => {
		const row = index + 1;
		const xml = cells.map((text, column) =>
			text === ''
				? ''
				: textCell(
						`${columnLetters(column)}${row}`,
						text,
						isHeading ? HEADER_STYLE : column < 2 ? styleOf('text') : WRAPPED_STYLE,
					),
		);
		return `<row r="${row}">${xml.join('')}</row>`;
	});
	const { before, after } = worksheetXml({ widths: WIDTHS });
	return `${before}${rowXml.join('')}${after}`;
}

/** What each column means: of a table by its headings, in its order, with the unit; else by the columns of the answer. */
function definitionLines({ file, table }: Asked, meta: AnswerMeta): Line[] {
	if (table === undefined)
		return [
			{ cells: ['column', 'type', 'definition', 'empty'], isHeading: true },
			...file.columns.map((column) => ({
				cells: [column.name, column.type, column.description, column.null_when ?? ''],
			})),
		];
	return [
		{ cells: ['heading', 'unit', 'definition', 'empty'], isHeading: true },
		...table.map(({ name, heading }) => {
			const column = file.columns.find((each) => each.name === name);
			return {
				cells: column
					? [
							heading,
							UNITS[column.type] ?? (column.type === 'money' ? meta.currency : column.type),
							`${column.description} (column ${name} of the answer ${meta.answer})`,
							column.null_when ?? '',
						]
					: [heading, 'text', `dimension ${name} of the accounts`, ''],
			};
		}),
	];
}

const UNITS: Partial<Record<QueryColumnType, string>> = {
	share: 'per cent',
	days: 'days',
	count: 'number',
	integer: 'number',
	ratio: 'number',
	id: 'text',
	texts: 'texts',
	boolean: 'yes or no',
};

function facts(meta: AnswerMeta, rows: number): [string, string][] {
	const filters = Object.entries(meta.filters).map(([name, values]) => `${name}: ${values.join(', ')}`);
	return [
		['company', meta.company],
		['currency', meta.currency],
		['as of', meta.as_of],
		[
			'window',
			`${meta.from} up to, without, ${meta.to}${meta.partial ? ' (holds a month that is not complete)' : ''}`,
		],
		[
			'compared with',
			meta.prior_from === null ? 'nothing' : `${meta.prior_from} up to, without, ${meta.prior_to}`,
		],
		['level', meta.level],
		['filters', [...filters, ...meta.measures].join('; ') || 'none'],
		['filters not applied', meta.filters_not_applied.join(', ') || 'none'],
		['columns not filtered', meta.columns_not_filtered.join(', ') || 'none'],
		['newest order line', meta.watermark_on ?? 'none'],
		['built at', meta.built_at],
		['build', meta.build_id],
		['version of the queries', meta.model_version],
		['rows in this file', String(rows)],
		['rows that match', String(meta.total_rows)],
		['order lines rejected', String(meta.rows_rejected)],
	];
}

function totalLines(asked: Asked): Line[] {
	if (asked.file.totals.length === 0) return [];
	return [
		{ cells: [] },
		{ cells: ['total of', '', 'computed as'], isHeading: true },
		...asked.file.totals.map(({ name, sql }) => ({ cells: [name, '', sql] })),
	];
}
