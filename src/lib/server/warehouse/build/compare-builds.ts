import type { Config } from '../../sources/config.ts';
import type { BuildRecord, EntityRead, FileRead } from './build-record.ts';

/** How much a build may differ from the one in service before somebody has to say that it is right. */
export type BuildLimits = Config['limits'];

/** Files that only describe something come and go by a few rows. */
const ROWS_OF_DESCRIPTIONS = 0.1;

/**
 * How a build differs from the one in service by more than the limits allow, worst first, each as a sentence. Additions are
 * no difference: new months, new files, more lines.
 */
export function differences(before: BuildRecord, now: BuildRecord, limits: BuildLimits): string[] {
	const clock =
		now.built_at < before.built_at
			? [
					`The clock went back: it says ${minute(now.built_at)}, but the build in service was made at ${minute(before.built_at)}.`,
				]
			: [];
	return [
		...clock,
		...rejectedMore(before, now, limits.rejected_share),
		...movedMonths(before, now, limits),
		...shrunkFiles(before.files, now.files, limits.file_rows),
	];
}

function rejectedMore(before: BuildRecord, now: BuildRecord, limit: number): string[] {
	return now.entities.flatMap((entity) => {
		const old = before.entities.find((other) => other.entity === entity.entity);
		if (old === undefined || rejectedShare(entity) - rejectedShare(old) <= limit) return [];
		return [
			`${percent(rejectedShare(entity))} of the rows of ${entity.entity} would be set aside (${whole(entity.rows_rejected)} of ${whole(entity.rows_read)}), against ${percent(rejectedShare(old))} before.`,
		];
	});
}

/** The share of the rows read that cannot be used. */
export function rejectedShare({ rows_read, rows_rejected }: EntityRead): number {
	return rows_read === 0 ? 0 : rows_rejected / rows_read;
}

/** Months that were complete in the build in service, and whose orders have changed since, largest change first. */
function movedMonths(before: BuildRecord, now: BuildRecord, limits: BuildLimits): string[] {
	const after = new Map(now.months.map((month) => [month.month, month]));
	const moved = before.months.flatMap((old) => {
		if (before.as_of === null || lastDay(old.month) > before.as_of) return [];
		const month = after.get(old.month);
		const lines = month?.lines ?? 0;
		const [was, is] = [Number(old.amount ?? 0), Number(month?.amount ?? 0)];
		const change = was === is ? 0 : was === 0 ? Infinity : Math.abs(is - was) / Math.abs(was);
		const lost = (old.lines - lines) / old.lines;
		if (change <= limits.month_amount && lost <= limits.month_lines) return [];
		const amount =
			change === 0
				? ''
				: ` from ${money(was)} to ${money(is)} ${now.currency}${Number.isFinite(change) ? ` (${is < was ? '−' : '+'}${percent(change)})` : ''}`;
		const rows =
			lines === old.lines
				? ''
				: `${amount === '' ? '' : ','} from ${whole(old.lines)} lines to ${whole(lines)}`;
		return [{ change: Math.abs(is - was), sentence: `${monthName(old.month)} would go${amount}${rows}.` }];
	});
	return moved.sort((a, b) => b.change - a.change).map(({ sentence }) => sentence);
}

function shrunkFiles(before: readonly FileRead[], now: readonly FileRead[], limit: number): string[] {
	const after = new Map(now.map((file) => [`${file.table} ${file.file}`, file]));
	const tables = new Set(now.map(({ table }) => table));
	return before.flatMap((old) => {
		// A table that is read no more is a change of vital-few.yaml, not of a file.
		if (!tables.has(old.table)) return [];
		const file = after.get(`${old.table} ${old.file}`);
		const isRenamed = file === undefined && now.some((other) => isSameUnderAnotherName(old, other, before));
		if (isRenamed) return [];
		const allowed = old.is_of_lines ? limit : Math.max(limit, ROWS_OF_DESCRIPTIONS);
		if (old.rows - (file?.rows ?? 0) <= allowed * old.rows) return [];
		return [
			file === undefined
				? `${old.file} is gone: ${whole(old.rows)} rows.`
				: `${old.file} shrank from ${whole(old.rows)} rows to ${whole(file.rows)}.`,
		];
	});
}

/** The export of today often bears another name than yesterday's; it replaces it where it has as many rows. */
function isSameUnderAnotherName(old: FileRead, other: FileRead, before: readonly FileRead[]): boolean {
	const isNew = !before.some(({ table, file }) => table === other.table && file === other.file);
	return isNew && other.table === old.table && other.rows >= old.rows;
}

/** What a build that is held back tells: by how much, that the old one serves, and how to go on. */
export function heldBack(found: readonly string[], before: BuildRecord): string {
	const shown = found.slice(0, 6);
	const rest = found.length - shown.length;
	return [
		`The build was held back, because it differs from the one in service (of ${minute(before.built_at)}) by more than the limits in vital-few.yaml allow:`,
		...shown.map((sentence) => `  ${sentence}`),
		...(rest > 0 ? [`  And ${rest} more.`] : []),
		'The old warehouse was kept and serves. Where the new figures are right, "vital-few build --accept" puts them into service and records that.',
	].join('\n');
}

function lastDay(month: string): string {
	const [year, number] = month.split('-').map(Number);
	return new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10);
}

const MONTHS = 'January February March April May June July August September October November December'.split(
	' ',
);
const monthName = (month: string): string => `${MONTHS[Number(month.slice(5, 7)) - 1]!} ${month.slice(0, 4)}`;
const minute = (moment: string): string => `${moment.slice(0, 10)} ${moment.slice(11, 16)}`;
const whole = (count: number): string => count.toLocaleString('en');
const money = (amount: number): string =>
	amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percent = (share: number): string =>
	`${(share * 100).toLocaleString('en', { maximumFractionDigits: share < 0.1 ? 1 : 0 })} %`;
