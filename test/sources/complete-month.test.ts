import { describe, expect, it } from 'vitest';
import { lastCompleteMonth } from '../../src/lib/server/sources/complete-month.ts';

/** Every working day of the first `count` days from `start`. */
function workingDays(start: string, count: number): string[] {
	return Array.from({ length: count }, (_, index) => new Date(Date.parse(start) + index * 86_400_000))
		.filter((day) => day.getUTCDay() % 6 !== 0)
		.map((day) => day.toISOString().slice(0, 10));
}

const ends = (watermark: string | null, days: string[], through?: string): string | null =>
	lastCompleteMonth(watermark, days, through).last_complete_month_end;

describe('the last complete month', () => {
	it('is the month before an open one', () => {
		// Newest Wednesday 2026-03-11; 20 days are missing, gaps are 1 or 3 days.
		expect(lastCompleteMonth('2026-03-11', workingDays('2026-01-01', 70))).toEqual({
			last_complete_month_end: '2026-02-28',
			reason:
				"March 2026 is still open: the newest order is of 2026-03-11, 20 days before the month's end, while 95 % of the gaps between order days are no longer than 3 days.",
		});
	});

	it("is the watermark's own month when only a usual gap is missing", () => {
		// Friday 2026-05-29, 2 days before the end; weekends are gaps of 3 days.
		expect(ends('2026-05-29', workingDays('2026-01-01', 149))).toBe('2026-05-31');
	});

	it('takes a gap of one day as usual whatever the gaps are', () => {
		// One order day: no gap at all. The 30th of a month of 31 days: 1 day missing.
		expect(ends('2026-01-30', ['2026-01-30'])).toBe('2026-01-31');
		expect(ends('2026-01-29', ['2026-01-29'])).toBeNull();
	});

	it('is as stated, up to the month of the newest order', () => {
		const days = workingDays('2026-01-01', 70);
		expect(ends('2026-03-11', days, '2026-03-31')).toBe('2026-03-31');
		expect(ends('2026-03-11', days, '2026-03-20')).toBe('2026-02-28');
		expect(ends('2026-03-11', days, '2027-12-31')).toBe('2026-03-31');
		expect(ends('2026-03-11', days, '2026-01-31')).toBe('2026-01-31');
		expect(ends('2026-03-11', days, '2025-12-31')).toBeNull();
	});

	it('is null without an order', () => {
		expect(ends(null, [])).toBeNull();
	});

	it('knows leap years and year ends', () => {
		expect(ends('2024-02-29', ['2024-02-28', '2024-02-29'])).toBe('2024-02-29');
		expect(ends('2025-01-02', ['2024-12-30', '2025-01-02'])).toBe('2024-12-31');
	});
});
