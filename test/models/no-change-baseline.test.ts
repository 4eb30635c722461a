import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	effectiveOrders,
	keptMoments,
	noChange,
	noChangeRange,
	orderVariation,
	type EarlierOrders,
} from '../../src/lib/server/models/no-change-baseline.ts';
import { seededRandom, type SeededRandom } from '../../src/lib/server/models/seeded-random.ts';

describe('what an account keeps if nothing changes', () => {
	it('is .7265625 for four orders of equal size at random times', () => {
		expect(keptMoments(4).kept).toBeCloseTo(0.7265625, 10);
	});

	it('is less where values vary, and has the moments of two like gammas', () => {
		// 4 / (1 + .5) = 2.6667
		const kappa = effectiveOrders(4, { value_spread: 0.5, regularity: 1 });
		expect(kappa).toBeCloseTo(2.6667, 4);
		const moments = keptMoments(kappa);
		expect(moments.kept).toBeCloseTo(0.67024, 6);
		expect(moments.variance_kept).toBeCloseTo(0.142598, 6);
		expect(moments.covariance).toBeCloseTo(0.12567, 6);
		expect(moments.variance_bought).toBeCloseTo(0.375, 12);
		const kept = (orders: number, value_spread: number) =>
			keptMoments(effectiveOrders(orders, { value_spread, regularity: 1 })).kept;
		expect(kept(12, 0.5)).toBeCloseTo(0.803619, 6);
		expect(kept(12, 1.2)).toBeCloseTo(0.763894, 6);
	});

	it('agrees with drawn pairs of gammas', () => {
		const random = seededRandom(3);
		const [kappa, draws] = [2.5, 200_000];
		let [min, square, mixed] = [0, 0, 0];
		for (let i = 0; i < draws; i++) {
			const [x, y] = [random.gamma(kappa) / kappa, random.gamma(kappa) / kappa];
			const least = Math.min(x, y);
			min += least / draws;
			square += least ** 2 / draws;
			mixed += (least * x) / draws;
		}
		const moments = keptMoments(kappa);
		expect(min).toBeCloseTo(moments.kept, 2);
		expect(square - min ** 2).toBeCloseTo(moments.variance_kept, 2);
		expect(mixed - min).toBeCloseTo(moments.covariance, 2);
	});
});

describe('what a company keeps if nothing changes', () => {
	const accounts = [
		{ revenue: 1000, orders: 12 },
		{ revenue: 400, orders: 4 },
		{ revenue: 200, orders: 2 },
	];

	it('is .739105 ± .192207 kept and ± .409840 bought, for three accounts of 12, 4 and 2 orders', () => {
		const whole = noChange(accounts, { value_spread: 0.5, regularity: 1 })!;
		expect(whole.kept).toBeCloseTo(0.739105, 6);
		expect(whole.kept_sd).toBeCloseTo(0.192207, 6);
		expect(whole.bought_sd).toBeCloseTo(0.40984, 6);
	});

	it('leaves accounts without revenue or an order out', () => {
		const others = [
			{ revenue: -50, orders: 3 },
			{ revenue: 70, orders: 0 },
		];
		const variation = { value_spread: 0.5, regularity: 1 };
		expect(noChange([...accounts, ...others], variation)).toEqual(noChange(accounts, variation));
		expect(noChange(others, variation)).toBeNull();
	});

	it('is a range over random and regular gaps, held to what can be kept', () => {
		const many = Array.from({ length: 60 }, (_, i) => ({ revenue: 100 + i, orders: 3 + (i % 9) }));
		const random = noChange(many, { value_spread: 0.4, regularity: 1 })!;
		const regular = noChange(many, { value_spread: 0.4, regularity: 3 })!;
		expect(noChangeRange(many, { value_spread: 0.4, regularity: 3 })).toEqual({
			grr_low: random.kept - 1.96 * random.kept_sd,
			grr_high: regular.kept + 1.96 * regular.kept_sd,
			nrr_low: 1 - 1.96 * random.bought_sd,
			nrr_high: 1 + 1.96 * random.bought_sd,
		});
		// .739105 + 1.96 × .192207 = 1.1158: more than all cannot be kept.
		expect(noChangeRange(accounts, { value_spread: 0.5, regularity: 1 })!.grr_high).toBe(1);
		expect(noChangeRange(accounts, { value_spread: null, regularity: 1 })).toBeNull();
	});

	it('keeps more the more regular gaps are, and the same at any prices', () => {
		const some = fc.array(
			fc.record({ revenue: fc.integer({ min: 1, max: 1e6 }), orders: fc.integer({ min: 1, max: 300 }) }),
			{ minLength: 1, maxLength: 30 },
		);
		fc.assert(
			fc.property(some, fc.double({ min: 0, max: 25, noNaN: true }), (list, value_spread) => {
				const one = noChange(list, { value_spread, regularity: 1 })!;
				expect(noChange(list, { value_spread, regularity: 2 })!.kept).toBeGreaterThan(one.kept);
				const dearer = list.map(({ revenue, orders }) => ({ revenue: revenue * 8, orders }));
				expect(noChange(dearer, { value_spread, regularity: 1 })!.kept).toBeCloseTo(one.kept, 12);
				expect(one.kept).toBeGreaterThan(0);
				expect(one.kept).toBeLessThan(1);
			}),
		);
	});
});

describe('how orders vary', () => {
	it('weights each account by its orders less one, and needs five accounts', () => {
		// 1, 2, 3: mean 2, variance 1, 1 / 4 = .25, weight 2; four of 1, 1, 1, 5: mean 2, variance 4, 4 / 4 = 1, weight 3
		const values = [[1, 2, 3], ...Array.from({ length: 4 }, () => [1, 1, 1, 5])];
		// (2 × .25 + 4 × 3 × 1) / (2 + 12) = 12.5 / 14
		expect(orderVariation(values, []).value_spread).toBeCloseTo(12.5 / 14, 6);
		expect(orderVariation(values.slice(1), []).value_spread).toBeNull();
	});

	it('counts no account of under three orders, nor one whose orders are worth nothing; one account adds at most 25', () => {
		const equal = Array.from({ length: 4 }, () => [7, 7, 7]);
		const wild = [...Array.from({ length: 99 }, () => 1), 1e6];
		expect(orderVariation([...equal, [1, 9], [0, 0, 0]], []).value_spread).toBeNull();
		// weights 4 × 2 and 99: 99 × 25 / 107
		expect(orderVariation([...equal, wild], []).value_spread).toBeCloseTo((99 * 25) / 107, 6);
	});

	it('takes gaps for random under a hundred pairs, and holds their shape to 1 to 4', () => {
		const pairs = (count: number, pair: [number, number]) => Array.from({ length: count }, () => pair);
		expect(orderVariation([], pairs(99, [5, 5])).regularity).toBe(1);
		expect(orderVariation([], pairs(100, [5, 5])).regularity).toBe(4);
		expect(orderVariation([], pairs(100, [1, 99])).regularity).toBe(1);
		// M = 1/4: (M − 1/2)² = 1/16; (1 − 1/4) / (1/2) = 1.5
		expect(orderVariation([], pairs(100, [3, 1])).regularity).toBe(1.5);
	});
});

/** Companies of each kind: `npm run evidence:retention` makes a thousand and prints the table of the docs. */
const COMPANIES = Number(process.env['COMPANIES'] ?? 150);
const KINDS = [
	{ accounts: 60, deviation: 0.3 },
	{ accounts: 60, deviation: 0.7 },
	{ accounts: 300, deviation: 0.7 },
	{ accounts: 300, deviation: 1 },
];

describe('the range over simulated companies without change', () => {
	it.each(KINDS)(
		'holds what was kept in 90 to 98 of 100: $accounts accounts, values of deviation $deviation',
		({ accounts, deviation }) => {
			const random = seededRandom(11);
			const companies = Array.from({ length: COMPANIES }, () => simulated(random, accounts, deviation));
			const held = companies.filter(({ kept, range }) => kept >= range.grr_low && kept <= range.grr_high);
			const bought = companies.filter(
				({ bought, range }) => bought >= range.nrr_low && bought <= range.nrr_high,
			);
			const mean = (of: (company: (typeof companies)[number]) => number) =>
				(companies.reduce((sum, company) => sum + of(company), 0) / companies.length).toFixed(3);
			if (process.env['COMPANIES'] !== undefined)
				console.log(
					`| ${accounts} | ${deviation} | ${mean(({ kept }) => kept)} | ${mean(({ range }) => range.grr_low)} to ${mean(({ range }) => range.grr_high)} | ${(held.length / companies.length).toFixed(3)} | ${(bought.length / companies.length).toFixed(3)} |`,
				);
			expect(held.length / companies.length).toBeGreaterThanOrEqual(0.9);
			expect(held.length / companies.length).toBeLessThanOrEqual(0.98);
		},
	);
});

/** Two years of a company in which nothing changes: gammas of rates, random gaps, log-normal values. */
function simulated(random: SeededRandom, accounts: number, deviation: number) {
	const years = Array.from({ length: accounts }, () => {
		const rate = random.gamma(1.2) * 10 + 1.5;
		const typical = Math.exp(7 + 1.1 * random.normal());
		return [0, 1].map(() => {
			const values: number[] = [];
			const gap = () => random.gamma(1) / rate;
			for (let at = gap(); at < 1; at += gap()) values.push(typical * Math.exp(deviation * random.normal()));
			return values;
		});
	});
	const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
	const prior: EarlierOrders[] = years.map(([before]) => ({ revenue: sum(before!), orders: before!.length }));
	const { value_spread } = orderVariation(
		years.map((both) => both.flat()),
		[],
	);
	const before = sum(prior.map(({ revenue }) => revenue));
	const kept = years.reduce((total, [first, next]) => total + Math.min(sum(first!), sum(next!)), 0);
	const bought = years.reduce((total, [first, next]) => total + (first!.length > 0 ? sum(next!) : 0), 0);
	return {
		kept: kept / before,
		bought: bought / before,
		range: noChangeRange(prior, { value_spread, regularity: 1 })!,
	};
}
