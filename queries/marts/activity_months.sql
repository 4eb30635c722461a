-- question: What did each account or group buy in each month, and on how many days did it order?
-- grain: one row per level, account or group, and month with a line
-- reads: asked_months, asked_branches, asked_order_days, calendar_days
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column month_on: month; first day of the month
-- column net_amount: money; net amount of all lines; null when no line has an amount
-- column credit_amount: money; net amount of returns and credits; null when there are none
-- column list_amount: money; list amount of lines that have one; null when none has
-- column listed_net_amount: money; net amount of those lines; null when none has
-- column cost_amount: money; cost of lines that have one; null when none has
-- column costed_net_amount: money; net amount of those lines; null when none has
-- column freight_amount: money; freight borne; null when none is known
-- column rebate_amount: money; rebates granted; null when none is known
-- column line_count: count; lines
-- column return_line_count: count; lines of kind return
-- column rush_line_count: count; lines of rush orders
-- column orders: count; order numbers that began in the month
-- column order_days: count; days with a sale
-- column first_order_on: date; first order day of the month; null when there is none
-- column last_order_on: date; last order day of the month; null when there is none
with
  amounts as (
    select
      b.level,
      b.account_key,
      m.month_on,
      sum(m.net_amount) as net_amount,
      sum(m.credit_amount) as credit_amount,
      sum(m.list_amount) as list_amount,
      sum(m.listed_net_amount) as listed_net_amount,
      sum(m.cost_amount) as cost_amount,
      sum(m.costed_net_amount) as costed_net_amount,
      sum(m.freight_amount) as freight_amount,
      sum(m.rebate_amount) as rebate_amount,
      sum(m.line_count) as line_count,
      sum(m.return_line_count) as return_line_count,
      sum(m.rush_line_count) as rush_line_count
    from
      asked_months as m
      inner join asked_branches as b on b.branch_key = m.account_key
    group by
      b.level,
      b.account_key,
      m.month_on
  ),
  order_months as (
    select
      o.level,
      o.account_key,
      d.month_on,
      sum(o.order_count) as orders,
      count(*) as order_days,
      min(o.ordered_on) as first_order_on,
      max(o.ordered_on) as last_order_on
    from
      asked_order_days as o
      inner join calendar_days as d on d.day_on = o.ordered_on
    group by
      o.level,
      o.account_key,
      d.month_on
  )
select
  a.level,
  a.account_key,
  a.month_on,
  cast(a.net_amount as exact) as net_amount,
  cast(a.credit_amount as exact) as credit_amount,
  cast(a.list_amount as exact) as list_amount,
  cast(a.listed_net_amount as exact) as listed_net_amount,
  cast(a.cost_amount as exact) as cost_amount,
  cast(a.costed_net_amount as exact) as costed_net_amount,
  cast(a.freight_amount as exact) as freight_amount,
  cast(a.rebate_amount as exact) as rebate_amount,
  cast(a.line_count as integer) as line_count,
  cast(a.return_line_count as integer) as return_line_count,
  cast(a.rush_line_count as integer) as rush_line_count,
  cast(coalesce(o.orders, 0) as integer) as orders,
  cast(coalesce(o.order_days, 0) as integer) as order_days,
  o.first_order_on,
  o.last_order_on
from
  amounts as a
  left join order_months as o on o.level = a.level
  and o.account_key = a.account_key
  and o.month_on = a.month_on
order by
  a.level,
  a.account_key,
  a.month_on
