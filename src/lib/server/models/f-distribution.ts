import { clampToUnit, logBeta, nonZero } from './special-functions.ts';

/**
 * Regularised incomplete beta I_x(a, b) for positive `a` and `b` and `x` in [0, 1]; NaN elsewhere.
 * Lentz's continued fraction on whichever side converges fast.
 */
export function betaShare(x: number, a: number, b: number): number {
	if (!(a > 0) || !(b > 0) || !(x >= 0) || !(x <= 1)) return Number.NaN;
	if (x === 0 || x === 1) return x;
	const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
	return x < (a + 1) / (a + b + 2)
		? clampToUnit((front * betaFraction(x, a, b)) / a)
		: clampToUnit(1 - (front * betaFraction(1 - x, b, a)) / b);
}

function betaFraction(x: number, a: number, b: number): number {
	let c = 1;
	let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
	let fraction = d;
	for (let m = 1; m < 10_000; m++) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / nonZero(1 + even * d);
		c = nonZero(1 + even / c);
		fraction *= d * c;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / nonZero(1 + odd * d);
		c = nonZero(1 + odd / c);
		const change = d * c;
		fraction *= change;
		if (Math.abs(change - 1) < 4e-16) break;
	}
	return fraction;
}

/** Chance that an F variate with `upper` and `lower` degrees of freedom (any positive reals) exceeds `ratio`. */
export function fTail(ratio: number, upper: number, lower: number): number {
	if (!(ratio >= 0)) return Number.NaN;
	return betaShare(lower / (lower + upper * ratio), lower / 2, upper / 2);
}
