import { describe, expect, it } from 'vitest';
import { drawWhale } from '../../src/lib/charts/whale.ts';
import type { WhaleCurveRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'account', many: 'accounts' };
/** Rows from margins, best first; shares where their total is positive. */
const rowsOf = (margins: number[]): WhaleCurveRow[] => {
	const total = margins.reduce((sum, each) => sum + each, 0);
	return margins.map((amount, index) => {
		const cumulative_amount = margins.slice(0, index + 1).reduce((sum, each) => sum + each, 0);
		return {
			account_id: `a${index}`,
			name: `Account ${index}`,
			position: index + 1,
			account_share: (index + 1) / margins.length,
			revenue: 100,
			amount,
			cumulative_amount,
			cumulative_share: total > 0 ? cumulative_amount / total : null,
			basis: 'margin',
		};
	});
};
const lineOf = (margins: number[]) =>
	(drawWhale(rowsOf(margins), format, noun).option as { series: { data: unknown[] }[] }).series[0]?.data;

describe('the whale curve', () => {
	it('rises to its peak and falls by what the others lose', () => {
		expect(lineOf([60, 40, 25, 5, -10, -20])).toEqual([
			[0, 0],
			[1, 0.6],
			[2, 1],
			[3, 1.25],
			[4, 1.3],
			[5, 1.2],
			[6, 1],
		]);
	});

	it('says who earns and who takes away', () => {
		expect(drawWhale(rowsOf([60, 40, 25, 5, -10, -20]), format, noun).summary).toBe(
			'4 of 6 accounts earn €130; 2 take €30 of it away again.',
		);
		expect(drawWhale(rowsOf([5]), format, noun).summary).toBe('The one account earns.');
	});

	it('marks its peak where hardly anything is lost, within the axis', () => {
		// 1,000 earned, 1 lost: 1,001 of 1,000 at the peak, which opens no further quarter.
		const { option } = drawWhale(rowsOf([600, 401, -1]), format, noun);
		const peak = (option as { series: { data: { value: number[]; label: { formatter: string } }[] }[] })
			.series[1]!.data[0]!;
		expect(peak.value).toEqual([2, 1]);
		expect(peak.label.formatter).toBe('1 loses hardly anything');
	});

	it('is in money where all together lose', () => {
		expect(lineOf([10, -30])).toEqual([
			[0, 0],
			[1, 10],
			[2, -20],
		]);
	});
});
