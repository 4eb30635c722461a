import { describe, expect, it } from 'vitest';
import { chanceOfSilence, type BuyTillYouDie } from '../../src/lib/server/models/buy-till-you-die.ts';
import type { BuyTillYouDieFit } from '../../src/lib/server/models/fit-buy-till-you-die.ts';
import {
	fitSilenceModel,
	meanChanceAlive,
	meanChanceOfSilence,
	type SilenceModel,
} from '../../src/lib/server/models/silence-model.ts';

const account = { repeats: 2, last: 20, age: 30 };
const member = (k: number, has_dropout: boolean): BuyTillYouDieFit => {
	const model: BuyTillYouDie = { family: 'mbg', k, r: 1, alpha: 10, a: 1, b: 3 };
	return { ...model, log_likelihood: -1, accounts: 100, has_dropout, note: null };
};
const both: SilenceModel = { members: [member(1, true), member(2, true)], name: '', has_dropout: true };

describe('the silence model', () => {
	it('says the mean of what random and regular gaps say', () => {
		// (.668945 + .590352) / 2 and (.678392 + .727497) / 2
		expect(meanChanceOfSilence(both, account, 10)).toBeCloseTo(0.629649, 5);
		expect(meanChanceAlive(both, account)).toBeCloseTo(0.702945, 5);
		expect(chanceOfSilence(member(1, true), account, 10)).toBeCloseTo(0.668945, 6);
	});

	it('hides P(alive) where no dropout can be told, not P(no order)', () => {
		const hidden = { ...both, has_dropout: false };
		expect(meanChanceAlive(hidden, account)).toBeNull();
		expect(meanChanceOfSilence(hidden, account, 10)).toBeCloseTo(0.629649, 5);
	});

	it('never makes up a chance: hard histories give one in [0, 1] or a reason', () => {
		const days = Array.from({ length: 60 }, (_, i) => i);
		const hard = {
			'daily orders': days.map((i) => ({ repeats: 364 - i, last: (364 - i) / 7, age: (364 - i) / 7 })),
			'two orders ten years apart': days.map(() => ({ repeats: 1, last: 520, age: 521 })),
			'all equal': days.map(() => ({ repeats: 5, last: 30, age: 35 })),
			'everybody gone': days.map((i) => ({ repeats: 8, last: 4, age: 300 + i })),
			'half one order, half daily': days.map((i) =>
				i % 2 ? { repeats: 0, last: 0, age: 52 } : { repeats: 360, last: 52, age: 52 },
			),
		};
		for (const [name, rows] of Object.entries(hard)) {
			const { fit, reason } = fitSilenceModel({
				repeats: rows.map((h) => h.repeats),
				last: rows.map((h) => h.last),
				age: rows.map((h) => h.age),
				logGaps: rows.map((h) => h.repeats * Math.log(Math.max(1 / 7, h.last / Math.max(1, h.repeats)))),
			});
			if (fit === null) {
				expect(reason, name).toMatch(/did not converge/);
				continue;
			}
			for (const row of rows) {
				const chance = meanChanceOfSilence(fit, row, 13);
				expect(chance >= 0 && chance <= 1, `${name}: ${chance}`).toBe(true);
			}
		}
	});

	it('is null with its reason where there is nothing to fit', () => {
		const none = { repeats: [], last: [], age: [], logGaps: [] };
		expect(fitSilenceModel(none)).toEqual({ fit: null, reason: '0 accounts have ordered; a fit needs 30' });
	});
});
