/** Where a minimisation ended. */
export interface Minimum {
	point: number[];
	value: number;
	evaluations: number;
	/** False when the evaluations ran out before the simplex had closed. */
	converged: boolean;
}

export interface SimplexOptions {
	/** Edge of the first simplex, in the units of the point. */
	step?: number;
	/** The simplex has closed when its values differ by less than this share of their size. */
	tolerance?: number;
	maxEvaluations?: number;
}

/** A simplex of this size has closed, even where rounding keeps its values apart. */
const SMALLEST = 1e-8;

interface Vertex {
	point: number[];
	value: number;
}

/**
 * Minimise a function of a few variables by the simplex method of Nelder and Mead, 1965.
 * A value that is not a number counts as infinitely bad. Deterministic; throws only what `objective` throws.
 */
export function nelderMead(
	objective: (point: readonly number[]) => number,
	start: readonly number[],
	{ step = 0.5, tolerance = 1e-10, maxEvaluations = 2000 }: SimplexOptions = {},
): Minimum {
	let evaluations = 0;
	const vertexAt = (point: number[]): Vertex => {
		evaluations++;
		const value = objective(point);
		return { point, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
	};
	let simplex: Vertex[] = [vertexAt([...start])];
	for (let j = 0; j < start.length; j++) {
		simplex.push(vertexAt(start.map((v, i) => (i === j ? v + step : v))));
	}
	for (;;) {
		simplex.sort((p, q) => p.value - q.value);
		const best = simplex[0] as Vertex;
		const worst = simplex.at(-1) as Vertex;
		const converged =
			worst.value - best.value <= tolerance * (Math.abs(best.value) + 1e-12) ||
			(Number.isFinite(worst.value) && diameter(simplex) < SMALLEST);
		if (converged || evaluations >= maxEvaluations) {
			return { ...best, evaluations, converged: converged && Number.isFinite(best.value) };
		}
		const centre = centroid(simplex.slice(0, -1));
		const along = (t: number): Vertex =>
			vertexAt(centre.map((c, i) => c + t * (c - (worst.point[i] as number))));
		const reflected = along(1);
		if (reflected.value < best.value) {
			const expanded = along(2);
			simplex[simplex.length - 1] = expanded.value < reflected.value ? expanded : reflected;
			continue;
		}
		if (reflected.value < (simplex.at(-2) as Vertex).value) {
			simplex[simplex.length - 1] = reflected;
			continue;
		}
		const contracted = along(reflected.value < worst.value ? 0.5 : -0.5);
		if (contracted.value < Math.min(reflected.value, worst.value)) {
			simplex[simplex.length - 1] = contracted;
			continue;
		}
		simplex = [best, ...simplex.slice(1).map((v) => vertexAt(midpoint(best.point, v.point)))];
	}
}

/** Largest difference of any coordinate to the best vertex. */
function diameter([best, ...others]: readonly Vertex[]): number {
	const gaps = others.flatMap(({ point }) =>
		point.map((v, i) => Math.abs(v - ((best as Vertex).point[i] as number))),
	);
	return Math.max(...gaps);
}

function centroid(vertices: readonly Vertex[]): number[] {
	const sum = new Array<number>((vertices[0] as Vertex).point.length).fill(0);
	for (const { point } of vertices) point.forEach((v, i) => (sum[i] = (sum[i] as number) + v));
	return sum.map((v) => v / vertices.length);
}

function midpoint(p: readonly number[], q: readonly number[]): number[] {
	return p.map((v, i) => (v + (q[i] as number)) / 2);
}
