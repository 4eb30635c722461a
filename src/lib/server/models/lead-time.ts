/** A silence that was confirmed, and the scores of its account before that; days are numbers of one count. */
export interface SilenceEpisode {
	/** Day of the last order before the silence. */
	last_order_day: number;
	/** Day on which the silence had lasted the account's horizon. */
	confirmed_day: number;
	/** Days on which the account was scored, ascending, and its scores then. */
	days: ArrayLike<number>;
	scores: ArrayLike<number>;
}

/** How early silences were flagged; misses count 0 days. Null without an episode. */
export interface LeadTimes {
	episodes: number;
	/** Share flagged on the day of confirmation. */
	flagged_share: number | null;
	/** Days from the start of the flag run to confirmation. */
	lead_days_mean: number | null;
	lead_days_median: number | null;
	/** Share whose flag run began before the last order. */
	flagged_before_last_order_share: number | null;
}

/**
 * First day of the run of scores at or above `threshold` that is still on at the last scoring up to `confirmed_day`;
 * null where the flag was off then.
 */
export function flagRunStart(
	{ days, scores, confirmed_day }: SilenceEpisode,
	threshold: number,
): number | null {
	let start: number | null = null;
	for (let i = days.length - 1; i >= 0; i--) {
		const day = days[i] as number;
		if (day > confirmed_day) continue;
		if (!((scores[i] as number) >= threshold)) break;
		start = day;
	}
	return start;
}

/** Lead times of all episodes at one threshold, chosen for a fixed budget of false alerts. */
export function leadTimes(episodes: readonly SilenceEpisode[], threshold: number): LeadTimes {
	const starts = episodes.map((episode) => flagRunStart(episode, threshold));
	const leads = episodes.map((episode, i) => {
		const start = starts[i] ?? null;
		return start === null ? 0 : episode.confirmed_day - start;
	});
	const sorted = leads.toSorted((p, q) => p - q);
	const n = episodes.length;
	const flagged = starts.filter((start) => start !== null).length;
	const early = episodes.filter((episode, i) => {
		const start = starts[i] ?? null;
		return start !== null && start < episode.last_order_day;
	}).length;
	return {
		episodes: n,
		flagged_share: n > 0 ? flagged / n : null,
		lead_days_mean: n > 0 ? leads.reduce((sum, lead) => sum + lead, 0) / n : null,
		lead_days_median: n > 0 ? ((sorted[(n - 1) >> 1] as number) + (sorted[n >> 1] as number)) / 2 : null,
		flagged_before_last_order_share: n > 0 ? early / n : null,
	};
}
