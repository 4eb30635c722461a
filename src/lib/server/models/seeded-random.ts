/** A reproducible source of randomness; the same seed gives the same draws on every machine. */
export interface SeededRandom {
	/** Uniform on [0, 1). */
	uniform(): number;
	/** Uniform integer in 0 … below − 1. */
	integer(below: number): number;
	/** Standard normal. */
	normal(): number;
	/** Gamma with the given positive shape and rate 1. */
	gamma(shape: number): number;
}

/** Make a generator from a whole-number seed (sfc32, warmed up). */
export function seededRandom(seed: number): SeededRandom {
	let a = seed | 0;
	let b = (seed / 0x1_0000_0000) | 0;
	let c = 0x9e37_79b9 | 0;
	let counter = 1;
	const next = (): number => {
		const mixed = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (c << 21) | (c >>> 11);
		c = (c + mixed) | 0;
		return mixed >>> 0;
	};
	for (let i = 0; i < 20; i++) next();
	const uniform = (): number => ((next() >>> 5) * 0x400_0000 + (next() >>> 6)) / 0x20_0000_0000_0000;
	const integer = (below: number): number => Math.floor(uniform() * below);
	const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
	return { uniform, integer, normal, gamma: (shape) => drawGamma(shape, uniform, normal) };
}

/** Marsaglia and Tsang's method of 2000, with the power of a uniform for shapes under 1. */
function drawGamma(shape: number, uniform: () => number, normal: () => number): number {
	const boost = shape < 1 ? (1 - uniform()) ** (1 / shape) : 1;
	const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
	const c = 1 / Math.sqrt(9 * d);
	for (;;) {
		const z = normal();
		const v = (1 + c * z) ** 3;
		if (v > 0 && Math.log(1 - uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v * boost;
	}
}
