import { relative } from 'node:path';
import type {
	BrokenLines,
	BuildReport,
	Reconciliation,
	RejectionCount,
} from '../lib/server/warehouse/build/build-report.ts';
import { controlTotalLines, footedLines } from './control-totals-text.ts';
import { counted, money, shortened, whole } from './figures.ts';
import { textTable } from './text-table.ts';

/** The summary of a finished build, for a person: what was read, used and set aside, and what to do next. */
export function printBuildReport(report: BuildReport, dir: string): string {
	const lines = [
		...rejectedFirst(report),
		...controlTotalLines(report.control_totals),
		`${report.company}: ${counted(report.accounts, 'account')}${report.groups < report.accounts ? ` in ${counted(report.groups, 'group')}` : ''}, orders from ${report.first_on ?? '–'} to ${report.watermark_on ?? '–'}.`,
		report.as_of === null ? report.as_of_reason : `Figures are as of ${report.as_of}. ${report.as_of_reason}`,
		'',
		...reconciliationTable(report.reconciliation),
		...footedLines(report.control_totals),
		...rejectionTable(report.rejections, 'Set aside, with reasons (the rows are on the Data page):'),
		...brokenLines(report.broken_lines),
		...duplicateLines(report),
		...fileLines(report),
		...laterLines(report),
		...acceptedLines(report),
		...renamedLines(report.renamed_dimensions, 'accounts'),
		...renamedLines(report.renamed_line_dimensions, 'order lines'),
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

/** The share of the order lines that was set aside, before anything else, where there is one. */
function rejectedFirst({ reconciliation }: BuildReport): string[] {
	const read = reconciliation.reduce((sum, row) => sum + row.rows_read, 0);
	const rejected = reconciliation.reduce((sum, row) => sum + row.rows_rejected, 0);
	if (rejected === 0) return [];
	const share = ((rejected / read) * 100).toLocaleString('en', { maximumFractionDigits: 1 });
	return [
		`${rejected / read < 0.001 ? 'Under 0.1' : share} % of the order lines are set aside: ${whole(rejected)} of ${whole(read)}.`,
		'',
	];
}

/** New files, copies that were left out, and files that nobody reads; nothing where there are none. */
function fileLines({ new_files, copies, unread_files, currency }: BuildReport): string[] {
	const added = new_files.map(({ file, rows }) => `New: ${file}, ${counted(rows, 'row')}.`);
	const left = copies.map(({ name, of, says }) => `Left out: ${name} is a copy of ${of}: ${says}.`);
	const unread = unread_files.map(({ file, copy_of, like, lines, amount }) => {
		if (copy_of !== null) return `Not read: ${file}, a copy of ${copy_of}.`;
		if (like === null) return `Not read: ${file}.`;
		const worth =
			lines === null
				? ''
				: `; it would bring ${counted(lines, 'order line')}${amount === null ? '' : ` and ${money(amount)} ${currency}`}`;
		return `Not read: ${file}, which has the columns of ${like}${worth}. Add it to its path in vital-few.yaml.`;
	});
	const all = [...added, ...left, ...unread];
	return all.length === 0 ? [] : ['', ...all];
}

/** What a build of a past day left out and undid; nothing for a day that is today. */
function laterLines({ later }: BuildReport): string[] {
	if (later.length === 0) return [];
	const rows = later.map(({ entity, left_out, undone }) => [
		entity,
		left_out === 0 ? '' : `${whole(left_out)} left out`,
		undone === 0 ? '' : `${whole(undone)} partly undone`,
	]);
	return ['', 'Later than the day that was asked for:', ...textTable(rows, ['left', 'left', 'left'])];
}

function acceptedLines({ accepted }: BuildReport): string[] {
	if (accepted.length === 0) return [];
	return [
		'',
		'Accepted, though it differs from the build before by more than the limits allow:',
		...accepted.slice(0, 12).map((sentence) => `  ${sentence}`),
		...(accepted.length > 12 ? [`  And ${accepted.length - 12} more.`] : []),
	];
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

/** One sentence for the columns of an entity whose names are ours; nothing where there are none. */
function renamedLines(renamed: BuildReport['renamed_dimensions'], entity: string): string[] {
	if (renamed.length === 0) return [];
	const names = renamed.map(({ given, name }) => `${shortened(given, 40)} is ${shortened(name, 47)}`);
	const shown = [...names.slice(0, 12), ...(names.length > 12 ? [`${names.length - 12} more`] : [])];
	return [
		'',
		`${counted(renamed.length, 'column')} of the ${entity} ${renamed.length === 1 ? 'has a name' : 'have names'} that Vital Few uses itself. As a dimension, ${shown.join(', ')}.`,
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
