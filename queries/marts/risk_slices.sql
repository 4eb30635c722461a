-- question: What was known of each sampled account at each past cut-off, and when did it order next?
-- grain: one row per level, cut_on and account or group of the sample with an order known by then
-- reads: risk_features, cadence_states, order_histories, order_windows, expected_years
-- kept: no
-- column level: text; `account` or `group`
-- column cut_on: date; the cut-off
-- column cut_day: integer; days from 1970-01-01 to it
-- column model_on: date; day of the norms
-- column account_key: integer; the account or group
-- column horizon_days: days; within which an order was awaited; null where there was no pool of gaps
-- column days_since_order: days; from the last order day to the cut-off
-- column next_order_days: days; from the cut-off to the next order day, as known today; null when none has come
-- column window_from_days: days; from the cut-off to the first day of the window in which the next order was expected; null without one
-- column window_to_days: days; to its last day; null without one, or without an upper end
-- column plain_year: money; revenue of the twelve months to the cut-off; null where it is not known
-- column stay_year: money; what a year was expected to bring if the account stayed; null where it is not known
-- column next_year: money; revenue of the twelve months after; null while they are not complete
-- column year_order_days: count; order days in the twelve months to the cut-off; null where the history is too short
select
  f.level,
  f.as_of as cut_on,
  f.as_of - date '1970-01-01' as cut_day,
  s.model_on,
  f.account_key,
  s.horizon_days,
  s.days_since_order,
  list_min(list_filter(h.ordered_on, lambda day: day > f.as_of)) - f.as_of as next_order_days,
  case
    when w.from_days is not null then greatest(1, w.from_days - s.days_since_order)
  end as window_from_days,
  case
    when w.from_days is not null
    and w.to_days is not null then greatest(1, w.to_days - s.days_since_order)
  end as window_to_days,
  e.plain_year,
  e.stay_year,
  e.next_year,
  e.year_order_days,
  f.* exclude (known_on, as_of, level, account_key)
from
  risk_features as f
  inner join cadence_states as s on s.known_on = f.known_on
  and s.as_of = f.as_of
  and s.level = f.level
  and s.account_key = f.account_key
  inner join order_histories as h on h.known_on = date '9999-12-31'
  and h.level = f.level
  and h.account_key = f.account_key
  left join order_windows as w on w.known_on = f.known_on
  and w.as_of = f.as_of
  and w.level = f.level
  and w.account_key = f.account_key
  left join expected_years as e on e.as_of = f.as_of
  and e.level = f.level
  and e.account_key = f.account_key
where
  f.known_on < date '9999-12-31'
order by
  -- By what happened, not by key: another name for an account changes no sum.
  f.level,
  f.as_of,
  f.repeats,
  f.age_weeks,
  f.last_weeks,
  f.log_gaps,
  f.sales_of_year,
  f.late_share,
  f.contact_trend,
  f.account_key
