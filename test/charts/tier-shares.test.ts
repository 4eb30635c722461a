import { expect, it } from 'vitest';
import { drawTierShares } from '../../src/lib/charts/tier-shares.ts';
import type { TierSharesRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'account', many: 'accounts' };
const row = (
	tier: string,
	accounts: number,
	[account_share, revenue_share, margin_share_of_all, cost_to_serve_share]: (number | null)[],
) =>
	({
		tier,
		accounts,
		account_share,
		revenue_share,
		margin_share_of_all,
		cost_to_serve_share,
	}) as TierSharesRow;
const rows = [row('key', 5, [0.05, 0.6, 0.5, 0.3]), row('standard', 95, [0.95, 0.4, 0.5, 0.7])];

it('stacks the tiers over accounts, revenue, margin and effort', () => {
	const { option, summary, points, table } = drawTierShares(rows, format, noun);
	const { series, yAxis } = option as {
		series: { data: { value: number }[] }[];
		yAxis: { data: string[] };
	};
	expect(yAxis.data).toEqual(['Accounts', 'Revenue', 'Margin', 'Effort']);
	expect(series.map(({ data }) => data.map(({ value }) => value))).toEqual([
		[0.05, 0.6, 0.5, 0.3],
		[0.95, 0.4, 0.5, 0.7],
	]);
	expect(summary).toBe(
		'5 key accounts, 5.0% of all, bring 60.0% of revenue and 50.0% of margin, and take 30.0% of the effort.',
	);
	expect(points.map(({ x, title }) => [x, title])).toEqual([
		[0.3, 'Key'],
		[0.8, 'Standard'],
	]);
	expect(table.rows[0]).toEqual(['Key', '5.0%', '60.0%', '50.0%', '30.0%']);
});

it('has no bar for what nobody knows', () => {
	const unserved = rows.map((each) => ({ ...each, cost_to_serve_share: null, margin_share_of_all: null }));
	const { option, summary } = drawTierShares(unserved, format, noun);
	expect((option as { yAxis: { data: string[] } }).yAxis.data).toEqual(['Accounts', 'Revenue']);
	expect(summary).toBe('5 key accounts, 5.0% of all, bring 60.0% of revenue.');
});
