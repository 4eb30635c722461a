// Generated from the headers of queries/answers and queries/drill by `npm run types`; a test fails when it is stale.

/** Who are the accounts, what did each bring, and how did that change? Grain: one row per account or group with a line in the window or the prior one, or an order up to as_of. */
export interface AccountsRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** its group. */
	group_id: string;
	/** the group's name. */
	group_name: string;
	/** accounts that it is made of. */
	branch_count: number;
	/** net revenue in the window; null when no line of the data has an amount. */
	revenue: number | null;
	/** rank by revenue among those that match the filters, ties by account_id. */
	revenue_rank: number;
	/** of the positive revenue of those that match the filters; null where revenue is not positive. */
	revenue_share: number | null;
	/** of the positive revenue of all accounts; null where revenue is not positive. */
	revenue_share_of_all: number | null;
	/** of the positive revenue of those that match, up to this rank; null where revenue is not positive. */
	cumulative_share: number | null;
	/** net revenue in the prior window; null when there is none. */
	prior_revenue: number | null;
	/** revenue - prior_revenue; null when there is no prior window. */
	revenue_change: number | null;
	/** revenue / prior_revenue - 1; null when prior_revenue is missing or not positive. */
	growth_rate: number | null;
	/** 2 (r1 - r0) / (r1 + r0) with negative revenue as 0, in -2..2; null when both are zero or there is no prior window. */
	growth_symmetric: number | null;
	/** Theil-Sen slope of monthly revenue (the median of the slopes between all pairs of months) / median monthly revenue, over the complete months of the window, 24 at most, from the account's first on, a month without a line counting as zero; null when under eight of them are other than zero, or the median month brings nothing. */
	trend_share_per_month: number | null;
	/** net amount of costed lines less their cost; null when none is costed. */
	margin: number | null;
	/** net amount of costed lines; null when none is costed. */
	costed_revenue: number | null;
	/** margin / costed_revenue; null when costed_revenue is missing or not positive. */
	margin_share: number | null;
	/** costed_revenue / revenue; null when either is missing or not positive. */
	margin_coverage_share: number | null;
	/** cost of serving in the window, by rate × effort; null where no rate is given. */
	cost_to_serve: number | null;
	/** margin after freight, rebates and cost_to_serve; null when nothing is costed or no rate is given. */
	contribution: number | null;
	/** net amount of lines with a list amount / their list amount; null when none has one, or either sum is not positive. */
	price_realisation: number | null;
	/** median amount of an order day in the window, all its sales together; null when there is none, or no line has an amount. */
	order_value_median: number | null;
	/** categories with a line in the window; null when no line of the data has a category. */
	category_count: number | null;
	/** order numbers with a sale, each once, on the day of its first line, in the window. */
	orders: number;
	/** the same in the prior window; null when there is none. */
	prior_orders: number | null;
	/** the same up to as_of. */
	orders_to_date: number;
	/** days with a sale in the window. */
	order_days: number;
	/** days with a sale in the prior window; null when there is none. */
	prior_order_days: number | null;
	/** days with a sale up to as_of. */
	order_days_to_date: number;
	/** first order day; null when there is none up to as_of. */
	first_order_on: string | null;
	/** last order day up to as_of; null when there is none. */
	last_order_on: string | null;
	/** from the last order day to as_of; null when there is none. */
	days_since_order: number | null;
	/** typical gap between its order days, as in risk; null where there is no gap. */
	typical_gap_days: number | null;
	/** days_since_order / mean gap drawn towards the segment's, as in risk; null where there is no gap. */
	overdue_ratio: number | null;
	/** of the company's gaps, scaled, that were no longer; null where there is no gap. */
	overdue_percentile: number | null;
	/** first day of the window in which eight in ten of the next orders come, as in risk; null where it cannot be said. */
	next_order_from: string | null;
	/** day by which half of them have come; null where next_order_from is, or fewer ever came. */
	next_order_mid: string | null;
	/** last day of the window; null where next_order_from is, and where the window has no upper end. */
	next_order_to: string | null;
	/** on_time, due, late, lapsed or cannot_say, as in risk; null where there is no order day, or the month end is older than what is kept. */
	cadence_state: string | null;
	/** chance of no order within its own horizon, as in risk; null where the past does not bear it out. */
	p_silent: number | null;
	/** p_silent / that of an account of as many orders and the same age that has just ordered; null where p_silent is. */
	times_usual: number | null;
	/** low, raised, high or very_high, as in risk; null where p_silent is. */
	risk_level: string | null;
	/** late against its own rhythm, or of raised risk or more; null where there is no order day. */
	is_at_risk: boolean | null;
	/** up to three sentences with their figures; null where the account is not behind. */
	risk_reasons: string | null;
	/** expected loss, as in risk; null where it cannot be said. */
	revenue_at_risk: number | null;
	/** what the next year is expected to bring, as in risk; null where the past does not bear it out. */
	expected_year: number | null;
	/** 0 to 100, current value in the last closed quarter; null where nothing of it was known. */
	value_score: number | null;
	/** 0 to 100, future potential in that quarter; null where nothing of it was known. */
	potential_score: number | null;
	/** 0 to 100, both together, an emerging account's on potential only; null where nothing was known. */
	score: number | null;
	/** `key`, `growth`, `standard` or `emerging`, as it was given in that quarter; null where it was not reviewed. */
	tier: string | null;
	/** whether it ordered four times or more in that quarter's twelve months at rising values; null where it was not reviewed. */
	is_candidate: boolean | null;
	/** Every dimension of the accounts. */
	[dimension: string]: string | number | boolean | null;
}

/** On which days of the last year did each of the named accounts order, up to the day on which risk is read? Grain: one row per account or group that is named and ordered in the year to it. */
export interface CadenceStripsRow {
	/** the account or group. */
	account_id: string;
	/** days with an order, oldest first. */
	ordered_on: string[];
}

/** Which months, quarters and years does the history hold, what are they called, and from which to which day do they last? Grain: one row per kind of period and period that the history holds. */
export interface CalendarPeriodsRow {
	/** 1 for months, 2 for quarters, 3 for years. */
	kind_no: number;
	/** `month`, `quarter` or `year`; quarters and years are those of the fiscal year. */
	period: string;
	/** first day. */
	from_on: string;
	/** day after the last one: `from=` and `to=` of a window are such days of months. */
	to_on: string;
	/** last day; of a quarter or year of a fiscal calendar that is not over, that of the newest month. */
	last_on: string;
	/** `Sep 2026`, `Jul - Sep 2026` or `2026` where months are the calendar's, else `P1 FY2026`, `Q1 FY2026` or `FY2026`. */
	name: string;
	/** whether months are periods of a fiscal calendar and no months of the calendar. */
	is_fiscal: boolean;
	/** the fiscal year's name: the year in which it ends. */
	fiscal_year: number;
	/** number of the calendar's month in which the fiscal year starts; null where months are not the calendar's. */
	starts_in_month: number | null;
	/** 1.. within the fiscal year. */
	number_in_year: number;
	/** first day of the same period a year before; null when the calendar does not reach back. */
	year_before_on: string | null;
	/** whether the whole period lies in the data. */
	is_complete: boolean;
	/** whether `as_of=` may name its last day. */
	is_as_of: boolean;
}

/** How many accounts still order at each age, over all cohorts that have reached it? Grain: one row per value of the asked dimension and age that a cohort had completed by as_of. */
export interface CohortCurveRow {
	/** value of the dimension that was asked for; null when none was, or the account has none. */
	by_value: string | null;
	/** periods since the first order. */
	age: number;
	/** cohorts that had completed this age by as_of. */
	cohorts: number;
	/** their accounts: those at risk. */
	accounts: number;
	/** those with an order day at this age. */
	active_accounts: number;
	/** active_accounts / accounts. */
	logo_share: number;
	/** net revenue of those cohorts at this age; null when no line of the data has an amount. */
	revenue: number | null;
	/** their net revenue up to this age / accounts; null when no line of the data has an amount. */
	revenue_per_acquired: number | null;
}

/** Of the accounts that began together, how many still buy, and how much? Grain: one row per value of the asked dimension, cohort and period since then that has begun by as_of; cohorts are those between from and to, all where these are not given. */
export interface CohortsRow {
	/** value of the dimension that was asked for; null when none was, or the accounts have none. */
	by_value: string | null;
	/** first day of the period of the first order. */
	cohort_on: string;
	/** periods since then, 0 for the first. */
	age: number;
	/** first day of the period that the row is about. */
	period_on: string;
	/** accounts of the cohort. */
	accounts: number;
	/** those with an order in the period; null where the period is not over. */
	active_accounts: number | null;
	/** active_accounts / accounts; null where the period is not over. */
	logo_share: number | null;
	/** net revenue of the cohort in the period; null where the period is not over or no line has an amount. */
	revenue: number | null;
	/** the same from the first period on; null where the period is not over or no line has an amount. */
	cumulative_revenue: number | null;
	/** cumulative_revenue / accounts; null where the period is not over or no line has an amount. */
	revenue_per_acquired: number | null;
	/** whether the period is over. */
	is_complete: boolean;
}

/** On how few accounts does revenue rest? Grain: one row per level and as_of. */
export interface ConcentrationRow {
	/** `account` or `group`. */
	level: string;
	/** the day that fixes recency. */
	as_of: string;
	/** accounts with positive net revenue in the window (n). */
	account_count: number;
	/** their revenue, the total of every share here; null when no account has positive revenue. */
	revenue: number | null;
	/** Gini coefficient, 2 sum(i x_i) / (n T) - (n + 1) / n with x ascending; null when no account has positive revenue. */
	gini: number | null;
	/** Gini of all accounts with lines, credits included, after Raffinetti, Siletti and Vernizzi (2015): sum |x_i - x_j| / (2 n sum |x_i|); null when all are zero. */
	gini_with_credits: number | null;
	/** Herfindahl-Hirschman index, sum of squared shares, 0..1; null when no account has positive revenue. */
	hhi: number | null;
	/** (hhi - 1/n) / (1 - 1/n), 1 for a single account; null when no account has positive revenue. */
	hhi_normalised: number | null;
	/** 1 / hhi: as concentrated as this many equal accounts; null when no account has positive revenue. */
	effective_accounts: number | null;
	/** exp(Shannon entropy): the same idea, less led by the largest; null when no account has positive revenue. */
	entropy_accounts: number | null;
	/** sum of s ln(n s); null when no account has positive revenue. */
	theil: number | null;
	/** share of the largest account; null when no account has positive revenue. */
	cr1: number | null;
	/** share of the four largest; null when no account has positive revenue. */
	cr4: number | null;
	/** share of the five largest; null when no account has positive revenue. */
	cr5: number | null;
	/** share of the ten largest; null when no account has positive revenue. */
	cr10: number | null;
	/** share of the largest tenth, interpolated on the curve; null when no account has positive revenue. */
	top_decile_share: number | null;
	/** share of the largest fifth, interpolated on the curve; null when no account has positive revenue. */
	top_quintile_share: number | null;
	/** fewest accounts that reach 80 % of revenue; null when no account has positive revenue. */
	accounts_for_80pct: number | null;
	/** accounts_for_80pct / account_count; null when no account has positive revenue. */
	accounts_for_80pct_share: number | null;
	/** accounts with a tenth of revenue or more. */
	accounts_over_10pct: number;
	/** net revenue of accounts without positive revenue; revenue + credit_balance = revenue of the summary; null when no line of the data has an amount, or no account matches. */
	credit_balance: number | null;
}

/** How much of revenue do the largest accounts make together, one after the other? Grain: one row per account or group with net revenue other than zero, largest first; credits are the tail. */
export interface ConcentrationCurveRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** rank by revenue, ties by account_id. */
	revenue_rank: number;
	/** rank / accounts with positive revenue; null where revenue is not positive. */
	account_share: number | null;
	/** net revenue in the window. */
	revenue: number;
	/** of the positive revenue; null where revenue is not positive. */
	revenue_share: number | null;
	/** of the positive revenue, up to this rank; null where revenue is not positive. */
	cumulative_share: number | null;
	/** net amount of costed lines less their cost; null when none is costed. */
	margin: number | null;
	/** of all margin, up to this rank; null when none is costed. */
	cumulative_margin_share: number | null;
	/** tier of the account; null when there are no tiers. */
	tier: string | null;
	/** whether it belongs to the tail of credits. */
	is_credit: boolean;
}

/** What would be left if we lost these accounts? Grain: one row per scenario. */
export interface ConcentrationStressRow {
	/** `top:3`, `accounts` for those named, or `segment=Retail:0.3`. */
	scenario: string;
	/** its place in the order in which it was asked. */
	position: number;
	/** accounts that are lost, or shrink. */
	lost_accounts: number;
	/** those lost as a whole, largest first; empty where a segment shrinks. */
	lost_account_ids: string[];
	/** net revenue of all accounts in the window; null when no line of the data has an amount, or no account matches. */
	revenue: number | null;
	/** what the scenario takes away; null where revenue is. */
	revenue_lost: number | null;
	/** revenue_lost / revenue; null where revenue is, and where it is not positive. */
	revenue_lost_share: number | null;
	/** revenue - revenue_lost; null where revenue is. */
	revenue_after: number | null;
	/** net amount of costed lines less their cost; null when nothing is costed. */
	margin: number | null;
	/** margin less that of what is lost; null when nothing is costed. */
	margin_after: number | null;
	/** accounts with positive revenue. */
	account_count: number;
	/** those that are left. */
	account_count_after: number;
	/** 1 / HHI; null when no account has positive revenue. */
	effective_accounts: number | null;
	/** HHI of what is left; null when no account with positive revenue is left. */
	hhi_after: number | null;
	/** 1 / hhi_after; null when no account with positive revenue is left. */
	effective_accounts_after: number | null;
	/** revenue of new accounts, as in the growth bridge, per month of the window; null where there is no prior window. */
	new_revenue_per_month: number | null;
	/** revenue_lost / new_revenue_per_month; null where that is missing or not positive. */
	months_to_replace: number | null;
	/** sum over the lost accounts of the chance of silence times what is lost; null when no chance is known. */
	expected_loss: number | null;
	/** its standard deviation, sqrt(sum p (1 - p) x^2), if accounts fall silent independently of each other; null when no chance is known. */
	loss_sd: number | null;
}

/** Is revenue coming to rest on fewer accounts, and through which? Grain: one row per complete month end up to as_of (between from and to where these are given), over the twelve months to it. */
export interface ConcentrationTrendRow {
	/** `account` or `group`. */
	level: string;
	/** the month end. */
	as_of: string;
	/** first day of its twelve months. */
	from_on: string;
	/** accounts with positive net revenue (n); null when the history does not hold the twelve months. */
	account_count: number | null;
	/** their revenue; null when the history does not hold the twelve months, or no account has positive revenue. */
	revenue: number | null;
	/** as in concentration; null where revenue is. */
	gini: number | null;
	/** as in concentration; null when the history does not hold the twelve months, or all are zero. */
	gini_with_credits: number | null;
	/** as in concentration; null where revenue is. */
	hhi: number | null;
	/** as in concentration; null where revenue is. */
	hhi_normalised: number | null;
	/** as in concentration; null where revenue is. */
	effective_accounts: number | null;
	/** as in concentration; null where revenue is. */
	entropy_accounts: number | null;
	/** as in concentration; null where revenue is. */
	theil: number | null;
	/** as in concentration; null where revenue is. */
	cr1: number | null;
	/** as in concentration; null where revenue is. */
	cr4: number | null;
	/** as in concentration; null where revenue is. */
	cr5: number | null;
	/** as in concentration; null where revenue is. */
	cr10: number | null;
	/** as in concentration; null where revenue is. */
	top_decile_share: number | null;
	/** as in concentration; null where revenue is. */
	top_quintile_share: number | null;
	/** as in concentration; null where revenue is. */
	accounts_for_80pct: number | null;
	/** as in concentration; null where revenue is. */
	accounts_for_80pct_share: number | null;
	/** as in concentration; null when the history does not hold the twelve months. */
	accounts_over_10pct: number | null;
	/** as in concentration; null when the history does not hold the twelve months, or no line has an amount. */
	credit_balance: number | null;
	/** the month end it is compared with: twelve months before, or the month end before where compare is prior; null where the history does not reach, or compare is none. */
	earlier_as_of: string | null;
	/** hhi less that of earlier_as_of, the sum of the next three; null where there is no such hhi. */
	hhi_change: number | null;
	/** change of the squared shares of accounts with positive revenue at both; null where hhi_change is. */
	hhi_continuing: number | null;
	/** squared shares of accounts with positive revenue now only; null where hhi_change is. */
	hhi_entering: number | null;
	/** less the squared shares of accounts with positive revenue then only; null where hhi_change is. */
	hhi_leaving: number | null;
}

/** What did serving the accounts cost, by effort, and how much of what it costs in a year was not used? Grain: one row per effort, and one for the unused capacity where a pool is given and all accounts are asked for. */
export interface CostToServeRow {
	/** the effort; `unused` for what the rates do not claim of the pool. */
	effort: string;
	/** place in the list. */
	place: number;
	/** how often it was taken in the window; null where the sources do not say, and for `unused`. */
	units: number | null;
	/** cost of a unit; null where none is given. */
	rate: number | null;
	/** units × rate; null where either is; negative for `unused` where the rates claim more than the pool. */
	amount: number | null;
}

/** What is wrong, odd or worth knowing in the data, and what becomes of it? Grain: one row per entity and rule that could be asked, and per entity and reason for which rows were set aside. */
export interface DataQualityRow {
	/** place of the entity in the contract; null when no statement reads the file of a broken line. */
	entity_position: number | null;
	/** the entity; null when no statement reads the file of a broken line. */
	entity: string | null;
	/** 1 rejected, 2 flagged, 3 kept. */
	treatment_position: number;
	/** `kept`, `flagged` (used, but to be looked at) or `rejected`. */
	treatment: string;
	/** the rule, or the reason for which rows were set aside. */
	finding: string;
	/** what is counted, singular or plural as the count asks. */
	noun: string;
	/** what was found, in words that follow the noun. */
	found: string;
	/** what becomes of it. */
	rule: string;
	/** how many; 0 where the rule found nothing. */
	found_count: number;
	/** found_count / rows read of the entity; null when no rows are counted. */
	share: number | null;
	/** their amount in the reporting currency; null when they have none, or one in several currencies. */
	amount: number | null;
	/** up to five of them, with file and line where the source says. */
	examples: string[];
}

/** Which values does each dimension have, and how many accounts stand behind each? Grain: one row per dimension and value. */
export interface DimensionValuesRow {
	/** name of the dimension, as a filter takes it. */
	dimension: string;
	/** one of its values. */
	value: string;
	/** accounts or groups of which a branch has the value, among those that match the filters. */
	accounts: number;
}

/** Which entities does the data hold, how many of their rows are used, how new are they, and what would the others switch on? Grain: one row per entity of the contract. */
export interface EntitiesRow {
	/** place in the contract. */
	position: number;
	/** the entity. */
	entity: string;
	/** what it is. */
	description: string;
	/** what the product can answer only with it. */
	switches_on: string;
	/** whether a source gives it. */
	is_given: boolean;
	/** rows read, lines that could not be taken apart among them. */
	rows_read: number;
	/** rows used. */
	rows_used: number;
	/** rows set aside; rows_read = rows_used + rows_rejected. */
	rows_rejected: number;
	/** oldest day of the rows used; null when they have none. */
	first_on: string | null;
	/** newest day of the rows used; null when they have none. */
	newest_on: string | null;
	/** days from newest_on to the newest order line; null when one of them is not known. */
	days_behind: number | null;
	/** optional columns that the source does not give. */
	columns_missing: string[];
	/** columns that it gives without a single value. */
	columns_empty: string[];
	/** findings that somebody should look at. */
	flagged_count: number;
}

/** Which columns does each entity have, how many of their values are missing or unreadable, and between what do they lie? Grain: one row per entity and column of the contract, and per further column of the accounts. */
export interface EntityColumnsRow {
	/** the entity. */
	entity: string;
	/** place of the column within the entity. */
	position: number;
	/** the column. */
	column_name: string;
	/** `text`, `date`, `money`, `number`, `integer` or `boolean`. */
	type: string;
	/** what it holds. */
	description: string;
	/** whether a row without it is set aside. */
	is_required: boolean;
	/** whether the source statement gives it. */
	is_given: boolean;
	/** rows used. */
	row_count: number;
	/** those with a value. */
	filled_count: number;
	/** those without. */
	missing_count: number;
	/** those in which something else than such a value stands. */
	unread_count: number;
	/** missing_count / row_count; null when there are no rows. */
	missing_share: number | null;
	/** least value of a date or number; null when there is none, or it is a text. */
	least: string | null;
	/** largest value of a date or number; null when there is none, or it is a text. */
	largest: string | null;
}

/** What does this company's own past say of each claim that the product makes about what will come? Grain: one row per claim, as known at as_of. */
export interface EvidenceRow {
	/** `chance`: who will fall silent; `chance_value`: how likely; `money` at risk; `sort` by chance; `expected_year`; `order_window`; white space: `win_back`, what is bought again, and `never_bought`, what is bought for the first time. */
	claim: string;
	/** its place among them. */
	place: number;
	/** `use`: it beat its rival, at the newer half of the past too; `with_care`: it did over all; `do_not_use`: it did not, or there is too little to say. */
	verdict: string;
	/** what it was held to. */
	rival: string;
	/** what the figure is. */
	measure: string;
	/** the claim's own figure; null where there is too little to say. */
	figure: number | null;
	/** lower end of its 95 % interval, accounts resampled; null where there is none. */
	low: number | null;
	/** upper end; null where low is. */
	high: number | null;
	/** what low, or the figure where there is no interval, had to pass; null where the claim has no bar of its own. */
	needed: number | null;
	/** past cases on which it was judged; null where too few are known. */
	rows: number | null;
	/** day of the oldest of them; null where there is none. */
	from_on: string | null;
	/** day of the newest; null where there is none. */
	to_on: string | null;
	/** why it is not used, in words that follow "because"; null where it is. */
	reason: string | null;
}

/** Why did revenue change: which accounts are new, came back, grew, shrank, or left? Grain: one row per level, as_of, value of the asked dimension and step. */
export interface GrowthBridgeRow {
	/** `account` or `group`. */
	level: string;
	/** the day that fixes recency. */
	as_of: string;
	/** value of the dimension that was asked for; null when none was, or the accounts have none. */
	by_value: string | null;
	/** `start`: revenue of the prior window; `new`: of accounts without revenue then and without an order before the end of that window; `reactivated`: of accounts without revenue then that had ordered before; `expansion` and `contraction`: of accounts with revenue in both; `lost`: of accounts with revenue then and none now; `credits`: change of accounts' net credits; `fx`: owed to exchange rates, only where there are several currencies; `end`: revenue of the window. */
	step: string;
	/** place of the step in the bridge. */
	position: number;
	/** its revenue, all between `start` and `end` adding up to their difference; null when no line has an amount, where there is no prior window (but for `end`), and of `fx` in a bridge split by category. */
	amount: number | null;
	/** accounts behind it. */
	accounts: number;
	/** of the step `end`: revenue less that of the prior window; null for other steps and where there is no prior window. */
	change_amount: number | null;
	/** of the step `end`: change_amount / revenue of the prior window; null for other steps and where that is missing or not positive. */
	change_rate: number | null;
}

/** Why did margin change: price, cost, volume, mix, or which products were sold at all? Grain: one row per level, as_of, value of the asked dimension and step. */
export interface MarginBridgeRow {
	/** `account` or `group`. */
	level: string;
	/** the day that fixes recency. */
	as_of: string;
	/** value of the dimension that was asked for; null when none was, or the lines have none. */
	by_value: string | null;
	/** `start`: margin of the prior window; `price`: units now times the change of net price; `cost`: the same of unit cost; `volume`: margin before times the growth of revenue at constant prices; `mix`: the rest of what changed quantities bring, more or less of what earns well; `new_products` and `lost_products`: margin of products sold in one window only; `returns`: of windows in which a product's returns outweigh its sales; `uncosted`: change because a larger or smaller part of what was sold has a cost; `fx`: owed to exchange rates, only where there are several currencies; `end`: margin of the window. */
	step: string;
	/** place of the step in the bridge. */
	position: number;
	/** its margin, all between `start` and `end` adding up to their difference; null when nothing is costed in either window, where there is no prior window (but for `end`), and of `price` when no sold product has quantities. */
	amount: number | null;
	/** products behind it. */
	products: number;
	/** of the window's costed revenue of continuing products, the part whose price can be told from its volume because every sale has a quantity; null where the step is not `price` or there is no such revenue. */
	measured_share: number | null;
	/** of the step `end`: margin less that of the prior window; null for other steps, when nothing is costed in either window, and where there is no prior window. */
	change_amount: number | null;
	/** of the step `end`: change_amount / margin of the prior window; null for other steps and where that is missing or not positive. */
	change_rate: number | null;
}

/** What data stands behind the figures, how new is it, and which dates can be asked? Grain: one row. */
export interface MetaRow {
	/** name of the company. */
	company: string;
	/** day of the newest line that is not dated after the build; null when no line could be used. */
	watermark_on: string | null;
	/** the calendar's day, or the one that vital-few.yaml fixes: due dates are judged by it. */
	today: string;
	/** default as-of: the last day of the last complete month; null when no month is complete. */
	as_of: string | null;
	/** why that month is the last complete one. */
	as_of_reason: string;
	/** day of the oldest line; null when no line could be used. */
	first_on: string | null;
	/** last days of the complete months, oldest first. */
	as_of_dates: string[];
	/** reporting currency. */
	currency: string;
	/** entities that the sources give. */
	entities: string[];
	/** dimensions of the accounts. */
	dimensions: string[];
	/** optional columns of the order lines that no source gives. */
	columns_missing: string[];
	/** whether any group has more than one account. */
	has_groups: boolean;
	/** whether any line has an amount. */
	has_amount: boolean;
	/** whether any line has a cost. */
	has_cost: boolean;
	/** whether any line has a category. */
	has_category: boolean;
	/** whether a quarter was reviewed by the as-of day. */
	has_tiers: boolean;
	/** whether any account has a level of risk on the as-of day. */
	has_risk: boolean;
	/** the day on which risk is read for the as-of day: that day, and for the newest one the newest day of the data; null where risk was not read for it. */
	risk_on: string | null;
	/** order lines read from the sources. */
	rows_read: number;
	/** those that could not be used. */
	rows_rejected: number;
	/** sum of their amounts in the reporting currency, where one could be read. */
	amount_read: number;
	/** sum of the rejected ones. */
	amount_rejected: number;
	/** exact copies of other lines. */
	duplicate_rows: number;
	/** when the warehouse was built. */
	built_at: string;
	/** the build. */
	build_id: string;
	/** version of the queries that made it. */
	model_version: string;
}

/** Which rows were set aside, and why? Grain: one row per row set aside. */
export interface RejectedRowsRow {
	/** the entity; null when no statement reads the file of a broken line. */
	entity: string | null;
	/** why it was set aside. */
	reason: string;
	/** the file; null when the source does not say. */
	source_file: string | null;
	/** the line in the file; null when the source does not say. */
	source_line: number | null;
	/** the account, where it names one; null when it names none. */
	account_id: string | null;
	/** its date; null when it has none that can be read. */
	dated_on: string | null;
	/** its currency; null when the entity has none. */
	currency: string | null;
	/** its amount in that currency; null when it has none that can be read. */
	amount: number | null;
	/** the row as it was read, as JSON; null for a copy of another line. */
	source_row: string | null;
}

/** How many rows were set aside, for which reasons, and what were they worth? Grain: one row per entity, reason and currency. */
export interface RejectionsRow {
	/** the entity; null when no statement reads the file of a broken line. */
	entity: string | null;
	/** why they were set aside. */
	reason: string;
	/** their currency; null when the entity has none, or it cannot be told. */
	currency: string | null;
	/** rows set aside. */
	row_count: number;
	/** their amounts in that currency, where they could be read; null when none could. */
	amount: number | null;
	/** file of the first of them; null when the source does not say. */
	source_file: string | null;
	/** its line; null when the source does not say. */
	source_line: number | null;
}

/** How did revenue run from month to month, and how does each month stand beside the same one a year before? Grain: one row per level, as_of and month of the window that the history holds, and the open month where it follows the window. */
export interface RevenueMonthsRow {
	/** `account` or `group`. */
	level: string;
	/** the day that fixes recency. */
	as_of: string;
	/** first day. */
	month_on: string;
	/** last day. */
	month_end_on: string;
	/** whether the month is over in the data; the open month enters no rate. */
	is_complete: boolean;
	/** net revenue, 0 in a month without lines; null when no line of the data has an amount. */
	revenue: number | null;
	/** the same month of the year before; null when the history does not hold it. */
	year_before_on: string | null;
	/** its net revenue; null when the history does not hold it, or no line of the data has an amount. */
	year_before_revenue: number | null;
	/** revenue / year_before_revenue - 1; null when the month is open, or that of the year before is not known or not positive. */
	growth_rate: number | null;
	/** net amount of costed lines less their cost; null when nothing is costed. */
	margin: number | null;
	/** margin / net amount of costed lines; null when that is missing or not positive. */
	margin_share: number | null;
	/** accounts with a line in the month. */
	accounts: number;
	/** accounts with an order day in the month. */
	active_accounts: number;
	/** order numbers with a sale, each once, in the month of its first line. */
	orders: number;
	/** days with a sale in the month, of each account. */
	order_days: number;
	/** accounts whose first order day of all falls into the month; in the first month of the history that is everybody who ordered. */
	new_accounts: number;
}

/** Which accounts are behind their own rhythm, what is at stake, why, and what explains it? Grain: one row per account or group with an order by as_of, most money at risk first. */
export interface RiskRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** its group. */
	group_id: string;
	/** the group's name. */
	group_name: string;
	/** accounts that it is made of. */
	branch_count: number;
	/** order numbers with a sale up to as_of. */
	orders: number;
	/** days with a sale up to risk_on. */
	order_days: number;
	/** last of them. */
	last_order_on: string;
	/** the day on which risk is read: as_of, and for the newest month end the newest day of the data. */
	risk_on: string;
	/** from the last order to risk_on. */
	days_since_order: number;
	/** median of the own gaps from eight gaps on, else their mean drawn towards the segment's median as if two gaps were of it; null where there is no gap. */
	typical_gap_days: number | null;
	/** nine in ten of the own gaps were no longer; null where there are under eight gaps. */
	long_gap_days: number | null;
	/** days_since_order / mean_gap_days; null where there is no gap. */
	overdue_ratio: number | null;
	/** of the company's gaps, each against the typical gap before it, that were no longer; null where there is no gap. */
	overdue_percentile: number | null;
	/** after the last order, when nine in ten orders of an account with its rhythm have come; null where there is no gap. */
	late_after_days: number | null;
	/** first day of the window in which eight in ten of the next orders come, given how long it has been silent; never before tomorrow; null where there are under four gaps, the account has lapsed, or too few gaps that lasted as long came to an end. */
	next_order_from: string | null;
	/** day by which half of them have come; null where next_order_from is, or fewer ever came. */
	next_order_mid: string | null;
	/** last day of the window; null where next_order_from is, and where the window has no upper end: fewer than nine in ten of the gaps that lasted as long ever came to an end. */
	next_order_to: string | null;
	/** of the gaps that had lasted as long, those that had not ended three mean gaps later; null where next_order_from is, and in a season's rest. */
	not_back_share: number | null;
	/** `on_time` up to the median gap, `due` up to the ninth decile, `late` beyond it, `lapsed` when the last order is older than a year and than three horizons, `cannot_say` without a gap; a season's rest is `on_time`. */
	cadence_state: string;
	/** within which nineteen in twenty orders of its rhythm come, 30 to 365; null when the company has too few gaps. */
	horizon_days: number | null;
	/** mean of the last three gaps / mean of those before; null where there are under eight gaps. */
	gap_change_ratio: number | null;
	/** chance of such a ratio or a larger one if nothing had changed (exact F test); null where there are under eight gaps. */
	gap_change_p: number | null;
	/** times a year that its orders gather: 1 a season, 2 and 4 half-year and quarter budgets; null where there is no cycle, or are under six orders or two years. */
	season_cycles: number | null;
	/** whether the same stretch of each of the last two years had no order either. */
	is_season_rest: boolean;
	/** p_calibrated where past outcomes bear it out; null where they do not, see cannot_say. */
	p_silent: number | null;
	/** why there is no p_silent; null where there is one. */
	cannot_say: string | null;
	/** p_silent / p_usual; null where either is. */
	times_usual: number | null;
	/** `low` under 10 %, `raised` under 25 %, `high` under 50 %, `very_high` from there on, of p_silent; null where it is. */
	risk_level: string | null;
	/** whether it is late against its own rhythm, or of raised risk or more, and has not lapsed. */
	is_at_risk: boolean;
	/** net revenue of the year to the month end; null when no line of the data has an amount. */
	revenue: number | null;
	/** that of the year before; null when the history does not reach, or no line has an amount. */
	prior_revenue: number | null;
	/** revenue - prior_revenue; null where either is. */
	revenue_change: number | null;
	/** what a year brings if the account stays, newer months weighing more; null where it cannot be said. */
	stay_year: number | null;
	/** stay_year x (1 - chance of a year without an order); null where stay_year is, and where the past does not bear it out against last year's revenue. */
	expected_year: number | null;
	/** one in ten of such years came lower; null where expected_year is, or no year before has ended. */
	expected_year_low: number | null;
	/** one in ten came higher; null where expected_year_low is. */
	expected_year_high: number | null;
	/** expected loss: p_silent x stay_year x the share of a year that silences have truly cost; of a group the sum of its branches' where chances of accounts are borne out, else its own; null where p_silent is, where no live account's reaches 10 %, and where too few silences are known. */
	revenue_at_risk: number | null;
	/** no longer told; null for every row: silences of a common cause have no such deviation. */
	revenue_at_risk_sd: number | null;
	/** whose chances revenue_at_risk comes from, `account` or `group`; null where it is. */
	money_level: string | null;
	/** branches that are at risk; null for an account. */
	branches_at_risk: number | null;
	/** branches that have lapsed; null for an account. */
	lapsed_branches: number | null;
	/** of the branches at risk, the one with most revenue at risk, else with most revenue of the last two years; null for an account, and where no branch is at risk. */
	worst_branch_id: string | null;
	/** its name; null where worst_branch_id is. */
	worst_branch_name: string | null;
	/** up to three sentences with their figures, what weighs most first; null where the account is not behind. */
	risk_reasons: string | null;
	/** the first of them; null where there is none. */
	reason_1: string | null;
	/** the second; null where there is none. */
	reason_2: string | null;
	/** the third; null where there is none. */
	reason_3: string | null;
	/** what explains the silence, in a sentence or more; null where nothing does. */
	explanation: string | null;
	/** p_silent at the newest quarter end before as_of, by the model of that day; null where there was none. */
	p_silent_1q_ago: number | null;
	/** at the quarter end before that; null where there was none. */
	p_silent_2q_ago: number | null;
	/** at the one before that; null where there was none. */
	p_silent_3q_ago: number | null;
	/** a year of quarters ago; null where there was none. */
	p_silent_4q_ago: number | null;
	/** whether an account that still orders in its rhythm brought less than 70 % of the year before; a fact, not a forecast; null where there is no year before. */
	is_eroding: boolean | null;
	/** Every dimension of the accounts. */
	[dimension: string]: string | number | boolean | null;
}

/** How well would silence have been foretold at each past quarter end, by each rung of the ladder and by fixed rules? Grain: one row per cut-off and prediction. */
export interface RiskBacktestRow {
	/** the cut-off: everything is rebuilt from rows entered by then, and learned from outcomes known by then. */
	cut_on: string;
	/** the rung's number on the ladder, or `silent_60`, `silent_90` for a fixed rule. */
	model: string;
	/** its name. */
	label: string;
	/** whether the ladder would have put it in use on that day. */
	is_champion: boolean;
	/** accounts with an order by the cut-off whose outcome is known. */
	accounts: number;
	/** those with an order in the 91 days before it. */
	live_accounts: number;
	/** of the accounts, those that placed no order within their horizon; null when there is none. */
	silent_share: number | null;
	/** of all pairs of one account that fell silent and one that did not, those put in the right order, ties half; null when all fell silent or none did. */
	auc: number | null;
	/** the same among live accounts; null when all of them fell silent or none did. */
	auc_live: number | null;
	/** mean squared difference of chance and outcome, 0 is perfect; null where the prediction gives no chance. */
	brier: number | null;
	/** the same among live accounts; null where the prediction gives no chance. */
	brier_live: number | null;
	/** 1 - brier / that of always saying the actual share; null where the prediction gives no chance. */
	brier_skill: number | null;
	/** accounts that a silence of 60 days flags, among those that have not lapsed; a fixed rule's own number. */
	flags: number;
	/** of as many accounts with the highest chance, those that fell silent; null when there is none. */
	precision_at_k: number | null;
	/** how many times as often the highest tenth fell silent as all did; null when none did. */
	lift_at_10pct: number | null;
	/** no longer told; null for every row: see `sort` in the answer evidence. */
	revenue_captured: number | null;
	/** share foretold / share that came; null when none came or the prediction gives no chance. */
	calibration: number | null;
	/** the same by revenue; null when none was lost or the prediction gives no chance. */
	calibration_revenue: number | null;
	/** mean chance; null where the prediction gives no chance. */
	predicted_share: number | null;
	/** mean days from the start of a flag to the confirmation of a silence, none counting as 0; measured after one cut-off, for what was in use and the fixed rules; null elsewhere. */
	lead_days_mean: number;
}

/** How many accounts are at risk, erode, are explained or have lapsed, and what is at stake with each? Grain: one row per list of the answer risk. */
export interface RiskListsRow {
	/** `all`, `at_risk`, `eroding`, `explained` or `lapsed`, as in risk. */
	list: string;
	/** its place among them. */
	place: number;
	/** accounts on the list. */
	accounts: number;
	/** those of very high risk. */
	very_high_accounts: number;
	/** those of high risk. */
	high_accounts: number;
	/** those of raised risk. */
	raised_accounts: number;
	/** those late against their own rhythm. */
	late_accounts: number;
	/** those whose silence something explains. */
	explained_accounts: number;
	/** those of which no chance of silence can be said. */
	unknown_accounts: number;
	/** their revenue of the year to as_of; null when there is none. */
	revenue: number | null;
	/** that of the year before; null when the history does not reach. */
	prior_revenue: number | null;
	/** expected loss, summed; null where the past does not bear it out. */
	revenue_at_risk: number | null;
	/** no longer told; null for every row: silences of a common cause have no such deviation. */
	revenue_at_risk_sd: number | null;
	/** whose chances that money comes from, `account` or `group`; null where there is none. */
	money_level: string | null;
	/** the largest chance of silence among them; null where none is known. */
	largest_chance: number | null;
	/** the smallest; null where none is known. */
	smallest_chance: number | null;
}

/** What foretells silence at this month end, and does the past bear it out? Grain: one row. */
export interface RiskModelRow {
	/** the day on which risk is read: the month end, and for the newest one the newest day of the data. */
	risk_on: string;
	/** day of the model: what it learned was known by then. */
	model_on: string;
	/** its number on the ladder of predictions; null where nothing can be foretold. */
	rung: string | null;
	/** its name; null where nothing can be foretold. */
	label: string | null;
	/** why it is in use, or why there is none. */
	reason: string;
	/** `use`, `with_care` or `do_not_use`: whether past outcomes bear its chances out. */
	verdict: string;
	/** why they do not, in words that follow "because"; null where they do. */
	cannot_say: string | null;
	/** past cut-offs of which outcomes were known. */
	closed_cut_offs: number;
	/** live predictions by which the rungs were compared. */
	compared_accounts: number;
	/** of a year's revenue, what a silence has truly cost; null where too few silences are known. */
	lost_share: number | null;
}

/** How good has the flag been on this company's own past, beside fixed rules that everybody knows? Grain: one row per prediction, over all past cut-offs together; as of the newest month end. */
export interface RiskRecordRow {
	/** `in_use` for what the ladder had in use at each cut-off, `2` for the bare model of orders, `silent_60` and `silent_90` for fixed rules, `in_use_as_often` for what was in use, with lists as long as those of the rule of 60 days. */
	model: string;
	/** its name. */
	label: string;
	/** accounts and cut-offs judged; null where only lead times were measured. */
	accounts: number | null;
	/** those with an order in the 91 days before; null where only lead times were measured. */
	live_accounts: number | null;
	/** of all pairs of one that fell silent and one that did not, those put in the right order; null where only lead times were measured, or all or none fell silent. */
	auc: number | null;
	/** lower end of its 95 % interval, accounts resampled; null for a fixed rule. */
	auc_low: number | null;
	/** upper end; null for a fixed rule. */
	auc_high: number | null;
	/** the same among live accounts; null where auc is, or all or none of them fell silent. */
	auc_live: number | null;
	/** lower end of its interval; null for a fixed rule. */
	auc_live_low: number | null;
	/** upper end; null for a fixed rule. */
	auc_live_high: number | null;
	/** mean squared difference of chance and outcome; null where the prediction gives no chance. */
	brier: number | null;
	/** lower end of its interval; null for a fixed rule. */
	brier_low: number | null;
	/** upper end; null for a fixed rule. */
	brier_high: number | null;
	/** 1 - brier / that of always saying the actual share; null where the prediction gives no chance. */
	brier_skill: number | null;
	/** accounts that a silence of 60 days flags, a fixed rule's own number; null where only lead times were measured. */
	flags: number | null;
	/** of as many accounts with the highest chance, those that fell silent; null where only lead times were measured. */
	precision_at_k: number | null;
	/** how many times as often the highest tenth fell silent as all did; null where only lead times were measured. */
	lift_at_10pct: number | null;
	/** no longer told; null for every row: see `sort` in the answer evidence. */
	revenue_captured: number | null;
	/** of the silences of live accounts, those that a flag at the false-alert budget catches; null for a fixed rule. */
	recall_at_budget: number | null;
	/** mean chance; null where the prediction gives no chance. */
	predicted_share: number | null;
	/** that fell silent; null where only lead times were measured. */
	actual_share: number | null;
	/** of revenue, expected to fall silent; null where there is no chance or no revenue. */
	predicted_revenue_share: number | null;
	/** of revenue, that fell silent; null where there is no revenue or only lead times were measured. */
	actual_revenue_share: number | null;
	/** cut-off after which accounts were followed week by week for a year, or for what there is of it; null where the history is too short. */
	lead_cut_on: string | null;
	/** silences that began and were confirmed in that year; null where the history is too short. */
	episodes: number | null;
	/** weeks of accounts that were flagged in that year: how long the list was, summed over its weeks; null where the history is too short. */
	weeks_flagged: number | null;
	/** of the silences, those flagged when they were confirmed; null where the history is too short. */
	flagged_share: number | null;
	/** mean days from the start of a flag to the confirmation, none counting as 0; null where the history is too short. */
	lead_days_mean: number | null;
	/** of the silences, those flagged before the last order; null where the history is too short. */
	flagged_before_last_order_share: number | null;
}

/** Of all that was given a chance of silence, how often did it come? Grain: one row per prediction that gives a chance and tenth of the chances, over all past cut-offs together. */
export interface RiskReliabilityRow {
	/** `in_use` or `2`, as in risk_record. */
	model: string;
	/** lower end of the chances. */
	chance_from: number;
	/** upper end. */
	chance_to: number;
	/** accounts and cut-offs that were given such a chance. */
	accounts: number;
	/** their mean chance; null when there is none. */
	predicted_share: number | null;
	/** of them, those that fell silent; null when there is none. */
	actual_share: number | null;
}

/** What did we say of risk at each month end, and what came? Grain: one row per month end and level of risk that was told, as written down then and never reckoned anew. */
export interface RiskToldRow {
	/** the month end of which it was told. */
	told_of: string;
	/** day of the build that told it. */
	told_on: string;
	/** whether no build saw that month end while it was the newest: no proof of anything. */
	is_reconstructed: boolean;
	/** the level that was told; null where no chance was. */
	risk_level: string | null;
	/** its place among them, the highest first. */
	place: number;
	/** accounts of that level. */
	accounts: number;
	/** those whose horizon has ended since. */
	known_accounts: number;
	/** mean chance told of those; null when there is none. */
	predicted_share: number | null;
	/** of those, that placed no order within their horizon; null when there is none. */
	silent_share: number | null;
	/** what a year of those was expected to bring if they stayed; null where it is not known. */
	stay_year: number | null;
	/** of those that fell silent; null where it is not known. */
	silent_stay_year: number | null;
	/** expected loss told of all of that level; null where none was told. */
	expected_loss: number | null;
	/** accounts that the data no longer has. */
	gone_accounts: number;
}

/** Which accounts, groups, branches, owners, orders, quotes, deliveries, invoices, agreements and cases go by this name or number? Grain: one row per thing found, the ten best of each kind. */
export interface SearchRow {
	/** 1 for what fits best: the same text first, then what begins with it, then what holds it. */
	position: number;
	/** `group`, `account`, `branch` (an account of a group, where groups are shown), `owner`, `order`, `quote`, `delivery`, `invoice`, `agreement` or `case`. */
	kind: string;
	/** `exact`, `prefix` or `contains`. */
	fit: string;
	/** the id, the number, or the owner. */
	id: string;
	/** the name of an account, group, branch or owner, else the number. */
	label: string;
	/** the account or group whose record holds it; null for an owner. */
	record_id: string | null;
	/** its name; null for an owner. */
	record_name: string | null;
	/** `account` or `group`: the level of that record; null for an owner. */
	record_level: string | null;
	/** the branch of that group which it is, or is of; null where the record is the account's own. */
	branch_id: string | null;
	/** its name; null where the record is the account's own. */
	branch_name: string | null;
	/** day of the document; null where it is none. */
	happened_on: string | null;
	/** accounts of an owner; null for anything else. */
	accounts: number | null;
}

/** How much did the accounts bring, how did that change, and how much of last year's revenue stayed? Grain: one row per level and as_of. */
export interface SummaryRow {
	/** `account` or `group`. */
	level: string;
	/** the day that fixes recency. */
	as_of: string;
	/** net revenue of all accounts in the window; null when no line of the data has an amount, or no account matches. */
	revenue: number | null;
	/** the same in the prior window; null when there is none, or no account matches. */
	prior_revenue: number | null;
	/** revenue / prior_revenue - 1; null when the prior window is missing or not positive. */
	growth_rate: number | null;
	/** net amount of costed lines less their cost; null when nothing is costed. */
	margin: number | null;
	/** margin / net amount of costed lines; null when that is missing or not positive. */
	margin_share: number | null;
	/** net amount of costed lines / revenue; null when either is missing or not positive. */
	margin_coverage_share: number | null;
	/** margin_share of the prior window; null where nothing costed was sold in it. */
	prior_margin_share: number | null;
	/** accounts that match the filters and are known by then: with a line in the window or the prior one, or an order up to as_of; the rows of the answer accounts. 0 says that nobody matches, not that the data lacks anything. */
	known_accounts: number;
	/** accounts with a line in the window. */
	accounts: number;
	/** accounts with an order day in the window. */
	active_accounts: number;
	/** order numbers with a sale, each once, on the day of its first line, in the window. */
	orders: number;
	/** days with a sale in the window, of each account. */
	order_days: number;
	/** accounts with revenue in the window, none in the prior one and no order before that one's end, as in the growth bridge; null when there is no prior window. */
	new_accounts: number | null;
	/** accounts with revenue in the prior window and none in this one; null when there is no prior window. */
	lost_accounts: number | null;
	/** gross revenue retention: sum of min(revenue, prior revenue) / prior revenue, over accounts with prior revenue; null when there is none. */
	grr: number | null;
	/** lower end of what grr would show if nothing but the timing and the size of orders had varied, in 95 of 100 cases, with gaps as random and as regular as the company's are; null when there is no prior revenue, or under five accounts of the company have three valued orders in two years. */
	grr_no_change_baseline_low: number | null;
	/** upper end of it; null when grr_no_change_baseline_low is. */
	grr_no_change_baseline_high: number | null;
	/** `fewer` or `more` was kept than timing and size of orders alone would have it, `no_change` where grr lies between both ends; null when grr_no_change_baseline_low is. */
	grr_verdict: string | null;
	/** of the accounts with prior revenue, those that have revenue now; null when there is none. */
	logo_retention: number | null;
	/** net revenue retention: revenue / prior revenue of accounts with prior revenue; null when there is none. */
	nrr: number | null;
	/** lower end of what nrr would show if nothing but the timing and the size of orders had varied, in 95 of 100 cases; null when grr_no_change_baseline_low is. */
	nrr_no_change_baseline_low: number | null;
	/** upper end of it; null when grr_no_change_baseline_low is. */
	nrr_no_change_baseline_high: number | null;
	/** expected loss, summed, as in risk; null where the past does not bear it out. */
	revenue_at_risk: number | null;
	/** no longer told; null for every row: silences of a common cause have no such deviation. */
	revenue_at_risk_sd: number | null;
	/** accounts of tier key; null when there are no tiers. */
	key_accounts: number | null;
	/** their share of the positive revenue; null when there are no tiers. */
	key_account_share: number | null;
	/** median revenue of a key account / of any other, of those with revenue; null when there are none. */
	key_account_multiple: number | null;
}

/** By which model were the tiers of the last closed quarter given? Grain: one row per criterion, with points or without. */
export interface TierModelRow {
	/** the criterion. */
	criterion: string;
	/** what the model calls it. */
	label: string;
	/** `value` or `potential`. */
	axis: string;
	/** whether departments judge it, on 1 to 5. */
	is_judged: boolean;
	/** place in the model. */
	place: number;
	/** points of a hundred. */
	points: number;
	/** `log` or `linear`. */
	scale: string;
	/** figure that scores 0, frozen; 1 for judged criteria; null where no account has a figure. */
	low: number | null;
	/** figure that scores 1, frozen; 5 for judged criteria; null where no account has a figure. */
	high: number | null;
	/** last day of the quarter. */
	tier_on: string;
	/** first day of the quarter after it. */
	next_quarter_on: string;
	/** version of the model. */
	model_version: string;
	/** names the content of the version. */
	model_id: string;
	/** day of the snapshot from which anchors and peers were taken. */
	reference_on: string;
	/** whether the quarter was reviewed after its time. */
	is_reconstructed: boolean;
	/** score from which an account becomes key. */
	key_entry: number;
	/** score under which it can lose that. */
	key_exit: number;
	/** score from which an account becomes growth. */
	growth_entry: number;
	/** score under which it can lose that. */
	growth_exit: number;
	/** quarters after a promotion without a demotion. */
	minimum_stay: number;
	/** the low anchor that the model itself gives; null where it is taken from the snapshot. */
	given_low: number | null;
	/** the high anchor that the model itself gives; null where it is taken from the snapshot. */
	given_high: number | null;
	/** departments that judge it, with their weight: `sales 1`; null for figures. */
	asked_departments: string[] | null;
	/** what its scores mean: `5 others follow it`; null where the model does not say. */
	anchored_scores: string[] | null;
	/** first day of the version. */
	valid_from: string;
	/** days after which a judgement counts half. */
	half_life_days: number;
	/** difference from which departments disagree. */
	disagreement_range: number;
	/** contribution under which an account is not key; null where that gate is off. */
	contribution_floor: number | null;
	/** share of list price under which it is not; null where that gate is off. */
	price_realisation_floor: number | null;
	/** order days under which an account is emerging. */
	emerging_orders: number;
	/** months since its first order under which it is. */
	emerging_months: number;
}

/** Which accounts changed tier in the last closed quarter, and what revenue moved with them? Grain: one row per tier of the quarter before and tier of the quarter. */
export interface TierMovesRow {
	/** tier of the quarter before; null where the account had none. */
	from_tier: string | null;
	/** tier of the quarter; null where it could not be scored. */
	to_tier: string | null;
	/** accounts or groups. */
	accounts: number;
	/** their net revenue of the twelve months; null when no line has an amount. */
	revenue: number | null;
	/** mean of the points that figures moved their scores by; null without prior scores. */
	move_data: number | null;
	/** mean of the points that judgement moved them by; null without prior scores. */
	move_judgement: number | null;
	/** mean of the points that another model moved them by; null without prior scores. */
	move_weights: number | null;
}

/** Where does each account or group stand between value and potential, and what does its tier hang on? Grain: one row per account or group that was reviewed in the last closed quarter. */
export interface TierPointsRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** `key`, `growth`, `standard` or `emerging`; null where it could not be scored. */
	tier: string | null;
	/** 0 to 100; an emerging account's on potential only; null where nothing is known. */
	score: number | null;
	/** 0 to 100, current value; null where nothing of it is known. */
	value: number | null;
	/** 0 to 100, future potential; null where nothing of it is known. */
	potential: number | null;
	/** net revenue of the twelve months, for a year where the history holds less; null when no line has an amount. */
	revenue: number | null;
	/** tier of the quarter before: 2 key, 1 growth, 0 standard or emerging; null where it had none. */
	prior_rank: number | null;
	/** tier under which the review cannot take it, whatever it scores. */
	least_rank: number;
	/** 2, or 1 where a gate keeps it out of key. */
	highest_rank: number;
	/** score on the criterion, 0 to 1; null where it is not known. */
	contribution_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	revenue_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	price_realisation_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	breadth_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	growth_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	white_space_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	planned_growth_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	candidate_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	strategic_alignment_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	market_influence_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	reference_value_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	referrals_score: number | null;
}

/** What does each tier bring, and what effort does it take? Grain: one row per tier that has an account. */
export interface TierSharesRow {
	/** `key`, `growth`, `standard` or `emerging`; null for accounts that could not be scored or were not reviewed. */
	tier: string | null;
	/** 1 for key, and so on. */
	place: number;
	/** accounts or groups known by then, as in the summary's known_accounts: a key account without a sale in the window is one all the same. */
	accounts: number;
	/** of all of them; null when there is none. */
	account_share: number | null;
	/** net revenue in the window; null when no line has an amount. */
	revenue: number | null;
	/** of the positive revenue; null when there is none. */
	revenue_share: number | null;
	/** of an account with positive revenue; null when none has. */
	median_revenue: number | null;
	/** net amount of costed lines less their cost; null when nothing is costed. */
	margin: number | null;
	/** of all margin; null when nothing is costed or the total is not positive. */
	margin_share_of_all: number | null;
	/** cost of serving in the window; null where no rate is given. */
	cost_to_serve: number | null;
	/** of the cost of serving all accounts; null where no rate is given. */
	cost_to_serve_share: number | null;
	/** cost_to_serve / margin: more than 1 where serving takes more than is earned; null where no rate is given, or the margin is not known or not positive. */
	cost_to_serve_of_margin: number | null;
	/** margin after freight, rebates and service; null when nothing is costed or no rate is given. */
	contribution: number | null;
	/** accounts that the last review raised to it. */
	risen: number;
	/** accounts that the last review lowered to it. */
	fallen: number;
	/** accounts that keep it in less than nine of ten weight draws; null where none were made. */
	contested: number | null;
	/** accounts on which departments disagree. */
	disputed: number;
}

/** Which accounts would be in another tier, had the last review been made with other points or thresholds? Grain: one row per account or group that would be in another tier. */
export interface TierWhatIfRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** last day of the quarter that was reviewed. */
	tier_on: string;
	/** `key`, `growth` or `standard`; null where it could not be scored. */
	tier: string | null;
	/** the tier it would be in; its figures, its judgements, the anchors, the gates, the minimum stay and the tiers of earlier quarters are held as they are. */
	tier_if: string;
	/** 0 to 100; null where nothing was known. */
	score: number | null;
	/** 0 to 100; null where nothing would be known. */
	score_if: number | null;
	/** 0 to 100, current value; null where nothing of it was known. */
	value: number | null;
	/** 0 to 100; null where nothing of it would be known. */
	value_if: number | null;
	/** 0 to 100, future potential; null where nothing of it was known. */
	potential: number | null;
	/** 0 to 100; null where nothing of it would be known. */
	potential_if: number | null;
	/** net revenue of the twelve months, for a year where the history holds less; null when no line has an amount. */
	revenue: number | null;
}

/** Who is a key account, why, how sure is that, and what would change it? Grain: one row per account or group that was reviewed in the last closed quarter. */
export interface TiersRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** last day of the quarter that was reviewed. */
	tier_on: string;
	/** version of the tier model of that quarter. */
	model_version: string;
	/** whether the quarter was reviewed after its time. */
	is_reconstructed: boolean;
	/** `key`, `growth`, `standard` or `emerging`; null where it could not be scored. */
	tier: string | null;
	/** of the quarter before; null where it had none. */
	prior_tier: string | null;
	/** 0 to 100; an emerging account's on potential only; null where nothing is known. */
	score: number | null;
	/** 0 to 100, current value; null where nothing of it is known. */
	value: number | null;
	/** 0 to 100, future potential; null where nothing of it is known. */
	potential: number | null;
	/** of the quarter before; null where it had none. */
	prior_score: number | null;
	/** points that figures moved the score by; null where there is no prior score. */
	move_data: number | null;
	/** points that the departments' judgement moved it by, its age included; null where there is no prior score. */
	move_judgement: number | null;
	/** points that another model or its new anchors moved it by; null where there is no prior score. */
	move_weights: number | null;
	/** weight draws in which it keeps its tier, from .9 robust, below contested; null where none were made. */
	stability: number | null;
	/** points that stand on known figures and fresh judgements / all points. */
	confidence_share: number;
	/** tier above; null where it is key or emerging. */
	next_tier: string | null;
	/** points of score that are missing to its entry; null where there is no next tier. */
	points_to_next: number | null;
	/** what alone would be enough, in plain units; null where there is no next tier. */
	distance_to_next: string | null;
	/** why it may not be key; null where no gate is shut. */
	gate_reason: string | null;
	/** net revenue of the twelve months, for a year where the history holds less; null when no line has an amount. */
	revenue: number | null;
	/** after service; after freight and rebates alone where no rates are given; null when nothing is costed. */
	contribution: number | null;
	/** `contribution` after service, `margin` where no rates are given, `none` without any cost. */
	contribution_basis: string;
	/** net amount of lines with a list amount / their list amount; null when none has one. */
	price_realisation: number | null;
	/** categories bought; null when no line has a category. */
	breadth: number | null;
	/** symmetric, over the twelve months before; null where there is no baseline. */
	growth: number | null;
	/** expected of categories that it does not buy; null where no list of white space passed its check. */
	white_space: number | null;
	/** symmetric, from the twelve months to the plan; null where there is no plan. */
	planned_growth: number | null;
	/** whether it orders often and at rising values. */
	is_candidate: boolean;
	/** pairs of its orders of which the later is the larger / all pairs; null where it is no candidate. */
	rising_share: number | null;
	/** days with a sale up to the quarter's end. */
	order_days_to_date: number;
	/** score on the criterion, 0 to 1; null where it is not known. */
	contribution_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	revenue_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	price_realisation_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	breadth_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	growth_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	white_space_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	planned_growth_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	candidate_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	strategic_alignment_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	market_influence_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	reference_value_score: number | null;
	/** score on the criterion, 0 to 1; null where it is not known. */
	referrals_score: number | null;
	/** widest spread between departments, on 1 to 5; null where no two judged one criterion. */
	rating_spread: number | null;
	/** criteria on which departments disagree; null where they do not. */
	disputed: string[] | null;
	/** judgements that have faded below a quarter; null where none has. */
	stale: string[] | null;
	/** why a key account no longer merits it: a gate, its score, or that serving it takes half of its margin and twice as much of it as at the median key account; null where it does or is none. */
	unmerited_reason: string | null;
	/** cost of serving / contribution before service, 0 or more; null where it is no key account, no rate is given or it has no contribution before service. */
	service_load: number | null;
	/** of `service`, `contact` and `delivery` what is worse than the median key account's beyond chance; null where nothing is or it is no key account. */
	under_served_by: string[] | null;
	/** touchpoints in the twelve months; null where it is no key account or there are none. */
	contacts: number | null;
	/** deliveries that arrived, or else left, in time / deliveries due; null where it is no key account or none was due. */
	in_time_share: number | null;
	/** service commitments met / known; null where it is no key account or none is known. */
	commitment_share: number | null;
	/** accounts that name it as the one that referred them. */
	referred_accounts: number;
}

/** How much profit do the best accounts make together, and how much do the others take away again? Grain: one row per account or group with a known margin in the window (contribution, where rates of service are given), best first. */
export interface WhaleCurveRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** place in the order of amount, ties by account_id. */
	position: number;
	/** position / accounts with a known margin. */
	account_share: number;
	/** net revenue in the window. */
	revenue: number;
	/** its profit on that basis. */
	amount: number;
	/** of all up to this place. */
	cumulative_amount: number;
	/** cumulative_amount / the total: above 1 before those who lose money; null when the total is not positive. */
	cumulative_share: number | null;
	/** `margin`: net amount of costed lines less their cost; `contribution`: margin less the cost to serve. */
	basis: string;
}

/** Which categories that others buy has each account or group not bought for twelve months, and what may come of it? Grain: one row per account or group with revenue in the twelve months up to as_of, list and category, at most three of each list. */
export interface WhiteSpaceRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** `win_back`: it bought the category before the twelve months; `never_bought`: it never did. */
	list: string;
	/** the category. */
	category: string;
	/** chance that it buys the category within a year: its own where the list may be ranked; for win_back else the share of all such cells that was bought in the last year; null for never_bought where the check failed or is not possible, and for win_back where under 20 were bought. */
	chance: number | null;
	/** chance × what a first year of the category brings an account of its size; null where the list did not pass its check. */
	expected_amount: number | null;
	/** net revenue of the account or group in the twelve months. */
	revenue: number;
	/** last month in which it bought the category; null for never_bought. */
	last_bought_month: string | null;
	/** other accounts of its size: half to twice its octave of revenue. */
	peers: number;
	/** of them, those that bought the category in the twelve months; null where there are none. */
	peer_share: number | null;
	/** what the same rule of a year before promised of the list / what came since; null where the history is too short or nothing came. */
	check_ratio: number | null;
	/** of pairs of a cell that was bought since and one that was not, the share that the rule put in the right order; null where the history is too short, or all or none were bought. */
	check_auc: number | null;
}

/** Which accounts began in a cohort, and which of them still buy? Grain: one row per account or group of the cohorts whose first order lies within from and to. */
export interface CohortAccountsRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** value of the dimension that was asked for; null when none was, or the account has none. */
	by_value: string | null;
	/** first day of the period of its first order. */
	cohort_on: string;
	/** its first order day. */
	first_order_on: string;
	/** its last order day by as_of. */
	last_order_on: string;
	/** order numbers with a sale in the asked period, or by as_of, each on the day of its first line. */
	orders: number;
	/** days with a sale in it. */
	order_days: number;
	/** whether there is any. */
	is_active: boolean;
	/** net revenue in the asked period, or by as_of; null when no line of the data has an amount. */
	revenue: number | null;
}

/** Which accounts are behind each step of the bridge of revenue? Grain: one row per step, value of the asked dimension and account or group that moves it. */
export interface GrowthBridgeAccountsRow {
	/** the account or group. */
	account_id: string;
	/** its name. */
	name: string;
	/** value of the dimension that was asked for; null when none was, or the account has none. */
	by_value: string | null;
	/** step of `growth_bridge`. */
	step: string;
	/** what it adds to the step. */
	amount: number;
	/** net revenue in the window. */
	revenue: number;
	/** net revenue in the prior window; null when there is none. */
	prior_revenue: number | null;
	/** part of the revenue that is owed to exchange rates; null in a bridge split by category. */
	fx_amount: number;
}

/** Which order lines make up the figures of the selected accounts in the window? Grain: one row per order line in the window. */
export interface LinesRow {
	/** the order. */
	order_id: string;
	/** position within the order; null where the source gives none. */
	line_no: string | null;
	/** the account; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** day of the order. */
	ordered_on: string;
	/** day on which the line was entered. */
	entered_on: string;
	/** `sale`, `return` or `credit`. */
	kind: string;
	/** the product; null where the line names none. */
	product_id: string | null;
	/** its name; null where the source has none. */
	product_name: string | null;
	/** its category; null where the line has none. */
	category: string | null;
	/** units; null where not known. */
	quantity: number | null;
	/** net_amount / quantity; null where either is missing, or they have different signs. */
	unit_price: number | null;
	/** list amount; null where the line has none. */
	list_amount: number | null;
	/** net amount in the reporting currency; null where the line has none. */
	net_amount: number | null;
	/** cost; null where the line has none. */
	cost_amount: number | null;
	/** net amount less cost; null where either is missing. */
	margin: number | null;
	/** freight borne; null where not known. */
	freight_amount: number | null;
	/** rebate granted; null where not known. */
	rebate_amount: number | null;
	/** currency of the line. */
	currency: string;
	/** net amount in that currency; null where the line has none. */
	local_amount: number | null;
	/** whether it is of a rush order; null where not known. */
	is_rush: boolean | null;
	/** file that the line was read from; null where the source does not say. */
	source_file: string | null;
	/** line of that file; null where the source does not say. */
	source_line: number | null;
}

/** Which products are behind each step of the bridge of margin? Grain: one row per value of the asked dimension and product (category, for lines without a product) with costed lines. */
export interface MarginBridgeProductsRow {
	/** value of the dimension that was asked for; null when none was, or the lines have none. */
	by_value: string | null;
	/** the product; null where the lines name none. */
	product_id: string | null;
	/** its name; null where the source has none. */
	product_name: string | null;
	/** its category; null where the lines have none. */
	category: string | null;
	/** `continuing`, `new`, `lost`, `coverage` (sold in both windows, costed in one) or `returns`; null where there is no prior window. */
	role: string | null;
	/** margin in the window, 0 where nothing is costed. */
	margin: number;
	/** margin in the prior window, 0 where nothing is costed. */
	prior_margin: number;
	/** their difference. */
	margin_change: number;
	/** its part of the step `price`; null where there is no prior window. */
	price_amount: number | null;
	/** its part of the step `cost`; null where there is no prior window. */
	cost_amount: number | null;
	/** its part of the steps `volume` and `mix` together, which no single product has apart; null where there is no prior window. */
	quantity_amount: number | null;
	/** its part of the step `new_products`; null where there is no prior window. */
	new_amount: number | null;
	/** its part of the step `lost_products`; null where there is no prior window. */
	lost_amount: number | null;
	/** its part of the step `returns`; null where there is no prior window. */
	returns_amount: number | null;
	/** its part of the step `uncosted`; null where there is no prior window. */
	uncosted_amount: number | null;
	/** its part of the step `fx`; null where there is no prior window. */
	fx_amount: number | null;
	/** net amount of its costed lines in the window; null when none is costed. */
	costed_revenue: number | null;
	/** the same in the prior window; null when none is costed. */
	prior_costed_revenue: number | null;
	/** whether all of its sales have a quantity, so that price and volume can be told apart. */
	is_measured: boolean;
}

/** Which orders make up the figures of the selected accounts in the window? Grain: one row per order, return or credit note and account with a line in the window; only its lines in the window count. */
export interface OrdersRow {
	/** the order. */
	order_id: string;
	/** the account that ordered; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** day of the order; of its first line, where lines differ. */
	ordered_on: string;
	/** `sale`, `return` or `credit`; `mixed` where lines differ. */
	kind: string;
	/** net amount of its lines; null when none has an amount. */
	revenue: number | null;
	/** net amount of costed lines less their cost; null when none is costed. */
	margin: number | null;
	/** net amount of costed lines; null when none is costed. */
	costed_revenue: number | null;
	/** margin / costed_revenue; null when none is costed. */
	margin_share: number | null;
	/** net amount of lines with a list amount / their list amount; null when none has one. */
	price_realisation: number | null;
	/** units; null when none is known. */
	quantity: number | null;
	/** lines. */
	lines: number;
	/** products. */
	products: number;
	/** whether any line is of a rush order; null when the source does not say. */
	is_rush: boolean | null;
	/** currency of its lines; `mixed` where they differ. */
	currency: string;
	/** net amount in that currency; null when none has an amount, or currencies differ. */
	local_amount: number | null;
	/** what the orders say became of it; null where they do not hold it. */
	status: string | null;
	/** promised day of delivery; null where the orders do not say. */
	promised_on: string | null;
	/** whether its status is `open`; null where there is no status. */
	is_open: boolean | null;
}

/** What was agreed with the account, when does it end, and what did it give away? Grain: one row per agreement of the account, of one of a group's accounts, or of its group. */
export interface AccountAgreementsRow {
	/** the agreement. */
	agreement_id: string;
	/** the account it binds; null where it binds the group. */
	account_id: string | null;
	/** the group. */
	group_id: string;
	/** `price`, `service` or `capacity`. */
	kind: string;
	/** first day. */
	valid_from: string;
	/** last day; null where it is open-ended. */
	valid_to: string | null;
	/** `coming`, `running` or `ended` at as_of, or today. */
	state: string;
	/** until its last day; null where it is open-ended or not running. */
	days_to_end: number | null;
	/** product it is about; null where it is about no single one. */
	product_id: string | null;
	/** product category it is about; null where it is about no single one. */
	category: string | null;
	/** agreed unit price, in `currency`; null where none is agreed. */
	agreed_price: number | null;
	/** agreed discount; null where none is agreed. */
	discount_share: number | null;
	/** its currency; null where the source has none. */
	currency: string | null;
	/** order lines that it decides: of two, the one that began later does. */
	lines: number;
	/** their net amount, in the reporting currency; null when none has an amount. */
	revenue: number | null;
	/** their list amount less their net amount, where both are known; null when none has both. */
	discount_amount: number | null;
	/** what was invoiced below the agreed price or discounted beyond the agreed share; null where no line can be held against it. */
	under_amount: number | null;
	/** what was invoiced above it; null where no line can be held against it. */
	over_amount: number | null;
	/** revenue promised in return; null where none is. */
	promised_amount: number | null;
	/** what we promised; null where nothing is. */
	commitment: string | null;
	/** target of the commitment; null where there is none. */
	target: number | null;
}

/** Which complaints and service cases does the account have, and which of them are open? Grain: one row per case. */
export interface AccountCasesRow {
	/** the case. */
	case_id: string;
	/** the account; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** day it was opened. */
	opened_on: string;
	/** day it was closed; null while it is open. */
	closed_on: string;
	/** day it was escalated; null where it was not. */
	escalated_on: string | null;
	/** as the source has it; null where it has none. */
	severity: string | null;
	/** whether the severity is `high`, `critical`, 1 or 2; null where there is none. */
	is_severe: boolean | null;
	/** whether it was not closed by as_of, or today. */
	is_open: boolean;
	/** from its opening to its end or, while it is open, to as_of or today; 0 where it ends before it opens. */
	age_days: number;
	/** minutes worked on it; null where not known. */
	minutes: number | null;
	/** whether the commitment was met; null where not known. */
	met_commitment: boolean | null;
}

/** What does the account buy of each category, and how did that change? Grain: one row per category with a line of the account by the end of the window. */
export interface AccountCategoriesRow {
	/** the category; null where lines have none. */
	category: string | null;
	/** net revenue in the window; null when no line of the data has an amount. */
	revenue: number | null;
	/** of the account's positive revenue by category; null where revenue is not positive. */
	revenue_share: number | null;
	/** net revenue in the prior window; null when there is none. */
	prior_revenue: number | null;
	/** revenue / prior_revenue - 1; null when prior_revenue is missing or not positive. */
	growth_rate: number | null;
	/** net amount of costed lines less their cost; null when none is costed. */
	margin: number | null;
	/** margin / net amount of costed lines; null when none is costed. */
	margin_share: number | null;
	/** margin of the prior window; null when none is costed. */
	prior_margin: number | null;
	/** net amount of lines with a list amount / their list amount; null when none has one. */
	price_realisation: number | null;
	/** units; null when none is known. */
	quantity: number | null;
	/** units in the prior window; null when none is known. */
	prior_quantity: number | null;
	/** lines in the window. */
	lines: number;
	/** month of its newest sale by the end of the window; null where there is none. */
	last_bought_month: string | null;
}

/** When was the account last in contact with each level, and how often? Grain: one row per level of contacts. */
export interface AccountContactLevelsRow {
	/** `executive`, `manager` or `operational`, else as the source has it; null where it has none. */
	level: string | null;
	/** contacts by as_of or today. */
	contacts: number;
	/** day of the last. */
	last_on: string;
	/** from the last to as_of or today. */
	days_ago: number;
	/** visit, call, mail … of the last; of several on one day the first by name; null where there is none. */
	last_kind: string | null;
}

/** What was delivered to the account, how late and how much short? Grain: one row per delivery. */
export interface AccountDeliveriesRow {
	/** the delivery. */
	delivery_id: string;
	/** the account; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** the order it delivers; null where it names none. */
	order_id: string | null;
	/** promised day; null where there is none. */
	promised_on: string | null;
	/** day it left; null where it has not, or none is known. */
	shipped_on: string | null;
	/** day it arrived; null where it has not by as_of or today, or none is known. */
	delivered_on: string | null;
	/** from the promised day to the day it arrived, or else to the day it left or, where it has done neither, to as_of or today; negative when early; null when nothing was promised, it is not due yet, or it is over on a day that is not known. */
	days_late: number | null;
	/** whether it arrived, or else left, after the promised day, or has done neither and is overdue; null when nothing was promised, or it is over on a day that is not known. */
	is_late: boolean | null;
	/** whether it is still to come: it has neither arrived nor left, and no status says that it is over. */
	is_due: boolean;
	/** units delivered; null where not known. */
	quantity: number | null;
	/** units ordered; null where not known. */
	ordered_quantity: number | null;
	/** units ordered and not delivered by a delivery that arrived or, where no arrival is known, left; null where not known. */
	short_quantity: number | null;
	/** as the source has it today; null where it has none. */
	status: string | null;
}

/** What happened with the account beside its orders, and on which days? Grain: one row per day and kind of event; `from` and `to` bound the days. */
export interface AccountEventsRow {
	/** the day. */
	happened_on: string;
	/** `delivery_late`, `delivery_short` (one that was both is late), `credit` (an order, return or credit note below zero), `commitment_missed`, `quote_ended` (lost or expired), or `agreement_ended`. */
	event: string;
	/** how many. */
	events: number;
	/** what they are worth; null where nothing says. */
	amount: number | null;
}

/** What was the account invoiced, and what of it is unpaid or overdue? Grain: one row per invoice or credit note. */
export interface AccountInvoicesRow {
	/** the invoice. */
	invoice_id: string;
	/** the account; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** day of issue. */
	issued_on: string;
	/** amount due, in the reporting currency. */
	amount: number;
	/** currency of the invoice. */
	currency: string;
	/** the amount in it. */
	local_amount: number;
	/** day it is due; null where there is none. */
	due_on: string | null;
	/** amount paid so far, in the reporting currency; null where not known. */
	paid_amount: number | null;
	/** amount - paid_amount; null where it is not known what was paid. */
	open_amount: number | null;
	/** day of the last payment; null where there was none. */
	paid_on: string | null;
	/** from issue to the last payment; null where there was none. */
	days_to_pay: number | null;
	/** since it was due; null where it is settled, not due, or not known what was paid. */
	days_overdue: number | null;
	/** whether it is due and not settled; null where there is no day, or not known what was paid. */
	is_overdue: boolean | null;
	/** the order it bills; null where it names none. */
	order_id: string | null;
}

/** Which order lines did the account have? Grain: one row per order line. */
export interface AccountLinesRow {
	/** the order. */
	order_id: string;
	/** position within the order; null where the source gives none. */
	line_no: string | null;
	/** the account; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** day of the order. */
	ordered_on: string;
	/** day on which the line was entered. */
	entered_on: string;
	/** `sale`, `return` or `credit`. */
	kind: string;
	/** the product; null where the line names none. */
	product_id: string | null;
	/** its name; null where the source has none. */
	product_name: string | null;
	/** its category; null where the line has none. */
	category: string | null;
	/** units; null where not known. */
	quantity: number | null;
	/** net_amount / quantity; null where either is missing, or they have different signs. */
	unit_price: number | null;
	/** list amount; null where the line has none. */
	list_amount: number | null;
	/** net amount in the reporting currency; null where the line has none. */
	net_amount: number | null;
	/** cost; null where the line has none. */
	cost_amount: number | null;
	/** net amount less cost; null where either is missing. */
	margin: number | null;
	/** freight borne; null where not known. */
	freight_amount: number | null;
	/** rebate granted; null where not known. */
	rebate_amount: number | null;
	/** currency of the line. */
	currency: string;
	/** net amount in that currency; null where the line has none. */
	local_amount: number | null;
	/** whether it is of a rush order; null where not known. */
	is_rush: boolean | null;
	/** file that the line was read from; null where the source does not say. */
	source_file: string | null;
	/** line of that file; null where the source does not say. */
	source_line: number | null;
}

/** What did the account buy in each month, with what margin, in how many orders? Grain: one row per month from the first line or order of the account to the newest month of the data. */
export interface AccountMonthsRow {
	/** first day. */
	month_on: string;
	/** last day. */
	month_end_on: string;
	/** first day of its fiscal quarter. */
	quarter_on: string;
	/** first day of its fiscal year. */
	year_on: string;
	/** whether the month is over in the data. */
	is_complete: boolean;
	/** net revenue, 0 in a month without lines; null when no line of the data has an amount. */
	revenue: number | null;
	/** net revenue of the same month of the year before; null when that lies before the first line or order of the account, or no line of the data has an amount. */
	year_before_revenue: number | null;
	/** returns and credits, 0 in a month without any; null when no line of the data has an amount. */
	credit_amount: number | null;
	/** net amount of costed lines less their cost; null when none is costed. */
	margin: number | null;
	/** net amount of costed lines; null when none is costed. */
	costed_revenue: number | null;
	/** margin / costed_revenue; null when none is costed. */
	margin_share: number | null;
	/** net amount of lines with a list amount / their list amount; null when none has one. */
	price_realisation: number | null;
	/** lines. */
	lines: number;
	/** order numbers with a sale, each once, in the month of its first line. */
	orders: number;
	/** days with a sale. */
	order_days: number;
}

/** On which days did the account order, and how long was it silent before each? Grain: one row per order day: a day with a sale. */
export interface AccountOrderDaysRow {
	/** the day. */
	ordered_on: string;
	/** order numbers that began on it. */
	orders: number;
	/** net amount of its sales; null when none has an amount. */
	revenue: number | null;
	/** its sale lines. */
	lines: number;
	/** days since the order day before; null where it is the first. */
	gap_days: number | null;
}

/** Which orders did the account place, what was each worth, and what became of it? Grain: one row per order, return or credit note and account. */
export interface AccountOrdersRow {
	/** the order. */
	order_id: string;
	/** the account that ordered; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** day of the order; of its first line, where lines differ. */
	ordered_on: string;
	/** `sale`, `return` or `credit`; `mixed` where lines differ. */
	kind: string;
	/** net amount of its lines; null when none has an amount. */
	revenue: number | null;
	/** net amount of costed lines less their cost; null when none is costed. */
	margin: number | null;
	/** net amount of costed lines; null when none is costed. */
	costed_revenue: number | null;
	/** margin / costed_revenue; null when none is costed. */
	margin_share: number | null;
	/** net amount of lines with a list amount / their list amount; null when none has one. */
	price_realisation: number | null;
	/** units; null when none is known. */
	quantity: number | null;
	/** lines. */
	lines: number;
	/** products. */
	products: number;
	/** whether any line is of a rush order; null when the source does not say. */
	is_rush: boolean | null;
	/** currency of its lines; `mixed` where they differ. */
	currency: string;
	/** net amount in that currency; null when none has an amount, or currencies differ. */
	local_amount: number | null;
	/** what the orders say became of it; null where they do not hold it. */
	status: string | null;
	/** promised day of delivery; null where the orders do not say. */
	promised_on: string | null;
	/** whether its status is `open`; null where there is no status. */
	is_open: boolean | null;
}

/** What was planned with the account, and what came of it? Grain: one row per plan. */
export interface AccountPlansRow {
	/** the account; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** first day of the planned period. */
	period_start: string;
	/** its last day. */
	period_end: string;
	/** planned net revenue. */
	planned_amount: number;
	/** net revenue of its months so far; null when no line has an amount, it has not begun, or its first day is no first day of a month. */
	actual_amount: number | null;
	/** actual_amount / planned_amount; null when there is no actual_amount, or the plan is not positive. */
	attained_share: number | null;
	/** part of the period that is over at as_of, or at the newest line. */
	elapsed_share: number;
	/** whether the period is over. */
	is_over: boolean;
	/** what is to be reached; null where there is none. */
	objective: string | null;
	/** how it is measured; null where it is not. */
	success_metric: string | null;
	/** team or role that answers for it; null where there is none. */
	owner: string | null;
}

/** Which products does the account buy, at what price and margin, and which did it stop buying? Grain: one row per product with a line of the account by the end of the window. */
export interface AccountProductsRow {
	/** the product; null where lines name none. */
	product_id: string | null;
	/** its name; null where the source has none. */
	product_name: string | null;
	/** its category; null where lines have none. */
	category: string | null;
	/** net revenue in the window; null when no line of it has an amount. */
	revenue: number | null;
	/** net revenue in the prior window; null when there is none, or no line of it has an amount. */
	prior_revenue: number | null;
	/** revenue / prior_revenue - 1; null when prior_revenue is missing or not positive. */
	growth_rate: number | null;
	/** net amount of costed lines less their cost; null when none is costed. */
	margin: number | null;
	/** margin / net amount of costed lines; null when none is costed. */
	margin_share: number | null;
	/** margin of the prior window; null when none is costed. */
	prior_margin: number | null;
	/** units in the window; null when none is known. */
	quantity: number | null;
	/** units in the prior window; null when none is known. */
	prior_quantity: number | null;
	/** revenue / quantity in the window; null when quantity is not positive. */
	unit_price: number | null;
	/** the same in the prior window; null when quantity is not positive. */
	prior_unit_price: number | null;
	/** net amount of lines with a list amount / their list amount; null when none has one. */
	price_realisation: number | null;
	/** lines in the window. */
	lines: number;
	/** days with a sale of it in the window. */
	order_days: number;
	/** day of its first sale; null where there is none by the end of the window. */
	first_bought_on: string | null;
	/** day of its last sale by the end of the window; null where there is none. */
	last_bought_on: string | null;
}

/** Which offers were made to the account, and which of them are alive? Grain: one row per quote. */
export interface AccountQuotesRow {
	/** the quote. */
	quote_id: string;
	/** the account; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** day of the quote. */
	quoted_on: string;
	/** net amount quoted, in the reporting currency. */
	amount: number;
	/** currency of the quote. */
	currency: string;
	/** the amount in it. */
	local_amount: number;
	/** as the source has it today; null where it has none. */
	status: string | null;
	/** last day on which it holds; null where there is none. */
	valid_until: string | null;
	/** whether its status is `open` and it still holds; null where there is no status. */
	is_live: boolean | null;
	/** from the quote to as_of, or to today. */
	age_days: number;
	/** the order it became; null where it became none. */
	order_id: string | null;
	/** product category; null where it has none. */
	category: string | null;
}

/** How did which department judge the account, and on what evidence? Grain: one row per judgement. */
export interface AccountRatingsRow {
	/** the account; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** criterion of the tier model. */
	criterion: string;
	/** department that judged. */
	department: string;
	/** 1 to 5. */
	score: number;
	/** day of the judgement. */
	rated_on: string;
	/** role that judged; null where there is none. */
	rater: string | null;
	/** why; null where there is none. */
	evidence: string | null;
	/** from the judgement to as_of, or to the newest line. */
	days_ago: number;
	/** whether it is the newest of its department on the criterion, of the account or, in a group, of all its branches. */
	is_newest: boolean;
}

/** How likely was the account to stay silent at each quarter end, in what rhythm was it then, and why? Grain: one row per quarter end for which risk was read, up to as_of, and as_of itself. */
export interface AccountRiskHistoryRow {
	/** the quarter end, or as_of. */
	as_of: string;
	/** the day on which risk was read: the quarter end, and for the newest month end the newest day of the data. */
	risk_on: string;
	/** from the last order to risk_on. */
	days_since_order: number;
	/** median of the own gaps, or their mean drawn towards the segment's, as in risk; null where there is no gap. */
	typical_gap_days: number | null;
	/** nine in ten of the own gaps were no longer; null where there are under eight gaps. */
	long_gap_days: number | null;
	/** after the last order, when nine in ten orders of such a rhythm have come; null where there is no gap. */
	late_after_days: number | null;
	/** first day of the window in which eight in ten of the next orders come, given how long it has been silent; never before tomorrow; null where there are under four gaps, the account has lapsed, or too few gaps that lasted as long came to an end. */
	next_order_from: string | null;
	/** day by which half of them have come; null where next_order_from is, or fewer ever came. */
	next_order_mid: string | null;
	/** last day of the window; null where next_order_from is, and where the window has no upper end: fewer than nine in ten of the gaps that lasted as long ever came to an end. */
	next_order_to: string | null;
	/** of the gaps that had lasted as long, those that had not ended three mean gaps later; null where next_order_from is, and in a season's rest. */
	not_back_share: number | null;
	/** days_since_order / mean gap; null where there is no gap. */
	overdue_ratio: number | null;
	/** `on_time`, `due`, `late`, `lapsed` or `cannot_say`, as in risk. */
	cadence_state: string;
	/** chance of no order within horizon_days, by the model of that day; null where the past did not bear it out. */
	p_silent: number | null;
	/** why; null where p_silent is known. */
	cannot_say: string | null;
	/** p_silent / that of an account of as many orders and the same age that has just ordered; null where p_silent is. */
	times_usual: number | null;
	/** within which an order was awaited; null when the company has too few gaps. */
	horizon_days: number | null;
	/** `low`, `raised`, `high` or `very_high`; null where p_silent is. */
	risk_level: string | null;
	/** what the next year was expected to bring; null where the past does not bear it out. */
	expected_year: number | null;
	/** one in ten of such years came lower; null where expected_year is, or no year before has ended. */
	expected_year_low: number | null;
	/** one in ten came higher; null where expected_year_low is. */
	expected_year_high: number | null;
	/** expected loss; null where it cannot be said. */
	revenue_at_risk: number | null;
	/** whose chances that money comes from, `account` or `group`; null where it is. */
	money_level: string | null;
	/** branches that were at risk; null for an account. */
	branches_at_risk: number | null;
	/** branches that had lapsed; null for an account. */
	lapsed_branches: number | null;
	/** of the branches at risk, the one with most at stake; null for an account, and where none is at risk. */
	worst_branch_id: string | null;
	/** its name; null where worst_branch_id is. */
	worst_branch_name: string | null;
	/** what speaks most for its silence; null where there is nothing. */
	reason_1: string | null;
	/** the second; null where there is none. */
	reason_2: string | null;
	/** the third; null where there is none. */
	reason_3: string | null;
	/** what explains the silence; null where nothing does. */
	explanation: string | null;
	/** whether it still orders but brought less than 70 % of the year before; null where there is no year before. */
	is_eroding: boolean | null;
	/** what gave the chance; null where there is none. */
	model_label: string | null;
}

/** In which tier was the account at the end of each quarter, with which score, and what moved it? Grain: one row per reviewed quarter. */
export interface AccountTierHistoryRow {
	/** last day of the quarter. */
	tier_on: string;
	/** `key`, `growth`, `standard` or `emerging`; null where it could not be scored. */
	tier: string | null;
	/** of the quarter before; null where it had none. */
	prior_tier: string | null;
	/** 0 to 100; an emerging account's on potential only; null where nothing is known. */
	score: number | null;
	/** 0 to 100, current value; null where nothing of it is known. */
	value: number | null;
	/** 0 to 100, future potential; null where nothing of it is known. */
	potential: number | null;
	/** points that figures moved the score by; null where there is no prior score. */
	move_data: number | null;
	/** points that judgement moved it by; null where there is no prior score. */
	move_judgement: number | null;
	/** points that another model moved it by; null where there is no prior score. */
	move_weights: number | null;
	/** weight draws in which it keeps its tier; null where none were made. */
	stability: number | null;
	/** points that stand on known figures and fresh judgements / all points. */
	confidence_share: number;
	/** gates that kept it out of key; null where none did. */
	gates: string[] | null;
	/** net revenue of the twelve months, for a year where the history holds less; null when no line has an amount. */
	revenue: number | null;
	/** after service, else after freight and rebates; null when nothing is costed. */
	contribution: number | null;
	/** version of the model that held. */
	model_version: string;
	/** score from which an account became key. */
	key_entry: number;
	/** score from which an account became growth. */
	growth_entry: number;
	/** whether the quarter was reviewed after its time. */
	is_reconstructed: boolean;
}

/** Who was in contact with the account, at which level, and on whose initiative? Grain: one row per contact. */
export interface AccountTouchpointsRow {
	/** the account; of a group, its branch. */
	account_id: string;
	/** its name. */
	name: string;
	/** day of the contact. */
	happened_on: string;
	/** `executive`, `manager` or `operational`, else as the source has it; null where it has none. */
	level: string | null;
	/** `ours` or `theirs`, else as the source has it; null where it has none. */
	direction: string | null;
	/** visit, call, mail …; null where there is none. */
	kind: string | null;
	/** team or role on our side; null where there is none. */
	owner: string | null;
	/** from the contact to as_of, or to today. */
	days_ago: number;
}

/** The rows of each answer, and of each drill into a selection, by its name. */
export interface AnswerRows {
	accounts: AccountsRow;
	cadence_strips: CadenceStripsRow;
	calendar_periods: CalendarPeriodsRow;
	cohort_curve: CohortCurveRow;
	cohorts: CohortsRow;
	concentration: ConcentrationRow;
	concentration_curve: ConcentrationCurveRow;
	concentration_stress: ConcentrationStressRow;
	concentration_trend: ConcentrationTrendRow;
	cost_to_serve: CostToServeRow;
	data_quality: DataQualityRow;
	dimension_values: DimensionValuesRow;
	entities: EntitiesRow;
	entity_columns: EntityColumnsRow;
	evidence: EvidenceRow;
	growth_bridge: GrowthBridgeRow;
	margin_bridge: MarginBridgeRow;
	meta: MetaRow;
	rejected_rows: RejectedRowsRow;
	rejections: RejectionsRow;
	revenue_months: RevenueMonthsRow;
	risk: RiskRow;
	risk_backtest: RiskBacktestRow;
	risk_lists: RiskListsRow;
	risk_model: RiskModelRow;
	risk_record: RiskRecordRow;
	risk_reliability: RiskReliabilityRow;
	risk_told: RiskToldRow;
	search: SearchRow;
	summary: SummaryRow;
	tier_model: TierModelRow;
	tier_moves: TierMovesRow;
	tier_points: TierPointsRow;
	tier_shares: TierSharesRow;
	tier_what_if: TierWhatIfRow;
	tiers: TiersRow;
	whale_curve: WhaleCurveRow;
	white_space: WhiteSpaceRow;
	cohort_accounts: CohortAccountsRow;
	growth_bridge_accounts: GrowthBridgeAccountsRow;
	lines: LinesRow;
	margin_bridge_products: MarginBridgeProductsRow;
	orders: OrdersRow;
}

/** The rows of each part of an account's or group's record, by its name. */
export interface RecordRows {
	tiers: TiersRow;
	agreements: AccountAgreementsRow;
	cases: AccountCasesRow;
	categories: AccountCategoriesRow;
	contact_levels: AccountContactLevelsRow;
	deliveries: AccountDeliveriesRow;
	events: AccountEventsRow;
	invoices: AccountInvoicesRow;
	lines: AccountLinesRow;
	months: AccountMonthsRow;
	order_days: AccountOrderDaysRow;
	orders: AccountOrdersRow;
	plans: AccountPlansRow;
	products: AccountProductsRow;
	quotes: AccountQuotesRow;
	ratings: AccountRatingsRow;
	risk_history: AccountRiskHistoryRow;
	tier_history: AccountTierHistoryRow;
	touchpoints: AccountTouchpointsRow;
}
