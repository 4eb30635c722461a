import { logistic } from './logistic.ts';

/** A straight line on log-odds that turns a model's chance into one that came true as often as it says. */
export interface CalibrationLine {
	/** Log-odds added, and what the model's own are multiplied by (0 to 2). */
	intercept: number;
	slope: number;
	/** False where there was too little to learn from: the line then leaves every chance as it is. */
	is_calibrated: boolean;
}

/** The line that leaves every chance as it is. */
export const UNCALIBRATED: CalibrationLine = { intercept: 0, slope: 1, is_calibrated: false };

const CLIP = 1e-4;
/** Fewest outcomes of either kind to learn a line from. */
const FEWEST = 20;
/** Weight of the squared distance from the line that changes nothing. */
const RIDGE = 5;
const MOST_SLOPE = 2;

/**
 * Fits the line by least log-loss + 5 (intercept² + (slope − 1)²), the slope held to 0 to 2 and chances to 1e-4 to 1 − 1e-4
 * (Platt scaling with a ridge). Fewer than twenty silent or twenty other outcomes give `UNCALIBRATED`.
 * @param chance one chance per row, 0 to 1
 * @param silent 1 where the silence came
 */
export function fitCalibration(chance: Float64Array, silent: Uint8Array): CalibrationLine {
	const gone = silent.reduce((sum, y) => sum + y, 0);
	if (gone < FEWEST || silent.length - gone < FEWEST) return UNCALIBRATED;
	const bins = binned(chance, silent);
	let line = minimise(bins, undefined);
	if (line.slope < 0 || line.slope > MOST_SLOPE)
		line = minimise(bins, Math.min(MOST_SLOPE, Math.max(0, line.slope)));
	return { ...line, is_calibrated: true };
}

/** The calibrated chance of a model's chance. */
export function calibrate({ intercept, slope, is_calibrated }: CalibrationLine, chance: number): number {
	return is_calibrated ? logistic(intercept + slope * logOdds(chance)) : chance;
}

/**
 * What must be added to a line's log-odds for outcomes of one kind, a time of the year say: least log-loss + 5 offset².
 * @param chance one chance per row, before the line
 */
export function fitOffset(line: CalibrationLine, chance: Float64Array, silent: Uint8Array): number {
	const bins = binned(chance, silent);
	let offset = 0;
	for (let step = 0; step < 100; step++) {
		let [slope, curve] = [2 * RIDGE * offset, 2 * RIDGE];
		for (const { x, rows, gone } of bins) {
			const p = logistic(line.intercept + offset + line.slope * x);
			slope += rows * p - gone;
			curve += rows * p * (1 - p);
		}
		// The objective is convex, and a step of two keeps Newton's method from leaping over it.
		const move = Math.max(-2, Math.min(2, slope / curve));
		offset -= move;
		if (Math.abs(move) < 1e-12) break;
	}
	return offset;
}

function logOdds(chance: number): number {
	const p = Math.min(1 - CLIP, Math.max(CLIP, chance));
	return Math.log(p / (1 - p));
}

interface Bin {
	x: number;
	rows: number;
	gone: number;
}

/** Rows of equal log-odds, to six decimals, in one: a million rows cost as much as some ten thousand. */
function binned(chance: Float64Array, silent: Uint8Array): Bin[] {
	const bins = new Map<number, Bin>();
	chance.forEach((p, i) => {
		const x = Math.round(logOdds(p) * 1e6) / 1e6;
		const bin = bins.get(x) ?? { x, rows: 0, gone: 0 };
		bin.rows++;
		bin.gone += silent[i]!;
		bins.set(x, bin);
	});
	return [...bins.values()].sort((p, q) => p.x - q.x);
}

/** Newton's method with halved steps; the objective is convex. */
function minimise(
	bins: readonly Bin[],
	fixedSlope: number | undefined,
): { intercept: number; slope: number } {
	let [a, b] = [0, fixedSlope ?? 1];
	let value = loss(bins, a, b);
	for (let step = 0; step < 100; step++) {
		let [ga, gb, haa, hab, hbb] = [2 * RIDGE * a, 2 * RIDGE * (b - 1), 2 * RIDGE, 0, 2 * RIDGE];
		for (const { x, rows, gone } of bins) {
			const p = logistic(a + b * x);
			const residual = rows * p - gone;
			const weight = rows * p * (1 - p);
			ga += residual;
			gb += residual * x;
			haa += weight;
			hab += weight * x;
			hbb += weight * x * x;
		}
		let [da, db] = [-ga / haa, 0];
		if (fixedSlope === undefined) {
			const determinant = haa * hbb - hab * hab;
			da = (-ga * hbb + gb * hab) / determinant;
			db = (ga * hab - gb * haa) / determinant;
		}
		let part = 1;
		let next = loss(bins, a + da, b + db);
		while (next > value + 1e-12 && part > 1e-6) {
			part /= 2;
			next = loss(bins, a + part * da, b + part * db);
		}
		[a, b] = [a + part * da, b + part * db];
		const gain = value - next;
		value = next;
		if (Math.abs(gain) < 1e-12) break;
	}
	return { intercept: a, slope: b };
}

function loss(bins: readonly Bin[], a: number, b: number): number {
	let sum = RIDGE * (a * a + (b - 1) * (b - 1));
	for (const { x, rows, gone } of bins) {
		const z = a + b * x;
		sum += rows * (Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z)))) - gone * z;
	}
	return sum;
}
