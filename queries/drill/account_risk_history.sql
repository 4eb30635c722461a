-- question: How likely was the account to stay silent at each quarter end, in what rhythm was it then, and why?
-- grain: one row per quarter end for which risk was read, up to as_of, and as_of itself
-- reads: account_risk, directory, risk_models
-- order: as_of
-- param account_id: id; the account or group
-- column as_of: date; the quarter end, or as_of
-- column risk_on: date; the day on which risk was read: the quarter end, and for the newest month end the newest day of the data
-- column days_since_order: days; from the last order to risk_on
-- column typical_gap_days: days; median of the own gaps, or their mean drawn towards the segment's, as in risk; null where there is no gap
-- column long_gap_days: days; nine in ten of the own gaps were no longer; null where there are under eight gaps
-- column late_after_days: days; after the last order, when nine in ten orders of such a rhythm have come; null where there is no gap
-- column next_order_from: date; first day of the window in which eight in ten of the next orders come, given how long it has been silent;
--   never before tomorrow; null where there are under four gaps, the account has lapsed, or too few gaps that lasted as long came to an end
-- column next_order_mid: date; day by which half of them have come; null where next_order_from is, or fewer ever came
-- column next_order_to: date; last day of the window; null where next_order_from is, and where the window has no upper end: fewer than nine in
--   ten of the gaps that lasted as long ever came to an end
-- column not_back_share: share; of the gaps that had lasted as long, those that had not ended three mean gaps later; null where
--   next_order_from is, and in a season's rest
-- column overdue_ratio: ratio; days_since_order / mean gap; null where there is no gap
-- column cadence_state: text; `on_time`, `due`, `late`, `lapsed` or `cannot_say`, as in risk
-- column p_silent: share; chance of no order within horizon_days, by the model of that day; null where the past did not bear it out
-- column cannot_say: text; why; null where p_silent is known
-- column times_usual: ratio; p_silent / that of an account of as many orders and the same age that has just ordered; null where p_silent is
-- column horizon_days: days; within which an order was awaited; null when the company has too few gaps
-- column risk_level: text; `low`, `raised`, `high` or `very_high`; null where p_silent is
-- column expected_year: money; what the next year was expected to bring; null where the past does not bear it out
-- column expected_year_low: money; one in ten of such years came lower; null where expected_year is, or no year before has ended
-- column expected_year_high: money; one in ten came higher; null where expected_year_low is
-- column revenue_at_risk: money; expected loss; null where it cannot be said
-- column money_level: text; whose chances that money comes from, `account` or `group`; null where it is
-- column branches_at_risk: count; branches that were at risk; null for an account
-- column lapsed_branches: count; branches that had lapsed; null for an account
-- column worst_branch_id: id; of the branches at risk, the one with most at stake; null for an account, and where none is at risk
-- column worst_branch_name: text; its name; null where worst_branch_id is
-- column reason_1: text; what speaks most for its silence; null where there is nothing
-- column reason_2: text; the second; null where there is none
-- column reason_3: text; the third; null where there is none
-- column explanation: text; what explains the silence; null where nothing does
-- column is_eroding: boolean; whether it still orders but brought less than 70 % of the year before; null where there is no year before
-- column model_label: text; what gave the chance; null where there is none
select
  r.as_of,
  r.risk_on,
  r.days_since_order,
  r.typical_gap_days,
  r.long_gap_days,
  r.late_after_days,
  r.next_order_from,
  r.next_order_mid,
  r.next_order_to,
  r.not_back_share,
  r.overdue_ratio,
  r.cadence_state,
  r.p_silent,
  r.cannot_say,
  r.times_usual,
  r.horizon_days,
  r.risk_level,
  r.expected_year,
  r.expected_year_low,
  r.expected_year_high,
  r.revenue_at_risk,
  r.money_level,
  r.branches_at_risk,
  r.lapsed_branches,
  b.account_id as worst_branch_id,
  b.name as worst_branch_name,
  r.reason_1,
  r.reason_2,
  r.reason_3,
  r.explanation,
  r.is_eroding,
  m.label as model_label
from
  account_risk as r
  inner join directory as d on d.level = r.level
  and d.account_key = r.account_key
  left join directory as b on b.level = 'account'
  and b.account_key = r.worst_branch_key
  left join risk_models as m on m.level = r.level
  and m.model_on = r.model_on
where
  r.level = $level
  and d.account_id = cast($account_id as varchar)
  and r.as_of <= cast($as_of as date)
  and (
    r.as_of = r.model_on
    or r.as_of = cast($as_of as date)
  )
