import type { CheckReport, CheckedColumn, Finding } from '../lib/server/warehouse/build/check-sources.ts';
import { brokenLines, dirOption, rejectionTable } from './build-report-text.ts';
import { footedLines } from './control-totals-text.ts';
import { percent, plainNumber, roundMoney, shortened, whole } from './figures.ts';
import { textTable } from './text-table.ts';

const SHOWN_EXAMPLES = 3;

/** What a check found, for a person: files, entities, what would be set aside, what is odd, and each column's gaps. */
export function printCheckReport(report: CheckReport, dir: string): string {
	const lines = report.entities.find((entity) => entity.entity === 'order_lines')!;
	return [
		`${report.company}, in ${report.currency}: orders from ${report.first_on ?? '–'} to ${report.watermark_on ?? '–'}.`,
		report.as_of === null
			? report.as_of_reason
			: `Figures would be as of ${report.as_of}. ${report.as_of_reason}`,
		...fileLines(report),
		...entityLines(report),
		...rejectionTable(report.rejections, 'Would be set aside, with reasons'),
		...brokenLines(report.broken_lines),
		...evenLines(report),
		...findingLines(report, 'flagged', 'To look at'),
		...findingLines(report, 'kept', 'Good to know'),
		...gapLines(report.columns),
		...rangeLines(report.columns),
		'',
		`${whole(report.findings.filter((finding) => finding.found_count === 0).length)} further rules found nothing.`,
		lines.used_count === 0
			? 'No order line can be used: a build would have nothing to show.'
			: `A build would use ${whole(lines.used_count)} of ${whole(lines.read_count)} order lines. Next: vital-few build${dirOption(dir)}`,
		'',
	].join('\n');
}

function evenLines({ control_totals }: CheckReport): string[] {
	const lines = footedLines(control_totals);
	return lines.length === 0 ? [] : ['', ...lines];
}

function fileLines({ files }: CheckReport): string[] {
	const rows = files.map(({ name, path, rows, readers }) => [
		name,
		path,
		`${whole(rows)} rows`,
		readers.length > 0 ? `→ ${readers.join(', ')}` : 'read by no statement',
	]);
	return rows.length === 0 ? [] : ['', 'Files', ...textTable(rows, ['left', 'left', 'right', 'left'])];
}

function entityLines({ entities }: CheckReport): string[] {
	const given = entities.filter((entity) => entity.is_given);
	const absent = entities.filter((entity) => !entity.is_given);
	const rows = given.map(({ entity, read_count, used_count, rejected_count, first_on, newest_on }) => [
		entity,
		whole(read_count),
		whole(used_count),
		whole(rejected_count),
		first_on === null ? '' : `${first_on} to ${newest_on}`,
	]);
	return [
		'',
		'Entities',
		...textTable(
			[['', 'rows', 'used', 'set aside', 'days'], ...rows],
			['left', 'right', 'right', 'right', 'left'],
		),
		...(absent.length === 0
			? []
			: [
					'',
					'Not given, and what each would switch on',
					...textTable(
						absent.map((entity) => [entity.entity, entity.switches_on]),
						['left', 'left'],
					),
				]),
	];
}

function findingLines(report: CheckReport, treatment: Finding['treatment'], title: string): string[] {
	const found = report.findings.filter(
		(finding) => finding.treatment === treatment && finding.found_count > 0,
	);
	if (found.length === 0) return [];
	return ['', title, ...found.flatMap((finding) => findingText(finding, report.currency))];
}

function findingText(finding: Finding, currency: string): string[] {
	const { found_count, noun, found, amount, rule, examples } = finding;
	const worth = amount === null ? '' : ` (${roundMoney(amount)} ${currency})`;
	const shown = examples.slice(0, SHOWN_EXAMPLES).map((example) => shortened(example, 80));
	const more = found_count > shown.length ? ' …' : '';
	return [
		`  ${whole(found_count)} ${noun} ${found}${worth}.`,
		`      ${rule}${shown.length === 0 ? '' : ` E.g. ${shown.join(', ')}${more}`}`,
	];
}

function gapLines(columns: readonly CheckedColumn[]): string[] {
	const gaps = columns.filter(
		(column) => column.is_given && column.row_count > 0 && column.filled_count < column.row_count,
	);
	const missing = gaps.map(({ entity, column_name, row_count, filled_count, unread_count }) => [
		`${entity}.${shortened(column_name)}`,
		whole(row_count - filled_count),
		percent(row_count - filled_count, row_count),
		unread_count > 0 ? `${whole(unread_count)} of them cannot be read` : '',
	]);
	const absent = columns.filter((column) => !column.is_given && column.row_count > 0);
	const notGiven = [...new Set(absent.map((column) => column.entity))].map((entity) => [
		entity,
		absent
			.filter((column) => column.entity === entity)
			.map((column) => column.column_name)
			.join(', '),
	]);
	return [
		...(missing.length === 0
			? []
			: ['', 'Without a value', ...textTable(missing, ['left', 'right', 'right', 'left'])]),
		...(notGiven.length === 0
			? []
			: ['', 'Columns that no source gives', ...textTable(notGiven, ['left', 'left'])]),
	];
}

function rangeLines(columns: readonly CheckedColumn[]): string[] {
	const rows = columns.flatMap(({ entity, column_name, type, least, largest }) =>
		least === null || largest === null
			? []
			: [[`${entity}.${column_name}`, shown(least, type), 'to', shown(largest, type)]],
	);
	return rows.length === 0 ? [] : ['', 'Ranges', ...textTable(rows, ['left', 'right', 'left', 'right'])];
}

function shown(value: string, type: string): string {
	if (type === 'money') return roundMoney(value);
	return type === 'date' ? value : plainNumber(value);
}
