import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowWindow } from '../../src/lib/client/row-window.ts';

const ROW = 34;

describe('the window on a long table', () => {
	it('draws a short table whole', () => {
		expect(rowWindow(5, ROW, 600, 0)).toEqual({ first: 0, last: 5, above: 0, below: 0 });
	});

	it('draws what stands in the viewport, and some rows to spare', () => {
		// 340 px hold 10 rows; scrolled by 100 rows, 12 rows are spare on each side.
		expect(rowWindow(1000, ROW, 340, 100 * ROW)).toEqual({
			first: 88,
			last: 122,
			above: 88 * ROW,
			below: (1000 - 122) * ROW,
		});
	});

	it('reaches the last row of a million, which no browser could lay out', () => {
		const end = rowWindow(1_000_000, ROW, 680, 12_000_000 - 680);
		expect([end.last, end.below]).toEqual([1_000_000, 0]);
	});

	it('has nothing to draw of nothing', () => {
		expect(rowWindow(0, ROW, 600, 0)).toEqual({ first: 0, last: 0, above: 0, below: 0 });
	});

	it('always covers the viewport and never changes the height', () => {
		const count = fc.integer({ min: 1, max: 2_000_000 });
		fc.assert(
			fc.property(
				count,
				fc.integer({ min: 100, max: 2000 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(total, viewport, position) => {
					const height = Math.min(total * ROW, 12_000_000);
					const scrolled = position * Math.max(height - viewport, 0);
					const { first, last, above, below } = rowWindow(total, ROW, viewport, scrolled);
					expect(above + (last - first) * ROW + below).toBeCloseTo(Math.max(height, (last - first) * ROW), 3);
					expect(above).toBeLessThanOrEqual(scrolled + 1e-6);
					expect(above + (last - first) * ROW).toBeGreaterThanOrEqual(
						Math.min(scrolled + viewport, height) - ROW,
					);
				},
			),
		);
	});
});
