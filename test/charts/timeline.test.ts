import { describe, expect, it } from 'vitest';
import { apart, drawTimeline, timelineHeight, type Timeline } from '../../src/lib/charts/timeline.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
const timeline: Timeline = {
	months: [
		{
			month_on: '2026-09-01',
			month_end_on: '2026-09-30',
			revenue: 100,
			year_before_revenue: 80,
			margin: 30,
			orders: 2,
			is_complete: true,
		},
		{
			month_on: '2026-10-01',
			month_end_on: '2026-10-31',
			revenue: -20,
			year_before_revenue: null,
			margin: -5,
			orders: 0,
			is_complete: true,
		},
		{
			month_on: '2026-11-01',
			month_end_on: '2026-11-30',
			revenue: 50,
			year_before_revenue: null,
			margin: null,
			orders: 1,
			is_complete: false,
		},
	],
	orderDays: ['2025-01-05', '2026-09-03', '2026-09-20', '2026-11-02'],
	expected: { from: '2026-11-20', to: '2026-12-10' },
	today: '2026-11-18',
	rows: [
		{
			label: 'late or short',
			glyph: '▾',
			isGrave: true,
			days: ['2026-09-30', '2026-10-01', '2026-10-31'],
			counts: [1, 1, 1],
		},
	],
};
const drawing = drawTimeline(timeline, format, 'Given');

describe('the timeline of an account', () => {
	it('reaches from the first month to the end of the expected window, on one axis', () => {
		const { xAxis } = drawing.option as { xAxis: { min: number; max: number } };
		expect([new Date(xAxis.min), new Date(xAxis.max)]).toEqual([
			new Date('2026-09-01'),
			new Date('2026-12-11'),
		]);
	});

	it('has a point for every month, with what happened from its first to its last day', () => {
		expect(drawing.points.map((point) => [point.title, ...point.lines])).toEqual([
			['Sep 2026', '€100.00', 'margin €30.00', 'a year before €80.00', '2 × order', '1 × late or short'],
			['Oct 2026', '−€20.00', 'margin −€5.00', 'a year before –', '0 × order', '2 × late or short'],
			['Nov 2026, still open', '€50.00', 'margin –', 'a year before –', '1 × order'],
		]);
	});

	it('says how many orders are in view and when the last was', () => {
		expect(drawing.summary).toBe(
			'Given: 3 days with an order from Sep 2026 to 18 Nov 2026; the last on 2 Nov 2026.',
		);
	});

	it('grows with the kinds of events that it shows', () => {
		expect(timelineHeight(2) - timelineHeight(1)).toBe(36);
	});
});

describe('marks of a row', () => {
	it('stand apart: of those that would run into each other, the first stands for all', () => {
		expect(apart([30, 0, 5, 11, 12, 21], 11)).toEqual([0, 11, 30]);
	});
});
