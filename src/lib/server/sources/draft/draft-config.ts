import { stringify } from 'yaml';
import { CONFIG_NAME, type SourceFile } from '../config.ts';
import type { TableProfile } from '../recognise/table-profile.ts';

/** What is said of a table that no statement reads. */
export const NOT_USED = 'not used';

/** What `vital-few.yaml` is to say. */
export interface ConfigDraft {
	company: string;
	currency: string;
	/** Why this currency, where it is a guess. */
	currencyNote?: string | undefined;
	tables: readonly { table: Pick<TableProfile, 'name' | 'rows'>; file: SourceFile; used: string }[];
	/** Why the last complete month is what it is. */
	completeMonth: string;
}

/** The text of `vital-few.yaml`, with comments. */
export function renderConfig(draft: ConfigDraft): string {
	const lines = [
		`# ${CONFIG_NAME}: what Vital Few reads. Drafted by "vital-few init"; edit it freely.`,
		`# How your tables become order lines, accounts and so on is in sources/*.sql.`,
		`company: ${scalar(draft.company)}`,
		...(draft.currencyNote === undefined ? [] : [`# ${draft.currencyNote}`]),
		`currency: ${draft.currency}`,
		'files:',
	];
	const rows = (count: number): string => `${count.toLocaleString('en-GB')} rows`;
	for (const { table, file, used } of draft.tables.filter((entry) => entry.used !== NOT_USED)) {
		lines.push(`  ${table.name}: # ${rows(table.rows)}; ${used}`, ...fileLines(file));
	}
	const unused = draft.tables.filter((entry) => entry.used === NOT_USED);
	if (unused.length > 0) lines.push('  # Not used by any statement; take the # away to read them:');
	for (const { table, file } of unused) {
		lines.push(
			...[`  ${table.name}: # ${rows(table.rows)}`, ...fileLines(file)].map((line) =>
				line.replace(/^ {2}/, '  # '),
			),
		);
	}
	lines.push(
		'# Exact copies of an order line: keep them (and count them), or reject them.',
		'duplicates: keep',
		`# ${draft.completeMonth}`,
		'# If you know better, say through which day the data is complete:',
		'# complete_through: 2026-12-31',
		'# First month of the fiscal year, if it is not January:',
		'# fiscal_year_starts: 4',
	);
	return `${lines.join('\n')}\n`;
}

function fileLines(file: SourceFile): string[] {
	const entries: [string, unknown][] = [
		['path', file.paths ?? file.path],
		['format', file.format],
		['sheet', file.sheets ?? file.sheet],
		['unnest', file.unnest.length === 0 ? undefined : file.unnest],
		['delimiter', file.delimiter],
		['quote', file.quote],
		['escape', file.escape],
		['encoding', file.format === 'csv' ? file.encoding : undefined],
		['own_ids', file.own_ids.length === 0 ? undefined : file.own_ids],
		['header', file.header ? undefined : false],
		['skip_lines', file.skip_lines === 0 ? undefined : file.skip_lines],
		['nulls', file.nulls.length === 0 ? undefined : file.nulls],
	];
	return entries
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) => `    ${key}: ${scalar(value)}`);
}

function scalar(value: unknown): string {
	return stringify(value, {
		collectionStyle: 'flow',
		lineWidth: 0,
		defaultStringType: needsQuotes(value) ? 'QUOTE_DOUBLE' : 'PLAIN',
	}).trim();
}

/** Marks like `;` and `|` are easier to read in quotes. */
function needsQuotes(value: unknown): boolean {
	return typeof value === 'string' && /^\W?$/u.test(value);
}
