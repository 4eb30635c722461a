import { describe, expect, it } from 'vitest';
import { flagRunStart, leadTimes, type SilenceEpisode } from '../../src/lib/server/models/lead-time.ts';

/** Last order on day 100, confirmed on day 191, scored weekly from day 93. */
const episode = (scores: number[]): SilenceEpisode => ({
	last_order_day: 100,
	confirmed_day: 191,
	days: scores.map((_, i) => 93 + 7 * i),
	scores,
});

/** Off until day 149, then on to the end. */
const late = episode([0, 0, 0, 0, 0, 0, 0, 0, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9]);
/** On before the last order, and throughout. */
const early = episode(new Array<number>(15).fill(0.9));
/** On for a while, off when it was confirmed. */
const missed = episode([0, 0.9, 0.9, 0.9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

describe('the lead of a flag', () => {
	it('starts with the run that is still on when the silence is confirmed', () => {
		expect(flagRunStart(late, 0.5)).toBe(149);
		expect(flagRunStart(early, 0.5)).toBe(93);
		expect(flagRunStart(missed, 0.5)).toBeNull();
	});

	it('ignores what was scored after the confirmation', () => {
		expect(flagRunStart({ ...late, confirmed_day: 148 }, 0.5)).toBeNull();
	});

	it('counts misses as no days', () => {
		// 191 − 149 = 42, 191 − 93 = 98 and 0
		expect(leadTimes([late, early, missed], 0.5)).toEqual({
			episodes: 3,
			flagged_share: 2 / 3,
			lead_days_mean: 140 / 3,
			lead_days_median: 42,
			flagged_before_last_order_share: 1 / 3,
		});
	});

	it('is null without a silence', () => {
		expect(leadTimes([], 0.5)).toMatchObject({ episodes: 0, lead_days_mean: null, lead_days_median: null });
	});
});
