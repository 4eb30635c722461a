import { noFit, type FitOutcome } from './fit-outcome.ts';
import { solvePositive } from './solve-positive.ts';

/** A feature to learn from: one finite value per row. */
export interface LogisticFeature {
	name: string;
	values: Float64Array;
	/** The only sign that the coefficient may have; 0 = either. */
	sign: -1 | 0 | 1;
}

/** One kept feature. `mean` is that of the rows learned from. */
export interface LogisticTerm {
	name: string;
	/** Change of the log-odds per unit of the feature. */
	coefficient: number;
	mean: number;
}

export interface LogisticModel {
	/** Log-odds where every feature is 0. */
	intercept: number;
	terms: LogisticTerm[];
	dropped: { name: string; reason: 'constant' | 'wrong sign' }[];
	rows: number;
	events: number;
}

export interface LogisticOptions {
	/** Fewest rows of the rarer outcome per feature given. */
	eventsPerCoefficient?: number;
	/** Penalty on squared standardised coefficients; only there to keep separated data finite. */
	ridge?: number;
	/** Chances to fit in place of the outcomes, one per row in [0, 1]; the outcomes then only count the events. */
	towards?: Float64Array;
}

/**
 * Learn P(outcome = 1) by iteratively reweighted least squares on standardised features. The feature of the wrong sign
 * that weighs most is dropped and the rest refitted, until no sign is wrong.
 *
 * Null with its reason where both outcomes are not seen, events are too few for the features, or no fit converges.
 * Throws a RangeError for a value that is not finite.
 */
export function fitLogistic(
	features: readonly LogisticFeature[],
	outcome: Uint8Array,
	{ eventsPerCoefficient = 10, ridge = 1e-6, towards = Float64Array.from(outcome) }: LogisticOptions = {},
): FitOutcome<LogisticModel> {
	const rows = outcome.length;
	const events = outcome.reduce((sum, y) => sum + y, 0);
	const rarer = Math.min(events, rows - events);
	if (rarer === 0) return noFit(`all ${rows} past outcomes are the same`);
	if (rarer < eventsPerCoefficient * features.length) {
		const needed = eventsPerCoefficient * features.length;
		return noFit(
			`${features.length} features need ${needed} past outcomes of either kind; there are ${rarer}`,
		);
	}
	const dropped: LogisticModel['dropped'] = [];
	let kept: StandardFeature[] = [];
	for (const feature of features) {
		const standard = standardise(feature);
		if (standard.sd > 0) kept.push(standard);
		else dropped.push({ name: feature.name, reason: 'constant' });
	}
	for (;;) {
		const weights = leastSquares(kept, towards, ridge);
		if (weights === null) return noFit('the logistic fit did not converge');
		const wrong = worstSigned(kept, weights);
		if (wrong === null) return { fit: inOwnUnits(kept, weights, dropped, rows, events), reason: null };
		dropped.push({ name: wrong.name, reason: 'wrong sign' });
		kept = kept.filter((feature) => feature !== wrong);
	}
}

/** Chance by the model at feature values in the order of its terms. */
export function logisticChance(model: LogisticModel, values: readonly number[]): number {
	return logistic(
		model.terms.reduce((sum, t, j) => sum + t.coefficient * (values[j] as number), model.intercept),
	);
}

/** What each term adds to the log-odds against the mean row: coefficient × (value − mean), in the order of the terms. */
export function contributions(model: LogisticModel, values: readonly number[]): number[] {
	return model.terms.map((t, j) => t.coefficient * ((values[j] as number) - t.mean));
}

/** Log-odds of a chance, kept within ±7 so that a chance of almost 0 or 1 cannot outweigh everything else. */
export function boundedLogOdds(chance: number): number {
	return Math.max(-7, Math.min(7, Math.log(chance / (1 - chance))));
}

/** The logistic function. */
export function logistic(logOdds: number): number {
	return 1 / (1 + Math.exp(-logOdds));
}

interface StandardFeature extends LogisticFeature {
	mean: number;
	sd: number;
}

function standardise(feature: LogisticFeature): StandardFeature {
	const { values } = feature;
	let sum = 0;
	for (const v of values) sum += v;
	if (!Number.isFinite(sum)) throw new RangeError(`feature ${feature.name} has a value that is not finite`);
	const mean = sum / values.length;
	let squares = 0;
	for (const v of values) squares += (v - mean) ** 2;
	const sd = Math.sqrt(squares / values.length);
	return { ...feature, mean, sd: sd > 1e-9 * (Math.abs(mean) + 1e-9) ? sd : 0 };
}

function worstSigned(features: readonly StandardFeature[], weights: Float64Array): StandardFeature | null {
	let worst: StandardFeature | null = null;
	let size = 0;
	features.forEach((feature, j) => {
		const weight = weights[j + 1] as number;
		if (weight * feature.sign < 0 && Math.abs(weight) > size) [worst, size] = [feature, Math.abs(weight)];
	});
	return worst;
}

function inOwnUnits(
	features: readonly StandardFeature[],
	weights: Float64Array,
	dropped: LogisticModel['dropped'],
	rows: number,
	events: number,
): LogisticModel {
	const terms = features.map(({ name, mean, sd }, j) => ({
		name,
		coefficient: (weights[j + 1] as number) / sd,
		mean,
	}));
	const intercept = terms.reduce((sum, t) => sum - t.coefficient * t.mean, weights[0] as number);
	return { intercept, terms, dropped, rows, events };
}

/** Newton's steps for intercept and standardised coefficients, halved while the penalised likelihood falls. */
function leastSquares(
	features: readonly StandardFeature[],
	target: Float64Array,
	ridge: number,
): Float64Array | null {
	const n = target.length;
	const share = target.reduce((sum, y) => sum + y, 0) / n;
	const size = features.length + 1;
	const design = designMatrix(features, n);
	let weights = new Float64Array(size);
	weights[0] = Math.log(share / (1 - share));
	let current = penalisedFit(design, target, weights, ridge);
	for (let iteration = 0; iteration < 100; iteration++) {
		const step = solvePositive(current.information, current.score, size);
		if (step === null) return null;
		let next = current;
		let moved = weights;
		for (let scale = 1; scale > 1e-6; scale /= 2) {
			moved = weights.map((w, j) => w + scale * (step[j] as number));
			next = penalisedFit(design, target, moved, ridge);
			if (next.value >= current.value) break;
		}
		const gain = next.value - current.value;
		if (gain >= 0) [weights, current] = [moved, next];
		if (gain <= 1e-12 * (Math.abs(current.value) + 1)) return weights;
	}
	return null;
}

/** Rows of 1 and the standardised values, one after another. */
function designMatrix(features: readonly StandardFeature[], rows: number): Float64Array {
	const size = features.length + 1;
	const design = new Float64Array(rows * size).fill(1);
	features.forEach(({ values, mean, sd }, j) => {
		for (let i = 0; i < rows; i++) design[i * size + j + 1] = ((values[i] as number) - mean) / sd;
	});
	return design;
}

/** Penalised log-likelihood with its gradient and information matrix, row by row of which the lower half is filled. */
function penalisedFit(design: Float64Array, target: Float64Array, weights: Float64Array, ridge: number) {
	const size = weights.length;
	const information = new Float64Array(size * size);
	const score = new Float64Array(size);
	let value = 0;
	for (let i = 0, at = 0; i < target.length; i++, at += size) {
		let logOdds = 0;
		for (let j = 0; j < size; j++) logOdds += (weights[j] as number) * (design[at + j] as number);
		const tail = Math.exp(-Math.abs(logOdds));
		const chance = logOdds >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
		const y = target[i] as number;
		value += y * logOdds - Math.max(0, logOdds) - Math.log1p(tail);
		const spread = tail / ((1 + tail) * (1 + tail));
		for (let j = 0; j < size; j++) {
			const x = design[at + j] as number;
			score[j] = (score[j] as number) + (y - chance) * x;
			for (let m = 0; m <= j; m++) {
				information[j * size + m] =
					(information[j * size + m] as number) + spread * x * (design[at + m] as number);
			}
		}
	}
	for (let j = 1; j < size; j++) {
		const w = weights[j] as number;
		value -= (ridge / 2) * w * w;
		score[j] = (score[j] as number) - ridge * w;
		information[j * size + j] = (information[j * size + j] as number) + ridge;
	}
	return { value, score, information };
}
