import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { given, orderLines, type Built } from '../support/given.ts';

/** Steps and amounts of one bridge, in order. */
async function steps(
	built: Built,
	parameters: Record<string, string> = {},
): Promise<[string, number | null, number][]> {
	const { rows } = await built.ask('growth_bridge', { as_of: '2026-01-31', ...parameters });
	return rows.map((row) => [row.step, row.amount, row.accounts]);
}

describe('six accounts that grew, shrank, left, came, came back and stayed', () => {
	let built: Built;
	beforeAll(async () => {
		built = await given({
			config: 'complete_through: 2026-01-31',
			rows: {
				order_lines: orderLines([
					['E', '2023-12-10', 40, { category: 'x' }], // ordered before the prior window
					['A', '2024-03-01', 100, { category: 'x' }],
					['B', '2024-03-01', 200, { category: 'x' }],
					['C', '2024-03-01', 80, { category: 'x' }],
					['F', '2024-03-01', 50, { category: 'y' }],
					['A', '2025-03-01', 130, { category: 'y' }], // its first revenue in category y
					['B', '2025-03-01', 150, { category: 'x' }],
					['D', '2025-03-01', 60, { category: 'x' }],
					['E', '2025-03-01', 40, { category: 'x' }],
					['F', '2026-01-31', 50, { category: 'y' }],
				]),
				accounts: ['A', 'B', 'C', 'D', 'E', 'F'].map((account_id) => ({
					account_id,
					segment: account_id < 'D' ? 'one' : 'two',
				})),
			},
		});
	});
	afterAll(() => built.close());

	test('every step is the one worked by hand, and they add up', async () => {
		// 430 + 60 new + 40 back + 30 grown − 50 shrunk − 80 lost = 430
		expect(await steps(built)).toEqual([
			['start', 430, 4],
			['new', 60, 1],
			['reactivated', 40, 1],
			['expansion', 30, 1],
			['contraction', -50, 1],
			['lost', -80, 1],
			['credits', 0, 0],
			['end', 430, 5],
		]);
	});

	test('retention of the same accounts: gross 300/430, net 330/430', async () => {
		const { rows } = await built.ask('summary', { as_of: '2026-01-31' });
		expect(rows[0]!.grr).toBeCloseTo(0.697674, 6);
		expect(rows[0]!.nrr).toBeCloseTo(0.767442, 6);
		expect([rows[0]!.new_accounts, rows[0]!.lost_accounts]).toEqual([1, 1]);
	});

	test('a custom window says the same as the one that was kept', async () => {
		expect(await steps(built, { from: '2025-02-01', to: '2026-02-01' })).toEqual(await steps(built));
	});

	test('split by segment, the parts add up to the whole', async () => {
		const { rows } = await built.ask('growth_bridge', { as_of: '2026-01-31', by: 'segment' });
		const parts = new Map<string, number>();
		for (const row of rows) parts.set(row.step, (parts.get(row.step) ?? 0) + row.amount!);
		expect([...parts]).toEqual((await steps(built)).map(([step, amount]) => [step, amount]));
	});

	test('filtered by category, new means no earlier revenue in that category', async () => {
		// In y: A comes new with 130, F stays at 50.
		expect(await steps(built, { category: 'y' })).toEqual([
			['start', 50, 1],
			['new', 130, 1],
			['reactivated', 0, 0],
			['expansion', 0, 0],
			['contraction', 0, 0],
			['lost', 0, 0],
			['credits', 0, 0],
			['end', 180, 2],
		]);
	});
});

test('an account whose returns outweigh its purchases goes through credits, and the bridge still adds up', async () => {
	const built = await given({
		config: 'complete_through: 2026-01-31',
		rows: {
			order_lines: orderLines([
				['A', '2024-02-01', 100], // the history reaches the prior window
				['B', '2024-03-01', 50],
				['A', '2025-03-01', 20],
				['A', '2025-03-02', -50], // −30 in all: lost 100, credits −30
				['B', '2026-01-31', 70],
			]),
		},
	});
	expect(await steps(built)).toEqual([
		['start', 150, 2],
		['new', 0, 0],
		['reactivated', 0, 0],
		['expansion', 20, 1],
		['contraction', 0, 0],
		['lost', -100, 1],
		['credits', -30, 1],
		['end', 40, 2],
	]);
	built.close();
});

test('where the history does not reach the prior window, only the end is known', async () => {
	const built = await given({ rows: { order_lines: orderLines([['A', '2026-01-31', 70]]) } });
	const amounts = (await steps(built)).map(([step, amount]) => [step, amount]);
	expect(amounts.filter(([, amount]) => amount !== null)).toEqual([['end', 70]]);
	built.close();
});
