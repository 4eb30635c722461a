-- question: How did revenue run from month to month, and how does each month stand beside the same one a year before?
-- grain: one row per level, as_of and month of the window that the history holds, and the open month where it follows the window
-- reads: asked_activity, asked_windows, asked_levels, calendar, calendar_days, features
-- stored: yes
-- order: level, as_of, month_on
-- not by category: active_accounts, orders, order_days, new_accounts
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column month_on: month; first day
-- column month_end_on: date; last day
-- column is_complete: boolean; whether the month is over in the data; the open month enters no rate
-- column revenue: money; net revenue, 0 in a month without lines; null when no line of the data has an amount
-- column year_before_on: month; the same month of the year before; null when the history does not hold it
-- column year_before_revenue: money; its net revenue; null when the history does not hold it, or no line of the data has an amount
-- column growth_rate: ratio; revenue / year_before_revenue - 1; null when the month is open, or that of the year before is not known
--   or not positive
-- column margin: money; net amount of costed lines less their cost; null when nothing is costed
-- column margin_share: share; margin / net amount of costed lines; null when that is missing or not positive
-- column accounts: count; accounts with a line in the month
-- column active_accounts: count; accounts with an order day in the month
-- column orders: count; order numbers with a sale, each once, in the month of its first line
-- column order_days: count; days with a sale in the month, of each account
-- column new_accounts: count; accounts whose first order day of all falls into the month; in the first month of the history that is
--   everybody who ordered
with
  months as (
    select
      level,
      month_on,
      sum(net_amount) as revenue,
      sum(costed_net_amount) as costed_revenue,
      sum(costed_net_amount) - sum(cost_amount) as margin,
      count(*) filter(line_count > 0) as accounts,
      count(*) filter(order_days > 0) as active_accounts,
      sum(orders) as orders,
      sum(order_days) as order_days
    from
      asked_activity
    group by
      level,
      month_on
  ),
  first_orders as (
    select
      level,
      account_key,
      min(first_order_on) as first_order_on
    from
      asked_activity
    group by
      level,
      account_key
  ),
  beginnings as (
    select
      f.level,
      d.month_on,
      count(*) as new_accounts
    from
      first_orders as f
      inner join calendar_days as d on d.day_on = f.first_order_on
    group by
      f.level,
      d.month_on
  )
select
  l.level,
  a.as_of,
  c.month_on,
  c.month_end_on,
  c.is_complete,
  case
    when f.has_amount then cast(coalesce(m.revenue, 0) as exact)
  end as revenue,
  y.month_on as year_before_on,
  case
    when f.has_amount
    and y.month_on is not null then cast(coalesce(e.revenue, 0) as exact)
  end as year_before_revenue,
  case
    when c.is_complete
    and f.has_amount
    and e.revenue > 0 then cast(coalesce(m.revenue, 0) as double) / cast(e.revenue as double) - 1
  end as growth_rate,
  cast(m.margin as exact) as margin,
  case
    when m.costed_revenue > 0 then cast(m.margin as double) / cast(m.costed_revenue as double)
  end as margin_share,
  cast(coalesce(m.accounts, 0) as integer) as accounts,
  cast(coalesce(m.active_accounts, 0) as integer) as active_accounts,
  cast(coalesce(m.orders, 0) as integer) as orders,
  cast(coalesce(m.order_days, 0) as integer) as order_days,
  cast(coalesce(b.new_accounts, 0) as integer) as new_accounts
from
  asked_windows as a
  cross join asked_levels as l
  cross join features as f
  inner join calendar as c on c.is_held
  and c.month_on >= a.from_on
  and (
    c.month_on < a.to_on
    or (
      c.month_on = a.to_on
      and not c.is_complete
    )
  )
  left join calendar as y on y.month_no = c.month_no - 12
  and y.is_held
  left join months as m on m.level = l.level
  and m.month_on = c.month_on
  left join months as e on e.level = l.level
  and e.month_on = y.month_on
  left join beginnings as b on b.level = l.level
  and b.month_on = c.month_on
where
  -- Where no account matches there is no month to show, rather than months of nothing.
  l.level in (
    select
      level
    from
      months
  )
