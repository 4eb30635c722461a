import { describe, expect, it } from 'vitest';
import { byKind, dotsPath, nearestInCloud, paintDots, scoreLine } from '../../src/lib/charts/cloud.ts';
import { placeLabels, pointsIn } from '../../src/lib/charts/cloud-labels.ts';

describe('a cloud of points', () => {
	it('a score of two axes is a straight line on which both sum to it', () => {
		for (const [score, a, b] of [
			[82, 52, 48],
			[62, 52, 48],
			[20, 10, 90],
		] as const) {
			const line = scoreLine(score, a, b)!;
			for (const [x, y] of [line.from, line.to]) {
				expect((x * a + y * b) / (a + b)).toBeCloseTo(score, 9);
				expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
				expect(Math.max(x, y)).toBeLessThanOrEqual(100);
			}
			expect(line.from[0]).toBeLessThan(line.to[0]);
		}
		// All on one axis: upright or level.
		expect(scoreLine(70, 100, 0)).toEqual({ from: [70, 100], to: [70, 0] });
		expect(scoreLine(70, 0, 100)).toEqual({ from: [0, 70], to: [100, 70] });
		expect(scoreLine(70, 0, 0)).toBeNull();
	});

	const field = { width: 400, height: 400 };

	it('names do not overlap, and the first wanted come first', () => {
		const wanted = [
			{ index: 0, x: 100, y: 100, text: 'First' },
			{ index: 1, x: 104, y: 102, text: 'Second' },
			{ index: 2, x: 104, y: 98, text: 'Third' },
			{ index: 3, x: 395, y: 300, text: 'At the edge' },
		];
		expect(placeLabels(wanted, field, 9).map(({ index, side }) => `${index} ${side}`)).toEqual([
			'0 right',
			'1 left',
			'3 left',
		]);
		expect(placeLabels(wanted, field, 1)).toHaveLength(1);
	});

	it('names keep clear of points: on the other side, or not at all', () => {
		// Ten points in a row at the right of the named one, then at its left, too.
		const row = (y: number) => Array.from({ length: 10 }, (_, i) => [i + 52, y] as const);
		const placed = (points: readonly (readonly [number, number])[]) => {
			const xs = Float64Array.from(points, ([x]) => x);
			const ys = Float64Array.from(points, ([, y]) => y);
			const wanted = [{ index: 0, x: 200, y: 200, text: 'A name' }];
			return placeLabels(wanted, field, 9, pointsIn(xs, ys, field)).map(({ side }) => side);
		};
		expect(placed([])).toEqual(['right']);
		expect(placed(row(50))).toEqual(['left']);
		const left = (y: number) => row(y).map(([x, at]) => [x - 14, at] as const);
		expect(placed([...row(50), ...left(50)])).toEqual([]);
	});

	it('counts the points of a box, those without a place left out', () => {
		const [xs, ys] = [Float64Array.of(10, 50, 50, Number.NaN), Float64Array.of(90, 50, 50, 50)];
		const count = pointsIn(xs, ys, { width: 100, height: 100 });
		expect(count({ left: 0, right: 100, top: 0, bottom: 100 })).toBe(3);
		expect(count({ left: 40, right: 60, top: 40, bottom: 60 })).toBe(2);
		expect(count({ left: 0, right: 20, top: 0, bottom: 20 })).toBe(1);
		expect(count({ left: 60, right: 100, top: 60, bottom: 100 })).toBe(0);
	});

	it('finds the nearest point within reach, and none beyond it', () => {
		const [xs, ys] = [Float64Array.of(10, 50, Number.NaN), Float64Array.of(10, 50, 50)];
		expect(nearestInCloud(xs, ys, 51, 49, { x: 3, y: 3 })).toBe(1);
		expect(nearestInCloud(xs, ys, 60, 60, { x: 3, y: 3 })).toBe(-1);
	});

	it('draws one path for each kind, without the points that have no place', () => {
		const [xs, ys] = [Float64Array.of(10, 50, Number.NaN), Float64Array.of(10, 50, 50)];
		const [zero, one] = byKind(Uint8Array.of(0, 1, 1), 2);
		expect(dotsPath(xs, ys, zero!)).toBe('M10.00 90.00h0');
		expect(dotsPath(xs, ys, one!)).toBe('M50.00 50.00h0');
	});

	it('paints a dot where it stands, the later kind on top', () => {
		const canvas = { pixels: new Uint8ClampedArray(4 * 21 * 21), width: 21, height: 21 };
		const at = (x: number, y: number) => [...canvas.pixels.subarray(4 * (y * 21 + x), 4 * (y * 21 + x) + 4)];
		paintDots(canvas, Float64Array.of(50, 50, 0), Float64Array.of(50, 50, 100), Uint8Array.of(1, 0, 0), [
			{ colour: [10, 20, 30], radius: 2 },
			{ colour: [200, 100, 50], radius: 1 },
		]);
		expect(at(10, 10)).toEqual([200, 100, 50, 255]);
		expect(at(12, 10)[3]).toBeGreaterThan(0);
		expect(at(0, 0)).toEqual([10, 20, 30, 255]);
		expect(at(20, 20)).toEqual([0, 0, 0, 0]);
	});

	it('paints a hundred thousand in well under a frame of 50 ms', () => {
		const count = 100_000;
		const canvas = { pixels: new Uint8ClampedArray(4 * 1300 * 1000), width: 1300, height: 1000 };
		const spread = (prime: number) =>
			Float64Array.from({ length: count }, (_, i) => ((i * prime) % 10_007) / 100.07);
		const [xs, ys] = [spread(7919), spread(104_729)];
		const kinds = Uint8Array.from({ length: count }, (_, i) => i % 4);
		const dots = [1.1, 1.4, 1.8, 1.4].map((radius) => ({
			colour: [90, 120, 120] as [number, number, number],
			radius,
		}));
		const times = Array.from({ length: 9 }, () => {
			const { user } = process.cpuUsage();
			paintDots(canvas, xs, ys, kinds, dots);
			return (process.cpuUsage().user - user) / 1000;
		});
		expect(Math.min(...times)).toBeLessThan(25);
	});
});
