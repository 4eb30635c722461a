import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bridgeBars, bridgeGap, drawBridge, type BridgeStep } from '../../src/lib/charts/bridge.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
const step = (label: string, amount: number, isTotal = false): BridgeStep => ({
	step: label,
	shortLabel: label,
	label,
	amount,
	isTotal,
	lines: [],
});
const baseOf = (all: BridgeStep[]) =>
	(drawBridge(all, format, '').option as { baseOption: { yAxis: { min: number; max: number } } }).baseOption;
// 430 at first; 60 new, 40 back, 30 more, 50 less, 80 lost; 430 at last.
const steps = [
	step('Before', 430, true),
	step('New', 60),
	step('Back', 40),
	step('Grown', 30),
	step('Shrunk', -50),
	step('Lost', -80),
	step('Now', 430, true),
];

describe('a bridge', () => {
	it('hangs every step where the one before ended', () => {
		expect(bridgeBars(steps).map((bar) => [bar.from, bar.to])).toEqual([
			[0, 430],
			[430, 490],
			[490, 530],
			[530, 560],
			[560, 510],
			[510, 430],
			[0, 430],
		]);
	});

	it('has no gap where its steps sum, and names it to the cent where they do not', () => {
		expect(bridgeGap(steps)).toBe(0);
		expect(bridgeGap([step('Before', 1, true), step('New', 0.5), step('Now', 1.52, true)])).toBe(2);
	});

	it('cuts the feet of its totals where the steps are small beside them', () => {
		// Levels go from 430 to 560: the ground is a round amount below 430 - .6 * 130 = 352.
		const { yAxis } = baseOf(steps);
		expect([yAxis.min, yAxis.max]).toEqual([300, 560]);
	});

	it('stands on zero where a step crosses it', () => {
		const crossing = [step('Before', 10, true), step('Lost', -30), step('Now', -20, true)];
		const { yAxis } = baseOf(crossing);
		expect([yAxis.min, yAxis.max]).toEqual([-20, 10]);
	});

	it('has a table twin with every amount to the cent', () => {
		expect(drawBridge(steps, format, '').table.rows[4]).toEqual(['Shrunk', '−€50.00']);
	});

	it('always ends at the sum of its steps', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 9 }), (cents) => {
				const end = cents.reduce((sum, each) => sum + each, 0) / 100;
				const all = [
					step('Before', 0, true),
					...cents.map((each) => step('x', each / 100)),
					step('Now', end, true),
				];
				expect(bridgeGap(all)).toBe(0);
				expect(bridgeBars(all).at(-2)?.to).toBeCloseTo(end, 2);
			}),
		);
	});
});
