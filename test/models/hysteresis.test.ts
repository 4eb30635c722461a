import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladderProblem, tiersOverTime, type TierLadder } from '../../src/lib/server/models/hysteresis.ts';

const two: TierLadder = { tiers: ['B', 'A'], entry: [70], exit: [60], minimumStay: 2 };
const three: TierLadder = {
	tiers: ['standard', 'growth', 'key'],
	entry: [40, 70],
	exit: [30, 60],
	minimumStay: 2,
};
const run = (ladder: TierLadder, scores: (number | null)[]): (string | null | undefined)[] =>
	tiersOverTime(
		ladder,
		scores.map((score) => ({ score })),
	).map((tier) => (tier === null ? null : ladder.tiers[tier]));

describe('a tier', () => {
	it('entered at 70 and left under 60 twice goes B A A A A A A B', () => {
		expect(run(two, [66, 71, 69, 62, 58, 61, 57, 56])).toEqual(['B', 'A', 'A', 'A', 'A', 'A', 'A', 'B']);
	});

	it('with one cut at 65 would have flickered down at the fourth quarter', () => {
		expect([66, 71, 69, 62, 58, 61, 57, 56].map((score) => (score >= 65 ? 'A' : 'B')).join('')).toBe(
			'AAABBBBB',
		);
	});

	it('is not lost within two quarters of a promotion', () => {
		expect(run(two, [50, 75, 20, 20, 20])).toEqual(['B', 'A', 'A', 'A', 'B']);
		expect(run({ ...two, minimumStay: 0 }, [50, 75, 20, 20])).toEqual(['B', 'A', 'A', 'B']);
	});

	it('falls no further than the better of two bad quarters', () => {
		expect(run(three, [80, 50, 20, 20])).toEqual(['key', 'key', 'growth', 'standard']);
	});

	it('is promoted at once over several steps', () => {
		expect(run(three, [10, 95])).toEqual(['standard', 'key']);
	});

	it('is null before the first score, and a quarter without one breaks a run of low ones', () => {
		expect(run(two, [null, 80, 50, null, 50, 50])).toEqual([null, 'A', 'A', 'A', 'A', 'B']);
	});

	it('is not entered through a shut gate, and is lost when a gate stays shut', () => {
		const gated = [
			{ score: 90, allowed: 1 },
			{ score: 90 },
			{ score: 90, allowed: 1 },
			{ score: 90, allowed: 1 },
		];
		const shut = tiersOverTime({ ...three, minimumStay: 0 }, gated);
		expect(shut).toEqual([1, 2, 2, 1]);
	});

	it('is refused where exit is above entry, or thresholds do not rise', () => {
		expect(ladderProblem({ ...two, exit: [75] })).toMatch(/exit threshold must not be above/);
		expect(ladderProblem({ ...three, entry: [70, 70] })).toMatch(/must rise/);
		expect(ladderProblem({ ...two, entry: [] })).toMatch(/every tier but the lowest/);
		expect(() => tiersOverTime({ ...two, minimumStay: -1 }, [])).toThrow(RangeError);
	});
});

describe('laws', () => {
	const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 24 });

	it('no demotion comes within two quarters of a promotion, nor without two quarters under the exit', () => {
		fc.assert(
			fc.property(scores, (list) => {
				const tiers = tiersOverTime(
					three,
					list.map((score) => ({ score })),
				) as number[];
				tiers.forEach((tier, q) => {
					const before = tiers[q - 1];
					if (before === undefined || tier >= before) return;
					for (const back of [1, 2]) {
						expect((tiers[q - back] as number) <= (tiers[q - back - 1] ?? Number.POSITIVE_INFINITY)).toBe(
							true,
						);
					}
					const exit = three.exit[before - 1] as number;
					expect(Math.max(list[q] as number, list[q - 1] as number)).toBeLessThan(exit);
				});
			}),
		);
	});

	it('the past does not depend on later quarters', () => {
		fc.assert(
			fc.property(scores, (list) => {
				const quarters = list.map((score) => ({ score }));
				const whole = tiersOverTime(three, quarters);
				expect(tiersOverTime(three, quarters.slice(0, -1))).toEqual(whole.slice(0, -1));
			}),
		);
	});

	it('higher scores throughout never give a lower tier', () => {
		fc.assert(
			fc.property(scores, fc.integer({ min: 0, max: 30 }), (list, more) => {
				const stay = { ...three, minimumStay: 0 };
				const low = tiersOverTime(
					stay,
					list.map((score) => ({ score })),
				) as number[];
				const high = tiersOverTime(
					stay,
					list.map((score) => ({ score: score + more })),
				) as number[];
				high.forEach((tier, q) => expect(tier).toBeGreaterThanOrEqual(low[q] as number));
			}),
		);
	});
});
