import { describe, expect, it } from 'vitest';
import { hatch } from '../../src/lib/charts/hatch.ts';

describe('a hatching', () => {
	it('rises to the right and stays within its rectangle', () => {
		const strokes = hatch({ x: 10, y: 20, width: 30, height: 12 }, 'red').map(({ shape }) => shape);
		// Feet at -6, 0, 6, … 24: the first is cut by the left edge, the last two by the right one.
		expect(strokes[0]).toEqual({ x1: 10, y1: 26, x2: 16, y2: 20 });
		expect(strokes[1]).toEqual({ x1: 10, y1: 32, x2: 22, y2: 20 });
		expect(strokes.at(-1)).toEqual({ x1: 34, y1: 32, x2: 40, y2: 26 });
	});

	it('of nothing is none', () => {
		expect(hatch({ x: 0, y: 0, width: 0, height: 0 }, 'red')).toEqual([]);
	});
});
