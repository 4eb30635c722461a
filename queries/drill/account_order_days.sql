-- question: On which days did the account order, and how long was it silent before each?
-- grain: one row per order day: a day with a sale
-- reads: asked_order_days
-- order: ordered_on
-- param account_id: id; the account or group
-- total revenue: sum(revenue)
-- total lines: sum(lines)
-- column ordered_on: date; the day
-- column orders: count; order numbers that began on it
-- column revenue: money; net amount of its sales; null when none has an amount
-- column lines: count; its sale lines
-- column gap_days: days; days since the order day before; null where it is the first
with
  dated as (
    select
      ordered_on,
      order_count,
      sale_amount,
      sale_line_count,
      ordered_on - lag (ordered_on) over (
        order by
          ordered_on
      ) as gap_days
    from
      asked_order_days
  )
select
  ordered_on,
  cast(order_count as integer) as orders,
  cast(sale_amount as exact) as revenue,
  cast(sale_line_count as integer) as lines,
  cast(gap_days as integer) as gap_days
from
  dated
where
  ordered_on >= coalesce($asked_from::date, ordered_on)
  and ordered_on < coalesce($asked_to::date, $asked_as_of::date + 1, date '9999-12-31')
