import { relative } from 'node:path';
import type { InitReport } from '../lib/server/sources/draft/init-report.ts';

/** What init found, as text for a person: tables, columns, what was left, what the choices are worth, what to check. */
export function initReportText(report: InitReport, cwd = process.cwd()): string {
	const { worth, check, written, dir } = report;
	const place = relative(cwd, dir);
	const shownDir = place === '' ? '' : place.startsWith('..') ? dir : place;
	return [
		...section('Tables', tableRows(report)),
		...section('Columns (? = guessed)', columnRows(report)),
		...section(
			'Left out',
			report.left.map(({ what, reason }) => [cut(what, 60), reason]),
		),
		...section('What the choices are worth', worthRows(report)),
		`${whole(worth.accounts)} accounts, ${worth.first_on ?? '–'} to ${worth.last_on ?? '–'}. ${monthSentence(report)}`,
		'',
		...(check.length === 0
			? []
			: ['To check', ...check.map((sentence, index) => `  ${index + 1}. ${sentence}`), '']),
		`Written${shownDir === '' ? '' : ` into ${shownDir}`}: ${written.join(', ')}`,
		`Next: look at sources/order_lines.sql, then run "vital-few build${shownDir === '' ? '' : ` --dir ${shownDir}`}"`,
		'',
	].join('\n');
}

function tableRows({ tables }: InitReport): string[][] {
	return tables.map(({ name, rows, malformed, used_as }) => [
		name,
		`${whole(rows)} rows`.padStart(14) + (malformed > 0 ? ` and ${whole(malformed)} broken lines` : ''),
		used_as === 'not used' ? used_as : `→ ${used_as}`,
	]);
}

function columnRows({ columns }: InitReport): string[][] {
	const rows: string[][] = [];
	let entity = '';
	for (const column of columns) {
		if (column.entity !== entity) rows.push([column.entity, '', '']);
		entity = column.entity;
		rows.push([
			`  ${column.how === 'guessed' ? '?' : ' '} ${column.column}`,
			cut(column.from, 70),
			column.how === 'guessed' ? '' : (column.note ?? ''),
		]);
	}
	return rows;
}

function worthRows({ worth, currency }: InitReport): string[][] {
	const line = (says: string, rows: number, amount: string | null): string[] => [
		says,
		whole(rows).padStart(12),
		money(amount).padStart(18),
	];
	return [
		['', 'lines'.padStart(12), currency.code.padStart(18)],
		line('used', worth.used.rows, worth.used.amount),
		...(worth.left_out ? [line('left out: no sales', worth.left_out.rows, worth.left_out.amount)] : []),
		...worth.rejected.map(({ says, rows, amount }) => line(`set aside: ${says}`, rows, amount)),
		...worth.kept.map(({ says, rows, amount }) => line(`of those used: ${says}`, rows, amount)),
	];
}

function monthSentence({ worth }: InitReport): string {
	const { last_complete_month_end, reason } = worth.last_complete_month;
	return last_complete_month_end === null
		? reason
		: `Figures will be as of ${last_complete_month_end}: ${reason}`;
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
	if (rows.length === 0) return [];
	const widths = rows.reduce<number[]>(
		(sofar, row) => row.map((cell, index) => Math.max(sofar[index] ?? 0, cell.length)),
		[],
	);
	const lines = rows.map((row) =>
		`  ${row.map((cell, index) => cell.padEnd(widths[index]!)).join('  ')}`.trimEnd(),
	);
	return [title, ...lines, ''];
}

function cut(text: string, length: number): string {
	return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function whole(number: number): string {
	return number.toLocaleString('en-GB');
}

/** An exact decimal with thousands separators. */
function money(amount: string | null): string {
	if (amount === null) return '–';
	const [integer, part = '00'] = amount.replace('-', '').split('.') as [string, string?];
	return `${amount.startsWith('-') ? '−' : ''}${integer.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`;
}
