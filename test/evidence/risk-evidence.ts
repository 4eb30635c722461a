import { auc, brierSkill } from '../../src/lib/server/models/backtest-metrics.ts';
import { calibrate, type CalibrationLine } from '../../src/lib/server/models/calibration-line.ts';
import { proveChances, type ChanceProof } from '../../src/lib/server/models/chance-gate.ts';
import { proveYears, yearIntervals, type YearProof } from '../../src/lib/server/models/expected-year.ts';
import { lostShare } from '../../src/lib/server/models/lost-share.ts';
import { closedBy, type BacktestSlice, type Rung } from '../../src/lib/server/models/out-of-time.ts';
import {
	joinOutcomes,
	keepRows,
	rankOutcomes,
	type ScoredOutcomes,
} from '../../src/lib/server/models/scored-outcomes.ts';
import { moneyAuc, proveSort, type SortProof } from '../../src/lib/server/models/sort-claim.ts';
import { outcomesOf, type RiskLadder } from '../../src/lib/server/warehouse/risk/risk-ladder.ts';
import { learnable, lineAt, pooledLine } from '../../src/lib/server/warehouse/risk/risk-lines.ts';
import {
	judgedCutOffs,
	proveRisk,
	yearsOfSilence,
	yearTrials,
	type WindowProof,
} from '../../src/lib/server/warehouse/risk/risk-proof.ts';

/** What the gate said at a past cut-off, and how the chances of the cut-offs after it did. */
export interface GateTrial {
	/** Share of the cut-offs that lay before. */
	at: number;
	cut_on: string;
	before: ChanceProof;
	after: { cut_offs: number; auc: number | null; skill: number | null; foretold: number; came: number };
}

/** Accounts told a chance of one band, and what came. */
export interface BandTrial {
	from: number;
	accounts: number;
	foretold: number | null;
	came: number | null;
	/** The same, each account weighted by its revenue of the year before. */
	money_foretold: number | null;
	money_came: number | null;
}

/** What one level of a company's past says of every claim, each chance made from what was known at its cut-off. */
export interface RiskEvidence {
	level: 'account' | 'group';
	/** Live accounts in the mean of the closed cut-offs. */
	live: number;
	cut_offs: number;
	/** Cut-offs at which the gate was open that day. */
	open_cut_offs: number;
	gates: GateTrial[];
	now: ChanceProof;
	/** Brier skill on live accounts over all calibrated cut-offs: as in use, and without a line of its own for a time of the year. */
	skill: number | null;
	pooled_skill: number | null;
	bands: BandTrial[];
	windows: WindowProof;
	years: YearProof;
	/** Mean absolute error ÷ what came a row. */
	year_error: number | null;
	plain_error: number | null;
	/** Share of closed years within the interval that the year before gave; among the tenth with the largest expectation too. */
	interval_held: number | null;
	interval_held_top: number | null;
	/** What a silence cost, in shares of a year; and loss foretold ÷ come, by chance × year and by chance × learned share. */
	lost_share: number | null;
	plain_loss_ratio: number | null;
	loss_ratio: number | null;
	sort: SortProof | null;
	money_auc: number | null;
}

const BANDS = [0, 0.1, 0.25, 0.5];
const DECISIONS = [0.4, 0.6, 0.75];
const CUT_OFFS_AFTER = 4;
const YEAR_DAYS = 365;

/** One cut-off as it would have been shown on its day. */
interface Shown {
	cut_day: number;
	cut_on: string;
	rung: Rung;
	line: CalibrationLine;
	is_open: boolean;
	slices: readonly BacktestSlice[];
}

/** Tries every claim of risk at one level on the past that a ladder holds. */
export function riskEvidence(ladder: RiskLadder, knownDay: number): RiskEvidence {
	const shown = shownCutOffs(ladder, knownDay);
	const rung = rungAt(ladder, knownDay);
	const proof = proveRisk(ladder, rung, knownDay);
	const judged = rung === null ? [] : judgedCutOffs(ladder, rung, knownDay);
	const live = judged.map(({ outcomes }) => outcomes.score.length);
	const years = yearTrials(ladder, knownDay).map(({ cut_day, trials }) => ({ cut_day, trials }));
	const came = years.flatMap(({ trials }) => [...trials.came]);
	const meanCame = came.reduce((sum, value) => sum + Math.abs(value), 0) / came.length;
	const joined = joinOutcomes(judged.map(({ outcomes }) => outcomes));
	return {
		level: ladder.cuts[0]?.level ?? 'account',
		live: live.reduce((sum, rows) => sum + rows, 0) / new Set(judged.map(({ cut_day }) => cut_day)).size || 0,
		cut_offs: shown.length,
		open_cut_offs: shown.filter(({ is_open }) => is_open).length,
		gates: DECISIONS.flatMap((at) => gateTrial(ladder, shown, at) ?? []),
		now: proof.chances,
		skill: liveSkill(ladder, shown),
		pooled_skill: liveSkill(
			ladder,
			shown.map((cut) => ({ ...cut, line: pooledLine(ladder, cut.rung, cut.cut_day) })),
		),
		bands: bandTrials(ladder, shown),
		windows: proof.windows,
		years: proveYears(years.map(({ trials }) => trials)),
		year_error: ratio(proof.years.error, meanCame),
		plain_error: ratio(proof.years.plain_error, meanCame),
		...intervalsHeld(ladder, knownDay),
		lost_share: proof.lost_share,
		...lossRatios(ladder, shown, knownDay),
		sort: joined.score.length === 0 ? null : proveSort(joined),
		money_auc: joined.score.length === 0 ? null : moneyAuc(rankOutcomes(joined)),
	};
}

function rungAt(ladder: RiskLadder, day: number): Rung | null {
	const { rung } = ladder.chooseAt(day);
	return ladder.rungs.find((candidate) => candidate.rung === rung) ?? null;
}

/** The cut-offs whose outcomes are known and that earlier outcomes had calibrated, oldest first. */
function shownCutOffs(ladder: RiskLadder, knownDay: number): Shown[] {
	const closed = closedBy(ladder.slices, knownDay);
	return ladder.cuts.flatMap(({ cut_day, cut_on }) => {
		const slices = closed.filter((slice) => slice.cut_day === cut_day);
		const rung = rungAt(ladder, cut_day);
		if (slices.length === 0 || rung === null) return [];
		const line = lineAt(ladder, rung, cut_day);
		if (!line.is_calibrated) return [];
		const { verdict } = proveChances(judgedCutOffs(ladder, rung, cut_day));
		return [{ cut_day, cut_on, rung, line, is_open: verdict !== 'do_not_use', slices }];
	});
}

function gateTrial(ladder: RiskLadder, shown: readonly Shown[], at: number): GateTrial | null {
	const place = Math.floor(at * shown.length);
	const cut = shown[place];
	if (cut === undefined) return null;
	const parts = shown
		.slice(place, place + CUT_OFFS_AFTER)
		.flatMap((each) => outcomesAt(ladder, each, (isLive) => isLive));
	const outcomes = rankOutcomes(joinOutcomes(parts));
	return {
		at,
		cut_on: cut.cut_on,
		before: proveChances(judgedCutOffs(ladder, cut.rung, cut.cut_day)),
		after: {
			cut_offs: Math.min(CUT_OFFS_AFTER, shown.length - place),
			auc: auc(outcomes),
			skill: brierSkill(outcomes),
			foretold: mean(outcomes.score),
			came: mean(outcomes.silent),
		},
	};
}

function liveSkill(ladder: RiskLadder, shown: readonly Shown[]): number | null {
	const parts = shown.flatMap((cut) => outcomesAt(ladder, cut, (isLive) => isLive));
	return parts.length === 0 ? null : brierSkill(joinOutcomes(parts));
}

/** Calibrated chances of a cut-off beside what came, of accounts with a repeat that had not lapsed; `keep` may ask for live ones alone. */
function outcomesAt(
	ladder: RiskLadder,
	{ rung, line, slices }: Shown,
	keep: (isLive: boolean) => boolean,
): ScoredOutcomes[] {
	return slices.flatMap((slice) => {
		const { fit } = ladder.predict(rung, slice);
		if (fit === null) return [];
		const rows = learnable(slice).map((is, i) => (is === 1 && keep(slice.live[i] === 1) ? 1 : 0));
		return [
			keepRows(
				outcomesOf(
					slice,
					fit.map((chance) => calibrate(line, chance)),
				),
				rows,
			),
		];
	});
}

function bandTrials(ladder: RiskLadder, shown: readonly Shown[]): BandTrial[] {
	const { score, silent, value } = joinOutcomes(shown.flatMap((cut) => outcomesAt(ladder, cut, () => true)));
	return BANDS.map((from, band) => {
		const below = BANDS[band + 1] ?? Infinity;
		const rows = [...score.keys()].filter((i) => score[i]! >= from && score[i]! < below);
		const money = rows.reduce((sum, i) => sum + Math.max(0, value[i]!), 0);
		const sum = (of: (i: number) => number) => rows.reduce((total, i) => total + of(i), 0);
		const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
		return {
			from,
			accounts: rows.length,
			foretold: share(
				sum((i) => score[i]!),
				rows.length,
			),
			came: share(
				sum((i) => silent[i]!),
				rows.length,
			),
			money_foretold: share(
				sum((i) => score[i]! * Math.max(0, value[i]!)),
				money,
			),
			money_came: share(
				sum((i) => silent[i]! * Math.max(0, value[i]!)),
				money,
			),
		};
	});
}

/** Of years that had ended, the share within the interval that the newest year ended by their cut-off gave. */
function intervalsHeld(
	ladder: RiskLadder,
	knownDay: number,
): Pick<RiskEvidence, 'interval_held' | 'interval_held_top'> {
	const trials = yearTrials(ladder, knownDay);
	let [rows, held, topRows, topHeld] = [0, 0, 0, 0];
	for (const { cut_day, trials: trial } of trials) {
		const known = trials.filter((earlier) => earlier.cut_day + YEAR_DAYS <= cut_day).at(-1);
		if (known === undefined) continue;
		const intervals = yearIntervals(known.trials);
		const sizes = Array.from(trial.expected).sort((p, q) => q - p);
		const top = sizes[Math.floor(sizes.length / 10)] ?? Infinity;
		trial.expected.forEach((expected, i) => {
			const bin = intervals.find(
				({ orders_from, orders_below }) => trial.orders[i]! >= orders_from && trial.orders[i]! < orders_below,
			);
			if (expected <= 0 || bin === undefined) return;
			const isHeld = trial.came[i]! >= bin.low * expected && trial.came[i]! <= bin.high * expected;
			rows++;
			if (isHeld) held++;
			if (expected <= top) return;
			topRows++;
			if (isHeld) topHeld++;
		});
	}
	return {
		interval_held: rows > 0 ? held / rows : null,
		interval_held_top: topRows > 0 ? topHeld / topRows : null,
	};
}

/**
 * Loss foretold ÷ come over closed years of live accounts: what the silent ones brought less than what was expected of them if they
 * stayed, in step with those that ordered. Each cut-off takes the share lost that was known on its day.
 */
function lossRatios(
	ladder: RiskLadder,
	shown: readonly Shown[],
	knownDay: number,
): Pick<RiskEvidence, 'plain_loss_ratio' | 'loss_ratio'> {
	let [plain, plainCame, foretold, came] = [0, 0, 0, 0];
	for (const { cut_day, rung, line, slices } of shown) {
		if (cut_day + YEAR_DAYS > knownDay) continue;
		const share = lostShare(yearsOfSilence(ladder, cut_day));
		let [own, stayed, stayedAfter, gone, goneAfter, times] = [0, 0, 0, 0, 0, 0];
		for (const slice of slices) {
			const { fit } = ladder.predict(rung, slice);
			if (fit === null) continue;
			const { stay_year, next_year, plain_year } = slice.features;
			const rows = learnable(slice);
			fit.forEach((chance, i) => {
				const known = [stay_year![i]!, next_year![i]!, plain_year![i]!].every(
					(value) => !Number.isNaN(value),
				);
				if (rows[i] !== 1 || slice.live[i] !== 1 || !known) return;
				own += calibrate(line, chance) * stay_year![i]!;
				times += chance * Math.max(0, plain_year![i]!);
				if (slice.silent[i] === 1) [gone, goneAfter] = [gone + stay_year![i]!, goneAfter + next_year![i]!];
				else [stayed, stayedAfter] = [stayed + stay_year![i]!, stayedAfter + next_year![i]!];
			});
		}
		if (stayed <= 0) continue;
		const lost = (gone * stayedAfter) / stayed - goneAfter;
		[plain, plainCame] = [plain + times, plainCame + lost];
		if (share === null) continue;
		[foretold, came] = [foretold + own * share, came + lost];
	}
	return {
		plain_loss_ratio: plainCame > 0 ? plain / plainCame : null,
		loss_ratio: came > 0 ? foretold / came : null,
	};
}

function mean(values: Float64Array | Uint8Array): number {
	return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function ratio(part: number | null, whole: number): number | null {
	return part === null || !(whole > 0) ? null : part / whole;
}
