import { expect } from 'vitest';
import { ask, type Row } from '../../src/lib/server/warehouse/ask/ask.ts';
import { given, orderLines, type Built } from '../support/given.ts';
import { expectEveryRow } from './expect-every-row.ts';

/** A company that tells nothing but who ordered when: no amounts, costs, categories, groups or attributes. */
export function bareCompany(): Promise<Built> {
	return given({
		config: 'complete_through: 2026-01-31',
		rows: {
			order_lines: orderLines([
				['A', '2025-03-01', null],
				['A', '2025-04-01', null],
				['A', '2026-01-31', null],
				['B', '2024-02-05', null],
			]),
		},
	});
}

const STEPS = ['start', 'new', 'reactivated', 'expansion', 'contraction', 'lost', 'credits', 'end'];

/** What each answer is in the bare company, worked out by hand: what is counted is known, what is money is not. */
const WANTED: Readonly<Record<string, (rows: Row[]) => void>> = {
	summary: wants({
		revenue: null,
		prior_revenue: null,
		growth_rate: null,
		margin: null,
		margin_share: null,
		known_accounts: 2,
		accounts: 1,
		active_accounts: 1,
		orders: 3,
		order_days: 3,
		new_accounts: 0,
		lost_accounts: 0,
		grr: null,
		grr_no_change_baseline_low: null,
		grr_no_change_baseline_high: null,
		grr_verdict: null,
		nrr_no_change_baseline_low: null,
		nrr_no_change_baseline_high: null,
		nrr: null,
		logo_retention: null,
		revenue_at_risk: null,
	}),
	accounts: wants(
		...['A', 'B'].map((account_id, i) => ({
			account_id,
			revenue_rank: i + 1,
			revenue: null,
			revenue_share: null,
			prior_revenue: null,
			growth_symmetric: null,
			trend_share_per_month: null,
			margin: null,
			cost_to_serve: null,
			contribution: null,
			order_value_median: null,
			category_count: null,
			orders: i === 0 ? 3 : 0,
			prior_orders: i === 0 ? 0 : 1,
		})),
	),
	concentration: wants({
		account_count: 0,
		revenue: null,
		gini: null,
		gini_with_credits: null,
		hhi: null,
		hhi_normalised: null,
		accounts_for_80pct: null,
		accounts_over_10pct: 0,
		credit_balance: null,
	}),
	concentration_curve: wants(),
	whale_curve: wants(),
	growth_bridge: wants(
		...STEPS.map((step) => ({ step, amount: null, accounts: 0, change_amount: null, change_rate: null })),
	),
	revenue_months: wants(
		...Array.from({ length: 12 }, (_, i) => ({
			revenue: null,
			year_before_revenue: null,
			growth_rate: null,
			margin: null,
			orders: [1, 2, 11].includes(i) ? 1 : 0,
			new_accounts: i === 1 ? 1 : 0,
		})),
	),
	tier_shares: (rows) => {
		expect(rows.map((row) => row['accounts'])).toEqual([2]);
		expectEveryRow(
			rows,
			[
				{
					account_share: 1,
					revenue: null,
					revenue_share: null,
					median_revenue: null,
					margin: null,
					cost_to_serve: null,
					cost_to_serve_share: null,
					contribution: null,
				},
			],
			'without amounts',
		);
	},
	concentration_stress: wants(
		...[1, 3, 5].map((count) => ({
			scenario: `top:${count}`,
			lost_accounts: 0,
			revenue: null,
			revenue_lost: null,
			revenue_lost_share: null,
			revenue_after: null,
			margin_after: null,
			account_count: 0,
			hhi_after: null,
			new_revenue_per_month: 0,
			months_to_replace: null,
			expected_loss: null,
		})),
	),
};

function wants(...wanted: Record<string, unknown>[]): (rows: Row[]) => void {
	return (rows) => expectEveryRow(rows, wanted, 'without amounts');
}

/** Expects an answer to say of the bare company what can be known of it. */
export async function expectBareAnswer(name: string, { warehouse }: Built): Promise<void> {
	const wanted = WANTED[name];
	if (wanted === undefined) return;
	const { rows } = await ask(warehouse, name, Object.entries({ level: 'account', as_of: '2026-01-31' }));
	wanted(rows);
}
