import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	auc,
	brier,
	brierSkill,
	calibration,
	liftAt,
	precisionAt,
	reliability,
	revenueCaptured,
	thresholdAtFalseAlerts,
} from '../../src/lib/server/models/backtest-metrics.ts';
import { clusteredBootstrap } from '../../src/lib/server/models/clustered-bootstrap.ts';
import {
	joinOutcomes,
	keepRows,
	rankByLoss,
	rankOutcomes,
	type ScoredOutcomes,
} from '../../src/lib/server/models/scored-outcomes.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';

function outcomes(score: number[], silent: number[], value: number[] = score.map(() => 1)): ScoredOutcomes {
	return {
		score: Float64Array.from(score),
		silent: Uint8Array.from(silent),
		value: Float64Array.from(value),
		account: Int32Array.from(score, (_, i) => i),
	};
}

const five = outcomes([0.9, 0.6, 0.55, 0.3, 0.1], [1, 0, 1, 0, 0], [100, 500, 300, 50, 50]);
const ranked = rankOutcomes(five);

describe('five predictions', () => {
	it('have AUC .833333, Brier .1345 and skill .439583', () => {
		// five of six pairs are in order; (.01 + .36 + .2025 + .09 + .01) / 5; 1 − .1345 / .24
		expect(auc(ranked)).toBeCloseTo(0.833333, 6);
		expect(brier(five)).toBeCloseTo(0.1345, 12);
		expect(brierSkill(five)).toBeCloseTo(0.439583, 6);
	});

	it('rank by expected loss as the second, third and first', () => {
		// 300, 165, 90, 15, 5; the money lost is 100 + 300
		const byLoss = rankByLoss(five);
		expect([...byLoss.account]).toEqual([1, 2, 0, 3, 4]);
		expect([1, 2, 3].map((k) => revenueCaptured(byLoss, k))).toEqual([0, 0.75, 1]);
	});

	it('are right in one of the two highest, which is 1.25 times the common share', () => {
		expect(precisionAt(ranked, 2)).toBe(0.5);
		expect(liftAt(ranked, 0.4)).toBeCloseTo(0.5 / 0.4, 12);
	});

	it('foresaw .49 silent of .4, and 49 % of the money where 40 % went', () => {
		const { predicted_share, actual_share, predicted_revenue_share, actual_revenue_share } =
			calibration(five);
		expect(predicted_share).toBeCloseTo(0.49, 12);
		expect(actual_share).toBeCloseTo(0.4, 12);
		// (90 + 300 + 165 + 15 + 5) / 1000 and (100 + 300) / 1000
		expect(predicted_revenue_share).toBeCloseTo(0.575, 12);
		expect(actual_revenue_share).toBeCloseTo(0.4, 12);
	});

	it('fall into bins with the last one closed at 1', () => {
		const bins = reliability(outcomes([0, 0.05, 1], [0, 1, 1]));
		expect(bins).toHaveLength(10);
		expect(bins[0]).toEqual({
			chance_from: 0,
			chance_to: 0.1,
			accounts: 2,
			predicted_share: 0.025,
			actual_share: 0.5,
		});
		expect(bins[1]).toMatchObject({ accounts: 0, predicted_share: null, actual_share: null });
		expect(bins[9]).toMatchObject({ accounts: 1, predicted_share: 1, actual_share: 1 });
	});

	it('are flagged from .9 if no false alert is allowed, from .55 if a third is', () => {
		expect(thresholdAtFalseAlerts(ranked, 0)).toBe(0.9);
		expect(thresholdAtFalseAlerts(ranked, 0.34)).toBe(0.55);
		expect(thresholdAtFalseAlerts(ranked, 1)).toBe(0.1);
	});
});

describe('equal scores', () => {
	it('count half in the AUC and share the places at a cut', () => {
		const tied = rankOutcomes(outcomes([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0]));
		expect(auc(tied)).toBe(0.5);
		expect(precisionAt(tied, 1)).toBe(0.25);
		expect(thresholdAtFalseAlerts(tied, 0.5)).toBe(Number.POSITIVE_INFINITY);
	});
});

describe('undefined measures are null', () => {
	it('where all outcomes are the same, or there are none', () => {
		const gone = rankOutcomes(outcomes([0.2, 0.4], [1, 1]));
		expect([auc(gone), brierSkill(gone), thresholdAtFalseAlerts(gone, 0.1)]).toEqual([null, null, null]);
		const empty = outcomes([], []);
		expect([auc(empty), brier(empty), precisionAt(empty, 5), liftAt(empty, 0.1)]).toEqual([
			null,
			null,
			null,
			null,
		]);
		expect(revenueCaptured(rankByLoss(outcomes([0.5], [0])), 1)).toBeNull();
		expect(calibration(empty).predicted_share).toBeNull();
	});
});

describe('laws', () => {
	const rows = fc.array(
		fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean(), fc.integer({ min: 0, max: 900 })),
		{
			minLength: 2,
			maxLength: 60,
		},
	);
	const from = (list: [number, boolean, number][]): ScoredOutcomes =>
		outcomes(
			list.map(([score]) => score / 20),
			list.map(([, gone]) => (gone ? 1 : 0)),
			list.map(([, , value]) => value),
		);
	const measures = (o: ScoredOutcomes): (number | null)[] => {
		const r = rankOutcomes(o);
		return [auc(r), brier(r), precisionAt(r, 3.5), liftAt(r, 0.1), revenueCaptured(rankByLoss(o), 4)];
	};
	const close = (p: (number | null)[], q: (number | null)[]): void =>
		p.forEach((v, i) => (v === null ? expect(q[i]).toBeNull() : expect(q[i]).toBeCloseTo(v, 9)));

	it('the order of rows does not matter', () => {
		fc.assert(fc.property(rows, (list) => close(measures(from(list)), measures(from(list.toReversed())))));
	});

	it('a rising transform of the scores leaves the AUC', () => {
		fc.assert(
			fc.property(rows, (list) => {
				const o = from(list);
				const bent = { ...o, score: o.score.map((s) => Math.exp(3 * s) - 7) };
				expect(auc(rankOutcomes(bent))).toBe(auc(rankOutcomes(o)));
			}),
		);
	});

	it('a weight of two is a row given twice', () => {
		fc.assert(
			fc.property(rows, (list) => {
				const r = rankOutcomes(from(list));
				const twice = rankOutcomes(joinOutcomes([r, r]));
				const two = new Float64Array(list.length).fill(2);
				close(
					[auc(twice), brier(twice), liftAt(twice, 0.2)],
					[auc(r, two), brier(r, two), liftAt(r, 0.2, two)],
				);
			}),
		);
	});

	it('a threshold keeps its budget of false alerts', () => {
		fc.assert(
			fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), (list, budget) => {
				const o = from(list);
				const threshold = thresholdAtFalseAlerts(rankOutcomes(o), budget);
				const stayed = keepRows(
					o,
					o.silent.map((y) => 1 - y),
				).score;
				const alerts = stayed.filter((s) => threshold !== null && s >= threshold).length;
				expect(alerts).toBeLessThanOrEqual(budget * stayed.length + 1e-9);
			}),
		);
	});
});

describe('a bootstrap interval', () => {
	const random = seededRandom(9);
	const many = outcomes(
		Array.from({ length: 2000 }, () => random.uniform()),
		Array.from({ length: 2000 }, () => 0),
	);
	many.silent.forEach((_, i) => (many.silent[i] = random.uniform() < (many.score[i] as number) ? 1 : 0));

	it('holds the estimate, and is the same for the same seed', () => {
		const r = rankOutcomes(many);
		const { interval } = clusteredBootstrap(r, { interval: auc }, seededRandom(1));
		expect(clusteredBootstrap(r, { interval: auc, brier }, seededRandom(1))).toMatchObject({ interval });
		expect(interval?.low).toBeLessThan(auc(r) as number);
		expect(interval?.high).toBeGreaterThan(auc(r) as number);
		expect((interval?.high as number) - (interval?.low as number)).toBeLessThan(0.06);
	});

	it('is wider where the same accounts come again at every cut-off', () => {
		const again = joinOutcomes([many, many, many]);
		const apart = { ...again, account: Int32Array.from(again.account.keys()) };
		const width = (o: ScoredOutcomes): number => {
			const { interval } = clusteredBootstrap(rankOutcomes(o), { interval: brier }, seededRandom(2));
			return (interval?.high as number) - (interval?.low as number);
		};
		expect(width(again)).toBeGreaterThan(1.4 * width(apart));
	});

	it('of more rows than allowed is taken from a sample of accounts', () => {
		const counts: number[] = [];
		const count = (r: ScoredOutcomes): number => {
			counts.push(r.account.length);
			return 0;
		};
		clusteredBootstrap(rankOutcomes(many), { count }, seededRandom(3), { draws: 1, mostRows: 500 });
		expect(Math.abs((counts[0] as number) - 500)).toBeLessThan(80);
	});

	it('is null where the statistic mostly is', () => {
		expect(clusteredBootstrap(rankOutcomes(five), { none: () => null }, seededRandom(4))).toEqual({
			none: null,
		});
	});
});
