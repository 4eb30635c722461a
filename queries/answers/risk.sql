-- question: Which accounts are behind their own rhythm, what is at stake, why, and what explains it?
-- grain: one row per account or group with an order by as_of, most money at risk first
-- reads: account_risk, asked_branches, directory
-- order: -revenue_at_risk, -p_silent, account_id
-- dimensions: yes
-- param list: all | at_risk | eroding | explained | lapsed; which accounts: those late against their own rhythm or of medium or high
--   risk that have not lapsed; those that still order but bring less; those whose silence something explains; those that have lapsed
-- column account_id: id; the account or group
-- column name: text; its name
-- column group_id: id; its group
-- column group_name: text; the group's name
-- column branch_count: count; accounts that it is made of
-- column orders: count; order numbers with a sale up to as_of
-- column order_days: count; days with a sale up to as_of
-- column last_order_on: date; last of them
-- column days_since_order: days; from it to as_of
-- column typical_gap_days: days; median of the own gaps from eight gaps on, else their mean drawn towards the segment's median as if
--   two gaps were of it; null where there is no gap
-- column long_gap_days: days; nine in ten of the own gaps were no longer; null where there are under eight gaps
-- column overdue_ratio: ratio; days_since_order / mean_gap_days; null where there is no gap
-- column overdue_percentile: share; of the company's gaps, each against the typical gap before it, that were no longer; null where there is no gap
-- column late_after_days: days; after the last order, when nine in ten orders of an account with its rhythm have come; null where there is no gap
-- column next_order_from: date; first day of the window in which eight in ten next orders come; null where there are under four gaps
-- column next_order_mid: date; day by which half of them have come; null where there are under four gaps
-- column next_order_to: date; last day of the window; null where there are under four gaps
-- column cadence_state: text; `on_time` up to the median gap, `due` up to the ninth decile, `late` beyond it, `lapsed` when the last
--   order is older than a year and than three horizons, `cannot_say` without a gap; a season's rest is `on_time`
-- column horizon_days: days; within which nineteen in twenty orders of its rhythm come, 30 to 365; null when the company has too few gaps
-- column gap_change_ratio: ratio; mean of the last three gaps / mean of those before; null where there are under eight gaps
-- column gap_change_p: share; chance of such a ratio or a larger one if nothing had changed (exact F test); null where there are under eight gaps
-- column season_cycles: integer; times a year that its orders gather: 1 a season, 2 and 4 half-year and quarter budgets; null where
--   there is no cycle, or are under six orders or two years
-- column is_season_rest: boolean; whether the same stretch of each of the last two years had no order either
-- column p_silent: share; chance of no order within horizon_days after as_of; null where it cannot be said, see cannot_say
-- column cannot_say: text; why there is no p_silent; null where there is one
-- column risk_level: text; `high` where p_silent reaches what at most the budget's share of the accounts that stayed would have reached
--   in the past, `medium` with twice the budget, else `low`; one level lower where something explains the silence, `low` in a
--   season's rest; null where there is no p_silent, and
--   for a lapsed account
-- column is_at_risk: boolean; whether it is late against its own rhythm, or of medium or high risk, and has not lapsed
-- column revenue: money; net revenue of the year to as_of; null when no line of the data has an amount
-- column prior_revenue: money; that of the year before; null when the history does not reach, or no line has an amount
-- column revenue_change: money; revenue - prior_revenue; null where either is
-- column revenue_expected: money; revenue of the year to as_of, changed by its own trend within 20 %, if the account stays; null when no
--   line has an amount
-- column revenue_at_risk: money; p_silent x revenue_expected; null where either is, and for a lapsed account
-- column revenue_at_risk_sd: money; standard deviation of that loss: revenue_expected x sqrt(p_silent x (1 - p_silent)); null where
--   revenue_at_risk is
-- column risk_reasons: text; up to three sentences with their figures, what weighs most first; null where the account is not behind
-- column reason_1: text; the first of them; null where there is none
-- column reason_2: text; the second; null where there is none
-- column reason_3: text; the third; null where there is none
-- column explanation: text; what explains the silence, in a sentence or more; null where nothing does
-- column p_silent_1q_ago: share; p_silent at the newest quarter end before as_of, by the model of that day; null where there was none
-- column p_silent_2q_ago: share; at the quarter end before that; null where there was none
-- column p_silent_3q_ago: share; at the one before that; null where there was none
-- column p_silent_4q_ago: share; a year of quarters ago; null where there was none
-- column is_eroding: boolean; whether an account that still orders in its rhythm brought less than 70 % of the year before; a fact, not
--   a forecast; null where there is no year before
-- total revenue: sum(revenue)
-- total prior_revenue: sum(prior_revenue)
-- total revenue_change: sum(revenue_change)
-- total revenue_expected: sum(revenue_expected)
-- total revenue_at_risk: sum(revenue_at_risk)
-- total revenue_at_risk_sd: sqrt(sum(pow(revenue_at_risk_sd, 2)))
select
  d.account_id,
  d.name,
  d.group_id,
  d.group_name,
  d.branch_count,
  d.* exclude (level, account_key, account_id, name, group_id, group_name, branch_count),
  r.orders,
  r.order_days,
  r.last_order_on,
  r.days_since_order,
  r.typical_gap_days,
  r.long_gap_days,
  r.overdue_ratio,
  r.overdue_percentile,
  r.late_after_days,
  r.next_order_from,
  r.next_order_mid,
  r.next_order_to,
  r.cadence_state,
  r.horizon_days,
  r.gap_change_ratio,
  r.gap_change_p,
  r.season_cycles,
  r.is_season_rest,
  r.p_silent,
  r.cannot_say,
  r.risk_level,
  r.is_at_risk,
  r.revenue,
  r.prior_revenue,
  cast(r.revenue - r.prior_revenue as exact) as revenue_change,
  r.revenue_expected,
  r.revenue_at_risk,
  case
    when r.revenue_at_risk is not null then cast(
      sqrt(
        greatest(0, cast(r.revenue_at_risk as double) * cast(r.revenue_expected - r.revenue_at_risk as double))
      ) as exact
    )
  end as revenue_at_risk_sd,
  r.risk_reasons,
  r.reason_1,
  r.reason_2,
  r.reason_3,
  r.explanation,
  r.p_silent_1q_ago,
  r.p_silent_2q_ago,
  r.p_silent_3q_ago,
  r.p_silent_4q_ago,
  r.is_eroding
from
  account_risk as r
  inner join directory as d on d.level = r.level
  and d.account_key = r.account_key
where
  r.level = $level
  and r.as_of = cast($as_of as date)
  and r.account_key in (
    select
      b.account_key
    from
      asked_branches as b
  )
  and case $list
    when 'at_risk' then r.is_at_risk
    when 'eroding' then r.is_eroding
    when 'explained' then r.explanation is not null
    when 'lapsed' then r.cadence_state = 'lapsed'
    else true
  end
