import { relative } from 'node:path';
import type { BrokenLines, BuildReport, Reconciliation } from '../lib/server/warehouse/build-report.ts';

/** The summary of a finished build, for a person: what was read, used and set aside, and what to do next. */
export function printBuildReport(report: BuildReport, dir: string): string {
	const lines = [
		`${report.company}: ${count(report.accounts, 'account')}${report.groups < report.accounts ? ` in ${count(report.groups, 'group')}` : ''}, orders from ${report.first_on ?? '–'} to ${report.watermark_on ?? '–'}.`,
		report.as_of === null ? report.as_of_reason : `Figures are as of ${report.as_of}. ${report.as_of_reason}`,
		'',
		...reconciliationTable(report.reconciliation),
		...rejectionLines(report),
		...brokenLines(report.broken_lines),
		...duplicateLines(report),
		...entityLines(report),
		'',
		`Built in ${seconds(report.milliseconds)}, ${megabytes(report.warehouse_bytes)}. Slowest: ${slowest(report)}.`,
		`Next: vital-few serve${dirOption(dir)}`,
		'',
	];
	return lines.join('\n');
}

function reconciliationTable(rows: readonly Reconciliation[]): string[] {
	const inCurrencies = rows.filter((row) => row.currency !== null);
	const cells = inCurrencies.flatMap((row, i) => [
		...(i > 0 ? [['', '', '']] : []),
		[shortened(row.currency!), 'rows', 'amount'],
		['read', whole(row.rows_read), money(row.amount_read)],
		['used', whole(row.rows_used), money(row.amount_used)],
		['set aside', whole(row.rows_rejected), money(row.amount_rejected)],
	]);
	return [
		...table(cells),
		`Read = used + set aside${inCurrencies.length > 1 ? ', in each currency' : ''}, in rows and to the cent ✓`,
	];
}

function rejectionLines(report: BuildReport): string[] {
	if (report.rejections.length === 0) return [];
	const rows = report.rejections.map((rejection) => [
		rejection.reason,
		whole(rejection.rows),
		rejection.amount === null ? '' : money(rejection.amount),
		rejection.entity,
	]);
	return ['', 'Set aside, with reasons (the rows are on the Data page):', ...table(rows)];
}

function brokenLines(files: readonly BrokenLines[]): string[] {
	const sentences = files.map(
		({ source_file, entity, rows, first_line, first_reason }) =>
			`${count(rows, 'line')} of ${source_file} could not be taken apart (the first: line ${first_line}, ${first_reason})${entity === null ? '; no source statement reads that file' : ' and are counted among the rows set aside'}.`,
	);
	return sentences.length === 0 ? [] : ['', ...sentences];
}

function duplicateLines(report: BuildReport): string[] {
	const { rows, amount, are_rejected } = report.duplicates;
	if (rows === 0) return [];
	const worth = amount === null ? '' : `, worth ${money(amount)} ${report.currency}`;
	return [
		'',
		are_rejected
			? `${count(rows, 'exact copy', 'exact copies')} of other lines${worth}, set aside (duplicates: reject).`
			: `${count(rows, 'exact copy', 'exact copies')} of other lines${worth}, kept. "duplicates: reject" in vital-few.yaml would set them aside.`,
	];
}

function entityLines(report: BuildReport): string[] {
	const others = report.entities.filter((entity) => entity.name !== 'order_lines');
	if (others.length === 0) return [];
	return [
		'',
		`Also read: ${others.map((entity) => `${whole(entity.rows_used)} ${entity.name}`).join(', ')}.`,
	];
}

function table(rows: readonly (readonly string[])[]): string[] {
	const aligned = rows.map((row) => [...row]);
	alignDecimals(aligned);
	const widths = aligned[0]!.map((_, i) => Math.max(...aligned.map((row) => row[i]!.length)));
	return aligned.map((row) =>
		`  ${row.map((cell, i) => (i === 0 || i === 3 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`.trimEnd(),
	);
}

/** Pads amounts so that their decimal points stand below each other. */
function alignDecimals(rows: string[][]): void {
	const decimals = Math.max(0, ...rows.map((row) => /\.(\d+)$/.exec(row[2] ?? '')?.[1]?.length ?? 0));
	for (const row of rows) {
		const own = /\.(\d+)$/.exec(row[2] ?? '')?.[1]?.length;
		if (own !== undefined) row[2] = row[2]!.padEnd(row[2]!.length + decimals - own);
	}
}

function slowest(report: BuildReport): string {
	return [...report.steps]
		.sort((a, b) => b.milliseconds - a.milliseconds)
		.slice(0, 3)
		.map((step) => `${step.name} ${seconds(step.milliseconds)}`)
		.join(', ');
}

function dirOption(dir: string): string {
	const path = relative(process.cwd(), dir);
	return path === '' ? '' : ` --dir ${path.startsWith('..') ? dir : path}`;
}

function count(number: number, one: string, many = `${one}s`): string {
	return `${whole(number)} ${number === 1 ? one : many}`;
}

function shortened(text: string): string {
	return text.length <= 12 ? text : `${text.slice(0, 11)}…`;
}

function whole(number: number): string {
	return number.toLocaleString('en');
}

/** An exact decimal text with thousands separators and two to four decimals, without going through a float. */
function money(text: string): string {
	const [integer, fraction = ''] = text.replace('-', '').split('.') as [string, string?];
	const shown = fraction.replace(/0+$/, '').padEnd(2, '0');
	return `${text.startsWith('-') ? '−' : ''}${integer.replace(/\B(?=(\d{3})+$)/g, ',')}.${shown}`;
}

function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}
