export interface AccountsRow {
	account_id: string;
	name: string;
	group_id: string;
	group_name: string;
	branch_count: number;
	revenue: number | null;
	revenue_rank: number;
	revenue_share: number | null;
	revenue_share_of_all: number | null;
	cumulative_share: number | null;
	prior_revenue: number | null;
	growth_rate: number | null;
	growth_symmetric: number | null;
	margin: number | null;
	margin_share: number | null;
	margin_coverage_share: number | null;
	price_realisation: number | null;
	orders: number;
	prior_orders: number | null;
	orders_to_date: number;
	first_order_on: string | null;
	last_order_on: string | null;
	days_since_order: number | null;
}
export interface ConcentrationRow {
	level: string;
	as_of: string;
	account_count: number;
	revenue: number | null;
	gini: number | null;
	gini_with_credits: number | null;
	hhi: number | null;
	hhi_normalised: number | null;
	effective_accounts: number | null;
	entropy_accounts: number | null;
	theil: number | null;
	cr1: number | null;
	cr4: number | null;
	cr5: number | null;
	cr10: number | null;
	top_decile_share: number | null;
	top_quintile_share: number | null;
	accounts_for_80pct: number | null;
	accounts_for_80pct_share: number | null;
	accounts_over_10pct: number;
	credit_balance: number | null;
}
export interface ConcentrationCurveRow {
	account_id: string;
	name: string;
	revenue_rank: number;
	account_share: number | null;
	revenue: number;
	revenue_share: number | null;
	cumulative_share: number | null;
	margin: number | null;
	cumulative_margin_share: number | null;
	tier: string | null;
	is_credit: boolean;
}
export interface MetaRow {
	company: string;
	watermark_on: string | null;
	as_of: string | null;
	as_of_reason: string;
	first_on: string | null;
	as_of_dates: string[];
	currency: string;
	entities: string[];
	dimensions: string[];
	columns_missing: string[];
	has_groups: boolean;
	has_amount: boolean;
	has_cost: boolean;
	has_category: boolean;
	rows_read: number;
	rows_rejected: number;
	amount_read: number;
	amount_rejected: number;
	duplicate_rows: number;
	built_at: string;
	build_id: string;
	model_version: string;
}
export interface SummaryRow {
	level: string;
	as_of: string;
	revenue: number | null;
	prior_revenue: number | null;
	growth_rate: number | null;
	margin: number | null;
	margin_share: number | null;
	margin_coverage_share: number | null;
	prior_margin_share: number | null;
	accounts: number;
	active_accounts: number;
	orders: number;
	new_accounts: number | null;
	lost_accounts: number | null;
	grr: number | null;
	grr_no_change_baseline: number | null;
	nrr: number | null;
	revenue_at_risk: number | null;
	key_accounts: number | null;
	key_account_share: number | null;
	key_account_multiple: number | null;
}
export interface AnswerRows {
	accounts: AccountsRow;
	concentration: ConcentrationRow;
	concentration_curve: ConcentrationCurveRow;
	meta: MetaRow;
	summary: SummaryRow;
}
export type AnswerName = keyof AnswerRows;
