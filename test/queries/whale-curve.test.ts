import { expect, test } from 'vitest';
import { given, orderLines } from '../support/given.ts';

test('the curve peaks at 130 % before those who lose money bring it back to 100 %', async () => {
	// Margins 60, 40, 25, 5, −10, −20: their sum is 100.
	const margins = { A: 60, B: 40, C: 25, D: 5, E: -10, F: -20 };
	const built = await given({
		rows: {
			order_lines: orderLines(
				Object.entries(margins).map(([account, margin]) => [
					account,
					'2026-01-31',
					200,
					{ cost_amount: 200 - margin },
				]),
			),
		},
	});
	const { rows } = await built.ask('whale_curve');
	expect(rows.map((row) => [row.account_id, row.amount, row.cumulative_share])).toEqual([
		['A', 60, 0.6],
		['B', 40, 1],
		['C', 25, 1.25],
		['D', 5, 1.3],
		['E', -10, 1.2],
		['F', -20, 1],
	]);
	built.close();
});

test('where all together lose money there is no share, only amounts', async () => {
	const built = await given({
		rows: { order_lines: orderLines([['A', '2026-01-31', 10, { cost_amount: 30 }]]) },
	});
	const { rows } = await built.ask('whale_curve');
	expect(rows.map((row) => [row.amount, row.cumulative_amount, row.cumulative_share])).toEqual([
		[-20, -20, null],
	]);
	built.close();
});

test('without costs there is no curve', async () => {
	const built = await given({ rows: { order_lines: orderLines([['A', '2026-01-31', 10]]) } });
	expect((await built.ask('whale_curve')).rows).toEqual([]);
	built.close();
});

test('a thinned curve keeps both ends and the last account that adds to the total', async () => {
	// A hundred accounts: seventy earn 1 each, thirty lose 1 each.
	const built = await given({
		rows: {
			order_lines: orderLines(
				Array.from({ length: 100 }, (_, index) => [
					`a${String(index).padStart(2, '0')}`,
					'2026-01-31',
					10,
					{ cost_amount: index < 70 ? 9 : 11 },
				]),
			),
		},
	});
	const { rows } = await built.ask('whale_curve', { points: '2' });
	const positions = rows.map((row) => row.position);
	const first = Array.from({ length: 20 }, (_, index) => index + 1);
	const last = Array.from({ length: 20 }, (_, index) => index + 81);
	expect(positions).toEqual([...first, 50, 70, ...last]);
	built.close();
});
