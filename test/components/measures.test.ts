import { describe, expect, it } from 'vitest';
import { comparisonText, withComparison } from '../../src/lib/components/measures.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');

describe('a comparison', () => {
	it.each([
		['revenue', '>=10000', '≥ €10,000'],
		['revenue', '<0.5', '< €0.50'],
		['growth_rate', '>=-0.255', '≥ −25.5 %'],
		['orders', '=4', '= 4'],
		['days_since_order', '<=90', '≤ 90'],
	])('of %s, %s, reads %s', (name, value, text) => {
		expect(comparisonText(name, value, format)).toBe(text);
	});

	it('is none where the value is a name', () => {
		expect(comparisonText('segment', 'Corporate', format)).toBeNull();
		expect(comparisonText('segment', '> all', format)).toBeNull();
	});

	it('stands beside one from the other side, and takes the place of one from its own', () => {
		expect(withComparison(['>=10'], '<=90')).toEqual(['>=10', '<=90']);
		expect(withComparison(['>=10', '<=90'], '>20')).toEqual(['<=90', '>20']);
		expect(withComparison(['>=10', '<=90'], '=20')).toEqual(['=20']);
		expect(withComparison(['=20'], '>1')).toEqual(['>1']);
	});
});
