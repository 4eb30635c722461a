import { afterAll, beforeAll, expect, it } from 'vitest';
import { given, orderLines, type Built } from '../support/given.ts';

let built: Built;

beforeAll(async () => {
	built = await given({
		rows: {
			order_lines: orderLines([
				['a', '2026-10-01', '100', { category: 'Chairs' }],
				['b', '2026-10-02', '50', { category: 'Desks' }],
				// Its group has a branch in each region.
				['c', '2026-10-31', '10', { category: 'Chairs' }],
			]),
			accounts: [
				{ account_id: 'a', region: 'North', owner: 'Team East; Team West', group_id: 'g' },
				{ account_id: 'b', region: 'South', owner: 'Team East', group_id: 'b' },
				{ account_id: 'c', region: 'South', owner: null, group_id: 'g' },
			],
		},
	});
});

afterAll(() => built.close());

const values = async (parameters: Record<string, string>) =>
	(await built.ask('dimension_values', parameters)).rows.map((row) => [
		row.dimension,
		row.value,
		row.accounts,
	]);

it('every dimension is counted at the asked level, a group under each value of its branches', async () => {
	expect(await values({})).toEqual([
		['category', 'Chairs', 1],
		['category', 'Desks', 1],
		['owner', 'Team East', 2],
		['owner', 'Team West', 1],
		['region', 'South', 2],
		['region', 'North', 1],
	]);
});

it('one dimension can be asked alone, at the level of accounts', async () => {
	expect(await values({ dimension: 'category', level: 'account' })).toEqual([
		['category', 'Chairs', 2],
		['category', 'Desks', 1],
	]);
});

it('counts only those that match the filters', async () => {
	expect(await values({ dimension: 'owner', region: 'South', level: 'account' })).toEqual([
		['owner', 'Team East', 1],
	]);
});

it('has no rows where there is nothing to filter by', async () => {
	const bare = await given({ rows: { order_lines: orderLines([['a', '2026-10-31', '1']]) } });
	expect((await bare.ask('dimension_values')).rows).toEqual([]);
	bare.close();
});
