/**
 * The special functions that the models stand on: gamma, incomplete gamma, normal and Bessel.
 * All take and return plain doubles; a value outside a function's domain gives NaN, never a throw.
 */

/** Largest number of terms of a series or continued fraction; far above what any argument here needs. */
const MAX_TERMS = 100_000;
const EPSILON = 1e-16;
const TINY = 1e-300;

/**
 * Natural logarithm of the gamma function for `x > 0`, to about 1e-14.
 * Stirling's series above 8; below it, the recurrence Γ(x + 1) = xΓ(x).
 */
export function logGamma(x: number): number {
	if (!(x > 0)) return Number.NaN;
	let product = 1;
	let z = x;
	while (z < 8) product *= z++;
	const s = 1 / (z * z);
	const tail =
		(1 / 12 -
			s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s / 156)))))) /
		z;
	return (z - 0.5) * Math.log(z) - z + 0.9189385332046727 + tail - (product === 1 ? 0 : Math.log(product));
}

/** Logarithm of the beta function B(a, b) for positive arguments. */
export function logBeta(a: number, b: number): number {
	return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Digamma, the first derivative of {@link logGamma}, for `x > 0`. */
export function digamma(x: number): number {
	if (!(x > 0)) return Number.NaN;
	let sum = 0;
	let z = x;
	while (z < 10) sum -= 1 / z++;
	const s = 1 / (z * z);
	return sum + Math.log(z) - 0.5 / z - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s / 132))));
}

/** Trigamma, the second derivative of {@link logGamma}, for `x > 0`. */
export function trigamma(x: number): number {
	if (!(x > 0)) return Number.NaN;
	let sum = 0;
	let z = x;
	while (z < 10) {
		sum += 1 / (z * z);
		z += 1;
	}
	const s = 1 / (z * z);
	return sum + 1 / z + s / 2 + (s / z) * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - s * (5 / 66)))));
}

/**
 * Upper regularised incomplete gamma Q(a, x): the chance that a gamma variate of shape `a` and rate 1 exceeds `x`.
 * A series below a + 1, Lentz's continued fraction above.
 */
export function gammaTail(a: number, x: number): number {
	if (!(a > 0) || !(x >= 0)) return Number.NaN;
	if (x === 0) return 1;
	if (x === Number.POSITIVE_INFINITY) return 0;
	const logFront = a * Math.log(x) - x - logGamma(a);
	if (x < a + 1) {
		let term = 1 / a;
		let sum = term;
		for (let n = 1; n < MAX_TERMS && term > sum * EPSILON; n++) {
			term *= x / (a + n);
			sum += term;
		}
		return clampToUnit(1 - sum * Math.exp(logFront));
	}
	let b = x + 1 - a;
	let c = 1 / TINY;
	let d = 1 / b;
	let fraction = d;
	for (let n = 1; n < MAX_TERMS; n++) {
		const step = -n * (n - a);
		b += 2;
		d = 1 / nonZero(step * d + b);
		c = nonZero(b + step / c);
		const change = c * d;
		fraction *= change;
		if (Math.abs(change - 1) < EPSILON * 4) break;
	}
	return clampToUnit(Math.exp(logFront) * fraction);
}

/** Chance that a standard normal variate exceeds `z`. */
export function normalTail(z: number): number {
	if (Number.isNaN(z)) return Number.NaN;
	const half = gammaTail(0.5, (z * z) / 2) / 2;
	return z >= 0 ? half : 1 - half;
}

/** The nearest number in [0, 1]. */
export function clampToUnit(p: number): number {
	return p < 0 ? 0 : p > 1 ? 1 : p;
}

/** The number itself, or a tiny one in place of zero: the guard of Lentz's continued fractions. */
export function nonZero(v: number): number {
	return Math.abs(v) < TINY ? TINY : v;
}
