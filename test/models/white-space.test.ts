import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import {
	checkSpace,
	fitSpace,
	judgeSpace,
	spaceAmounts,
	spaceChances,
	type SpaceCells,
	type SpaceCheck,
} from '../../src/lib/server/models/white-space.ts';

describe('amounts of a first purchase', () => {
	it('follow log revenue, held to slope 0 to 1, and the category by five purchases at the mean', () => {
		// Revenue e⁰ and e² by turns; spend e¹ and e², so that the slope is 1/2 and the intercept 1; categories a and b have both alike.
		const cells = cellsOf(
			Array.from({ length: 40 }, (_, i) => ({
				log_revenue: i % 2 === 0 ? 0 : 2,
				came: i < 20 ? Math.exp(i % 2 === 0 ? 1 : 2) : 0,
				category: i % 4 < 2 ? 'a' : 'b',
			})),
		);
		const { amounts } = fitSpace(cells).fit!;
		expect(amounts.slope).toBeCloseTo(0.5, 12);
		expect(amounts.intercept).toBeCloseTo(1, 12);
		expect(amounts.smear).toBeCloseTo(1, 12);
		expect([...amounts.effects.values()]).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)]);
	});

	it('draw a category towards the mean: 20 purchases at e³ and 20 at e¹ have effects ± 20 / 25', () => {
		const cells = cellsOf(
			Array.from({ length: 80 }, (_, i) => ({
				came: i < 20 ? Math.exp(3) : i < 40 ? Math.exp(1) : 0,
				category: i % 40 < 20 ? 'dear' : 'cheap',
			})),
		);
		const { amounts } = fitSpace(cells).fit!;
		// All of one revenue: no slope; mean log 2, residuals ± 1, their sum ± 20 over 20 + 5.
		expect(amounts.slope).toBe(0);
		expect(amounts.intercept).toBeCloseTo(2, 12);
		expect(amounts.effects.get('dear')).toBeCloseTo(0.8, 12);
		expect(amounts.effects.get('cheap')).toBeCloseTo(-0.8, 12);
		// (20 e³ + 20 e) / (20 e^2.8 + 20 e^1.2)
		expect(amounts.smear).toBeCloseTo((Math.exp(3) + Math.E) / (Math.exp(2.8) + Math.exp(1.2)), 12);
	});
});

describe('a fit', () => {
	it('needs twenty cells of either outcome', () => {
		const of = (bought: number, others: number) =>
			fitSpace(cellsOf(Array.from({ length: bought + others }, (_, i) => ({ came: i < bought ? 5 : 0 }))));
		expect(of(19, 500)).toEqual({
			fit: null,
			reason: '20 such purchases are needed to learn from; there were 19',
		});
		expect(of(500, 1).reason).toContain('there was 1');
		expect(of(20, 20).fit).not.toBeNull();
	});

	it('says the same of all where nothing tells cells apart: the share that was bought', () => {
		const cells = cellsOf(Array.from({ length: 200 }, (_, i) => ({ came: i < 50 ? 8 : 0 })));
		const model = fitSpace(cells).fit!;
		for (const chance of spaceChances(model, cells)) expect(chance).toBeCloseTo(0.25, 9);
		// All came to 8: 50 × 8 is what is promised of 200 cells.
		expect(spaceAmounts(model, cells).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(400, 6);
		expect(checkSpace(model, cells)).toMatchObject({ cells: 200, bought: 50, auc: 0.5, came: 400 });
	});
});

describe('the gate', () => {
	const check = { auc: 0.7, auc_interval: { low: 0.66, high: 0.74 }, ratio: 1 } as SpaceCheck;

	it('passes where the lower bound of the AUC is over .55 and what was promised is half to twice what came', () => {
		expect(judgeSpace({ ...check, ratio_interval: { low: 0.8, high: 1.3 } })).toEqual({
			verdict: 'use',
			reason: null,
		});
		expect(judgeSpace({ ...check, ratio_interval: { low: 0.4, high: 1.9 } }).verdict).toBe('with_care');
		expect(judgeSpace({ ...check, ratio: 0.5, ratio_interval: null }).verdict).toBe('with_care');
	});

	it('refuses a coin, and nine times what came', () => {
		expect(judgeSpace({ ...check, auc: 0.53, auc_interval: { low: 0.45, high: 0.63 } })).toEqual({
			verdict: 'do_not_use',
			reason: 'the past does not tell which would be bought (AUC .53, between .45 and .63; a coin has .50)',
		});
		expect(judgeSpace({ ...check, ratio: 9.19 }).reason).toBe('9.2 times what came was promised');
		expect(judgeSpace({ ...check, ratio: null }).reason).toBe('nothing came of what was promised');
		expect(judgeSpace({ ...check, auc: null, auc_interval: null }).verdict).toBe('do_not_use');
	});

	it.each([1, 2, 3, 4, 5])('refuses preferences that are independent of all else (seed %i)', (seed) => {
		const random = seededRandom(seed);
		const [before, after] = [drawnYear(random, () => 0.15), drawnYear(random, () => 0.15)];
		expect(judgeSpace(checkSpace(fitSpace(before).fit!, after)).verdict).toBe('do_not_use');
	});

	it.each([1, 2, 3, 4, 5])('passes where breadth and orders tell who buys more (seed %i)', (seed) => {
		const random = seededRandom(seed);
		const chance = (categories: number, orders: number) =>
			1 / (1 + Math.exp(4 - 0.9 * categories - 0.6 * orders));
		const [before, after] = [drawnYear(random, chance), drawnYear(random, chance)];
		const found = checkSpace(fitSpace(before).fit!, after);
		expect(judgeSpace(found).reason).toBeNull();
		expect(found.ratio).toBeGreaterThan(0.7);
		expect(found.ratio).toBeLessThan(1.4);
	});
});

/** Cells in which all is equal but what is given. */
function cellsOf(rows: readonly { came: number; log_revenue?: number; category?: string }[]): SpaceCells {
	const of = (value: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, value);
	return {
		account: Int32Array.from(rows.keys()),
		category: rows.map(({ category }) => category ?? 'a'),
		penetration: of(() => 0),
		log_categories: of(() => 1),
		log_orders: of(() => 2),
		log_revenue: of(({ log_revenue }) => log_revenue ?? 0),
		came: of(({ came }) => came),
	};
}

/** Empty cells of 400 accounts and six categories, bought by chance. */
function drawnYear(
	random: ReturnType<typeof seededRandom>,
	chanceOf: (logCategories: number, logOrders: number) => number,
): SpaceCells {
	const rows = Array.from({ length: 400 }, (_, account) => {
		const log_categories = Math.log(1 + random.integer(6));
		const log_orders = Math.log(1 + random.integer(30));
		const log_revenue = 7 + random.normal();
		return Array.from({ length: 6 }, (_, k) => ({
			account,
			category: `c${k}`,
			penetration: k / 3 - 1,
			log_categories,
			log_orders,
			log_revenue,
			came:
				random.uniform() < chanceOf(log_categories, log_orders)
					? Math.exp(0.5 * log_revenue + 0.6 * random.normal())
					: 0,
		}));
	}).flat();
	const of = (value: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, value);
	return {
		account: Int32Array.from(rows, ({ account }) => account),
		category: rows.map(({ category }) => category),
		penetration: of((row) => row.penetration),
		log_categories: of((row) => row.log_categories),
		log_orders: of((row) => row.log_orders),
		log_revenue: of((row) => row.log_revenue),
		came: of((row) => row.came),
	};
}
