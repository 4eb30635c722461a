-- question: Who are the accounts, what did each bring, and how did that change?
-- grain: one row per account or group with a line in the window or the prior one, or an order up to as_of
-- reads: account_windows, directory, positive_totals, account_details, contributions, asked_tiers, account_risk
-- late: trend_share_per_month, order_value_median, category_count
-- page of: account_windows
-- order: revenue_rank
-- dimensions: yes
-- relative: revenue_rank, revenue_share, cumulative_share
-- not by category: cost_to_serve, contribution, value_score, potential_score, score, tier, is_candidate, orders, prior_orders, orders_to_date, order_days, prior_order_days, order_days_to_date, first_order_on, last_order_on, days_since_order, order_value_median, typical_gap_days, overdue_ratio, overdue_percentile, next_order_from, next_order_mid, next_order_to, cadence_state, p_silent, times_usual, risk_level, is_at_risk, risk_reasons, revenue_at_risk, expected_year
-- column account_id: id; the account or group
-- column name: text; its name
-- column group_id: id; its group
-- column group_name: text; the group's name
-- column branch_count: count; accounts that it is made of
-- column revenue: money; net revenue in the window; null when no line of the data has an amount
-- column revenue_rank: integer; rank by revenue among those that match the filters, ties by account_id
-- column revenue_share: share; of the positive revenue of those that match the filters; null where revenue is not positive
-- column revenue_share_of_all: share; of the positive revenue of all accounts; null where revenue is not positive
-- column cumulative_share: share; of the positive revenue of those that match, up to this rank; null where revenue is not positive
-- column prior_revenue: money; net revenue in the prior window; null when there is none
-- column revenue_change: money; revenue - prior_revenue; null when there is no prior window
-- column growth_rate: ratio; revenue / prior_revenue - 1; null when prior_revenue is missing or not positive
-- column growth_symmetric: ratio; 2 (r1 - r0) / (r1 + r0) with negative revenue as 0, in -2..2; null when both are zero or there is no prior window
-- column trend_share_per_month: ratio; Theil-Sen slope of monthly revenue (the median of the slopes between all pairs of months) /
--   median monthly revenue, over the complete months of the window, 24 at most, from the account's first on, a month without a line
--   counting as zero; null when under eight of them are other than zero, or the median month brings nothing
-- column margin: money; net amount of costed lines less their cost; null when none is costed
-- column costed_revenue: money; net amount of costed lines; null when none is costed
-- column margin_share: share; margin / costed_revenue; null when costed_revenue is missing or not positive
-- column margin_coverage_share: share; costed_revenue / revenue; null when either is missing or not positive
-- column cost_to_serve: money; cost of serving in the window, by rate × effort; null where no rate is given
-- column contribution: money; margin after freight, rebates and cost_to_serve; null when nothing is costed or no rate is given
-- column price_realisation: share; net amount of lines with a list amount / their list amount; null when none has one, or either sum is
--   not positive
-- column order_value_median: money; median amount of an order day in the window, all its sales together; null when there is none, or no line has an amount
-- column category_count: count; categories with a line in the window; null when no line of the data has a category
-- column orders: count; order numbers with a sale, each once, on the day of its first line, in the window
-- column prior_orders: count; the same in the prior window; null when there is none
-- column orders_to_date: count; the same up to as_of
-- column order_days: count; days with a sale in the window
-- column prior_order_days: count; days with a sale in the prior window; null when there is none
-- column order_days_to_date: count; days with a sale up to as_of
-- column first_order_on: date; first order day; null when there is none up to as_of
-- column last_order_on: date; last order day up to as_of; null when there is none
-- column days_since_order: days; from the last order day to as_of; null when there is none
-- column typical_gap_days: days; typical gap between its order days, as in risk; null where there is no gap
-- column overdue_ratio: ratio; days_since_order / mean gap drawn towards the segment's, as in risk; null where there is no gap
-- column overdue_percentile: share; of the company's gaps, scaled, that were no longer; null where there is no gap
-- column next_order_from: date; first day of the window in which eight in ten of the next orders come, as in risk; null where it cannot be said
-- column next_order_mid: date; day by which half of them have come; null where next_order_from is, or fewer ever came
-- column next_order_to: date; last day of the window; null where next_order_from is, and where the window has no upper end
-- column cadence_state: text; on_time, due, late, lapsed or cannot_say, as in risk; null where there is no order day, or the month end is
--   older than what is kept
-- column p_silent: share; chance of no order within its own horizon, as in risk; null where the past does not bear it out
-- column times_usual: ratio; p_silent / that of an account of as many orders and the same age that has just ordered; null where p_silent is
-- column risk_level: text; low, raised, high or very_high, as in risk; null where p_silent is
-- column is_at_risk: boolean; late against its own rhythm, or of raised risk or more; null where there is no order day
-- column risk_reasons: text; up to three sentences with their figures; null where the account is not behind
-- column revenue_at_risk: money; expected loss, as in risk; null where it cannot be said
-- column expected_year: money; what the next year is expected to bring, as in risk; null where the past does not bear it out
-- column value_score: ratio; 100 × (1 − share of the value held by larger ones) in the last closed quarter; null where no amount was known
-- column potential_score: ratio; 0 to 100, future potential in that quarter; null where nothing of it was known
-- column score: ratio; 0 to 100, both together, an emerging account's on potential only; null where nothing was known
-- column tier: text; `key`, `develop`, `standard` or `emerging`, as it was given in that quarter; null where it was not reviewed
-- column is_candidate: boolean; whether it ordered four times or more in that quarter's twelve months at rising values; null where
--   it was not reviewed
-- total cost_to_serve: sum(cost_to_serve)
-- total contribution: sum(contribution)
-- total branch_count: sum(branch_count)
-- total revenue: sum(revenue)
-- total revenue_share: fsum(revenue_share)
-- total revenue_share_of_all: fsum(revenue_share_of_all)
-- total prior_revenue: sum(prior_revenue)
-- total revenue_change: sum(revenue_change)
-- total growth_rate: case when sum(prior_revenue) > 0 then cast(sum(revenue) / sum(prior_revenue) - 1 as double) end
-- total margin: sum(margin)
-- total costed_revenue: sum(costed_revenue)
-- total margin_share: case when sum(costed_revenue) > 0 then cast(sum(margin) / sum(costed_revenue) as double) end
-- total margin_coverage_share: case when sum(revenue) > 0 and sum(costed_revenue) > 0 then cast(sum(costed_revenue) / sum(revenue) as double) end
-- total orders: sum(orders)
-- total prior_orders: sum(prior_orders)
-- total orders_to_date: sum(orders_to_date)
-- total order_days: sum(order_days)
-- total prior_order_days: sum(prior_order_days)
-- total order_days_to_date: sum(order_days_to_date)
-- total revenue_at_risk: sum(revenue_at_risk)
select
  d.account_id,
  d.name,
  d.group_id,
  d.group_name,
  d.branch_count,
  d.* exclude (level, account_key, account_id, name, group_id, group_name, branch_count),
  cast(w.revenue as exact) as revenue,
  w.revenue_rank,
  case
    when w.revenue > 0 then cast(w.revenue / w.positive_revenue as double)
  end as revenue_share,
  case
    when w.revenue > 0 then cast(w.revenue / t.positive_revenue_of_all as double)
  end as revenue_share_of_all,
  case
    when w.revenue > 0 then cast(w.cumulative_revenue / w.positive_revenue as double)
  end as cumulative_share,
  cast(w.prior_revenue as exact) as prior_revenue,
  cast(w.revenue - w.prior_revenue as exact) as revenue_change,
  case
    when w.prior_revenue > 0 then cast(w.revenue / w.prior_revenue - 1 as double)
  end as growth_rate,
  case
  -- greatest() passes over nulls, so a missing prior window must be asked for first.
    when w.prior_revenue is not null then cast(
      2 * (greatest(w.revenue, 0) - greatest(w.prior_revenue, 0)) / nullif(greatest(w.revenue, 0) + greatest(w.prior_revenue, 0), 0) as double
    )
  end as growth_symmetric,
  x.trend_share_per_month,
  cast(w.margin as exact) as margin,
  cast(w.costed_revenue as exact) as costed_revenue,
  case
    when w.costed_revenue > 0 then cast(w.margin / w.costed_revenue as double)
  end as margin_share,
  case
    when w.revenue > 0
    and w.costed_revenue > 0 then cast(w.costed_revenue / w.revenue as double)
  end as margin_coverage_share,
  cast(c.cost_to_serve as exact) as cost_to_serve,
  cast(c.contribution as exact) as contribution,
  case
    when w.list_amount > 0
    and w.listed_net_amount > 0 then cast(w.listed_net_amount / w.list_amount as double)
  end as price_realisation,
  x.order_value_median,
  x.category_count,
  w.orders,
  w.prior_orders,
  w.orders_to_date,
  w.order_days,
  w.prior_order_days,
  w.order_days_to_date,
  w.first_order_on,
  w.last_order_on,
  cast(w.as_of - w.last_order_on as integer) as days_since_order,
  r.typical_gap_days,
  r.overdue_ratio,
  r.overdue_percentile,
  r.next_order_from,
  r.next_order_mid,
  r.next_order_to,
  r.cadence_state,
  r.p_silent,
  r.times_usual,
  r.risk_level,
  r.is_at_risk,
  r.risk_reasons,
  r.revenue_at_risk,
  r.expected_year,
  cast(h.value_score as double) as value_score,
  cast(h.potential as double) as potential_score,
  cast(h.score as double) as score,
  h.tier,
  h.is_candidate
from
  account_windows as w
  inner join directory as d on d.level = w.level
  and d.account_key = w.account_key
  left join positive_totals as t on t.level = w.level
  and t.as_of = w.as_of
  left join contributions as c on c.level = w.level
  and c.as_of = w.as_of
  and c.account_key = w.account_key
  left join asked_tiers as h on h.level = w.level
  and h.as_of = w.as_of
  and h.account_key = w.account_key
  left join account_details as x on x.level = w.level
  and x.account_key = w.account_key
  left join account_risk as r on r.level = w.level
  and r.as_of = w.as_of
  and r.account_key = w.account_key
