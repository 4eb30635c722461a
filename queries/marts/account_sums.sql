-- question: What did each account or group bring in each asked window and in the one it is compared with?
-- grain: one row per level, as_of and account or group with a line in either window or an order up to as_of
-- reads: asked_windows, asked_activity, calendar, features
-- inline: yes
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
with
  roles as (
    -- What each month is to each asked window: one pass over the months then adds up both windows and the orders to date.
    select
      w.as_of,
      c.month_on,
      w.prior_from_on is not null as has_prior,
      c.month_on >= w.from_on
      and c.month_on < w.to_on as is_now,
      coalesce(
        c.month_on >= w.prior_from_on
        and c.month_on < w.prior_to_on,
        false
      ) as is_prior,
      c.month_on <= w.as_of as is_known
    from
      asked_windows as w
      inner join calendar as c on c.month_on <= greatest(w.as_of, w.to_on - 1)
  )
select
  a.level,
  r.as_of,
  a.account_key,
  case
    when any_value(f.has_amount) then coalesce(sum(a.net_amount) filter(r.is_now), 0)
  end as revenue,
  case
    when any_value(f.has_amount)
    and any_value(r.has_prior) then coalesce(sum(a.net_amount) filter(r.is_prior), 0)
  end as prior_revenue,
  sum(a.costed_net_amount - a.cost_amount) filter(r.is_now) as margin,
  sum(a.costed_net_amount) filter(r.is_now) as costed_revenue,
  sum(a.costed_net_amount - a.cost_amount) filter(r.is_prior) as prior_margin,
  sum(a.costed_net_amount) filter(r.is_prior) as prior_costed_revenue,
  sum(a.list_amount) filter(r.is_now) as list_amount,
  sum(a.listed_net_amount) filter(r.is_now) as listed_net_amount,
  sum(a.freight_amount) filter(r.is_now) as freight_amount,
  sum(a.rebate_amount) filter(r.is_now) as rebate_amount,
  coalesce(sum(a.line_count) filter(r.is_now), 0) as line_count,
  coalesce(sum(a.orders) filter(r.is_now), 0) as orders,
  case
    when any_value(r.has_prior) then coalesce(sum(a.orders) filter(r.is_prior), 0)
  end as prior_orders,
  coalesce(sum(a.orders) filter(r.is_known), 0) as orders_to_date,
  coalesce(sum(a.order_days) filter(r.is_now), 0) as order_days,
  case
    when any_value(r.has_prior) then coalesce(sum(a.order_days) filter(r.is_prior), 0)
  end as prior_order_days,
  coalesce(sum(a.order_days) filter(r.is_known), 0) as order_days_to_date,
  min(a.first_order_on) filter(r.is_known) as first_order_on,
  max(a.last_order_on) filter(r.is_known) as last_order_on
from
  asked_activity as a
  inner join roles as r on r.month_on = a.month_on
  cross join features as f
group by
  a.level,
  r.as_of,
  a.account_key
having
  bool_or(r.is_now)
  or bool_or(r.is_prior)
  or min(a.first_order_on) filter(r.is_known) is not null
