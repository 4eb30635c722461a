import { describe, expect, it } from 'vitest';
import { proveChances, type JudgedCutOff } from '../../src/lib/server/models/chance-gate.ts';
import { eightInTen, proveYears, yearIntervals } from '../../src/lib/server/models/expected-year.ts';
import { lostShare } from '../../src/lib/server/models/lost-share.ts';
import { rankOutcomes, type ScoredOutcomes } from '../../src/lib/server/models/scored-outcomes.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import { moneyAuc, proveSort } from '../../src/lib/server/models/sort-claim.ts';

/** Cut-offs of accounts whose chances are true: each falls silent as often as its chance says. */
function trueCutOffs(seed: number, cutOffs: number, accounts: number): JudgedCutOff[] {
	const random = seededRandom(seed);
	return Array.from({ length: cutOffs }, (_, cut) => {
		const chances = Array.from({ length: accounts }, () => 0.02 + 0.6 * random.uniform() ** 3);
		return {
			cut_day: 100 * cut,
			outcomes: {
				score: Float64Array.from(chances),
				silent: Uint8Array.from(chances, (p) => (random.uniform() < p ? 1 : 0)),
				value: Float64Array.from(chances, () => 100 + 900 * random.uniform()),
				account: Int32Array.from(chances.keys()),
			},
		};
	});
}

/** The same cut-offs with the outcomes of each drawn anew from its own, in another order. */
function shuffledOutcomes(cuts: readonly JudgedCutOff[], seed: number): JudgedCutOff[] {
	const random = seededRandom(seed);
	return cuts.map((cut) => {
		const silent = Uint8Array.from(cut.outcomes.silent);
		for (let i = silent.length - 1; i > 0; i--) {
			const j = random.integer(i + 1);
			[silent[i], silent[j]] = [silent[j]!, silent[i]!];
		}
		return { ...cut, outcomes: { ...cut.outcomes, silent } };
	});
}

describe('the gate of chances', () => {
	it('opens for chances that are true', () => {
		const proof = proveChances(trueCutOffs(1, 6, 400));
		expect(proof).toMatchObject({ verdict: 'use', reason: null, cut_offs: 6, rows: 2400 });
		expect(proof.auc_interval!.low).toBeGreaterThan(0.55);
	});

	it('lets at most two of 200 shuffles pass', () => {
		const cuts = trueCutOffs(2, 4, 120);
		const passed = Array.from({ length: 200 }, (_, seed) =>
			proveChances(shuffledOutcomes(cuts, seed)),
		).filter(({ verdict }) => verdict !== 'do_not_use');
		expect(passed.length).toBeLessThanOrEqual(2);
	});

	it('needs three cut-offs, thirty silences and thirty orders, and says which is missing', () => {
		expect(proveChances([]).reason).toContain('3 past quarter ends');
		expect(proveChances(trueCutOffs(1, 2, 400)).reason).toContain('there are 2');
		const none = trueCutOffs(1, 4, 100).map((cut) => ({
			...cut,
			outcomes: { ...cut.outcomes, silent: new Uint8Array(100) },
		}));
		expect(proveChances(none).reason).toContain('needs 30 silences in the past; there are 0');
		const all = none.map((cut) => ({
			...cut,
			outcomes: { ...cut.outcomes, silent: new Uint8Array(100).fill(1) },
		}));
		expect(proveChances(all).reason).toContain('needs 30 accounts that ordered again; there are 0');
	});

	it('stays shut where the newer half of the past went the other way', () => {
		const [first, second, ...newer] = trueCutOffs(3, 6, 400);
		const turned = newer.map((cut) => ({
			...cut,
			outcomes: { ...cut.outcomes, score: cut.outcomes.score.map((p) => 0.62 - p) },
		}));
		const old = [first!, second!].map((cut) => ({ ...cut }));
		expect(proveChances([...old, ...old, ...old, ...turned]).verdict).toBe('do_not_use');
	});

	it('never gives a figure that is not finite', () => {
		const same = trueCutOffs(4, 4, 100).map((cut) => ({
			...cut,
			outcomes: { ...cut.outcomes, score: new Float64Array(100).fill(0.3) },
		}));
		const proof = proveChances(same);
		expect(proof.verdict).toBe('do_not_use');
		for (const value of Object.values(proof))
			if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
	});
});

describe('the expected year', () => {
	it('takes ranks 2 and 18 of 19 ratios', () => {
		const ratios = [
			0.2, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 3,
		];
		expect(eightInTen(ratios.toReversed())).toEqual({ low: 0.5, high: 2.5 });
	});

	it('takes the ratios of all where a bin has under thirty', () => {
		const rows = 40;
		const trials = {
			account: Int32Array.from({ length: rows }, (_, i) => i),
			plain: new Float64Array(rows).fill(100),
			expected: new Float64Array(rows).fill(100),
			came: Float64Array.from({ length: rows }, (_, i) => 50 + i),
			// 35 accounts with twelve order days, five with one
			orders: Float64Array.from({ length: rows }, (_, i) => (i < 35 ? 12 : 1)),
		};
		const [one, , , many] = yearIntervals(trials);
		expect(many).toMatchObject({
			orders_from: 12,
			...eightInTen(Array.from({ length: 35 }, (_, i) => (50 + i) / 100)),
		});
		expect(one).toMatchObject({
			orders_from: 0,
			...eightInTen(Array.from({ length: 40 }, (_, i) => (50 + i) / 100)),
		});
	});

	it('is used only where it was nearer to what came than last year, with 95 % confidence', () => {
		const random = seededRandom(5);
		const trial = (expected: number) => ({
			account: Int32Array.from({ length: 300 }, (_, i) => i),
			plain: new Float64Array(300).fill(100),
			expected: new Float64Array(300).fill(expected),
			came: Float64Array.from({ length: 300 }, () => 60 + 40 * random.uniform()),
			orders: new Float64Array(300).fill(3),
		});
		expect(proveYears([trial(80)]).gain_interval!.low).toBeGreaterThan(0);
		expect(proveYears([trial(120)]).gain_interval!.high).toBeLessThan(0);
		expect(proveYears([])).toMatchObject({ rows: 0, gain: null });
	});
});

describe('what a silence costs', () => {
	const part = (silent: number, before: number, after: number, rows = 1) => ({
		silent: new Uint8Array(rows).fill(silent),
		before: new Float64Array(rows).fill(before),
		after: new Float64Array(rows).fill(after),
	});

	it('is 1 − (300/1000) ÷ (900/1000) of a year where the others kept nine tenths', () => {
		expect(lostShare([part(1, 50, 15, 20), part(0, 50, 45, 20)])).toBeCloseTo(1 - 0.3 / 0.9, 12);
	});

	it('is held to 0 to 1, and unknown under twenty silences or where nobody brought anything', () => {
		expect(lostShare([part(1, 50, 100, 20), part(0, 50, 45, 20)])).toBe(0);
		expect(lostShare([part(1, 50, 0, 20), part(0, 50, 45, 20)])).toBe(1);
		expect(lostShare([part(1, 50, 15, 19), part(0, 50, 45, 20)])).toBeNull();
		expect(lostShare([part(1, 50, 15, 20), part(0, 50, 0, 20)])).toBeNull();
	});
});

describe('the sort', () => {
	const outcomes: ScoredOutcomes = {
		score: Float64Array.of(0.9, 0.6, 0.55, 0.3, 0.1),
		silent: Uint8Array.of(1, 0, 1, 0, 0),
		value: Float64Array.of(100, 500, 300, 50, 50),
		account: Int32Array.of(1, 2, 3, 4, 5),
	};

	it('puts 37.5 % of the money in the right order', () => {
		// 100·(500 + 50 + 50) + 300·(50 + 50) of 400·600
		expect(moneyAuc(rankOutcomes(outcomes))).toBeCloseTo(0.375, 12);
	});

	it('says how much of the riskiest tenth of the money fell silent', () => {
		// a tenth of 1,000 is the first account, which fell silent; 400 of 1,000 did
		expect(proveSort(outcomes)).toMatchObject({ riskiest_silent_share: 1, silent_share: 0.4, lift: 2.5 });
	});

	it('is no better than revenue where chances are all the same', () => {
		const same = { ...outcomes, score: new Float64Array(5).fill(0.2) };
		expect(proveSort(same).captured_gain).toBe(0);
	});
});
