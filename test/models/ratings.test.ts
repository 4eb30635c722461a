import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateCriterion, type DepartmentRating } from '../../src/lib/server/models/ratings.ts';

const rule = {
	departments: { sales: 1, customer_success: 1, executives: 1 },
	halfLifeDays: 90,
	criterionMean: 6,
	disagreementRange: 3,
};
const three: DepartmentRating[] = [
	{ department: 'sales', score: 8, age_days: 10 },
	{ department: 'customer_success', score: 5, age_days: 200 },
	{ department: 'executives', score: 7, age_days: 40 },
];

describe('a rated criterion', () => {
	it('of 8, 5 and 7, aged 10, 200 and 40 days, is 7.2652 and 6.8251 once drawn to 6', () => {
		// weights 2^(−age/90) = .9259, .2143, .7349; (1.8751 × 7.2652 + 6) / 2.8751
		const rated = rateCriterion(three, rule);
		expect(rated.mean).toBeCloseTo(7.2652, 4);
		expect(rated.effective_ratings).toBeCloseTo(2.4361, 4);
		expect(rated.score).toBeCloseTo(6.8251, 4);
		expect(rated.confidence_share).toBeCloseTo(1.8751 / 3, 4);
		expect(rated).toMatchObject({ spread: 3, is_disputed: true, stale: ['customer_success'], missing: [] });
	});

	it('leaves out a department that has not rated, with less confidence', () => {
		const rated = rateCriterion(three.slice(0, 1), rule);
		expect(rated).toMatchObject({
			mean: 8,
			spread: null,
			is_disputed: false,
			missing: ['customer_success', 'executives'],
		});
		expect(rated.confidence_share).toBeCloseTo(0.9259 / 3, 4);
	});

	it('is null without a rating, not the mean of others', () => {
		expect(rateCriterion([], rule)).toMatchObject({
			mean: null,
			score: null,
			confidence_share: 0,
			effective_ratings: 0,
		});
	});

	it('refuses the future, strangers and a second rating', () => {
		const [first] = three as [DepartmentRating];
		expect(() => rateCriterion([{ ...first, age_days: -1 }], rule)).toThrow(/future/);
		expect(() => rateCriterion([{ ...first, department: 'legal' }], rule)).toThrow(
			/unknown department legal/,
		);
		expect(() => rateCriterion([first, first], rule)).toThrow(/two ratings/);
	});

	it('never falls when one department rates higher', () => {
		const score = fc.double({ min: 1, max: 5, noNaN: true });
		const age = fc.integer({ min: 0, max: 2000 });
		fc.assert(
			fc.property(score, score, score, age, age, (p, q, r, old, older) => {
				const scoreOf = (own: number): number =>
					rateCriterion(
						[
							{ department: 'sales', score: own, age_days: old },
							{ department: 'executives', score: r, age_days: older },
						],
						rule,
					).score as number;
				expect(scoreOf(Math.max(p, q))).toBeGreaterThanOrEqual(scoreOf(Math.min(p, q)) - 1e-12);
			}),
		);
	});
});
