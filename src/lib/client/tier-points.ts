import type { TierPointsRow } from '../contract/rows.ts';
import { CRITERIA } from '../contract/tier-criteria.ts';

/** Tiers by place: what the arrays of {@link TierPoints} hold. */
export const TIER_NAMES = ['standard', 'develop', 'key', 'emerging'] as const;
/** The place of those who are scored on potential alone, and of those who could not be scored. */
export const EMERGING = 3;
export const NO_TIER = 255;
/** The rank of who had no tier before. */
export const NO_RANK = -1;

/** Every account of the last review, column by column: what a tier hangs on, ready to be scored again many times a second. */
export interface TierPoints {
	count: number;
	ids: string[];
	names: string[];
	/** Place in {@link TIER_NAMES}, or {@link NO_TIER}. */
	tiers: Uint8Array;
	revenue: Float64Array;
	/** Of the review itself, 0 to 100; NaN where not known. */
	score: Float64Array;
	value: Float64Array;
	potential: Float64Array;
	/** 0 to 1, so many to an account, in the order of {@link CRITERIA}; NaN where not known. */
	criteria: Float64Array;
	/** Steps of the review: see the answer `tier_points`; {@link NO_RANK} where there is none. */
	sizePrior: Int8Array;
	sizeLeast: Int8Array;
	scorePrior: Int8Array;
	scoreLeast: Int8Array;
	cap: Int8Array;
	nominated: Int8Array;
	/** 1 where no tier is given by size. */
	refused: Uint8Array;
}

const CRITERIA_COLUMNS = CRITERIA.map(({ name }) => `${name}_score`);

/** The columns of so many accounts, empty. */
function emptyPoints(count: number): TierPoints {
	return {
		count,
		ids: new Array<string>(count).fill(''),
		names: new Array<string>(count).fill(''),
		tiers: new Uint8Array(count).fill(NO_TIER),
		revenue: new Float64Array(count).fill(Number.NaN),
		score: new Float64Array(count).fill(Number.NaN),
		value: new Float64Array(count).fill(Number.NaN),
		potential: new Float64Array(count).fill(Number.NaN),
		criteria: new Float64Array(count * CRITERIA.length).fill(Number.NaN),
		sizePrior: new Int8Array(count).fill(NO_RANK),
		sizeLeast: new Int8Array(count).fill(NO_RANK),
		scorePrior: new Int8Array(count).fill(NO_RANK),
		scoreLeast: new Int8Array(count).fill(NO_RANK),
		cap: new Int8Array(count).fill(2),
		nominated: new Int8Array(count).fill(NO_RANK),
		refused: new Uint8Array(count),
	};
}

type CellOf = (column: string) => string | number | boolean | null | undefined;

const number = (cell: ReturnType<CellOf>): number =>
	cell === null || cell === undefined || cell === '' ? Number.NaN : Number(cell);

function put(points: TierPoints, i: number, cell: CellOf): void {
	const tier = TIER_NAMES.findIndex((name) => name === cell('tier'));
	const rank = (column: keyof TierPointsRow, otherwise = NO_RANK): number => {
		const value = number(cell(column));
		return Number.isNaN(value) ? otherwise : value;
	};
	points.ids[i] = String(cell('account_id') ?? '');
	points.names[i] = String(cell('name') ?? '');
	points.tiers[i] = tier < 0 ? NO_TIER : tier;
	points.revenue[i] = number(cell('revenue'));
	points.score[i] = number(cell('score'));
	points.value[i] = number(cell('value_score'));
	points.potential[i] = number(cell('potential_score'));
	points.sizePrior[i] = rank('size_prior_rank');
	points.sizeLeast[i] = rank('size_least_rank');
	points.scorePrior[i] = rank('score_prior_rank');
	points.scoreLeast[i] = rank('score_least_rank');
	points.cap[i] = rank('cap_rank', 2);
	points.nominated[i] = rank('nominated_rank');
	points.refused[i] = String(cell('is_refused')) === 'true' ? 1 : 0;
	CRITERIA_COLUMNS.forEach((column, j) => {
		points.criteria[i * CRITERIA_COLUMNS.length + j] = number(cell(column));
	});
}

/** The columns of rows of the answer `tier_points`. */
export function pointsOfRows(rows: readonly TierPointsRow[]): TierPoints {
	const points = emptyPoints(rows.length);
	rows.forEach((row, i) => put(points, i, (column) => row[column as keyof TierPointsRow]));
	return points;
}

/** The columns of the same answer as CSV, which is a quarter as long as JSON. */
export function pointsOfCsv(text: string): TierPoints {
	const records = csvRecords(text);
	const head = new Map((records.shift() ?? []).map((name, i) => [name, i]));
	const points = emptyPoints(records.length);
	records.forEach((record, i) => put(points, i, (column) => record[head.get(column) ?? -1]));
	return points;
}

/** The records of a CSV text as RFC 4180 has it: quoted where a comma, a quote or a line's end is within. */
export function csvRecords(text: string): string[][] {
	const records: string[][] = [];
	let record: string[] = [];
	let at = 0;
	while (at < text.length) {
		let cell: string;
		if (text[at] === '"') {
			let end = text.indexOf('"', at + 1);
			while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
			cell = text.slice(at + 1, end < 0 ? undefined : end).replaceAll('""', '"');
			at = end < 0 ? text.length : end + 1;
		} else {
			let end = at;
			while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++;
			cell = text.slice(at, end);
			at = end;
		}
		record.push(cell);
		if (text[at] === ',') {
			at++;
			// A comma at the end of a line, or of all, opens a last empty cell.
			if (at < text.length && text[at] !== '\n' && text[at] !== '\r') continue;
			record.push('');
		}
		if (text[at] === '\r') at++;
		if (text[at] === '\n') at++;
		records.push(record);
		record = [];
	}
	return records;
}
