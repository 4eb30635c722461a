import { calibrate, UNCALIBRATED, type CalibrationLine } from '../../models/calibration-line.ts';
import { proveChances, type ChanceProof, type JudgedCutOff } from '../../models/chance-gate.ts';
import {
	proveYears,
	yearIntervals,
	type YearInterval,
	type YearProof,
	type YearTrials,
} from '../../models/expected-year.ts';
import { lostShare, type YearsOfSilence } from '../../models/lost-share.ts';
import { closedBy, type Rung } from '../../models/out-of-time.ts';
import { joinOutcomes, keepRows } from '../../models/scored-outcomes.ts';
import { meanChanceOfSilence } from '../../models/silence-model.ts';
import { proveSort, type SortProof } from '../../models/sort-claim.ts';
import { outcomesOf, type RiskLadder } from './risk-ladder.ts';
import { learnable, lineAt } from './risk-lines.ts';
import type { CutOff } from './risk-slices.ts';

const YEAR_DAYS = 365;
/** Windows that must have closed before they are believed, and the share that must have held. */
const WINDOW_NEEDED = { windows: 30, held: 0.7 };

/** How many windows at past cut-offs held the next order, eight in ten being promised. */
export interface WindowProof {
	windows: number;
	held_share: number | null;
	/** Why windows are not shown, in words that follow "because"; null where they are. */
	reason: string | null;
	first_day: number | null;
	last_day: number | null;
}

/** All that past outcomes, as known at one day, say of what risk claims. */
export interface RiskProof {
	line: CalibrationLine;
	/** Of the model of orders alone, by which the usual chance of an account is read. */
	usual_line: CalibrationLine;
	chances: ChanceProof;
	lost_share: number | null;
	years: YearProof;
	year_days: readonly number[];
	year_intervals: readonly YearInterval[];
	windows: WindowProof;
	sort: SortProof | null;
}

/** Judges what a rung claims at a day by what was known then. `rung` is null where nothing predicts. */
export function proveRisk(ladder: RiskLadder, rung: Rung | null, day: number): RiskProof {
	const model = ladder.rungs.find(({ kind }) => kind === 'model') ?? null;
	const judged = rung === null ? [] : judgedCutOffs(ladder, rung, day);
	const chances = proveChances(judged);
	const years = yearTrials(ladder, day);
	return {
		line: rung === null ? UNCALIBRATED : lineAt(ladder, rung, day),
		usual_line: model === null ? UNCALIBRATED : lineAt(ladder, model, day),
		chances,
		lost_share: lostShare(yearsOfSilence(ladder, day)),
		years: proveYears(years.map(({ trials }) => trials)),
		year_days: years.map(({ cut_day }) => cut_day),
		year_intervals: years.length === 0 ? [] : yearIntervals(years.at(-1)!.trials),
		windows: proveWindows(ladder, day),
		sort:
			chances.verdict === 'do_not_use'
				? null
				: proveSort(joinOutcomes(judged.map(({ outcomes }) => outcomes))),
	};
}

/** Live accounts at closed cut-offs with chances on a line that earlier outcomes gave; cut-offs without such a line are left out. */
export function judgedCutOffs(ladder: RiskLadder, rung: Rung, day: number): JudgedCutOff[] {
	const lines = new Map<number, CalibrationLine>();
	return closedBy(ladder.slices, day).flatMap((slice) => {
		const line = lines.get(slice.cut_day) ?? lineAt(ladder, rung, slice.cut_day);
		lines.set(slice.cut_day, line);
		const { fit } = ladder.predict(rung, slice);
		if (!line.is_calibrated || fit === null) return [];
		const live = learnable(slice).map((isLearnable, i) => (isLearnable === 1 && slice.live[i] === 1 ? 1 : 0));
		const calibrated = fit.map((chance) => calibrate(line, chance));
		return [{ cut_day: slice.cut_day, outcomes: keepRows(outcomesOf(slice, calibrated), live) }];
	});
}

/** What live accounts brought before and after past cut-offs whose year after is complete, by whether the silence came. */
export function yearsOfSilence(ladder: RiskLadder, day: number): YearsOfSilence[] {
	return closedBy(ladder.slices, day - YEAR_DAYS).flatMap((slice) => {
		const before = slice.features['plain_year']!;
		const after = slice.features['next_year']!;
		const live = learnable(slice);
		const rows = Array.from(before.keys()).filter(
			(i) => slice.live[i] === 1 && live[i] === 1 && before[i]! > 0 && !Number.isNaN(after[i]!),
		);
		const pick = (column: Float64Array) => Float64Array.from(rows, (i) => Math.max(0, column[i]!));
		return [
			{ silent: Uint8Array.from(rows, (i) => slice.silent[i]!), before: pick(before), after: pick(after) },
		];
	});
}

/** What a year was expected to bring at past cut-offs whose year after had ended by a day, and what came; oldest first. */
export function yearTrials(ladder: RiskLadder, day: number): { cut_day: number; trials: YearTrials }[] {
	return ladder.cuts.flatMap((cut) => {
		const { plain_year, stay_year, next_year, year_order_days, account_key } = cut.columns;
		if (cut.cut_day + YEAR_DAYS > day) return [];
		const rows = Array.from(stay_year!.keys()).filter(
			(i) => !Number.isNaN(stay_year![i]!) && !Number.isNaN(next_year![i]!) && !Number.isNaN(plain_year![i]!),
		);
		if (rows.length === 0) return [];
		const pick = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]!);
		return [
			{
				cut_day: cut.cut_day,
				trials: {
					account: Int32Array.from(pick(account_key!)),
					plain: pick(plain_year!),
					expected: Float64Array.from(rows, (i) => stay_year![i]! * (1 - silentYear(cut, i))),
					came: pick(next_year!),
					orders: pick(year_order_days!),
				},
			},
		];
	});
}

/** P(no order in the year after a cut-off) by the model of orders alone; 0 where none was fitted. */
function silentYear({ model, columns }: CutOff, i: number): number {
	if (model.fit === null) return 0;
	const { repeats, last_weeks, age_weeks } = columns;
	return meanChanceOfSilence(
		model.fit,
		{ repeats: repeats![i]!, last: last_weeks![i]!, age: age_weeks![i]! },
		YEAR_DAYS / 7,
	);
}

/** Of windows with both ends whose last day had come by a day, the share within which the next order came. */
function proveWindows(ladder: RiskLadder, day: number): WindowProof {
	let [windows, held] = [0, 0];
	const days: number[] = [];
	for (const { cut_day, columns } of ladder.cuts) {
		const { window_from_days, window_to_days, next_order_days } = columns;
		const before = windows;
		window_to_days!.forEach((to, i) => {
			if (Number.isNaN(to) || cut_day + to > day) return;
			windows++;
			const next = next_order_days![i]!;
			if (next >= window_from_days![i]! && next <= to) held++;
		});
		if (windows > before) days.push(cut_day);
	}
	const share = windows === 0 ? null : held / windows;
	return {
		windows,
		held_share: share,
		reason: windowReason(windows, share),
		first_day: days[0] ?? null,
		last_day: days.at(-1) ?? null,
	};
}

function windowReason(windows: number, share: number | null): string | null {
	if (windows < WINDOW_NEEDED.windows || share === null)
		return `a proof needs ${WINDOW_NEEDED.windows} windows that have ended; there ${windows === 1 ? 'is 1' : `are ${windows}`}`;
	return share < WINDOW_NEEDED.held
		? `only ${Math.round(100 * share)} % of past windows held the order, where 80 % are promised`
		: null;
}
