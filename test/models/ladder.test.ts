import { describe, expect, it } from 'vitest';
import { chooseRung } from '../../src/lib/server/models/ladder.ts';
import {
	closedBy,
	learnRung,
	predictSlice,
	type BacktestSlice,
	type Rung,
} from '../../src/lib/server/models/out-of-time.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';

const model: Rung = { rung: '2', label: 'model', kind: 'model', features: [] };
const signal: Rung = {
	rung: '2b',
	label: 'signal',
	kind: 'learned',
	features: [{ name: 'signal', sign: 1 }],
};
const anchored: Rung = {
	rung: '3',
	label: 'model and signal',
	kind: 'anchored',
	features: [
		{ name: 'model_log_odds', sign: 1 },
		{ name: 'signal', sign: 1 },
	],
};
const rungs = [model, signal, anchored];

/** A cut-off at which silence follows the true chance; the model sees `seen` of its log-odds, the signal all. */
function slice(cut: number, seen: number, live = 1, accounts = 600): BacktestSlice {
	const random = seededRandom(cut);
	const logOdds = Float64Array.from({ length: accounts }, () => 1.5 * random.normal());
	const chance = (v: number): number => 1 / (1 + Math.exp(-v));
	const model_log_odds = logOdds.map((v) => seen * v + (1 - seen) * 1.5 * random.normal());
	return {
		cut_day: cut,
		closed_day: cut + 91,
		account: Int32Array.from(logOdds.keys()),
		silent: Uint8Array.from(logOdds, (v) => (random.uniform() < chance(v) ? 1 : 0)),
		live: new Uint8Array(accounts).fill(live),
		value: new Float64Array(accounts).fill(1),
		features: { signal: logOdds, model_log_odds },
		model_chance: model_log_odds.map(chance),
	};
}

describe('what may be learned from', () => {
	it('is only what had closed by the cut-off: no outcome of later days leaks in', () => {
		const slices = [slice(0, 1), slice(91, 1), slice(182, 1)];
		expect(closedBy(slices, 182).map((s) => s.cut_day)).toEqual([0, 91]);
		expect(closedBy(slices, 181).map((s) => s.cut_day)).toEqual([0]);
		expect(predictSlice(signal, slices[0] as BacktestSlice, slices).reason).toBe(
			'no earlier cut-off has closed',
		);
	});

	it('an anchored rung stays near the model while few cut-offs have closed', () => {
		const target = slice(910, 0.3);
		const shift = (closed: number): number => {
			const slices = Array.from({ length: closed }, (_, i) => slice(91 * i, 0.3));
			const { fit } = predictSlice(anchored, target, slices);
			const { model_chance } = target;
			return (fit as Float64Array).reduce(
				(sum, p, i) => sum + Math.abs(p - (model_chance?.[i] as number)),
				0,
			);
		};
		expect(shift(1)).toBeLessThan(shift(4));
		expect(shift(4)).toBeLessThan(shift(9));
	});

	it('a feature that is not known at every cut-off is left out', () => {
		const older = slice(0, 1);
		const { fit } = learnRung(anchored, [
			{ ...older, features: { signal: older.features.signal as Float64Array } },
		]);
		expect(fit?.terms.map((t) => t.name)).toEqual(['signal']);
	});
});

describe('the ladder', () => {
	it('stands on the rung with the lowest Brier score on live accounts, and says so', () => {
		const slices = [0, 91, 182, 273].map((cut) => slice(cut, 0.2));
		const choice = chooseRung(rungs, slices, 400);
		expect(choice).toMatchObject({
			rung: '2b',
			closed_cut_offs: 4,
			compared_cut_offs: 3,
			compared_accounts: 1800,
		});
		expect(choice.reason).toMatch(
			/^signal: lowest Brier score on 1,800 live predictions out of time, \.\d{4}; next best/,
		);
	});

	it('prefers the rung anchored on the model where the two are level', () => {
		const slices = [0, 91, 182].map((cut) => slice(cut, 1));
		const choice = chooseRung([model, anchored], slices, 300);
		expect(choice.rung).toBe('3');
	});

	it('falls to the model where too few cut-offs have closed, and says that it is unproven', () => {
		const choice = chooseRung(rungs, [slice(0, 1)], 100);
		expect(choice.rung).toBe('2');
		expect(choice.reason).toBe('model, unproven here: 1 of the 2 cut-offs that learning needs have closed.');
		expect(choice.records[1]).toEqual({
			rung: '2b',
			label: 'signal',
			brier_live: null,
			brier_gap_error: null,
			reason: 'no earlier cut-off has closed',
		});
	});

	it('cannot say without a model, a history or a live account', () => {
		expect(chooseRung([signal], [], 100)).toMatchObject({
			rung: null,
			reason: 'Cannot say: 0 of the 2 cut-offs that learning needs have closed.',
		});
		const dead = [0, 91, 182].map((cut) => slice(cut, 1, 0));
		expect(chooseRung([signal], dead, 400).rung).toBeNull();
	});

	it('compares all rungs on the same cut-offs, and leaves out one that could not be tried lately', () => {
		const slices = [0, 91, 182, 273].map((cut) => slice(cut, 0.2));
		const broken = slices.map((s) => ({ ...s, model_chance: null }));
		const choice = chooseRung(rungs, broken, 400);
		expect(choice.records[0]).toMatchObject({ brier_live: null, reason: 'the model could not be fitted' });
		expect(choice.rung).not.toBe('2');
	});
});
