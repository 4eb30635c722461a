import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaShare, fTail } from '../../src/lib/server/models/f-distribution.ts';
import {
	digamma,
	gammaTail,
	logBeta,
	logGamma,
	normalTail,
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
