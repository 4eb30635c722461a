-- question: On which days did each account or group order, and how many orders began?
-- grain: one row per level, account or group, and order day: a day with a sale
-- reads: accounts, features, rollups.order_events
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column ordered_on: date; the order day
-- column order_count: count; order numbers that began on it
-- column sale_amount: money; net amount of its sale lines; null when no line has an amount
-- column sale_line_count: count; its sale lines
-- column entered_on: date; day by which it was entered
with
  branch_days as (
    select
      a.account_key,
      a.group_key,
      e.ordered_on,
      cast(e.order_count as integer) as order_count,
      cast(e.sale_amount as exact) as sale_amount,
      cast(e.sale_line_count as integer) as sale_line_count,
      e.entered_on
    from
      rollups.order_events as e
      inner join accounts as a on a.account_id = e.account_id
  )
select
  'account' as level,
  account_key,
  ordered_on,
  order_count,
  sale_amount,
  sale_line_count,
  entered_on
from
  branch_days
union all
select
  'group' as level,
  group_key as account_key,
  ordered_on,
  cast(sum(order_count) as integer) as order_count,
  cast(sum(sale_amount) as exact) as sale_amount,
  cast(sum(sale_line_count) as integer) as sale_line_count,
  min(entered_on) as entered_on
from
  branch_days
where
  (
    select
      has_group_level
    from
      features
  )
group by
  group_key,
  ordered_on
order by
  level,
  account_key,
  ordered_on
