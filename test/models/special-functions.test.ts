import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaShare, fTail } from '../../src/lib/server/models/f-distribution.ts';
import { noChangeRetention } from '../../src/lib/server/models/no-change-baseline.ts';
import {
	digamma,
	gammaTail,
	logBeta,
	logGamma,
	normalTail,
	scaledBessel,
	trigamma,
} from '../../src/lib/server/models/special-functions.ts';

describe('log-gamma and its derivatives', () => {
	it('are exact where factorials are', () => {
		expect(logGamma(1)).toBeCloseTo(0, 14);
		expect(logGamma(5)).toBeCloseTo(Math.log(24), 13);
		expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
		// ln 170! = 706.5730622457874
		expect(logGamma(171)).toBeCloseTo(706.5730622457874, 10);
		expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 13);
		expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 13);
		expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 13);
	});

	it('are not a number outside their domain', () => {
		for (const f of [logGamma, digamma, trigamma])
			expect([f(0), f(-1), f(Number.NaN)]).toEqual([NaN, NaN, NaN]);
	});

	it('obey Γ(x + 1) = x Γ(x)', () => {
		fc.assert(
			fc.property(fc.double({ min: 1e-6, max: 1e5, noNaN: true }), (x) => {
				const expected = logGamma(x) + Math.log(x);
				expect(Math.abs(logGamma(x + 1) - expected)).toBeLessThan(1e-11 * (1 + Math.abs(expected)));
			}),
		);
	});
});

describe('tails', () => {
	it('of the gamma are the exponential for shape 1 and the Erlang sum for whole shapes', () => {
		expect(gammaTail(1, 2)).toBeCloseTo(Math.exp(-2), 14);
		// e⁻³ (1 + 3 + 9/2 + 27/6)
		expect(gammaTail(4, 3)).toBeCloseTo(Math.exp(-3) * 13, 13);
		expect(gammaTail(4, 30)).toBeCloseTo(Math.exp(-30) * (1 + 30 + 450 + 4500), 20);
		expect([gammaTail(2, 0), gammaTail(2, Number.POSITIVE_INFINITY)]).toEqual([1, 0]);
	});

	it('of the normal are the tabled ones', () => {
		expect(normalTail(0)).toBeCloseTo(0.5, 14);
		expect(normalTail(1.959963984540054)).toBeCloseTo(0.025, 12);
		expect(normalTail(-1)).toBeCloseTo(0.841344746068543, 12);
		expect(normalTail(8)).toBeCloseTo(6.220960574271786e-16, 24);
	});

	it('of the beta and F agree with closed forms', () => {
		// I_x(1, b) = 1 − (1 − x)^b; I_x(a, 1) = x^a
		expect(betaShare(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 14);
		expect(betaShare(0.3, 4, 1)).toBeCloseTo(0.3 ** 4, 14);
		// F with 2 and n degrees of freedom: (1 + 2f/n)^(−n/2)
		expect(fTail(3, 2, 10)).toBeCloseTo((1 + 6 / 10) ** -5, 13);
		expect(fTail(1, 7.5, 7.5)).toBeCloseTo(0.5, 13);
	});

	it('lie in [0, 1] and fall', () => {
		const shape = fc.double({ min: 0.01, max: 2000, noNaN: true });
		const at = fc.double({ min: 0, max: 4000, noNaN: true });
		fc.assert(
			fc.property(shape, shape, at, at, (a, b, p, q) => {
				const [low, high] = [Math.min(p, q), Math.max(p, q)];
				for (const tail of [(x: number) => gammaTail(a, x), (x: number) => fTail(x, a, b)]) {
					expect(tail(high)).toBeLessThanOrEqual(tail(low) + 1e-12);
					expect(tail(low)).toBeLessThanOrEqual(1);
					expect(tail(high)).toBeGreaterThanOrEqual(0);
				}
			}),
		);
	});
});

describe('scaled Bessel functions', () => {
	it('agree with tabled values at 0, 1 and 10, and across the change of formula at 30', () => {
		expect(scaledBessel(0)).toEqual([1, 0]);
		// I₀(1) = 1.2660658777520084, I₁(1) = .565159103992485
		expect(scaledBessel(1)[0]).toBeCloseTo(1.2660658777520084 / Math.E, 14);
		expect(scaledBessel(1)[1]).toBeCloseTo(0.565159103992485 / Math.E, 14);
		// I₀(10) = 2815.716628466254, I₁(10) = 2670.988303701255
		expect(scaledBessel(10)[0]).toBeCloseTo(2815.716628466254 / Math.exp(10), 13);
		expect(scaledBessel(10)[1]).toBeCloseTo(2670.988303701255 / Math.exp(10), 13);
		for (const order of [0, 1] as const) {
			const [below, above] = [scaledBessel(30)[order], scaledBessel(30 + 1e-9)[order]];
			expect(Math.abs(below - above)).toBeLessThan(1e-11);
		}
	});
});

describe('retention if nothing changed', () => {
	it('is .614, .722, .838 and .922 at 2, 4, 12 and 52 orders a year', () => {
		const shares = [2, 4, 12, 52].map((orders) => noChangeRetention(orders));
		[0.614, 0.722, 0.838, 0.922].forEach((share, i) => expect(shares[i]).toBeCloseTo(share, 3));
	});

	it('is undefined for an account without an order', () => {
		expect(noChangeRetention(0)).toBeNull();
	});

	it('is E[min(X, Y)] / E[X] of two Poisson counts, added up term by term', () => {
		for (const l of [0.4, 3, 9]) {
			// E[min] = Σ_{m≥1} P(X ≥ m)²; P(X ≥ m) = 1 − Q(m, l)
			let expected = 0;
			for (let m = 1; m < 80; m++) expected += (1 - gammaTail(m, l)) ** 2;
			expect(noChangeRetention(l)).toBeCloseTo(expected / l, 12);
		}
	});
});
