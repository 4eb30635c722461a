import { closedBy, predictSlice, type BacktestSlice, type Rung } from './out-of-time.ts';

/** How one rung did at past cut-offs, each predicted with nothing later than that cut-off. */
export interface RungRecord {
	rung: string;
	label: string;
	/** Mean Brier score on live accounts; null where the rung could not be tried. */
	brier_live: number | null;
	/** Standard error of its difference to the lowest, by account; null with `brier_live`, 0 for the lowest. */
	brier_gap_error: number | null;
	/** Why it could not be tried. */
	reason: string | null;
}

/** The rung that predicts from now on; `rung` is null where nothing can be said. */
export interface LadderChoice {
	rung: string | null;
	/** One sentence for people. */
	reason: string;
	/** Closed cut-offs, those that rungs were compared at, and the live predictions compared. */
	closed_cut_offs: number;
	compared_cut_offs: number;
	compared_accounts: number;
	records: RungRecord[];
}

/** One live account at one cut-off: the squared error of every rung tried. */
interface Trial {
	account: number;
	errors: number[];
}

/**
 * Choose the rung for predictions at `day` by out-of-time Brier score on live accounts, over the slices whose outcomes
 * were known by then. A rung anchored on the model takes the model's place where their scores differ by no more than
 * one standard error: it holds the model and bends only as far as the record goes, and one or two cut-offs cannot
 * tell them apart. Without two closed cut-offs the model stands alone.
 */
export function chooseRung(rungs: readonly Rung[], slices: readonly BacktestSlice[], day: number): LadderChoice {
	const closed = closedBy(slices, day);
	const predicted = rungs.map((rung) => closed.map((slice) => predictSlice(rung, slice, closed)));
	const compared = closed.flatMap((slice, s) =>
		slice.live.includes(1) && rungs.some((rung, r) => rung.kind !== 'model' && predicted[r]?.[s]?.fit) ? [s] : [],
	);
	const tried = rungs.flatMap((_, r) =>
		compared.length > 0 && compared.every((s) => predicted[r]?.[s]?.fit) ? [r] : [],
	);
	const trials = compared.flatMap((s) => trialsOf(closed[s] as BacktestSlice, tried.map((r) => predicted[r]?.[s]?.fit)));
	const scores = tried.map((_, j) => mean(trials.map(({ errors }) => errors[j] as number)));
	const lowest = scores.indexOf(Math.min(...scores));
	const gaps = tried.map((_, j) => gapError(trials, j, lowest));
	const records = rungs.map((rung, r): RungRecord => {
		const j = tried.indexOf(r);
		const reason = predicted[r]?.map((p) => p.reason).findLast((why) => why !== null) ?? 'no live account to compare';
		return {
			rung: rung.rung,
			label: rung.label,
			brier_live: scores[j] ?? null,
			brier_gap_error: gaps[j] ?? null,
			reason: j < 0 ? reason : null,
		};
	});
	const base = {
		closed_cut_offs: closed.length,
		compared_cut_offs: compared.length,
		compared_accounts: trials.length,
		records,
	};
	if (closed.length < 2 || trials.length === 0) return { ...base, ...standAlone(rungs, closed.length) };
	return { ...base, ...winner(rungs, records, trials.length) };
}

function standAlone(rungs: readonly Rung[], closed: number): Pick<LadderChoice, 'rung' | 'reason'> {
	const model = rungs.find((rung) => rung.kind === 'model');
	const why = closed < 2 ? `${closed} of 2 cut-offs needed to learn have closed` : 'no live account to compare rungs on';
	return model === undefined
		? { rung: null, reason: `Cannot say: ${why}.` }
		: { rung: model.rung, reason: `${model.label}, unproven here: ${why}.` };
}

function winner(
	rungs: readonly Rung[],
	records: readonly RungRecord[],
	accounts: number,
): Pick<LadderChoice, 'rung' | 'reason'> {
	const ranked = records
		.filter((record) => record.brier_live !== null)
		.toSorted((p, q) => (p.brier_live as number) - (q.brier_live as number));
	const [first, second] = ranked;
	if (first === undefined) return { rung: null, reason: 'Cannot say: no rung could be tried.' };
	const kindOf = (record: RungRecord) => rungs.find((rung) => rung.rung === record.rung)?.kind;
	const on = `on ${accounts} live accounts out of time`;
	const heir = ranked.find((record) => kindOf(record) === 'anchored');
	if (kindOf(first) === 'model' && heir !== undefined && isLevel(heir, first)) {
		const reason = `${heir.label}: Brier score ${shown(heir)} ${on}, level with the lowest, ${shown(first)} of ${first.label}.`;
		return { rung: heir.rung, reason };
	}
	const next = second === undefined ? '' : `; next best ${shown(second)}, ${second.label}`;
	return { rung: first.rung, reason: `${first.label}: lowest Brier score ${on}, ${shown(first)}${next}.` };
}

function isLevel(record: RungRecord, lowest: RungRecord): boolean {
	return (record.brier_live as number) - (lowest.brier_live as number) <= (record.brier_gap_error as number);
}

function shown({ brier_live }: RungRecord): string {
	return (brier_live as number).toFixed(3).replace(/^0/, '');
}

function trialsOf(slice: BacktestSlice, chances: readonly (Float64Array | null | undefined)[]): Trial[] {
	const trials: Trial[] = [];
	for (let i = 0; i < slice.account.length; i++) {
		if (slice.live[i] !== 1) continue;
		const errors = chances.map((chance) => ((chance?.[i] as number) - (slice.silent[i] as number)) ** 2);
		trials.push({ account: slice.account[i] as number, errors });
	}
	return trials;
}

/** Standard error of the mean difference of two rungs' errors, accounts being independent and their cut-offs not. */
function gapError(trials: readonly Trial[], j: number, lowest: number): number {
	const gap = ({ errors }: Trial): number => (errors[j] as number) - (errors[lowest] as number);
	const average = mean(trials.map(gap));
	const byAccount = new Map<number, number>();
	for (const trial of trials) {
		byAccount.set(trial.account, (byAccount.get(trial.account) ?? 0) + gap(trial) - average);
	}
	const squares = [...byAccount.values()].reduce((sum, v) => sum + v * v, 0);
	return Math.sqrt(squares) / trials.length;
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, v) => sum + v, 0) / values.length;
}
