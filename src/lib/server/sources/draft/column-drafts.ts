import { PART_COLUMN } from '../recognise/alike-tables.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import { dateSql, identifier, idSql, numberSql, textSql, type Naming } from '../recognise/value-sql.ts';
import type { DraftColumn } from './select-draft.ts';

const SURE = 0.75;

/** The confidence with which a table's column was taken for what it is. */
export function confidenceIn(table: TableProfile, column: ColumnProfile): number {
	return [...table.recognised.values()].find((recognised) => recognised.column === column)?.confidence ?? 0.5;
}

/** An id or a text as a drafted column. */
export function idColumn(
	name: string,
	column: ColumnProfile,
	table: TableProfile,
	naming: Naming,
): DraftColumn {
	return made(name, idSql(column, naming), [column], confidenceIn(table, column));
}

export function textColumn(
	name: string,
	column: ColumnProfile,
	table: TableProfile,
	naming: Naming,
): DraftColumn {
	return made(name, textSql(column, naming), [column], confidenceIn(table, column));
}

/** A figure as a drafted column, with what was read. */
export function numberColumn(
	name: string,
	column: ColumnProfile,
	table: TableProfile,
	naming: Naming,
): DraftColumn {
	const format = column.number;
	const caution =
		format && !format.isCertain
			? `its values could be read in two ways; "${format.decimal}" is taken as the decimal sign and "${format.thousands}" as the divider of thousands`
			: undefined;
	return {
		...made(name, numberSql(column, naming), [column], confidenceIn(table, column)),
		read: naming(column),
		...(caution ? { isGuess: true, note: caution } : {}),
	};
}

/** A day as a drafted column, with what was read; undefined where the column's dates cannot be read. */
export function dateColumn(
	name: string,
	column: ColumnProfile,
	table: TableProfile,
	naming: Naming,
): DraftColumn | undefined {
	if (!column.date) return undefined;
	const confidence = confidenceIn(table, column);
	return {
		...made(name, dateSql(column, column.date, naming), [column], confidence),
		...(column.date.kind === 'stored' ? {} : { read: naming(column) }),
		...(column.date.isCertain
			? column.date.mixed === undefined
				? {}
				: {
						isGuess: true,
						note: `its days are written in several ways (${column.date.mixed}), all of which are read`,
					}
			: {
					isGuess: true,
					note: `no value tells whether ${column.name} is day-first or month-first; it is read as ${column.date.pattern}`,
				}),
	};
}

/** Where a row comes from: its file and its line. */
export function placeColumns(table: TableProfile, isJoined: boolean): DraftColumn[] {
	const place = isJoined ? `${identifier(table.name)}.` : '';
	return [
		made('source_file', table.parts ? `${place}${PART_COLUMN}` : `'${table.name}'`, [], 1),
		made('source_line', `${place}line_number`, [], 1),
	];
}

/** A drafted column whose certainty follows from its confidence. */
export function made(
	name: string,
	sql: string,
	from: readonly ColumnProfile[],
	confidence: number,
	note?: string,
): DraftColumn {
	return { name, sql, from, confidence, isGuess: confidence < SURE, note };
}
