import { noFit, type FitOutcome } from '../../models/fit-outcome.ts';
import { chooseRung, type LadderChoice } from '../../models/ladder.ts';
import type { LogisticModel } from '../../models/logistic.ts';
import {
	applyModel,
	closedBy,
	learnRung,
	predictSlice,
	type BacktestSlice,
	type Rung,
} from '../../models/out-of-time.ts';
import type { ScoredOutcomes } from '../../models/scored-outcomes.ts';
import type { SilenceModel } from '../../models/silence-model.ts';
import { rungsFor } from './risk-rungs.ts';
import { slicesOf, varyingFeatures, type CutOff } from './risk-slices.ts';

/** Years before a day from which it learns: older outcomes tell of another company. */
const LEARNING_DAYS = 3 * 365;
/** Rows that one rung learns from at most; above it every second, third, … account is taken. */
const MOST_ROWS = 40_000;

/** What predicts silence from one day on. */
export interface RiskModel {
	level: CutOff['level'];
	model_on: string;
	/** The rung that predicts, and why; null where nothing can be said. */
	rung: Rung | null;
	choice: LadderChoice;
	/** Its coefficients; null for the bare model. */
	logistic: LogisticModel | null;
	silence: FitOutcome<SilenceModel>;
}

/** The past cut-offs of one level, and what can be learned from them at any day; each lesson is learned once. */
export class RiskLadder {
	readonly cuts: readonly CutOff[];
	readonly rungs: readonly Rung[];
	readonly slices: readonly BacktestSlice[];
	readonly #learning: readonly BacktestSlice[];
	readonly #learned = new Map<string, FitOutcome<LogisticModel>>();
	readonly #predicted = new Map<BacktestSlice, Map<string, FitOutcome<Float64Array>>>();

	constructor(cuts: readonly CutOff[]) {
		// Without a model of silence a cut-off is too early to compare rungs by.
		this.cuts = cuts;
		const fitted = cuts.filter((cut) => cut.model_chance !== null);
		this.rungs = rungsFor(varyingFeatures(fitted));
		this.slices = fitted.flatMap(slicesOf);
		this.#learning = thin(this.slices, MOST_ROWS);
	}

	/** Chances of a slice by a rung that saw nothing later than its cut-off. */
	readonly predict = (rung: Rung, slice: BacktestSlice): FitOutcome<Float64Array> => {
		const known = this.#predicted.get(slice) ?? new Map<string, FitOutcome<Float64Array>>();
		this.#predicted.set(slice, known);
		const before = known.get(rung.rung);
		if (before) return before;
		const made = rung.kind === 'model' ? predictSlice(rung, slice, []) : this.#predictLearned(rung, slice);
		known.set(rung.rung, made);
		return made;
	};

	/** The coefficients of a rung from all that had closed by a day. */
	learnedAt(rung: Rung, day: number): FitOutcome<LogisticModel> {
		const key = `${rung.rung} ${day}`;
		const known = this.#learned.get(key) ?? learnRung(rung, this.#learnable(day));
		this.#learned.set(key, known);
		return known;
	}

	#predictLearned(rung: Rung, slice: BacktestSlice): FitOutcome<Float64Array> {
		const learned = this.learnedAt(rung, slice.cut_day);
		return learned.fit === null ? learned : { fit: applyModel(learned.fit, slice), reason: null };
	}

	/** The rung that its record up to a cut-off's day puts first, learned from all that had closed by then. */
	modelAt(cut: CutOff): RiskModel {
		const choice = this.chooseAt(cut.cut_day);
		const rung = this.rungs.find((candidate) => candidate.rung === choice.rung) ?? null;
		const learned = rung === null || rung.kind === 'model' ? null : this.learnedAt(rung, cut.cut_day).fit;
		const isUsable = rung !== null && (rung.kind === 'model' ? cut.model.fit !== null : learned !== null);
		return {
			level: cut.level,
			model_on: cut.cut_on,
			rung: isUsable ? rung : null,
			choice,
			logistic: learned,
			silence: cut.model,
		};
	}

	/** The ladder's choice by the outcomes known at a day. */
	chooseAt(day: number): LadderChoice {
		const recent = this.slices.filter((slice) => slice.cut_day >= day - LEARNING_DAYS);
		return chooseRung(this.rungs, recent, day, this.predict);
	}

	#learnable(day: number): BacktestSlice[] {
		return closedBy(this.#learning, day).filter((slice) => slice.cut_day >= day - LEARNING_DAYS);
	}
}

/** What stands for a model on a day by which no account had a gap between two orders. */
export function noModel(level: CutOff['level'], day: string): RiskModel {
	const reason = 'no account had ordered twice by then';
	return {
		level,
		model_on: day,
		rung: null,
		choice: {
			rung: null,
			reason: `Cannot say: ${reason}.`,
			closed_cut_offs: 0,
			compared_cut_offs: 0,
			compared_accounts: 0,
			records: [],
		},
		logistic: null,
		silence: noFit(reason),
	};
}

/** Predictions of a slice's rows beside what came of them. */
export function outcomesOf(slice: BacktestSlice, score: Float64Array): ScoredOutcomes {
	return { score, silent: slice.silent, value: slice.value, account: slice.account };
}

/** Slices of every n-th row, so that about `most` rows remain in all. */
function thin(slices: readonly BacktestSlice[], most: number): BacktestSlice[] {
	const rows = slices.reduce((sum, slice) => sum + slice.account.length, 0);
	const stride = Math.ceil(rows / most);
	if (stride <= 1) return [...slices];
	const every = <T extends Float64Array | Uint8Array | Int32Array>(column: T): T =>
		column.filter((_: number, i: number) => i % stride === 0) as T;
	return slices.map((slice) => ({
		...slice,
		account: every(slice.account),
		silent: every(slice.silent),
		live: every(slice.live),
		value: every(slice.value),
		features: Object.fromEntries(
			Object.entries(slice.features).map(([name, values]) => [name, every(values)]),
		),
		model_chance: slice.model_chance === null ? null : every(slice.model_chance),
	}));
}
