import { describe, expect, it } from 'vitest';
import { costToServe } from '../../src/lib/server/models/cost-to-serve.ts';

const rates = [
	{ driver: 'orders', rate: 8 },
	{ driver: 'rush', rate: 25 },
	{ driver: 'cases', rate: 18 },
	{ driver: 'returns', rate: 40 },
	{ driver: 'receivable_years', rate: 0.08 },
];
const drivers = { orders: 12, rush: 3, cases: 5, returns: 2, receivable_years: (10_000 * 45) / 365 };

describe('cost to serve', () => {
	it('is 439.630137 of a pool of 500, with 60.369863 of it unused', () => {
		// 96 + 75 + 90 + 80 + 10,000 × 45 / 365 × 8 %
		const { accounts, allocated, unused_capacity } = costToServe(rates, [{ account_id: 'a', drivers }], 500);
		expect(accounts[0]?.cost_to_serve).toBeCloseTo(439.630137, 6);
		expect(accounts[0]?.by_driver).toMatchObject({ orders: 96, rush: 75, cases: 90, returns: 80 });
		expect(unused_capacity).toBeCloseTo(60.369863, 6);
		expect(allocated + (unused_capacity as number)).toBeCloseTo(500, 10);
	});

	it('is null without rates: nothing is spread by revenue', () => {
		const { accounts, allocated, unused_capacity } = costToServe([], [{ account_id: 'a', drivers }], 500);
		expect(accounts[0]).toEqual({ account_id: 'a', cost_to_serve: null, by_driver: {} });
		expect([allocated, unused_capacity]).toEqual([0, 500]);
	});

	it('leaves out a driver that is not measured, and has no unused row without a pool', () => {
		const { accounts, unused_capacity } = costToServe(
			rates,
			[{ account_id: 'b', drivers: { orders: 2 } }],
			null,
		);
		expect(accounts[0]).toEqual({ account_id: 'b', cost_to_serve: 16, by_driver: { orders: 16 } });
		expect(unused_capacity).toBeNull();
	});

	it('shows capacity that was claimed twice as a negative rest', () => {
		expect(costToServe(rates, [{ account_id: 'a', drivers }], 400).unused_capacity).toBeCloseTo(
			-39.630137,
			6,
		);
	});
});
