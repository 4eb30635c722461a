import { noFit, type FitOutcome } from './fit-outcome.ts';
import { fitLogistic, logistic, type LogisticModel } from './logistic.ts';

/** Everything known of each account at one cut-off, and what came of it; built only from rows entered by the cut-off. */
export interface BacktestSlice {
	/** Days of one count: the cut-off, and the first day on which all of its outcomes were known. */
	cut_day: number;
	closed_day: number;
	/** Number of the account, the same in every slice. */
	account: Int32Array;
	/** 1 where no order came within the horizon. */
	silent: Uint8Array;
	/** 1 where the last order lay within 91 days before the cut-off. */
	live: Uint8Array;
	/** Revenue at stake. */
	value: Float64Array;
	/** Finite values by name. */
	features: Readonly<Record<string, Float64Array>>;
	/** P(no order within the horizon) by the model fitted at this cut-off; null where it could not be fitted. */
	model_chance: Float64Array | null;
}

/** One step of the ladder. `model` is the fitted model's own chance; the others learn from earlier cut-offs. */
export interface Rung {
	rung: string;
	/** Name for people. */
	label: string;
	kind: 'model' | 'learned' | 'anchored';
	/** Empty for the model. */
	features: readonly RungFeature[];
}

export interface RungFeature {
	name: string;
	/** The only sign that the coefficient may have; 0 = either. */
	sign: -1 | 0 | 1;
}

/** Cut-offs that an anchored rung takes the model's own chances to be worth: with few closed cut-offs it stays near the model. Any number from 1 to 4 did about as well. */
const MODEL_WORTH = 2;

/** Slices all of whose outcomes were known at a day: what may be learned from then (the embargo). */
export function closedBy(slices: readonly BacktestSlice[], day: number): BacktestSlice[] {
	return slices.filter((slice) => slice.closed_day <= day);
}

/** Days at which slices were cut; one day may have a slice for each length of horizon. */
export function countCutOffs(slices: readonly BacktestSlice[]): number {
	return new Set(slices.map((slice) => slice.cut_day)).size;
}

/**
 * Learn a rung from closed slices, stacked, on those of its features that all slices have. An anchored rung fits a mean
 * of outcome and model chance, the model counting as two further cut-offs.
 * Null with its reason where there is nothing, or too little, to learn from.
 */
export function learnRung(
	rung: Rung,
	slices: readonly BacktestSlice[],
	among?: BacktestSlice,
): FitOutcome<LogisticModel> {
	if (slices.length === 0) return noFit('no earlier cut-off has closed');
	const needed = among === undefined ? slices : [...slices, among];
	const known = rung.features.filter(({ name }) =>
		needed.every((slice) => slice.features[name] !== undefined),
	);
	const columns = known.map(({ name, sign }) => ({
		name,
		sign,
		values: stack(slices.map((slice) => slice.features[name] as Float64Array)),
	}));
	const outcome = Uint8Array.from(slices.flatMap((slice) => [...slice.silent]));
	if (rung.kind !== 'anchored') return fitLogistic(columns, outcome);
	return fitLogistic(columns, outcome, {
		towards: stack(slices.map((slice) => anchor(slice, countCutOffs(slices)))),
	});
}

/** Outcomes drawn towards the model's chances, as if the model stood for two cut-offs beside the `closed` ones. */
function anchor({ silent, model_chance }: BacktestSlice, closed: number): Float64Array {
	if (model_chance === null) return Float64Array.from(silent);
	return model_chance.map(
		(p, i) => (closed * (silent[i] as number) + MODEL_WORTH * p) / (closed + MODEL_WORTH),
	);
}

/** Chances of silence of a slice's accounts by a rung that saw nothing later than the slice's cut-off. */
export function predictSlice(
	rung: Rung,
	slice: BacktestSlice,
	slices: readonly BacktestSlice[],
): FitOutcome<Float64Array> {
	if (rung.kind === 'model') {
		const { model_chance } = slice;
		return model_chance === null
			? noFit('the model could not be fitted')
			: { fit: model_chance, reason: null };
	}
	const learned = learnRung(rung, closedBy(slices, slice.cut_day), slice);
	return learned.fit === null ? learned : { fit: applyModel(learned.fit, slice), reason: null };
}

/** Chances of a slice's accounts by a learned model. Throws a RangeError where the slice lacks one of its features. */
export function applyModel(model: LogisticModel, slice: BacktestSlice): Float64Array {
	const logOdds = new Float64Array(slice.account.length).fill(model.intercept);
	for (const { name, coefficient } of model.terms) {
		const values = slice.features[name];
		if (values === undefined) throw new RangeError(`feature ${name} is not known at this cut-off`);
		for (let i = 0; i < logOdds.length; i++)
			logOdds[i] = (logOdds[i] as number) + coefficient * (values[i] as number);
	}
	return logOdds.map(logistic);
}

function stack(parts: readonly Float64Array[]): Float64Array {
	const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
