import { describe, expect, it } from 'vitest';
import { dateLabels } from '../../src/lib/charts/ink.ts';
import { drawShift } from '../../src/lib/charts/shift.ts';
import { drawTrend } from '../../src/lib/charts/trend.ts';
import type { ConcentrationTrendRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');

describe('a trend', () => {
	const points = [
		{ as_of: '2026-07-31', value: null, lines: [] },
		{ as_of: '2026-08-31', value: 40, lines: [] },
		{ as_of: '2026-09-30', value: null, lines: [] },
		{ as_of: '2026-10-31', value: 42.9, lines: [] },
	];
	const drawing = drawTrend(points, format.average, 'Effective accounts', format);

	it('begins where it is known, and leaves a gap where it is not', () => {
		expect(drawing.table.rows).toEqual([
			['31 Aug 2026', '40.0'],
			['30 Sep 2026', '–'],
			['31 Oct 2026', '42.9'],
		]);
	});

	it('says in a sentence where it came from and where it stands', () => {
		expect(drawing.summary).toBe(
			'Effective accounts went from 40.0 at the end of Aug 2026 to 42.9 at the end of Oct 2026.',
		);
	});

	it('says that it is not known before there are twelve months', () => {
		expect(drawTrend(points.slice(0, 1), format.average, 'Effective accounts', format).summary).toContain(
			'not known yet',
		);
	});
});

describe('a shift of concentration', () => {
	const row = (as_of: string, parts: [number, number, number] | null) =>
		({
			as_of,
			hhi_change: parts && parts[0] + parts[1] + parts[2],
			hhi_continuing: parts?.[0] ?? null,
			hhi_entering: parts?.[1] ?? null,
			hhi_leaving: parts?.[2] ?? null,
		}) as ConcentrationTrendRow;

	it('is split into those that stayed, came and left', () => {
		// .02 + .01 - .005 = .025
		const drawing = drawShift([row('2025-10-31', null), row('2026-10-31', [0.02, 0.01, -0.005])], format);
		expect(drawing.table.rows).toEqual([['31 Oct 2026', '+0.0250', '+0.0200', '+0.0100', '−0.0050']]);
	});
});

describe('the dates of an axis', () => {
	const written = (count: number, unit: number) =>
		Array.from({ length: count }, (_, index) => index).filter(dateLabels(count, unit));

	it('are written in even steps back from the newest', () => {
		expect(written(25, 3)).toEqual([0, 6, 12, 18, 24]);
		expect(written(13, 3)).toEqual([0, 3, 6, 9, 12]);
		expect(written(12, 2)).toEqual([3, 7, 11]);
	});

	it('are all written where they are few', () => {
		expect(written(4, 3)).toEqual([0, 1, 2, 3]);
	});
});
