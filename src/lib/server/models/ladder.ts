import { closedBy, countCutOffs, predictSlice, type BacktestSlice, type Rung } from './out-of-time.ts';

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
 * tell them apart. Without two closed cut-offs the model stands alone. `predict` may remember what it predicted before.
 */
export function chooseRung(
	rungs: readonly Rung[],
	slices: readonly BacktestSlice[],
	day: number,
	predict: typeof predictSlice = predictSlice,
): LadderChoice {
	const closed = closedBy(slices, day).toSorted((p, q) => p.cut_day - q.cut_day);
	const predicted = closed.map((slice) => rungs.map((rung) => predict(rung, slice, closed)));
	const latest = closed.findLastIndex(
		(slice, s) =>
			slice.live.includes(1) && predicted[s]?.some((p, r) => p.fit !== null && rungs[r]?.kind !== 'model'),
	);
	const tried = rungs.flatMap((_, r) => (predicted[latest]?.[r]?.fit ? [r] : []));
	const compared = closed.flatMap((slice, s) => {
		const chances = tried.flatMap((r) => predicted[s]?.[r]?.fit ?? []);
		return latest >= 0 && chances.length === tried.length && slice.live.includes(1)
			? [{ slice, chances }]
			: [];
	});
	const trials = compared.flatMap(({ slice, chances }) => trialsOf(slice, chances));
	const scores = tried.map((_, j) => mean(trials.map(({ errors }) => errors[j] as number)));
	const lowest = scores.indexOf(Math.min(...scores));
	const records = rungs.map(({ rung, label }, r): RungRecord => {
		const j = tried.indexOf(r);
		if (j >= 0) {
			const gap = gapError(trials, j, lowest);
			return { rung, label, brier_live: scores[j] as number, brier_gap_error: gap, reason: null };
		}
		const reason =
			predicted.at(latest)?.[r]?.reason ?? 'no closed cut-off could be predicted from an earlier one';
		return { rung, label, brier_live: null, brier_gap_error: null, reason };
	});
	return {
		...(trials.length === 0
			? standAlone(rungs, countCutOffs(closed))
			: winner(rungs, records, trials.length)),
		closed_cut_offs: countCutOffs(closed),
		compared_cut_offs: countCutOffs(compared.map(({ slice }) => slice)),
		compared_accounts: trials.length,
		records,
	};
}

function standAlone(rungs: readonly Rung[], closed: number): Pick<LadderChoice, 'rung' | 'reason'> {
	const model = rungs.find((rung) => rung.kind === 'model');
	const why =
		closed < 2
			? `${closed} of the 2 cut-offs that learning needs have closed`
			: 'no closed cut-off with live accounts could be predicted from an earlier one';
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
	const first = ranked[0] as RungRecord;
	const second = ranked[1];
	const kindOf = (record: RungRecord) => rungs.find((rung) => rung.rung === record.rung)?.kind;
	const on = `on ${accounts.toLocaleString('en-GB')} live predictions out of time`;
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
	return (brier_live as number).toFixed(4).replace(/^0/, '');
}

function trialsOf(slice: BacktestSlice, chances: readonly Float64Array[]): Trial[] {
	const trials: Trial[] = [];
	for (let i = 0; i < slice.account.length; i++) {
		if (slice.live[i] !== 1) continue;
		const errors = chances.map((chance) => ((chance[i] as number) - (slice.silent[i] as number)) ** 2);
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
