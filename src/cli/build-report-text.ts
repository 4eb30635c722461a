import { relative } from 'node:path';
import type {
	BrokenLines,
	BuildReport,
	Reconciliation,
	RejectionCount,
} from '../lib/server/warehouse/build/build-report.ts';
import { counted, money, shortened, whole } from './figures.ts';
import { textTable } from './text-table.ts';

/** The summary of a finished build, for a person: what was read, used and set aside, and what to do next. */
export function printBuildReport(report: BuildReport, dir: string): string {
	const lines = [
		`${report.company}: ${counted(report.accounts, 'account')}${report.groups < report.accounts ? ` in ${counted(report.groups, 'group')}` : ''}, orders from ${report.first_on ?? '–'} to ${report.watermark_on ?? '–'}.`,
		report.as_of === null ? report.as_of_reason : `Figures are as of ${report.as_of}. ${report.as_of_reason}`,
		'',
		...reconciliationTable(report.reconciliation),
		...rejectionTable(report.rejections, 'Set aside, with reasons (the rows are on the Data page):'),
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
		[shortened(row.currency!, 12), 'rows', 'amount'],
		['read', whole(row.rows_read), money(row.amount_read)],
		['used', whole(row.rows_used), money(row.amount_used)],
		['set aside', whole(row.rows_rejected), money(row.amount_rejected)],
	]);
	return [
		...textTable(cells, ['left', 'right', 'right']),
		`Read = used + set aside${inCurrencies.length > 1 ? ', in each currency' : ''}, in rows and to the cent ✓`,
	];
}

/** The reasons for which rows were set aside, with their counts and amounts, below a title; nothing where there are none. */
export function rejectionTable(rejections: readonly RejectionCount[], title: string): string[] {
	if (rejections.length === 0) return [];
	const rows = rejections.map(({ reason, rows, amount, currency, entity }) => [
		reason,
		whole(rows),
		amount === null ? '' : money(amount),
		amount === null || currency === null ? '' : shortened(currency, 12),
		entity ?? '',
	]);
	return ['', title, ...textTable(rows, ['left', 'right', 'right', 'left', 'left'])];
}

/** One sentence for each file with lines that could not be taken apart; nothing where there are none. */
export function brokenLines(files: readonly BrokenLines[]): string[] {
	const sentences = files.map(({ source_file, entity, rows, first_line, first_reason }) => {
		const first =
			rows === 1 ? `line ${first_line}, ${first_reason}` : `the first: line ${first_line}, ${first_reason}`;
		const fate =
			entity === null
				? '; no source statement reads that file'
				: rows === 1
					? '; it is set aside'
					: '; they are set aside';
		return `${counted(rows, 'line')} of ${source_file} could not be taken apart (${first})${fate}.`;
	});
	return sentences.length === 0 ? [] : ['', ...sentences];
}

function duplicateLines(report: BuildReport): string[] {
	const { rows, amount, are_rejected } = report.duplicates;
	if (rows === 0) return [];
	const worth = amount === null ? '' : `, worth ${money(amount)} ${report.currency}`;
	return [
		'',
		are_rejected
			? `${counted(rows, 'exact copy', 'exact copies')} of other lines${worth}, set aside (duplicates: reject).`
			: `${counted(rows, 'exact copy', 'exact copies')} of other lines${worth}, kept. "duplicates: reject" in vital-few.yaml would set them aside.`,
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

function slowest(report: BuildReport): string {
	return [...report.steps]
		.sort((a, b) => b.milliseconds - a.milliseconds)
		.slice(0, 3)
		.map((step) => `${step.name} ${seconds(step.milliseconds)}`)
		.join(', ');
}

/** The `--dir` that a further command needs to work on the same folder, with a blank before it. */
export function dirOption(dir: string): string {
	const path = relative(process.cwd(), dir);
	return path === '' ? '' : ` --dir ${path.startsWith('..') ? dir : path}`;
}

function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}
