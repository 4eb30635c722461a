/**
 * Mutants that no test kills, with the reason: most make the same rows for any data, the others need data that no company of the
 * tests has.
 */
export const SURVIVORS: Readonly<Record<string, string>> = {
	'cost_to_serve:75 constant "and w.to_on - w.from_on between 364 and 371" → 365':
		'Twelve months of the calendar last 365 or 366 days; only a fiscal year of 52 weeks lasts 364, and no company here has one.',
	'accounts:85 join "left join account_details as x on x.level = w.level" → inner':
		'Every account of the window has a row of details, so that the join loses nobody.',
	'concentration_stress:151 join "inner join asked_windows as a on a.as_of = w.as_of" → left':
		'The accounts are those of the one window that is asked, so that each finds it.',
	'summary:23 sign "coalesce(b.kept_share, 1 - sqrt(1 / (pi() * w.prior_order_days))) as kept_share" → +':
		'It counts for more than a thousand days with an order within one prior window, which no company here has.',
	'concentration_trend:58 comparison "and w.as_of < coalesce(cast($asked_to as date), w.as_of + 1)" → <=':
		'A month end is never the first day of a month, so that the two are never equal.',
	'dimension_values:27 join "inner join asked_branches as b on b.account_key = t.account_key" → left':
		'A tier without a branch that is asked for has no key, and finds no row in the joins that follow.',
	'whale_curve:12 join "left join contributions as c on c.level = w.level" → inner':
		'Where any margin is known the data has a cost, and then every account has a row of contributions.',
	'concentration_curve:32 comparison "when r.revenue > 0 then r.revenue_rank / r.positive_accounts" → >=':
		'Accounts with a revenue of zero are not on the curve.',
	'accounts:75 join "inner join directory as d on d.level = w.level" → left':
		'Every account is in the directory, so that the join adds and loses nobody.',
	'concentration_curve:47 join "inner join directory as d on d.level = r.level" → left':
		'Every account is in the directory, so that the join adds and loses nobody.',
	'concentration_stress:38 join "inner join account_windows as w on w.level = d.level" → left':
		'A named account without a row in the window has no key, and finds no row in the joins that follow.',
	'concentration_trend:58 constant "and w.as_of < coalesce(cast($asked_to as date), w.as_of + 1)" → 2':
		'Where no end is asked for, a month end is before the day after it, and before the next one as well.',
	'whale_curve:58 join "inner join directory as d on d.level = r.level" → left':
		'Every account is in the directory, so that the join adds and loses nobody.',
	'tier_shares:69 constant "accounts / nullif(sum(accounts) over (), 0) as account_share," → (-1)':
		'There is a row only where there is an account, so that their number is never zero.',
	'concentration_curve:36 comparison "when r.revenue > 0 then cast(r.revenue / r.positive_revenue as double)" → >=':
		'Accounts with a revenue of zero are not on the curve.',
	'dimension_values:38 join "inner join asked_branches as b on b.level = r.level" → left':
		'A risk without a branch that is asked for has no key, and finds no row in the joins that follow.',
	'tier_shares:71 constant "cast(positive_revenue / nullif(sum(positive_revenue) over (), 0) as double) as revenue_share," → (-1)':
		'A sum of revenues above zero is null or above zero, never zero.',
	'tier_shares:56 comparison "count(*) filter(tier_share < 0.9) as contested," → <=':
		'No account here keeps its tier in exactly nine of ten draws.',
	'tier_shares:80 comparison "when margin > 0 then cast(cost_to_serve as double) / cast(margin as double)" → >=':
		'In the company that has rates of service no tier has a margin of exactly zero.',
};
