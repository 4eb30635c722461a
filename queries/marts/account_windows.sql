-- question: What did each account or group bring in each window and in the one it is compared with?
-- grain: one row per level, as_of and account or group with a line in either window or an order up to as_of
-- reads: asked_windows, asked_branches, asked_months, asked_order_days, calendar, calendar_days, features
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column account_key: integer; the account or group
-- column revenue: money; net revenue in the window; null when no line of the data has an amount
-- column prior_revenue: money; net revenue in the prior window; null when there is none, or no line has an amount
-- column credit_amount: money; returns and credits in the window; null when no line of the data has an amount
-- column margin: money; net amount of costed lines less their cost; null when none in the window is costed
-- column costed_revenue: money; net amount of costed lines; null when none in the window is costed
-- column prior_margin: money; margin of the prior window; null when none in it is costed
-- column prior_costed_revenue: money; net amount of its costed lines; null when none in it is costed
-- column list_amount: money; list amount of lines that have one; null when none in the window has
-- column listed_net_amount: money; net amount of those lines; null when none in the window has
-- column freight_amount: money; freight borne in the window; null when none is known
-- column rebate_amount: money; rebates granted in the window; null when none is known
-- column line_count: count; lines in the window
-- column return_line_count: count; lines of kind return in the window
-- column rush_line_count: count; lines of rush orders in the window
-- column orders: count; order events in the window
-- column prior_orders: count; order events in the prior window; null when there is none
-- column orders_to_date: count; order events up to as_of
-- column first_order_on: date; first order event; null when there is none up to as_of
-- column last_order_on: date; last order event up to as_of; null when there is none
-- column revenue_rank: integer; rank by revenue, largest first, ties by account_id
-- column positive_revenue: money; sum of the positive revenues of all rows of the same level and as_of
-- column cumulative_revenue: money; sum of the positive revenues up to this rank
with
  spans as (
    select from_on, to_on from asked_windows
    union
    select prior_from_on as from_on, prior_to_on as to_on from asked_windows where prior_from_on is not null
  ),
  span_months as (
    select s.from_on, s.to_on, c.month_on
    from
      spans as s
      inner join calendar as c on c.month_on >= s.from_on and c.month_on < s.to_on
  ),
  level_months as (
    -- Months of an account's categories and currencies, or of a group's branches, are added before the windows are.
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
  span_amounts as (
    select
      s.from_on,
      s.to_on,
      m.level,
      m.account_key,
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
      level_months as m
      inner join span_months as s on s.month_on = m.month_on
    group by
      s.from_on,
      s.to_on,
      m.level,
      m.account_key
  ),
  order_months as (
    select
      o.level,
      o.account_key,
      d.month_on,
      count(*) as orders,
      min(o.ordered_on) as first_on,
      max(o.ordered_on) as last_on
    from
      asked_order_days as o
      inner join calendar_days as d on d.day_on = o.ordered_on
    group by
      o.level,
      o.account_key,
      d.month_on
  ),
  span_orders as (
    select
      s.from_on,
      s.to_on,
      m.level,
      m.account_key,
      sum(m.orders) as orders
    from
      order_months as m
      inner join span_months as s on s.month_on = m.month_on
    group by
      s.from_on,
      s.to_on,
      m.level,
      m.account_key
  ),
  order_states as (
    -- What is known of an account's orders after each month with an order, until its next one.
    select
      level,
      account_key,
      month_on,
      lead(month_on, 1, date '9999-12-01') over account_order as until_on,
      sum(orders) over account_order as orders_to_date,
      min(first_on) over account_order as first_order_on,
      last_on as last_order_on
    from
      order_months
    window
      account_order as (partition by level, account_key order by month_on)
  ),
  window_states as (
    select
      w.as_of,
      s.level,
      s.account_key,
      s.orders_to_date,
      s.first_order_on,
      s.last_order_on
    from
      order_states as s
      inner join asked_windows as w on w.as_of >= s.month_on and w.as_of < s.until_on
  ),
  keys as (
    select w.as_of, a.level, a.account_key
    from
      span_amounts as a
      inner join asked_windows as w on (w.from_on = a.from_on and w.to_on = a.to_on)
    union
    select w.as_of, a.level, a.account_key
    from
      span_amounts as a
      inner join asked_windows as w on (w.prior_from_on = a.from_on and w.prior_to_on = a.to_on)
    union
    select as_of, level, account_key from window_states
  ),
  sums as (
    select
      k.level,
      k.as_of,
      k.account_key,
      case when f.has_amount then coalesce(n.net_amount, 0) end as revenue,
      case when f.has_amount and w.prior_from_on is not null then coalesce(p.net_amount, 0) end as prior_revenue,
      case when f.has_amount then coalesce(n.credit_amount, 0) end as credit_amount,
      n.costed_net_amount - n.cost_amount as margin,
      n.costed_net_amount as costed_revenue,
      p.costed_net_amount - p.cost_amount as prior_margin,
      p.costed_net_amount as prior_costed_revenue,
      n.list_amount,
      n.listed_net_amount,
      n.freight_amount,
      n.rebate_amount,
      coalesce(n.line_count, 0) as line_count,
      coalesce(n.return_line_count, 0) as return_line_count,
      coalesce(n.rush_line_count, 0) as rush_line_count,
      coalesce(o.orders, 0) as orders,
      case when w.prior_from_on is not null then coalesce(q.orders, 0) end as prior_orders,
      coalesce(s.orders_to_date, 0) as orders_to_date,
      s.first_order_on,
      s.last_order_on
    from
      keys as k
      inner join asked_windows as w on w.as_of = k.as_of
      cross join features as f
      left join span_amounts as n on n.from_on = w.from_on
      and n.to_on = w.to_on
      and n.level = k.level
      and n.account_key = k.account_key
      left join span_amounts as p on p.from_on = w.prior_from_on
      and p.to_on = w.prior_to_on
      and p.level = k.level
      and p.account_key = k.account_key
      left join span_orders as o on o.from_on = w.from_on
      and o.to_on = w.to_on
      and o.level = k.level
      and o.account_key = k.account_key
      left join span_orders as q on q.from_on = w.prior_from_on
      and q.to_on = w.prior_to_on
      and q.level = k.level
      and q.account_key = k.account_key
      left join window_states as s on s.as_of = k.as_of
      and s.level = k.level
      and s.account_key = k.account_key
  )
select
  level,
  as_of,
  account_key,
  cast(revenue as decimal(18, 4)) as revenue,
  cast(prior_revenue as decimal(18, 4)) as prior_revenue,
  cast(credit_amount as decimal(18, 4)) as credit_amount,
  cast(margin as decimal(18, 4)) as margin,
  cast(costed_revenue as decimal(18, 4)) as costed_revenue,
  cast(prior_margin as decimal(18, 4)) as prior_margin,
  cast(prior_costed_revenue as decimal(18, 4)) as prior_costed_revenue,
  cast(list_amount as decimal(18, 4)) as list_amount,
  cast(listed_net_amount as decimal(18, 4)) as listed_net_amount,
  cast(freight_amount as decimal(18, 4)) as freight_amount,
  cast(rebate_amount as decimal(18, 4)) as rebate_amount,
  cast(line_count as integer) as line_count,
  cast(return_line_count as integer) as return_line_count,
  cast(rush_line_count as integer) as rush_line_count,
  cast(orders as integer) as orders,
  cast(prior_orders as integer) as prior_orders,
  cast(orders_to_date as integer) as orders_to_date,
  first_order_on,
  last_order_on,
  cast(row_number() over by_revenue as integer) as revenue_rank,
  cast(sum(greatest(revenue, 0)) over (partition by level, as_of) as decimal(18, 4)) as positive_revenue,
  cast(sum(greatest(revenue, 0)) over (by_revenue rows unbounded preceding) as decimal(18, 4)) as cumulative_revenue
from
  sums
window
  by_revenue as (partition by level, as_of order by revenue desc nulls last, account_key)
order by
  level,
  as_of,
  revenue_rank
