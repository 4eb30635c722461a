-- question: Which accounts are behind their own rhythm, what is at stake, why, and what explains it?
-- grain: one row per account or group with an order by as_of, most money at risk first
-- reads: account_risk, asked_branches, directory
-- order: -revenue_at_risk, -p_silent, -revenue, -overdue_percentile, account_id
-- dimensions: yes
-- param list: all | at_risk | eroding | explained | lapsed; which accounts: those late against their own rhythm or of raised
--   risk or more that have not lapsed; those that still order but bring less; those whose silence something explains; those that have lapsed
-- column account_id: id; the account or group
-- column name: text; its name
-- column group_id: id; its group
-- column group_name: text; the group's name
-- column branch_count: count; accounts that it is made of
-- column orders: count; order numbers with a sale up to as_of
-- column order_days: count; days with a sale up to risk_on
-- column last_order_on: date; last of them
-- column risk_on: date; the day on which risk is read: as_of, and for the newest month end the newest day of the data
-- column days_since_order: days; from the last order to risk_on
-- column typical_gap_days: days; median of the own gaps from eight gaps on, else their mean drawn towards the segment's median as if
--   two gaps were of it; null where there is no gap
-- column long_gap_days: days; nine in ten of the own gaps were no longer; null where there are under eight gaps
-- column overdue_ratio: ratio; days_since_order / mean_gap_days; null where there is no gap
-- column overdue_percentile: share; of the company's gaps, each against the typical gap before it, that were no longer; null where there is no gap
-- column late_after_days: days; after the last order, when nine in ten orders of an account with its rhythm have come; null where there is no gap
-- column next_order_from: date; first day of the window in which eight in ten of the next orders come, given how long it has been silent;
--   never before tomorrow; null where there are under four gaps, the account has lapsed, or too few gaps that lasted as long came to an end
-- column next_order_mid: date; day by which half of them have come; null where next_order_from is, or fewer ever came
-- column next_order_to: date; last day of the window; null where next_order_from is, and where the window has no upper end: fewer than nine in
--   ten of the gaps that lasted as long ever came to an end
-- column not_back_share: share; of the gaps that had lasted as long, those that had not ended three mean gaps later; null where
--   next_order_from is, and in a season's rest
-- column cadence_state: text; `on_time` up to the median gap, `due` up to the ninth decile, `late` beyond it, `lapsed` when the last
--   order is older than a year and than three horizons, `cannot_say` without a gap; a season's rest is `on_time`
-- column horizon_days: days; within which nineteen in twenty orders of its rhythm come, 30 to 365; null when the company has too few gaps
-- column gap_change_ratio: ratio; mean of the last three gaps / mean of those before; null where there are under eight gaps
-- column gap_change_p: share; chance of such a ratio or a larger one if nothing had changed (exact F test); null where there are under eight gaps
-- column season_cycles: integer; times a year that its orders gather: 1 a season, 2 and 4 half-year and quarter budgets; null where
--   there is no cycle, or are under six orders or two years
-- column is_season_rest: boolean; whether the same stretch of each of the last two years had no order either
-- column p_silent: share; p_calibrated where past outcomes bear it out; null where they do not, see cannot_say
-- column cannot_say: text; why there is no p_silent; null where there is one
-- column times_usual: ratio; p_silent / p_usual; null where either is
-- column risk_level: text; `low` under 10 %, `raised` under 25 %, `high` under 50 %, `very_high` from there on, of p_silent; null where it is
-- column is_at_risk: boolean; whether it is late against its own rhythm, or of raised risk or more, and has not lapsed
-- column revenue: money; net revenue of the year to the month end; null when no line of the data has an amount
-- column prior_revenue: money; that of the year before; null when the history does not reach, or no line has an amount
-- column revenue_change: money; revenue - prior_revenue; null where either is
-- column stay_year: money; what a year brings if the account stays, newer months weighing more; null where it cannot be said
-- column expected_year: money; stay_year x (1 - chance of a year without an order); null where stay_year is, and where the past does not
--   bear it out against last year's revenue
-- column expected_year_low: money; one in ten of such years came lower; null where expected_year is, or no year before has ended
-- column expected_year_high: money; one in ten came higher; null where expected_year_low is
-- column revenue_at_risk: money; expected loss: p_silent x stay_year x the share of a year that silences have truly cost; of a group the sum of
--   its branches' where chances of accounts are borne out, else its own; null where p_silent is, where no live account's reaches 10 %,
--   and where too few silences are known
-- column revenue_at_risk_sd: money; no longer told; null for every row: silences of a common cause have no such deviation
-- column money_level: text; whose chances revenue_at_risk comes from, `account` or `group`; null where it is
-- column branches_at_risk: count; branches that are at risk; null for an account
-- column lapsed_branches: count; branches that have lapsed; null for an account
-- column worst_branch_id: id; of the branches at risk, the one with most revenue at risk, else with most revenue of the last two years; null for an
--   account, and where no branch is at risk
-- column worst_branch_name: text; its name; null where worst_branch_id is
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
-- total revenue_at_risk: sum(revenue_at_risk)
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
  r.risk_on,
  r.days_since_order,
  r.typical_gap_days,
  r.long_gap_days,
  r.overdue_ratio,
  r.overdue_percentile,
  r.late_after_days,
  r.next_order_from,
  r.next_order_mid,
  r.next_order_to,
  r.not_back_share,
  r.cadence_state,
  r.horizon_days,
  r.gap_change_ratio,
  r.gap_change_p,
  r.season_cycles,
  r.is_season_rest,
  r.p_silent,
  r.cannot_say,
  r.times_usual,
  r.risk_level,
  r.is_at_risk,
  r.revenue,
  r.prior_revenue,
  cast(r.revenue - r.prior_revenue as exact) as revenue_change,
  r.stay_year,
  r.expected_year,
  r.expected_year_low,
  r.expected_year_high,
  r.revenue_at_risk,
  cast(null as exact) as revenue_at_risk_sd,
  r.money_level,
  r.branches_at_risk,
  r.lapsed_branches,
  b.account_id as worst_branch_id,
  b.name as worst_branch_name,
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
  left join directory as b on b.level = 'account'
  and b.account_key = r.worst_branch_key
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
