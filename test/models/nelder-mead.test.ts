import { expect, it } from 'vitest';
import { nelderMead } from '../../src/lib/server/models/nelder-mead.ts';

it('the bottom of a curved valley is found from a far start', () => {
	const valley = ([x = 0, y = 0]: readonly number[]): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
	const { point, converged } = nelderMead(valley, [-1.2, 1], { tolerance: 1e-14, maxEvaluations: 4000 });
	expect(converged).toBe(true);
	expect(point[0]).toBeCloseTo(1, 4);
	expect(point[1]).toBeCloseTo(1, 4);
});

it('a search that runs out of evaluations says so', () => {
	const slope = ([x = 0]: readonly number[]): number => x;
	expect(nelderMead(slope, [0], { maxEvaluations: 50 }).converged).toBe(false);
});

it('a function that is nowhere a number does not converge', () => {
	expect(nelderMead(() => Number.NaN, [0, 0], { maxEvaluations: 50 }).converged).toBe(false);
});
