import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cadenceChange } from '../../src/lib/server/models/cadence-change.ts';
import { orderSeason, strongestSeason } from '../../src/lib/server/models/order-season.ts';
import { silenceSurprise, uncertainSurprise } from '../../src/lib/server/models/surprise.ts';
import { gapsOf, type AccountEvents } from '../support/event-log.ts';
import { describeWithData } from '../support/real-data.ts';
import { cdnowEvents, groceryEvents, onlineRetailEvents } from '../support/real-events.ts';
import { median, scaledGaps } from '../support/risk-slices.ts';

describe('a change of cadence', () => {
	const earlier = [28, 30, 32, 30];

	it('from gaps of 30 to 45 and 50 days is a ratio of 1.583333 and could be chance', () => {
		// mean 47.5 ÷ 30; F with 2k·2 and 2k·4 degrees of freedom
		const regular = cadenceChange(earlier, [45, 50], 4);
		expect(regular?.gap_ratio).toBeCloseTo(1.583333, 6);
		expect(regular?.p_slower).toBeCloseTo(0.1311, 4);
		expect(regular?.likelihood_ratio).toBeCloseTo(1.1762, 4);
		expect(cadenceChange(earlier, [45, 50], 1)?.p_slower).toBeCloseTo(0.2686, 4);
	});

	it('cannot be judged without gaps on both sides', () => {
		expect(cadenceChange([], [45], 2)).toBeNull();
		expect(cadenceChange([30], [], 2)).toBeNull();
	});

	it('is as likely slower as faster when both sides are swapped', () => {
		const gaps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(gaps, gaps, fc.double({ min: 0.2, max: 12, noNaN: true }), (p, q, k) => {
				const [there, back] = [cadenceChange(p, q, k), cadenceChange(q, p, k)];
				expect(there?.p_slower).toBeCloseTo(back?.p_faster as number, 9);
				expect((there?.p_slower as number) + (there?.p_faster as number)).toBeCloseTo(1, 9);
			}),
		);
	});
});

describe('the surprise of 52 days of silence after six gaps of 184 days in all', () => {
	it('is .183480 if gaps are random and .093826 if they are Erlang-4', () => {
		expect(silenceSurprise(52, 184 / 6)).toBeCloseTo(0.18348, 6);
		expect(silenceSurprise(52, 184 / 6, 4)).toBeCloseTo(0.093826, 6);
	});

	it('is .249037 if the rate itself is uncertain', () => {
		// (274 / 326)⁸ with a prior of two gaps of 45 days
		const prior = { gaps: 6, gapTotal: 184, priorGap: 45, priorGaps: 2 };
		expect(uncertainSurprise(52, prior)).toBeCloseTo(0.249037, 6);
	});

	it('cannot be told without a rhythm', () => {
		expect(silenceSurprise(52, 0)).toBeNull();
		expect(uncertainSurprise(52, { gaps: 0, gapTotal: 0, priorGap: 45, priorGaps: 0 })).toBeNull();
	});

	it('never grows as the silence does', () => {
		const days = fc.double({ min: 0, max: 3000, noNaN: true });
		fc.assert(
			fc.property(days, days, fc.double({ min: 0.3, max: 12, noNaN: true }), (p, q, k) => {
				const [near, far] = [silenceSurprise(Math.min(p, q), 30, k), silenceSurprise(Math.max(p, q), 30, k)];
				expect(far).toBeLessThanOrEqual((near as number) + 1e-12);
			}),
		);
	});
});

describe('the season of orders', () => {
	it('of five orders in November is yearly, about day 320', () => {
		const season = orderSeason([315, 320, 330, 310, 325], 1);
		expect(season?.resultant).toBeCloseTo(0.992617, 6);
		expect(season?.p_value).toBeCloseTo(0.00725, 5);
		expect(season?.peak_day).toBeCloseTo(320, 0);
	});

	it('of one order a quarter is no yearly season but a quarterly one', () => {
		const days = [15, 105, 196, 288];
		expect(orderSeason(days, 1)?.resultant).toBeCloseTo(0.0072, 4);
		expect(orderSeason(days, 4)?.resultant).toBeGreaterThan(0.99);
		expect(strongestSeason([...days, ...days])?.harmonic).toBe(4);
	});

	it('needs six orders', () => {
		expect(strongestSeason([320, 320, 320, 320, 320])).toBeNull();
		expect(orderSeason([], 1)).toBeNull();
	});
});

/** Shares of gaps within and beyond the 10–90 % window, each half of the accounts tried on what the other half taught. */
function windowCoverage(events: readonly AccountEvents[]): { within: number; late: number } {
	const typical = median(events.flatMap(({ days }) => gapsOf(days)));
	const halves = [0, 1].map((parity) =>
		scaledGaps(
			events.filter((_, i) => i % 2 === parity),
			typical,
		).sort((p, q) => p - q),
	);
	let [within, late, tried] = [0, 0, 0];
	halves.forEach((taught, h) => {
		const at = (share: number): number => taught[Math.round(share * (taught.length - 1))] as number;
		for (const gap of halves[1 - h] as number[]) {
			tried++;
			if (gap > at(0.9)) late++;
			else if (gap >= at(0.1)) within++;
		}
	});
	return { within: within / tried, late: late / tried };
}

describeWithData(
	'windows from pooled scaled gaps',
	['grocery/BTYDplus_groceryElog.csv', 'online_retail/online_retail.csv.gz', 'cdnow_sample/cdnow_sample.csv'],
	([grocery, retail, cdnow]) => {
		it.each([
			{ log: 'the grocery log', load: () => groceryEvents(grocery as string) },
			{ log: 'the online retail lines', load: () => onlineRetailEvents(retail as string) },
			{ log: 'the CDNOW sample', load: () => cdnowEvents(cdnow as string) },
		])('hold 78 to 85 of 100 gaps of $log where 80 are promised', ({ load }) => {
			const { within, late } = windowCoverage(load());
			expect(within).toBeGreaterThanOrEqual(0.78);
			expect(within).toBeLessThanOrEqual(0.85);
			expect(late).toBeLessThan(0.12);
		});
	},
);
