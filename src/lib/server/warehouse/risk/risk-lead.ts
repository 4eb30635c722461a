import type { DuckDBConnection } from '@duckdb/node-api';
import { thresholdAtFalseAlerts } from '../../models/backtest-metrics.ts';
import { leadTimes, type LeadTimes, type SilenceEpisode } from '../../models/lead-time.ts';
import { applyModel, type Rung } from '../../models/out-of-time.ts';
import { rankOutcomes, type ScoredOutcomes } from '../../models/scored-outcomes.ts';
import { catalog } from '../catalog.ts';
import { runWith } from '../engine.ts';
import { withGiven } from '../relations.ts';
import type { RiskLadder } from './risk-ladder.ts';
import {
	LIVE_DAYS,
	modelChances,
	readSlices,
	sliceOf,
	type CutOff,
	type SliceColumns,
} from './risk-slices.ts';

/** How early silences would have been flagged in the year after a past cut-off, by one prediction or fixed rule. */
export interface LeadRecord extends LeadTimes {
	/** `in_use`, `in_use_as_often` (with lists as long as those of the rule of 60 days), `silent_60` or `silent_90`. */
	model: string;
	/** The cut-off after which the accounts were followed. */
	lead_cut_on: string;
	/** Weeks of accounts that were flagged. */
	weeks_flagged: number;
}

const WEEKS = 52;
const FEWEST_WEEKS = 26;
/** Accounts followed through the year: enough for a mean, few enough for a build. */
const FOLLOWED = 300;

/** One account on one week's day. */
interface Week {
	account: number;
	day: number;
	last_order_day: number;
	horizon: number;
	silent: 0 | 1;
	is_known: boolean;
	days_since_order: number;
	score: number;
}

/**
 * Follows accounts that were live at the newest cut-off with a year after it (or, in a short history, the earliest one with half a
 * year) week by week, each week rebuilt from rows entered by then and scored by what had been learned at the cut-off. Empty where the
 * history is too short.
 */
export async function leadRecords(
	connection: DuckDBConnection,
	ladder: RiskLadder,
	knownDay: number,
	budget: number,
): Promise<LeadRecord[]> {
	const found = cutToFollow(ladder, knownDay);
	if (found === null) return [];
	const { cut, used } = found;
	const weeks = await followedWeeks(connection, ladder, cut, used, knownDay);
	const known = weeks.filter((week) => week.is_known);
	const lastDay = weeks.reduce((last, week) => Math.max(last, week.day), cut.cut_day);
	const byAccount = weeksByAccount(weeks);
	const episodes = (scoreOf: (week: Week) => number) => silences(byAccount, lastDay, cut.cut_day, scoreOf);
	const record = (model: string, threshold: number, scoreOf: (week: Week) => number): LeadRecord => ({
		model,
		lead_cut_on: cut.cut_on,
		weeks_flagged: weeksFlagged(weeks, scoreOf, threshold),
		...leadTimes(episodes(scoreOf), threshold),
	});
	const chance = (week: Week) => week.score;
	const silence = (week: Week) => week.days_since_order;
	const naive = [60, 90].map((days) => record(`silent_${days}`, days, silence));
	const atBudget = thresholdAtFalseAlerts(rankOutcomes(outcomes(known)), budget);
	if (atBudget === null || episodes(chance).length === 0) return [];
	const asOften = thresholdOfWeeks(weeks, chance, naive[0]!.weeks_flagged);
	return [record('in_use', atBudget, chance), record('in_use_as_often', asOften, chance), ...naive];
}

/** The newest cut-off with a year after it at which something was in use, else the earliest one with half a year. */
function cutToFollow(ladder: RiskLadder, knownDay: number): { cut: CutOff; used: Rung } | null {
	const usable = ladder.cuts.flatMap((cut) => {
		if (cut.model.fit === null || cut.cut_day > knownDay - 7 * FEWEST_WEEKS) return [];
		const { rung } = ladder.chooseAt(cut.cut_day);
		const used = ladder.rungs.find((candidate) => candidate.rung === rung);
		return used === undefined ? [] : [{ cut, used }];
	});
	return usable.findLast(({ cut }) => cut.cut_day <= knownDay - 7 * WEEKS) ?? usable[0] ?? null;
}

async function followedWeeks(
	connection: DuckDBConnection,
	ladder: RiskLadder,
	cut: CutOff,
	rung: Rung,
	knownDay: number,
): Promise<Week[]> {
	const count = Math.min(WEEKS, Math.floor((knownDay - cut.cut_day) / 7));
	await makeWeeks(connection, cut, count, followedAccounts(cut));
	const slices = await readSlices(connection, 'lead_slices', cut.level);
	return slices.flatMap(({ cut_day: day, columns }) => {
		const score = scores(ladder, cut, rung, day, columns);
		return Array.from(columns['account_key']!, (account, i): Week => {
			const horizon = columns['horizon_days']![i]!;
			return {
				account,
				day,
				last_order_day: day - columns['days_since_order']![i]!,
				horizon,
				silent: columns['next_order_days']![i]! <= horizon ? 0 : 1,
				is_known: day + horizon <= knownDay,
				days_since_order: columns['days_since_order']![i]!,
				score: score[i]!,
			};
		});
	});
}

function scores(
	ladder: RiskLadder,
	cut: CutOff,
	rung: Rung,
	day: number,
	columns: SliceColumns,
): Float64Array {
	const chances = modelChances(cut.model.fit!, columns);
	if (rung.kind === 'model') return chances;
	const rows = Array.from(chances.keys());
	const slice = sliceOf({ ...cut, cut_day: day, columns, model_chance: chances }, rows);
	const learned = ladder.learnedAt(rung, cut.cut_day).fit;
	return learned === null ? chances : applyModel(learned, slice);
}

/** Every n-th of the accounts that were live at the cut-off and have a horizon. */
function followedAccounts({ columns }: CutOff): number[] {
	const live = Array.from(columns['account_key']!).filter(
		(_, i) => columns['days_since_order']![i]! <= LIVE_DAYS && columns['horizon_days']![i]! > 0,
	);
	const stride = Math.ceil(live.length / FOLLOWED);
	return live.filter((_, i) => i % stride === 0);
}

/** The relations that `risk_slices` stands on, made anew for the followed accounts on each week's day. */
const CHAIN = ['order_histories', 'cadence_states', 'risk_signals', 'risk_features', 'risk_slices'];

async function makeWeeks(
	connection: DuckDBConnection,
	cut: CutOff,
	weeks: number,
	accounts: readonly number[],
): Promise<void> {
	await runWith(
		connection,
		`create or replace temp table lead_dates as
		select cast($cut as date) + cast(7 * week as integer) as known_on, cast($cut as date) + cast(7 * week as integer) as as_of, cast($cut as date) as model_on,
			cast(null as integer) as horizon_days
		from range(1, $weeks::bigint + 1) as counted (week)`,
		{ cut: cut.cut_on, weeks },
	);
	await runWith(
		connection,
		`create or replace temp table lead_sample as
		select $level::varchar as level, cast(account_key as integer) as account_key from unnest($accounts::varchar[]) as listed (account_key)`,
		{ level: cut.level, accounts: accounts.map(String) },
	);
	const given = new Map([
		['risk_dates', 'select * from lead_dates'],
		['risk_sample', 'select * from lead_sample'],
		[
			'order_days',
			'select o.* from main.order_days as o semi join lead_sample as s on s.level = o.level and s.account_key = o.account_key',
		],
	]);
	for (const name of CHAIN) {
		const table = name.replace(/^(risk_|order_|cadence_)/, 'lead_');
		await connection.run(
			`create or replace temp table ${table} as ${withGiven(catalog().marts.get(name)!, given)}`,
		);
		given.set(name, `select * from ${table}`);
	}
}

function outcomes(weeks: readonly Week[]): ScoredOutcomes {
	return {
		score: Float64Array.from(weeks, (week) => week.score),
		silent: Uint8Array.from(weeks, (week) => week.silent),
		value: new Float64Array(weeks.length),
		account: Int32Array.from(weeks, (week) => week.account),
	};
}

/** Silences that began after the cut-off and were confirmed by the last followed day, each with its account's scores up to then. */
function silences(
	byAccount: readonly (readonly Week[])[],
	lastDay: number,
	cutDay: number,
	scoreOf: (week: Week) => number,
): SilenceEpisode[] {
	const found: SilenceEpisode[] = [];
	for (const sorted of byAccount) {
		const begun = new Map<number, Week>();
		for (const week of sorted) if (!begun.has(week.last_order_day)) begun.set(week.last_order_day, week);
		for (const [last, first] of begun) {
			const confirmed = last + first.horizon;
			const isSilent = !sorted.some((week) => week.last_order_day > last && week.last_order_day <= confirmed);
			if (last < cutDay || confirmed > lastDay || !isSilent) continue;
			found.push({
				last_order_day: last,
				confirmed_day: confirmed,
				days: sorted.map((week) => week.day),
				scores: sorted.map(scoreOf),
			});
		}
	}
	return found;
}

/** The weeks of each account, oldest first. */
function weeksByAccount(weeks: readonly Week[]): Week[][] {
	const byAccount = new Map<number, Week[]>();
	for (const week of weeks.toSorted((p, q) => p.day - q.day)) {
		const own = byAccount.get(week.account);
		if (own) own.push(week);
		else byAccount.set(week.account, [week]);
	}
	return [...byAccount.values()];
}

/** Weeks of accounts that a threshold flags: how long the list of flagged accounts is, summed over the weeks. */
function weeksFlagged(weeks: readonly Week[], scoreOf: (week: Week) => number, threshold: number): number {
	return weeks.filter((week) => scoreOf(week) >= threshold).length;
}

/** The lowest threshold that flags no more weeks of accounts than a number. */
function thresholdOfWeeks(weeks: readonly Week[], scoreOf: (week: Week) => number, flagged: number): number {
	const falling = weeks.map(scoreOf).sort((p, q) => q - p);
	let threshold = Number.POSITIVE_INFINITY;
	for (let i = 0; i < falling.length; i++) {
		const isLastOfEqual = falling[i + 1] !== falling[i];
		if (!isLastOfEqual) continue;
		if (i + 1 > flagged) break;
		threshold = falling[i]!;
	}
	return threshold;
}
