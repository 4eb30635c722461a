-- question: How do the accounts and groups of each asked window follow one another by revenue?
-- grain: one row per level, as_of and account or group with a line in either window or an order up to as_of
-- reads: account_sums
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column account_key: integer; the account or group
-- column revenue: money; net revenue in the window; null when no line of the data has an amount
-- column prior_revenue: money; net revenue in the prior window; null when there is none, or no line has an amount
-- column margin: money; net amount of costed lines less their cost; null when none in the window is costed
-- column costed_revenue: money; net amount of costed lines; null when none in the window is costed
-- column prior_margin: money; margin of the prior window; null when none in it is costed
-- column prior_costed_revenue: money; net amount of its costed lines; null when none in it is costed
-- column list_amount: money; list amount of lines that have one; null when none in the window has
-- column listed_net_amount: money; net amount of those lines; null when none in the window has
-- column freight_amount: money; freight borne in the window; null when none is known
-- column rebate_amount: money; rebates granted in the window; null when none is known
-- column line_count: count; lines in the window
-- column orders: count; order numbers with a sale, each once, on the day of its first line, in the window
-- column prior_orders: count; the same in the prior window; null when there is none
-- column orders_to_date: count; the same up to as_of
-- column order_days: count; days with a sale in the window
-- column prior_order_days: count; days with a sale in the prior window; null when there is none
-- column order_days_to_date: count; days with a sale up to as_of
-- column first_order_on: date; first order day; null when there is none up to as_of
-- column last_order_on: date; last order day up to as_of; null when there is none
-- column revenue_rank: integer; rank by revenue, largest first, ties by account_id
-- column positive_revenue: money; sum of the positive revenues of all rows of the same level and as_of
-- column cumulative_revenue: money; sum of the positive revenues up to this rank
select
  level,
  as_of,
  account_key,
  cast(revenue as exact) as revenue,
  cast(prior_revenue as exact) as prior_revenue,
  cast(margin as exact) as margin,
  cast(costed_revenue as exact) as costed_revenue,
  cast(prior_margin as exact) as prior_margin,
  cast(prior_costed_revenue as exact) as prior_costed_revenue,
  cast(list_amount as exact) as list_amount,
  cast(listed_net_amount as exact) as listed_net_amount,
  cast(freight_amount as exact) as freight_amount,
  cast(rebate_amount as exact) as rebate_amount,
  cast(line_count as integer) as line_count,
  cast(orders as integer) as orders,
  cast(prior_orders as integer) as prior_orders,
  cast(orders_to_date as integer) as orders_to_date,
  cast(order_days as integer) as order_days,
  cast(prior_order_days as integer) as prior_order_days,
  cast(order_days_to_date as integer) as order_days_to_date,
  first_order_on,
  last_order_on,
  cast(row_number() over by_revenue as integer) as revenue_rank,
  cast(
    sum(greatest(revenue, 0)) over (
      partition by
        level,
        as_of
    ) as exact
  ) as positive_revenue,
  cast(sum(greatest(revenue, 0)) over (by_revenue rows unbounded preceding) as exact) as cumulative_revenue
from
  account_sums
window
  by_revenue as (
    partition by
      level,
      as_of
    order by
      revenue desc nulls last,
      account_key
  )
order by
  level,
  as_of,
  revenue_rank
