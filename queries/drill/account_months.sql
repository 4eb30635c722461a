-- question: What did the account buy in each month, with what margin, in how many orders?
-- grain: one row per month from the first line or order of the account to the newest month of the data
-- reads: asked_branches, asked_months, asked_order_days, calendar, calendar_days, features
-- order: month_on
-- param account_id: id; the account or group
-- not by category: orders, order_days
-- total revenue: sum(revenue)
-- total credit_amount: sum(credit_amount)
-- total margin: sum(margin)
-- total costed_revenue: sum(costed_revenue)
-- total margin_share: cast(sum(margin) / nullif(sum(costed_revenue), 0) as double)
-- total lines: sum(lines)
-- total orders: sum(orders)
-- total order_days: sum(order_days)
-- column month_on: month; first day
-- column month_end_on: date; last day
-- column quarter_on: month; first day of its fiscal quarter
-- column year_on: month; first day of its fiscal year
-- column is_complete: boolean; whether the month is over in the data
-- column revenue: money; net revenue, 0 in a month without lines; null when no line of the data has an amount
-- column year_before_revenue: money; net revenue of the same month of the year before; null when that lies before the first line or
--   order of the account, or no line of the data has an amount
-- column credit_amount: money; returns and credits, 0 in a month without any; null when no line of the data has an amount
-- column margin: money; net amount of costed lines less their cost; null when none is costed
-- column costed_revenue: money; net amount of costed lines; null when none is costed
-- column margin_share: share; margin / costed_revenue; null when none is costed
-- column price_realisation: share; net amount of lines with a list amount / their list amount; null when none has one
-- column lines: count; lines
-- column orders: count; order numbers with a sale, each once, in the month of its first line
-- column order_days: count; days with a sale
with
  monthly_amounts as (
    select
      m.month_on,
      sum(m.net_amount) as net_amount,
      sum(m.credit_amount) as credit_amount,
      sum(m.costed_net_amount) as costed_net_amount,
      sum(m.cost_amount) as cost_amount,
      sum(m.listed_net_amount) as listed_net_amount,
      sum(m.list_amount) as list_amount,
      sum(m.line_count) as line_count
    from
      asked_months as m
      inner join asked_branches as b on b.branch_key = m.account_key
    group by
      m.month_on
  ),
  monthly_orders as (
    select
      d.month_on,
      sum(o.order_count) as orders,
      count(*) as order_days
    from
      asked_order_days as o
      inner join calendar_days as d on d.day_on = o.ordered_on
    group by
      d.month_on
  ),
  first_month as (
    select
      min(month_on) as month_on
    from
      (
        select
          month_on
        from
          monthly_amounts
        union all
        select
          month_on
        from
          monthly_orders
      )
  )
select
  c.month_on,
  c.month_end_on,
  c.quarter_on,
  c.year_on,
  c.is_complete,
  case
    when f.has_amount then cast(coalesce(a.net_amount, 0) as exact)
  end as revenue,
  case
    when f.has_amount
    and y.month_on >= b.month_on then cast(coalesce(e.net_amount, 0) as exact)
  end as year_before_revenue,
  case
    when f.has_amount then cast(coalesce(a.credit_amount, 0) as exact)
  end as credit_amount,
  cast(a.costed_net_amount - a.cost_amount as exact) as margin,
  cast(a.costed_net_amount as exact) as costed_revenue,
  cast((a.costed_net_amount - a.cost_amount) / nullif(a.costed_net_amount, 0) as double) as margin_share,
  cast(a.listed_net_amount / nullif(a.list_amount, 0) as double) as price_realisation,
  cast(coalesce(a.line_count, 0) as integer) as lines,
  cast(coalesce(o.orders, 0) as integer) as orders,
  cast(coalesce(o.order_days, 0) as integer) as order_days
from
  first_month as b
  inner join calendar as c on c.month_on >= b.month_on
  cross join features as f
  left join monthly_amounts as a on a.month_on = c.month_on
  left join monthly_orders as o on o.month_on = c.month_on
  left join calendar as y on y.month_no = c.month_no - 12
  left join monthly_amounts as e on e.month_on = y.month_on
where
  c.month_on >= coalesce($asked_from::date, c.month_on)
  and c.month_on < coalesce($asked_to::date, $asked_as_of::date + 1, date '9999-12-31')
