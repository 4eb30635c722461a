import { describe, expect, it } from 'vitest';
import { dayWords } from '../../src/lib/components/days.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
const facts = { watermark_on: '2026-10-14', today: '2026-11-02' };
const words = (day: 'as_of' | 'data' | 'today', asked?: string) =>
	dayWords(day, { asOf: '2026-09-30', asked, facts }, format);

describe('the day that a panel speaks of', () => {
	it('is the last complete month for figures, the newest day for lists, the calendar for due dates', () => {
		expect(words('as_of')).toBe('as of 30 September 2026');
		expect(words('data')).toBe('data to 14 October 2026');
		expect(words('today')).toBe('today, 2 November 2026');
	});

	it('is the day that is asked for, whatever the panel: the past is judged as it was then', () => {
		for (const day of ['as_of', 'data', 'today'] as const)
			expect(words(day, '2025-03-31')).toBe('as of 31 March 2025');
	});

	it('is none where nothing was built', () => {
		expect(dayWords('data', { asOf: null, asked: undefined, facts: null }, format)).toBe('');
	});
});
