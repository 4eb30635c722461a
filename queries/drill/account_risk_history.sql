-- question: How likely was the account to stay silent at each quarter end, in what rhythm was it then, and why?
-- grain: one row per quarter end for which risk was read, up to as_of, and as_of itself
-- reads: account_risk, directory, risk_models
-- order: as_of
-- param account_id: id; the account or group
-- column as_of: date; the quarter end, or as_of
-- column days_since_order: days; from the last order to it
-- column typical_gap_days: days; median of the own gaps, or their mean drawn towards the segment's, as in risk; null where there is no gap
-- column long_gap_days: days; nine in ten of the own gaps were no longer; null where there are under eight gaps
-- column late_after_days: days; after the last order, when nine in ten orders of such a rhythm have come; null where there is no gap
-- column next_order_from: date; first day of the window in which eight in ten next orders come; null where there are under four gaps
-- column next_order_to: date; last day of the window; null where there are under four gaps
-- column overdue_ratio: ratio; days_since_order / mean gap; null where there is no gap
-- column cadence_state: text; `on_time`, `due`, `late`, `lapsed` or `cannot_say`, as in risk
-- column p_silent: share; chance of no order within horizon_days, by the model of that day; null where it cannot be said
-- column cannot_say: text; why; null where p_silent is known
-- column horizon_days: days; within which an order was awaited; null when the company has too few gaps
-- column risk_level: text; `high`, `medium` or `low`; null where p_silent is, and for a lapsed account
-- column revenue_at_risk: money; p_silent x a year of revenue if it stays; null where it cannot be said
-- column reason_1: text; what speaks most for its silence; null where there is nothing
-- column reason_2: text; the second; null where there is none
-- column reason_3: text; the third; null where there is none
-- column explanation: text; what explains the silence; null where nothing does
-- column is_eroding: boolean; whether it still orders but brought less than 70 % of the year before; null where there is no year before
-- column model_label: text; what gave the chance; null where there is none
-- column high_from: share; chance from which on the risk was high; null where none could be set
-- column medium_from: share; chance from which on it was medium; null where none could be set
select
  r.as_of,
  r.days_since_order,
  r.typical_gap_days,
  r.long_gap_days,
  r.late_after_days,
  r.next_order_from,
  r.next_order_to,
  r.overdue_ratio,
  r.cadence_state,
  r.p_silent,
  r.cannot_say,
  r.horizon_days,
  r.risk_level,
  r.revenue_at_risk,
  r.reason_1,
  r.reason_2,
  r.reason_3,
  r.explanation,
  r.is_eroding,
  m.label as model_label,
  m.high_from,
  m.medium_from
from
  account_risk as r
  inner join directory as d on d.level = r.level
  and d.account_key = r.account_key
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
