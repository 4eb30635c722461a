import { describe, expect, it } from 'vitest';
import { divisorOf, misplaced, strangers, withoutUnit } from './tile-texts.ts';

const figure = (text: string, heading: string) => ({ name: 'A', figures: [{ text, exact: null, heading }] });

describe('a figure is read in the unit that stands over its column', () => {
	it('names the unit by the heading', () => {
		expect(
			['Revenue, €', 'Revenue, €\u00a0k', 'Revenue, €\u00a0m', 'Revenue, EUR', 'Orders', 'Silent, days'].map(
				divisorOf,
			),
		).toEqual([1, 1e3, 1e6, 1, null, null]);
		expect(withoutUnit('Revenue left, €\u00a0bn')).toBe('Revenue left');
	});

	it('a column written a thousand times too large, or under another unit, is found', () => {
		const file = { name: 'A', revenue: '1234567.8' };
		expect(strangers(figure('1.23', 'Revenue, €\u00a0m'), file, true)).toEqual([]);
		expect(strangers(figure('1,235', 'Revenue, €\u00a0k'), file, true)).toEqual([]);
		expect(strangers(figure('1,234,568', 'Revenue, €'), file, true)).toEqual([]);
		expect(strangers(figure('1,235', 'Revenue, €\u00a0m'), file, true)).toEqual(['1,235']);
		expect(strangers(figure('1.23', 'Revenue'), file, true)).toEqual(['1.23']);
		expect(strangers(figure('1,234,568,000', 'Revenue, €'), file, true)).toEqual(['1,234,568,000']);
	});

	it('money under a heading of shares, and a quantity under the heading of lines, are found', () => {
		const file = { Margin: '0.25', Lines: '3', 'Amount, €': '1200' };
		expect(misplaced(figure('25.0%', 'Margin'), file)).toEqual([]);
		expect(misplaced(figure('1,200.00', 'Margin'), file)).toEqual(['Margin: 1,200.00 is not 0.25']);
		expect(misplaced(figure('1,000', 'Lines'), file)).toEqual(['Lines: 1,000 is not 3']);
		expect(misplaced(figure('1,200.00', 'Amount, €'), file)).toEqual([]);
	});
});
