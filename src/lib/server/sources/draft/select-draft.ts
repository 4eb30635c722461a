import type { EntityName } from '../../../contract/entities.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import { identifier } from '../recognise/value-sql.ts';

/** One column of a drafted statement. */
export interface DraftColumn {
	/** As the contract calls it, or a dimension. */
	name: string;
	sql: string;
	/** What was read for it, where `sql` may fail to make sense of it. */
	read?: string;
	/** The user's columns that it is made from. */
	from: readonly ColumnProfile[];
	isGuess: boolean;
	/** 0 to 1. */
	confidence: number;
	/** What a person should know about it. */
	note?: string | undefined;
}

/** A drafted statement for one entity. */
export interface SelectDraft {
	entity: EntityName;
	/** What a row is and where it comes from. */
	about: string;
	columns: DraftColumn[];
	/** The tables that it reads, for those that are put together from several files. */
	tables: readonly TableProfile[];
	/** The table, with an alias where it needs one. */
	from: string;
	joins: string[];
	where?: string;
	groupBy?: string;
	/** What the statement leaves out that it should not, in sentences. */
	gaps?: string[];
	/** Lines that a person may want, as comments: what each does, and the SQL. */
	options: { says: string; sql: string }[];
}

/** The statement as a file that a person would be glad to edit. */
export function renderSelect(draft: SelectDraft): string {
	const lines = [`-- ${draft.about}`];
	for (const gap of draft.gaps ?? []) lines.push(`-- Gap: ${gap}`);
	for (const column of draft.columns) {
		if (column.isGuess && column.note !== undefined) lines.push(`-- Check ${column.name}: ${column.note}.`);
	}
	lines.push('select', columnLines(draft.columns), `from ${draft.from}`, ...draft.joins);
	if (draft.where !== undefined) lines.push(`where ${draft.where}`);
	if (draft.groupBy !== undefined) lines.push(`group by ${draft.groupBy}`);
	for (const [index, { says, sql }] of draft.options.entries()) {
		const word = draft.where === undefined && index === 0 ? 'where' : '  and';
		lines.push(`-- ${says}:`, `-- ${word} ${sql}`);
	}
	return `${lines.join('\n')}\n`;
}

function columnLines(columns: readonly DraftColumn[]): string {
	return columns
		.flatMap(({ name, sql, read }) => [
			named(sql, name),
			...(read === undefined ? [] : [named(read, `${name}_read`)]),
		])
		.join(',\n');
}

const WIDEST = 100;

/** A column with its name, over several lines where it is a long product or difference. */
function named(sql: string, name: string): string {
	const called = identifier(name);
	const isSame = sql === called || (called === name && sql.endsWith(`.${name}`));
	const whole = isSame ? `  ${sql}` : `  ${sql} as ${called}`;
	if (whole.length <= WIDEST || sql.includes('\n')) return whole;
	const inner = /^try\((.*)\)$/.exec(sql)?.[1];
	if (inner !== undefined) return `  try(\n    ${factors(inner).join('\n    ')}\n  ) as ${called}`;
	return `  ${factors(sql).join('\n    ')} as ${called}`;
}

/** An expression cut before each operator that stands outside all brackets. */
function factors(sql: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let start = 0;
	for (let at = 0; at < sql.length; at++) {
		if (sql[at] === '(') depth++;
		else if (sql[at] === ')') depth--;
		else if (depth === 0 && /^ [*/-] /.test(sql.slice(at, at + 3))) {
			parts.push(sql.slice(start, at));
			start = at + 1;
		}
	}
	return [...parts, sql.slice(start)];
}
