-- question: Which accounts or groups order often and at rising values?
-- grain: one row per level and account or group with enough orders in the twelve months and rising values
-- reads: order_days
-- param from_on: date; first day of the twelve months
-- param to_on: date; the day after them
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column order_count: integer; orders that were looked at: those of the twelve months, of more than 24 the last 24
-- column rising_share: share; pairs of orders of which the later is the larger / all pairs
with
  thresholds as (
    select
      4 as least_orders,
      24 as most_orders
  ),
  windowed as (
    select
      level,
      account_key,
      -- Sorted after gathering: the engine's sorted aggregate takes many times the memory.
      list_sort(list({ordered_on: ordered_on, amount: cast(sale_amount as double)})) as events
    from
      order_days
    where
      ordered_on >= cast($from_on as date)
      and ordered_on < cast($to_on as date)
      and sale_amount is not null
    group by
      level,
      account_key
    having
      count(*) >= (
        select
          least_orders
        from
          thresholds
      )
  ),
  latest as (
    select
      w.level,
      w.account_key,
      list_transform(w.events[- t.most_orders:], lambda event: event.ordered_on) as days,
      list_transform(w.events[- t.most_orders:], lambda event: event.amount) as amounts
    from
      windowed as w
      cross join thresholds as t
  ),
  risen as (
    -- The median of two is their mean. It is asked first, because slopes of all pairs are dear.
    select
      level,
      account_key,
      days,
      amounts,
      len(days) as order_count
    from
      latest
    where
      amounts[-1] + amounts[-2] > amounts[1] + amounts[2]
  ),
  paired as (
    select
      level,
      account_key,
      order_count,
      flatten(
        list_transform(
          range(1, order_count),
          lambda i: list_transform(range(i + 1, order_count + 1), lambda j: (amounts[j] - amounts[i]) / (days[j] - days[i]))
        )
      ) as slopes
    from
      risen
  )
select
  level,
  account_key,
  cast(order_count as integer) as order_count,
  cast(len(list_filter(slopes, lambda slope: slope > 0)) / len(slopes) as decimal(5, 4)) as rising_share
from
  paired
where
  -- The slope of Theil and Sen: the median over all pairs.
  list_median(slopes) > 0
