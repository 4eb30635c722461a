-- question: How many accounts of each cohort ordered in each later period, and what did they bring, as the months of it went by?
-- grain: one row per kind of period, level, value of the asked dimension, cohort and month from the cohort's first on
-- reads: asked_activity, asked_periods, split_values, features
-- column period: text; `month`, `quarter` or `year`
-- column level: text; `account` or `group`
-- column by_value: text; value of the dimension that was asked for; null when none was, or the account has none
-- column cohort_on: month; first day of the period of the account's first order day
-- column period_on: month; first day of a period from then on
-- column month_on: month; a month of that period
-- column active_accounts: count; accounts of the cohort with an order day in the period up to this month
-- column revenue: money; net revenue of the cohort in the period up to this month; null when no line of the data has an amount
with
  begun as (
    select
      level,
      account_key,
      month_on,
      net_amount,
      order_days > 0 as is_active,
      min(month_on) filter(order_days > 0) over (
        partition by
          level,
          account_key
      ) as first_month_on,
      max(month_on) filter(order_days > 0) over (
        partition by
          level,
          account_key
        order by
          month_on rows between unbounded preceding
          and 1 preceding
      ) as previous_month_on
    from
      asked_activity
  ),
  counted as (
    -- Months are few and accounts many: accounts are counted by the months alone before periods come in.
    select
      b.level,
      v.by_value,
      b.first_month_on,
      b.month_on,
      b.previous_month_on,
      count(*) filter(b.is_active) as active_accounts,
      sum(b.net_amount) as revenue
    from
      begun as b
      left join split_values as v on v.level = b.level
      and v.account_key = b.account_key
    where
      b.first_month_on is not null
    group by
      b.level,
      v.by_value,
      b.first_month_on,
      b.month_on,
      b.previous_month_on
  ),
  added as (
    select
      p.period,
      n.level,
      n.by_value,
      c.period_on as cohort_on,
      n.month_on,
      -- An account counts once in a period: in the first of its months with an order.
      sum(n.active_accounts) filter(
        n.previous_month_on is null
        or n.previous_month_on < p.period_on
      ) as active_accounts,
      sum(n.revenue) as revenue
    from
      counted as n
      inner join asked_periods as p on p.month_on = n.month_on
      inner join asked_periods as c on c.period = p.period
      and c.month_on = n.first_month_on
    where
      n.month_on >= c.period_on
    group by
      p.period,
      n.level,
      n.by_value,
      c.period_on,
      n.month_on
  ),
  cohorts as (
    select distinct
      period,
      level,
      by_value,
      cohort_on
    from
      added
  )
select
  h.period,
  h.level,
  h.by_value,
  h.cohort_on,
  p.period_on,
  p.month_on,
  cast(coalesce(sum(a.active_accounts) over within_period, 0) as integer) as active_accounts,
  case
    when f.has_amount then cast(coalesce(sum(a.revenue) over within_period, 0) as exact)
  end as revenue
from
  cohorts as h
  inner join asked_periods as p on p.period = h.period
  and p.month_on >= h.cohort_on
  cross join features as f
  left join added as a on a.period = h.period
  and a.level = h.level
  and a.by_value is not distinct from h.by_value
  and a.cohort_on = h.cohort_on
  and a.month_on = p.month_on
window
  within_period as (
    partition by
      h.period,
      h.level,
      h.by_value,
      h.cohort_on,
      p.period_on
    order by
      p.month_on
  )
order by
  h.period,
  h.level,
  h.by_value,
  h.cohort_on,
  p.month_on
