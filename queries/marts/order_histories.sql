-- question: On which days did each account or group order, as known today and at each past cut-off?
-- grain: one row per known_on, level and account or group with an order
-- reads: order_days, risk_dates, risk_sample
-- kept: no
-- column known_on: date; last day of entry of the orders; 9999-12-31 for all of them, a past cut-off for those of the sample by then
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column ordered_on: dates; days of the order days, oldest first
-- column sale_amounts: money; net amounts of their sale lines, in the same order; null where no line has an amount
-- column gaps: days; between each two successive order days, in the same order
with
  known_days as (
    select
      date '9999-12-31' as known_on,
      level,
      account_key,
      ordered_on,
      sale_amount
    from
      order_days
    union all
    select
      c.known_on,
      o.level,
      o.account_key,
      o.ordered_on,
      o.sale_amount
    from
      order_days as o
      semi join risk_sample as s on s.level = o.level
      and s.account_key = o.account_key
      inner join risk_dates as c on c.known_on < date '9999-12-31'
      and o.ordered_on <= c.known_on
      and o.entered_on <= c.known_on
  ),
  histories as (
    select
      known_on,
      level,
      account_key,
      -- Sorted after gathering: the engine's sorted aggregate is ten times slower.
      list_sort(list({ordered_on: ordered_on, sale_amount: cast(sale_amount as double)})) as events
    from
      known_days
    group by
      known_on,
      level,
      account_key
  ),
  taken_apart as (
    select
      known_on,
      level,
      account_key,
      list_transform(events, lambda event: event.ordered_on) as ordered_on,
      list_transform(events, lambda event: event.sale_amount) as sale_amounts
    from
      histories
  )
select
  known_on,
  level,
  account_key,
  ordered_on,
  sale_amounts,
  list_transform(range(2, len(ordered_on) + 1), lambda i: ordered_on[i] - ordered_on[i - 1]) as gaps
from
  taken_apart
