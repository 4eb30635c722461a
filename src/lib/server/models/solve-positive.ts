/**
 * Solve A x = b for a symmetric positive definite A of which the lower half is given row by row (Cholesky).
 * A direction in which A is flat to within rounding gets 0. Null where A holds something that is not a number.
 */
export function solvePositive(lower: Float64Array, right: Float64Array, size: number): Float64Array | null {
	const factor = new Float64Array(lower);
	const x = new Float64Array(right);
	for (let j = 0; j < size; j++) {
		for (let i = j; i < size; i++) {
			let sum = lower[i * size + j] as number;
			for (let m = 0; m < j; m++) sum -= (factor[i * size + m] as number) * (factor[j * size + m] as number);
			if (Number.isNaN(sum)) return null;
			const pivot = factor[j * size + j] as number;
			if (i > j) factor[i * size + j] = pivot === 0 ? 0 : sum / pivot;
			else factor[i * size + j] = sum > 1e-13 * (lower[j * size + j] as number) ? Math.sqrt(sum) : 0;
		}
	}
	for (let i = 0; i < size; i++) {
		let sum = x[i] as number;
		for (let m = 0; m < i; m++) sum -= (factor[i * size + m] as number) * (x[m] as number);
		x[i] = divide(sum, factor[i * size + i] as number);
	}
	for (let i = size - 1; i >= 0; i--) {
		let sum = x[i] as number;
		for (let m = i + 1; m < size; m++) sum -= (factor[m * size + i] as number) * (x[m] as number);
		x[i] = divide(sum, factor[i * size + i] as number);
	}
	return x;
}

function divide(sum: number, pivot: number): number {
	return pivot === 0 ? 0 : sum / pivot;
}
