import { closedBy, type BacktestSlice, type Rung } from '../../models/out-of-time.ts';
import type { RiskLadder } from './risk-ladder.ts';
import { NAIVE_DAYS, naiveRecord, recordOf, type RiskRecord } from './risk-record.ts';

/** How every rung and fixed rule did on what came after one cut-off, each with what was known then. */
export interface CutOffRecords {
	cut_on: string;
	/** The rung that the ladder would have put in use on that day; null where it could not say. */
	champion: string | null;
	/** Why, in one sentence. */
	reason: string;
	records: RiskRecord[];
}

/** Days from the first cut-off to the last, below which there is no record: two quarter ends. One is an anecdote. */
const SHORTEST_RECORD = 89;

/** The slices of which all outcomes are known at a day; none where they reach over less than a record needs. */
function knownSlices(ladder: RiskLadder, knownDay: number): BacktestSlice[] {
	const closed = closedBy(ladder.slices, knownDay);
	const days = closed.map((slice) => slice.cut_day);
	return Math.max(...days) - Math.min(...days) >= SHORTEST_RECORD ? closed : [];
}

/** The records of every cut-off of which outcomes are known at a day, oldest first; empty where there are too few. */
export function backtestCutOffs(ladder: RiskLadder, knownDay: number, budget: number): CutOffRecords[] {
	const known = knownSlices(ladder, knownDay);
	return ladder.cuts.flatMap((cut) => {
		const slices = known.filter((slice) => slice.cut_day === cut.cut_day);
		return slices.length === 0 ? [] : [backtestSlices(ladder, cut.cut_on, slices, budget, false)];
	});
}

/** The records of one cut-off. */
export function backtestSlices(
	ladder: RiskLadder,
	cutOn: string,
	slices: readonly BacktestSlice[],
	budget: number,
	withIntervals: boolean,
): CutOffRecords {
	const choice = ladder.chooseAt(slices[0]!.cut_day);
	const records = ladder.rungs.flatMap((rung) => recordOf(ladder, slices, rung, budget, withIntervals) ?? []);
	return {
		cut_on: cutOn,
		champion: choice.rung,
		reason: choice.reason,
		records: [...records, ...NAIVE_DAYS.map((days) => naiveRecord(slices, days))],
	};
}

/**
 * The record of what was in use, of the bare model and of the fixed rules, over all cut-offs together: those at which something
 * was in use, so that all stand on the same accounts. Empty where too few outcomes are known.
 */
export function backtestTogether(ladder: RiskLadder, knownDay: number, budget: number): RiskRecord[] {
	const champions = new Map<number, Rung | null>();
	const inUse = (slice: BacktestSlice): Rung | null => {
		const known = champions.get(slice.cut_day);
		if (known !== undefined) return known;
		const { rung } = ladder.chooseAt(slice.cut_day);
		const found = ladder.rungs.find((candidate) => candidate.rung === rung) ?? null;
		champions.set(slice.cut_day, found);
		return found;
	};
	const slices = knownSlices(ladder, knownDay).filter((slice) => {
		const rung = inUse(slice);
		return rung !== null && ladder.predict(rung, slice).fit !== null;
	});
	if (slices.length === 0) return [];
	const model = ladder.rungs.filter((rung) => rung.kind === 'model');
	return [
		...[{ in_use: inUse, label: 'As it was in use' }, ...model].flatMap(
			(rung) => recordOf(ladder, slices, rung, budget, true) ?? [],
		),
		...NAIVE_DAYS.map((days) => naiveRecord(slices, days)),
	];
}
