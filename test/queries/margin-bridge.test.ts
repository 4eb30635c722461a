import { afterAll, describe, expect, test } from 'vitest';
import type { MarginBridgeRow } from '../../src/lib/contract/rows.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import { given, orderLines, type Built, type Given, type GivenRow } from '../support/given.ts';
import { marginBridge, type BridgeLine } from '../support/margin-bridge.ts';

const built: Built[] = [];
afterAll(() => built.forEach((one) => one.close()));

async function build(rows: Given['rows'], config?: string): Promise<Built> {
	const one = await given({ rows, ...(config === undefined ? {} : { config }) });
	built.push(one);
	return one;
}

type Steps = Record<string, number | null>;

/** Amounts by step, of one value of the dimension that was asked for. */
function steps(rows: readonly MarginBridgeRow[], value: string | null = null): Steps {
	return Object.fromEntries(
		rows.filter((row) => row.by_value === value).map((row) => [row.step, row.amount]),
	);
}

/** What all steps between start and end add up to, in ten-thousandths. */
function between(of: Steps): number {
	const inner = Object.entries(of).filter(([step]) => step !== 'start' && step !== 'end');
	return inner.reduce((sum, [, amount]) => sum + Math.round(10_000 * (amount ?? 0)), 0);
}

const sold = (
	product_id: string | null,
	day: string,
	quantity: number | null,
	price: number,
	unitCost: number | null,
	more: GivenRow = {},
) =>
	[
		'A',
		day,
		(quantity ?? 1) * price,
		{
			product_id,
			quantity,
			cost_amount: unitCost === null ? null : (quantity ?? 1) * unitCost,
			...more,
		},
	] as const;

describe('two years of four products', () => {
	// 2024: P1 100 at 10 (cost 6), P2 50 at 20 (15), P4 5 at 8 (5): margin 400 + 250 + 15 = 665
	// 2025: P1 120 at 11 (6.5), P2 40 at 19 (15), P3 10 at 30 (18): margin 540 + 160 + 120 = 820
	const lines = [
		sold('P1', '2024-01-31', 100, 10, 6, { category: 'x' }),
		sold('P2', '2024-02-15', 50, 20, 15, { category: 'y' }),
		sold('P4', '2024-03-15', 5, 8, 5, { category: 'x' }),
		sold('P1', '2025-01-31', 120, 11, 6.5, { category: 'x' }),
		sold('P2', '2025-02-15', 40, 19, 15, { category: 'y' }),
		sold('P3', '2025-12-31', 10, 30, 18, { category: 'y' }),
	];

	test('bridge as worked by hand', async () => {
		const one = await build({ order_lines: orderLines(lines) });
		const { rows } = await one.ask('margin_bridge');
		// price 120·(11−10) + 40·(19−20) = 80; cost −120·.5 = −60; constant-price revenue 120·10 + 40·20 = 2000 as before: no volume;
		// mix 20·4 − 10·5 = 30; new 10·12; lost −5·3
		expect(rows.map((row) => [row.position, row.step, row.amount, row.products])).toEqual([
			[1, 'start', 665, 3],
			[2, 'price', 80, 2],
			[3, 'cost', -60, 2],
			[4, 'volume', 0, 2],
			[5, 'mix', 30, 2],
			[6, 'new_products', 120, 1],
			[7, 'lost_products', -15, 1],
			[8, 'returns', 0, 0],
			[9, 'uncosted', 0, 0],
			[11, 'end', 820, 3],
		]);
		expect(rows[1]!.measured_share).toBe(1);
	});

	test('bridge each category on its own', async () => {
		const one = await build({ order_lines: orderLines(lines) });
		const { rows } = await one.ask('margin_bridge', { by: 'category' });
		// x: P1 grows from 1000 to 1200 at the old price: volume 400·.2 = 80; P4 is lost
		expect(steps(rows, 'x')).toEqual({
			start: 415,
			price: 120,
			cost: -60,
			volume: 80,
			mix: 0,
			new_products: 0,
			lost_products: -15,
			returns: 0,
			uncosted: 0,
			end: 540,
		});
		// y: P2 shrinks from 1000 to 800: volume 250·−.2 = −50; P3 is new
		expect(steps(rows, 'y')).toEqual({
			start: 250,
			price: -40,
			cost: 0,
			volume: -50,
			mix: 0,
			new_products: 120,
			lost_products: 0,
			returns: 0,
			uncosted: 0,
			end: 280,
		});
		const { rows: filtered } = await one.ask('margin_bridge', { category: 'x' });
		expect(steps(filtered)).toEqual(steps(rows, 'x'));
	});

	test('read the same from lines as from the months kept at build', async () => {
		const one = await build({
			order_lines: orderLines(lines),
			accounts: [
				{ account_id: 'A', region: 'North' },
				{ account_id: 'B', region: 'South' },
			],
		});
		const { rows: kept } = await one.ask('margin_bridge');
		const { rows: filtered } = await one.ask('margin_bridge', { region: 'North' });
		expect(filtered).toEqual(kept);
		const { rows: split } = await one.ask('margin_bridge', { by: 'region' });
		expect(split).toEqual(kept.map((row) => ({ ...row, by_value: 'North' })));
		const { rows: nothing } = await one.ask('margin_bridge', { region: 'South' });
		expect(new Set(nothing.map((row) => row.amount))).toEqual(new Set([null]));
	});

	test('have no bridge where there is no prior window, and say the margin', async () => {
		const one = await build({ order_lines: orderLines(lines) });
		for (const parameters of [{ as_of: '2024-12-31' }, { compare: 'none' }] as const) {
			const { rows } = await one.ask('margin_bridge', parameters);
			const { start, end, price, mix } = steps(rows);
			expect([start, price, mix, end]).toEqual([null, null, null, 'as_of' in parameters ? 665 : 820]);
		}
	});
});

describe('margin that has no price, no cost or no sale behind it', () => {
	test('is returns where returns outweigh what was sold of a product', async () => {
		const one = await build({
			order_lines: orderLines([
				sold('P1', '2024-01-31', 10, 10, 6),
				sold('P2', '2024-05-31', 1, 20, 10),
				sold('P2', '2025-05-31', -3, 20, 10),
				sold('P1', '2025-12-31', 10, 10, 6),
			]),
		});
		// P2 was sold once (margin 10) and then came back three times (margin −30).
		expect(steps((await one.ask('margin_bridge')).rows)).toEqual({
			start: 50,
			price: 0,
			cost: 0,
			volume: 0,
			mix: 0,
			new_products: 0,
			lost_products: -10,
			returns: -30,
			uncosted: 0,
			end: 10,
		});
	});

	test('is price where a credit corrects a price and moves no goods', async () => {
		const one = await build({
			order_lines: orderLines([
				sold('P1', '2024-01-31', 10, 10, 6),
				sold('P1', '2025-11-30', 10, 10, 6),
				['A', '2025-12-31', -5, { product_id: 'P1', quantity: null, cost_amount: 0, kind: 'credit' }],
			]),
		});
		expect(steps((await one.ask('margin_bridge')).rows)).toMatchObject({
			start: 40,
			price: -5,
			volume: 0,
			mix: 0,
			end: 35,
		});
	});

	test('is uncosted where the same sales have a cost in one window only, and no new product', async () => {
		const one = await build({
			order_lines: orderLines([
				sold('P1', '2024-01-31', 10, 10, 6),
				sold('P2', '2024-01-31', 10, 10, null),
				sold('P1', '2025-01-31', 5, 10, 6),
				sold('P1', '2025-01-31', 5, 10, null),
				sold('P2', '2025-12-31', 10, 10, 7),
			]),
		});
		// P1: the costed half earns 20 of 40, so −20; P2: a cost is known for the first time, +30.
		const { rows } = await one.ask('margin_bridge');
		expect(steps(rows)).toEqual({
			start: 40,
			price: 0,
			cost: 0,
			volume: 0,
			mix: 0,
			new_products: 0,
			lost_products: 0,
			returns: 0,
			uncosted: 10,
			end: 50,
		});
		expect(rows.find((row) => row.step === 'uncosted')!.products).toBe(2);
	});

	test('has a null price where nothing has a quantity, and still adds up', async () => {
		const one = await build({
			order_lines: orderLines([
				['A', '2024-01-31', 100, { product_id: 'P1', cost_amount: 60 }],
				['A', '2025-12-31', 150, { product_id: 'P1', cost_amount: 100 }],
			]),
		});
		// Revenue stands for quantity: 1.5 × as much at the old margin is +20, the higher cost rate 150·(.6 − .6667) = −10.
		const bridge = steps((await one.ask('margin_bridge')).rows);
		expect(bridge).toMatchObject({ start: 40, price: null, cost: -10, volume: 20, mix: 0, end: 50 });
	});

	test('is told by category where lines name no product', async () => {
		const one = await build({
			order_lines: orderLines([
				['A', '2024-01-31', 100, { category: 'x', quantity: 1, cost_amount: 60 }],
				['A', '2024-01-31', 100, { category: 'y', quantity: 1, cost_amount: 60 }],
				['A', '2025-12-31', 100, { category: 'x', quantity: 7, cost_amount: 60 }],
			]),
		});
		expect(steps((await one.ask('margin_bridge')).rows)).toMatchObject({
			start: 80,
			price: null,
			volume: 0,
			lost_products: -40,
			end: 40,
		});
	});

	test('is null where nothing has a cost or an amount', async () => {
		for (const line of [['A', '2025-12-31', 100] as const, ['A', '2025-12-31', null] as const]) {
			const one = await build({ order_lines: orderLines([['A', '2024-01-31', line[2]], line]) });
			expect(new Set(Object.values(steps((await one.ask('margin_bridge')).rows)))).toEqual(new Set([null]));
		}
	});
});

describe('random companies', () => {
	const currencies = { EUR: [1, 1], GBP: [1.2, 1.1], USD: [0.9, 0.95] } as const;

	/** Lines of two years of 2 accounts, 6 products and 2 categories, with returns, credits, gaps and three currencies. */
	function company(seed: number, isPlain: boolean): GivenRow[] {
		const { uniform: random } = seededRandom(seed);
		const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
		const rows = Array.from({ length: 60 }, (_, i): GivenRow => {
			const product = pick(['P1', 'P2', 'P3', 'P4', 'P5', 'P6']);
			const quantity = Math.floor(random() * 20) - (isPlain || random() < 0.8 ? 0 : 20);
			const isCosted = isPlain || random() < 0.8;
			return {
				order_id: `O${i}`,
				account_id: pick(['A', 'B']),
				ordered_on: `${pick(['2024', '2025'])}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-10`,
				product_id: isPlain || random() < 0.9 ? product : null,
				category: product < 'P4' ? 'x' : 'y',
				quantity: isPlain || random() < 0.95 ? quantity : null,
				net_amount: (quantity * (1 + random() * 30)).toFixed(2),
				cost_amount: isCosted ? (quantity * random() * 20).toFixed(2) : null,
				currency: isPlain ? 'EUR' : pick(['EUR', 'GBP', 'USD']),
			};
		});
		return [
			...rows,
			{ order_id: 'first', account_id: 'A', ordered_on: '2024-01-01', net_amount: 0 },
			{ order_id: 'last', account_id: 'A', ordered_on: '2025-12-31', net_amount: 0 },
		];
	}

	const rates = Object.entries(currencies)
		.filter(([currency]) => currency !== 'EUR')
		.flatMap(([currency, [before, after]]) => [
			{ currency, valid_on: '2024-01-01', rate: before },
			{ currency, valid_on: '2025-01-01', rate: after },
		]);

	test.each([1, 2, 3, 4, 5, 6, 7, 8])(
		'have bridges that add up exactly and are those of a second road (%i)',
		async (seed) => {
			const isPlain = seed <= 2;
			const order_lines = company(seed, isPlain);
			const accounts = [
				{ account_id: 'A', region: 'North', group_id: 'G' },
				{ account_id: 'B', region: 'South', group_id: 'G' },
			];
			const one = await build({ order_lines, accounts, ...(isPlain ? {} : { fx_rates: rates }) });
			const second = (keep: (line: BridgeLine) => boolean): Steps => {
				const lines = (order_lines as unknown as BridgeLine[]).filter(keep);
				const bridge = marginBridge(lines, (currency, year) => currencies[currency as 'EUR'][year - 2024]!);
				if (isPlain) delete bridge['fx'];
				return bridge;
			};
			const check = (rows: readonly MarginBridgeRow[], value: string | null, expected: Steps): void => {
				const found = steps(rows, value);
				expect(between(found)).toBe(
					Math.round(10_000 * found['end']!) - Math.round(10_000 * found['start']!),
				);
				expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
				for (const [step, amount] of Object.entries(expected)) {
					if (amount === null) expect(found[step], step).toBeNull();
					else expect(found[step], step).toBeCloseTo(amount, 2);
				}
			};
			check(
				(await one.ask('margin_bridge')).rows,
				null,
				second(() => true),
			);
			const byCategory = (await one.ask('margin_bridge', { by: 'category' })).rows;
			check(
				byCategory,
				'x',
				second((line) => line.category === 'x'),
			);
			check(
				(await one.ask('margin_bridge', { region: 'North', level: 'account' })).rows,
				null,
				second((line) => line.account_id === 'A'),
			);
			const byRegion = (await one.ask('margin_bridge', { by: 'region', level: 'account' })).rows;
			check(
				byRegion,
				'South',
				second((line) => line.account_id === 'B'),
			);
			// A group of two regions gives each region its own branch's margin.
			const { rows: ofGroups } = await one.ask('margin_bridge', { by: 'region' });
			check(
				ofGroups,
				'South',
				second((line) => line.account_id === 'B'),
			);
			const { rows: both } = await one.ask('margin_bridge', { by: 'category', region: 'South' });
			check(
				both,
				'y',
				second((line) => line.account_id === 'B' && line.category === 'y'),
			);
		},
	);
});

test('an unknown dimension to split by is refused with the nearest', async () => {
	const one = await build({
		order_lines: orderLines([['A', '2025-12-31', 1]]),
		accounts: [{ account_id: 'A', region: 'North' }],
	});
	await expect(one.ask('margin_bridge', { by: 'regoin' })).rejects.toThrow(
		'by=regoin: there is no dimension regoin. Did you mean region?',
	);
});
