import { afterAll, beforeAll, expect, it } from 'vitest';
import { given, orderLines, type Built } from '../support/given.ts';

let built: Built;

beforeAll(async () => {
	// A hundred accounts: the first brings 901, every other one brings 1: 1,000 in all.
	const accounts = Array.from({ length: 100 }, (_, index) => `a${String(index).padStart(2, '0')}`);
	built = await given({
		rows: {
			order_lines: orderLines(accounts.map((id, index) => [id, '2026-10-31', index === 0 ? '901' : '1'])),
		},
	});
});

afterAll(() => built.close());

it('the curve has every account where points are not asked for', async () => {
	const { rows } = await built.ask('concentration_curve');
	expect(rows).toHaveLength(100);
});

it('a thinned curve keeps a row for every step in rank or share, and its end', async () => {
	const { rows } = await built.ask('concentration_curve', { points: '4' });
	// Steps of a quarter: in rank at 25, 50, 75 and 100; in share by the first account, which passes .25, .5 and .75.
	expect(rows.map((row) => [row.revenue_rank, row.cumulative_share])).toEqual([
		[1, 0.901],
		[25, 0.925],
		[50, 0.95],
		[75, 0.975],
		[100, 1],
	]);
});
