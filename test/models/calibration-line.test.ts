import { describe, expect, it } from 'vitest';
import { calibrate, fitCalibration, fitOffset } from '../../src/lib/server/models/calibration-line.ts';

/** Rows of one chance, the first `gone` of them silent. */
function rows(...groups: readonly (readonly [chance: number, rows: number, gone: number])[]) {
	return {
		chance: Float64Array.from(groups.flatMap(([p, n]) => Array<number>(n).fill(p))),
		silent: Uint8Array.from(
			groups.flatMap(([, n, gone]) => Array.from({ length: n }, (_, i) => (i < gone ? 1 : 0))),
		),
	};
}

describe('the line that calibrates chances', () => {
	it('is -.2336 + 1.1880 logit p for 100 of .1 (5 silent), 50 of .3 (10) and 10 of .6 (5)', () => {
		const { chance, silent } = rows([0.1, 100, 5], [0.3, 50, 10], [0.6, 10, 5]);
		const line = fitCalibration(chance, silent);
		expect(line.is_calibrated).toBe(true);
		expect(line.intercept).toBeCloseTo(-0.2336, 4);
		expect(line.slope).toBeCloseTo(1.188, 4);
		expect([0.1, 0.3, 0.6].map((p) => Number(calibrate(line, p).toFixed(4)))).toEqual([
			0.055, 0.2244, 0.5617,
		]);
	});

	it('has an offset of its own for outcomes of one kind, drawn towards none', () => {
		const { chance, silent } = rows([0.1, 300, 90], [0.3, 100, 50]);
		const line = { intercept: 0.2, slope: 0.9, is_calibrated: true };
		const offset = fitOffset(line, chance, silent);
		// Where the loss is least, what is foretold less what came is −10 times the offset.
		const told = chance.reduce(
			(sum, p) => sum + calibrate({ ...line, intercept: line.intercept + offset }, p),
			0,
		);
		expect(told - 140).toBeCloseTo(-10 * offset, 3);
		expect(offset).toBeGreaterThan(0.5);
		expect(fitOffset(line, new Float64Array(), new Uint8Array())).toBe(0);
	});

	it('leaves chances as they are with nineteen silent outcomes', () => {
		const { chance, silent } = rows([0.1, 100, 9], [0.3, 50, 10]);
		const line = fitCalibration(chance, silent);
		expect(line.is_calibrated).toBe(false);
		expect(calibrate(line, 0.3)).toBe(0.3);
	});

	it('never turns the order of chances round, whatever came', () => {
		const { chance, silent } = rows([0.05, 200, 160], [0.9, 200, 20]);
		const line = fitCalibration(chance, silent);
		expect(line.slope).toBeGreaterThanOrEqual(0);
		expect(calibrate(line, 0.9)).toBeGreaterThanOrEqual(calibrate(line, 0.05));
	});

	it('is finite for chances of 0 and 1', () => {
		const { chance, silent } = rows([0, 60, 1], [1, 60, 59]);
		const line = fitCalibration(chance, silent);
		for (const p of [0, 1]) expect(calibrate(line, p)).toSatisfy((v: number) => v > 0 && v < 1);
	});
});
