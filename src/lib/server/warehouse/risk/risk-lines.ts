import {
	calibrate,
	fitCalibration,
	fitOffset,
	UNCALIBRATED,
	type CalibrationLine,
} from '../../models/calibration-line.ts';
import { closedBy, countCutOffs, type BacktestSlice, type Rung } from '../../models/out-of-time.ts';
import { joinOutcomes, keepRows, type ScoredOutcomes } from '../../models/scored-outcomes.ts';
import { outcomesOf, type RiskLadder } from './risk-ladder.ts';

/** Fewest closed cut-offs from which a line is learned. */
const FEWEST_CUT_OFFS = 2;
/** Closed cut-offs of one time of the year from which its offset is learned, and cut-offs that an offset is tried at. */
const SEASON = { years: 2, tried: 2 };
/** Days of silence, at least, after which an account is lapsed; or so many horizons. */
const LAPSE = { days: 365, horizons: 3 };

/** Lines are asked for again and again: by each later day, and by each claim. */
const known = new WeakMap<RiskLadder, Map<string, CalibrationLine>>();

/**
 * The line of a rung from all outcomes known at a day, of accounts with a repeat that had not lapsed. Where two years or more are known,
 * it may have an offset of its own for that time of the year: if such offsets, each learned by its day, came nearer to what happened.
 */
export function lineAt(ladder: RiskLadder, rung: Rung, day: number): CalibrationLine {
	return remembered(ladder, `line ${rung.rung} ${day}`, () => {
		const season = seasonalLine(ladder, rung, day);
		return season !== null && isSeasonNearer(ladder, rung, day) ? season : pooledLine(ladder, rung, day);
	});
}

/** 1 for rows that a line may be learned from: with a repeat, and not lapsed. */
export function learnable({ features }: BacktestSlice): Uint8Array {
	const days = features['days_since_order']!;
	const horizon = features['horizon_days']!;
	const repeats = features['repeats']!;
	return Uint8Array.from(days, (d, i) =>
		repeats[i]! >= 1 && d <= Math.max(LAPSE.days, LAPSE.horizons * horizon[i]!) ? 1 : 0,
	);
}

/** The same without any season. */
export function pooledLine(ladder: RiskLadder, rung: Rung, day: number): CalibrationLine {
	return remembered(ladder, `pooled ${rung.rung} ${day}`, () => {
		const parts = learnedFrom(ladder, rung, day);
		if (countCutOffs(parts.map(({ slice }) => slice)) < FEWEST_CUT_OFFS) return UNCALIBRATED;
		const { score, silent } = joinOutcomes(parts.map(({ rows }) => rows));
		return fitCalibration(score, silent);
	});
}

/** The pooled line with the offset of the day's time of the year; null where too few years are known. */
function seasonalLine(ladder: RiskLadder, rung: Rung, day: number): CalibrationLine | null {
	const line = pooledLine(ladder, rung, day);
	if (!line.is_calibrated) return null;
	const same = learnedFrom(ladder, rung, day).filter(({ slice }) => monthOf(slice.cut_day) === monthOf(day));
	if (countCutOffs(same.map(({ slice }) => slice)) < SEASON.years) return null;
	return remembered(ladder, `season ${rung.rung} ${day}`, () => {
		const { score, silent } = joinOutcomes(same.map(({ rows }) => rows));
		return { ...line, intercept: line.intercept + fitOffset(line, score, silent) };
	});
}

/** Whether seasonal lines had the lower Brier score at the cut-offs whose outcomes are known, each as it was known on its day. */
function isSeasonNearer(ladder: RiskLadder, rung: Rung, day: number): boolean {
	let gain = 0;
	const tried = learnedFrom(ladder, rung, day).filter(({ slice, rows }) => {
		const season = seasonalLine(ladder, rung, slice.cut_day);
		if (season === null) return false;
		gain += squaredError(rows, pooledLine(ladder, rung, slice.cut_day)) - squaredError(rows, season);
		return true;
	});
	return countCutOffs(tried.map(({ slice }) => slice)) >= SEASON.tried && gain > 0;
}

function squaredError({ score, silent }: ScoredOutcomes, line: CalibrationLine): number {
	return score.reduce((sum, chance, i) => sum + (calibrate(line, chance) - silent[i]!) ** 2, 0);
}

function learnedFrom(
	ladder: RiskLadder,
	rung: Rung,
	day: number,
): { slice: BacktestSlice; rows: ScoredOutcomes }[] {
	return closedBy(ladder.slices, day).flatMap((slice) => {
		const { fit } = ladder.predict(rung, slice);
		return fit === null ? [] : [{ slice, rows: keepRows(outcomesOf(slice, fit), learnable(slice)) }];
	});
}

function monthOf(day: number): number {
	return new Date(day * 86_400_000).getUTCMonth();
}

function remembered(ladder: RiskLadder, key: string, make: () => CalibrationLine): CalibrationLine {
	const lines = known.get(ladder) ?? new Map<string, CalibrationLine>();
	known.set(ladder, lines);
	const line = lines.get(key) ?? make();
	lines.set(key, line);
	return line;
}
