-- question: Which accounts are behind each step of the bridge of revenue?
-- grain: one row per step, value of the asked dimension and account or group that moves it
-- reads: asked_windows, bridge_windows, currency_effects, part_directory
-- order: step, -amount, account_id, by_value
-- param by: text; `category` or a dimension of the accounts, as of the bridge
-- param value: text; only this value of it
-- param step: text; only this step of `growth_bridge`
-- total amount: sum(amount)
-- total revenue: sum(revenue)
-- total prior_revenue: sum(prior_revenue)
-- total fx_amount: sum(fx_amount)
-- column account_id: id; the account or group
-- column name: text; its name
-- column by_value: text; value of the dimension that was asked for; null when none was, or the account has none
-- column step: text; step of `growth_bridge`
-- column amount: money; what it adds to the step
-- column revenue: money; net revenue in the window
-- column prior_revenue: money; net revenue in the prior window; null when there is none
-- column fx_amount: money; part of the revenue that is owed to exchange rates; null in a bridge split by category
with
  constant_currency as (
    select
      b.level,
      b.account_key,
      b.by_value,
      b.revenue,
      b.prior_revenue,
      b.has_bought_before,
      case
        when b.is_fx_known then coalesce(e.fx_amount, 0)
      end as fx_amount,
      b.revenue - case
        when b.is_fx_known then coalesce(e.fx_amount, 0)
        else 0
      end as constant_revenue
    from
      bridge_windows as b
      left join currency_effects as e on e.level = b.level
      and e.as_of = b.as_of
      and e.account_key = b.account_key
    where
      $value is null
      or b.by_value = $value
  ),
  moved as (
    select
      *,
      greatest(constant_revenue, 0) - greatest(prior_revenue, 0) as bought_change,
      least(constant_revenue, 0) - least(prior_revenue, 0) as credit_change
    from
      constant_currency
  ),
  contributions as (
    select
      *,
      'start' as step,
      prior_revenue as amount
    from
      moved
    union all
    select
      *,
      case
        when prior_revenue <= 0
        and has_bought_before then 'reactivated'
        when prior_revenue <= 0 then 'new'
        when constant_revenue <= 0 then 'lost'
        when bought_change > 0 then 'expansion'
        else 'contraction'
      end as step,
      case
        when prior_revenue is not null then bought_change
      end as amount
    from
      moved
    union all
    select
      *,
      'credits' as step,
      case
        when prior_revenue is not null then credit_change
      end as amount
    from
      moved
    union all
    select
      *,
      'fx' as step,
      case
        when prior_revenue is not null then fx_amount
      end as amount
    from
      moved
    union all
    select
      *,
      'end' as step,
      revenue as amount
    from
      moved
  )
select
  d.account_id,
  d.name,
  c.by_value,
  c.step,
  cast(c.amount as exact) as amount,
  cast(c.revenue as exact) as revenue,
  cast(c.prior_revenue as exact) as prior_revenue,
  cast(c.fx_amount as exact) as fx_amount
from
  contributions as c
  inner join part_directory as d on d.level = c.level
  and d.account_key = c.account_key
where
  c.amount <> 0
  and c.step = coalesce($step, c.step)
