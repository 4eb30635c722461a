import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
	chanceAlive,
	chanceOfSilence,
	logLikelihood,
	modelName,
	type BuyTillYouDie,
} from '../../src/lib/server/models/buy-till-you-die.ts';
import { foldHistories, thinHistories } from '../../src/lib/server/models/purchase-histories.ts';

const small = { r: 1, alpha: 10, a: 1, b: 3 };
const bg: BuyTillYouDie = { family: 'bg', k: 1, ...small };
const mbg: BuyTillYouDie = { family: 'mbg', k: 1, ...small };
const regular: BuyTillYouDie = { family: 'mbg', k: 2, ...small };
const twoRepeats = { repeats: 2, last: 20, age: 30 };
const oneOrder = { repeats: 0, last: 0, age: 30 };

const one = (model: BuyTillYouDie, { repeats, last, age }: typeof twoRepeats): number =>
	logLikelihood(model, foldHistories({ repeats: [repeats], last: [last], age: [age], logGaps: [0] }));

describe('chance of silence', () => {
	it('of an account with two repeats is .693581 under BG/NBD and .668945 under MBG/NBD', () => {
		// BG odds of having left: 1/(3 + 2 − 1) · (40/30)³ = .592593; surviving 10 more weeks: (40/50)³ = .512
		// (.592593 + .512) / 1.592593 = .693581
		expect(chanceOfSilence(bg, twoRepeats, 10)).toBeCloseTo(0.693581, 6);
		expect(chanceOfSilence(mbg, twoRepeats, 10)).toBeCloseTo(0.668945, 6);
		expect(chanceAlive(bg, twoRepeats)).toBeCloseTo(0.627907, 6);
		expect(chanceAlive(mbg, twoRepeats)).toBeCloseTo(0.678392, 6);
	});

	it('takes the regularity of the gaps into account', () => {
		expect(chanceAlive(regular, twoRepeats)).toBeCloseTo(0.727497, 6);
		expect(chanceOfSilence(regular, twoRepeats, 10)).toBeCloseTo(0.590352, 6);
	});

	it('is not fooled by one-order accounts, which BG/NBD takes to be alive for ever', () => {
		expect(chanceAlive(bg, oneOrder)).toBe(1);
		expect(chanceOfSilence(bg, oneOrder, 10)).toBeCloseTo(0.8, 12);
		expect(chanceAlive(mbg, oneOrder)).toBeCloseTo(0.428571, 6);
		expect(chanceOfSilence(mbg, oneOrder, 10)).toBeCloseTo(0.914286, 6);
	});

	it('is the ratio of two likelihoods of the same history, for any regularity', () => {
		for (const model of [bg, mbg, regular, { ...bg, k: 5 }]) {
			const ratio = Math.exp(one(model, { ...twoRepeats, age: 40 }) - one(model, twoRepeats));
			expect(chanceOfSilence(model, twoRepeats, 10)).toBeCloseTo(ratio, 10);
		}
	});

	it('of the reference account falls from 13 to 26 to 52 weeks', () => {
		const cdnow: BuyTillYouDie = { family: 'bg', k: 1, r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
		const account = { repeats: 2, last: 30.43, age: 38.86 };
		expect(chanceAlive(cdnow, account)).toBeCloseTo(0.726579, 5);
		const chances = [13, 26, 52].map((weeks) => chanceOfSilence(cdnow, account, weeks));
		[0.676509, 0.526317, 0.397159].forEach((chance, i) => expect(chances[i]).toBeCloseTo(chance, 5));
	});
});

describe('log-likelihood', () => {
	it('of two repeats is −8.116368 under BG/NBD and −8.376023 under MBG/NBD', () => {
		expect(one(bg, twoRepeats)).toBeCloseTo(-8.116368, 6);
		expect(one(mbg, twoRepeats)).toBeCloseTo(-8.376023, 6);
	});

	it('agrees with the published values for none and for two hundred repeats', () => {
		const model: BuyTillYouDie = { family: 'bg', k: 1, r: 0.25, alpha: 4, a: 0.8, b: 2.5 };
		expect(one(model, { repeats: 0, last: 0, age: 40 })).toBeCloseTo(-0.59947382, 8);
		expect(one(model, { repeats: 200, last: 38, age: 40 })).toBeCloseTo(100.7957, 4);
	});

	it('stays finite where the powers overflow or vanish', () => {
		const heavy = [
			[221, 103.42857, 103.57143],
			[254, 97.14286, 97.28571],
			[161, 94.71429, 98],
			[204, 98.57143, 99.42857],
			[50_000, 1, 5000],
			[50_000, 5000, 5000],
			[1, 0.14, 520],
		] as const;
		for (const [repeats, last, age] of heavy) {
			for (const k of [1, 2, 12]) {
				for (const family of ['bg', 'mbg'] as const) {
					const model: BuyTillYouDie = { family, k, r: 0.5143, alpha: 2.8845, a: 0.2856, b: 14.1087 };
					expect(one(model, { repeats, last, age })).toSatisfy(Number.isFinite);
					const silent = chanceOfSilence(model, { repeats, last, age }, 13);
					const alive = chanceAlive(model, { repeats, last, age });
					expect(silent >= 0 && silent <= 1 && alive >= 0 && alive <= 1, `${repeats} ${k} ${silent}`).toBe(
						true,
					);
				}
			}
		}
	});

	it('names the model it is of', () => {
		expect([modelName(mbg), modelName(regular), modelName({ ...bg, k: 3 })]).toEqual([
			'MBG/NBD',
			'MBG/CNBD-2',
			'BG/CNBD-3',
		]);
	});
});

describe('laws', () => {
	const models = fc.record({
		family: fc.constantFrom('bg' as const, 'mbg' as const),
		k: fc.integer({ min: 1, max: 12 }),
		r: fc.double({ min: 0.01, max: 50, noNaN: true }),
		alpha: fc.double({ min: 0.01, max: 500, noNaN: true }),
		a: fc.double({ min: 1e-4, max: 50, noNaN: true }),
		b: fc.double({ min: 1e-4, max: 5000, noNaN: true }),
	});
	const histories = fc
		.record({
			repeats: fc.integer({ min: 1, max: 300 }),
			last: fc.double({ min: 0.1, max: 300, noNaN: true }),
			silence: fc.double({ min: 0, max: 300, noNaN: true }),
		})
		.map(({ repeats, last, silence }) => ({ repeats, last, age: last + silence }));

	it('chances lie in [0, 1], and silence is less likely over a longer horizon', () => {
		fc.assert(
			fc.property(models, histories, (model, history) => {
				const [near, far] = [chanceOfSilence(model, history, 4), chanceOfSilence(model, history, 40)];
				const alive = chanceAlive(model, history);
				expect(near).toBeGreaterThanOrEqual(far - 1e-12);
				for (const p of [near, far, alive]) expect(p >= 0 && p <= 1 + 1e-12).toBe(true);
			}),
		);
	});

	it('under random gaps a longer silence never makes an order more likely', () => {
		fc.assert(
			fc.property(
				models,
				histories,
				fc.double({ min: 0.01, max: 50, noNaN: true }),
				(model, history, more) => {
					const random = { ...model, k: 1 };
					const longer = { ...history, age: history.age + more };
					const [now, later] = [chanceOfSilence(random, history, 13), chanceOfSilence(random, longer, 13)];
					expect(later).toBeGreaterThanOrEqual(now - 1e-9);
				},
			),
		);
	});

	it('a longer silence never makes an account more alive', () => {
		fc.assert(
			fc.property(
				models,
				histories,
				fc.double({ min: 0.01, max: 50, noNaN: true }),
				(model, history, more) => {
					const longer = { ...history, age: history.age + more };
					expect(chanceAlive(model, longer)).toBeLessThanOrEqual(chanceAlive(model, history) + 1e-9);
				},
			),
		);
	});

	it('folding and the order of histories leave the likelihood alone', () => {
		fc.assert(
			fc.property(models, fc.array(histories, { minLength: 1, maxLength: 30 }), (model, list) => {
				const columns = (rows: typeof list) => ({
					repeats: rows.map((h) => h.repeats),
					last: rows.map((h) => h.last),
					age: rows.map((h) => h.age),
					logGaps: rows.map((h) => Math.log(h.last)),
				});
				const twice = logLikelihood(model, foldHistories(columns([...list, ...list.toReversed()])));
				const once = logLikelihood(model, foldHistories(columns(list)));
				expect(twice).toBeCloseTo(2 * once, 5 - Math.ceil(Math.log10(1 + Math.abs(once)) / 2));
			}),
		);
	});

	it('a thinned sample keeps the weights of the entries it keeps', () => {
		const folded = foldHistories({
			repeats: [0, 0, 1, 2],
			last: [0, 0, 1, 2],
			age: [5, 5, 5, 5],
			logGaps: [0, 0, 0, 0],
		});
		expect([...folded.weight]).toEqual([2, 1, 1]);
		expect(thinHistories(folded, 2)).toMatchObject({ accounts: 3, repeatTotal: 2 });
	});

	it('a history whose last order lies after the cut-off is refused', () => {
		expect(() => foldHistories({ repeats: [1], last: [6], age: [5], logGaps: [0] })).toThrow(RangeError);
	});
});
