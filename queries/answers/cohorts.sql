-- question: Of the accounts that began together, how many still buy, and how much?
-- grain: one row per value of the asked dimension, cohort and period since then that has begun by as_of
-- reads: asked_branches, asked_months, asked_order_days, split_values, calendar, calendar_days, features
-- order: by_value, cohort_on, age
-- not by category: accounts, active_accounts, logo_share, revenue_per_acquired
-- param period: month | quarter | year; what a cohort and an age are made of, by the fiscal calendar
-- param by: dimension or category; one triangle for each value. A dimension's value is that of the accounts as they are today, the
--   category the one that an account bought most of in its first month: a source that keeps the value of the first order as a
--   column of its own can be split by that, and then no account changes its cohort afterwards
-- column by_value: text; value of the dimension that was asked for; null when none was, or the accounts have none
-- column cohort_on: month; first day of the period of the first order
-- column age: integer; periods since then, 0 for the first
-- column period_on: month; first day of the period that the row is about
-- column accounts: count; accounts of the cohort
-- column active_accounts: count; those with an order in the period; null where the period is not over
-- column logo_share: share; active_accounts / accounts; null where the period is not over
-- column revenue: money; net revenue of the cohort in the period; null where the period is not over or no line has an amount
-- column cumulative_revenue: money; the same from the first period on; null where the period is not over or no line has an amount
-- column revenue_per_acquired: money; cumulative_revenue / accounts; null where the period is not over or no line has an amount
-- column is_complete: boolean; whether the period is over
with
  periods as (
    select
      month_on,
      month_end_on,
      is_complete
      or not is_held as is_whole,
      case $period
        when 'quarter' then quarter_on
        when 'year' then year_on
        else month_on
      end as period_on
    from
      calendar
  ),
  numbered_periods as (
    select
      period_on,
      row_number() over (
        order by
          period_on
      ) as period_number,
      max(month_end_on) as last_on,
      bool_and(is_whole) as is_whole
    from
      periods
    group by
      period_on
  ),
  order_periods as (
    select
      o.level,
      o.account_key,
      p.period_on
    from
      asked_order_days as o
      inner join calendar_days as d on d.day_on = o.ordered_on
      inner join periods as p on p.month_on = d.month_on
    where
      o.ordered_on <= $as_of::date
    group by
      o.level,
      o.account_key,
      p.period_on
  ),
  members as (
    select
      o.level,
      o.account_key,
      v.by_value,
      min(o.period_on) as cohort_on
    from
      order_periods as o
      inner join split_values as v on v.level = o.level
      and v.account_key = o.account_key
    group by
      o.level,
      o.account_key,
      v.by_value
  ),
  asked_cohorts as (
    select
      m.by_value,
      m.cohort_on,
      n.period_number as cohort_number,
      count(*) as accounts
    from
      members as m
      inner join numbered_periods as n on n.period_on = m.cohort_on
    where
      m.cohort_on >= coalesce($asked_from::date, m.cohort_on)
      and m.cohort_on < coalesce($asked_to::date, date '9999-12-31')
    group by
      m.by_value,
      m.cohort_on,
      n.period_number
  ),
  activity as (
    select
      m.by_value,
      m.cohort_on,
      o.period_on,
      count(*) as active_accounts
    from
      order_periods as o
      inner join members as m on m.level = o.level
      and m.account_key = o.account_key
    group by
      m.by_value,
      m.cohort_on,
      o.period_on
  ),
  revenues as (
    select
      m.by_value,
      m.cohort_on,
      p.period_on,
      sum(a.net_amount) as revenue
    from
      asked_months as a
      inner join asked_branches as b on b.branch_key = a.account_key
      inner join members as m on m.level = b.level
      and m.account_key = b.account_key
      inner join periods as p on p.month_on = a.month_on
    group by
      m.by_value,
      m.cohort_on,
      p.period_on
  ),
  cells as (
    select
      c.by_value,
      c.cohort_on,
      n.period_number - c.cohort_number as age,
      n.period_on,
      c.accounts,
      n.last_on <= $as_of::date
      and n.is_whole as is_complete
    from
      asked_cohorts as c
      inner join numbered_periods as n on n.period_number >= c.cohort_number
      and n.period_on <= $as_of::date
  ),
  filled_cells as (
    select
      c.by_value,
      c.cohort_on,
      c.age,
      c.period_on,
      c.accounts,
      c.is_complete,
      coalesce(a.active_accounts, 0) as active_accounts,
      case
        when f.has_amount then coalesce(r.revenue, 0)
      end as revenue
    from
      cells as c
      cross join features as f
      left join activity as a on a.by_value is not distinct from c.by_value
      and a.cohort_on = c.cohort_on
      and a.period_on = c.period_on
      left join revenues as r on r.by_value is not distinct from c.by_value
      and r.cohort_on = c.cohort_on
      and r.period_on = c.period_on
  ),
  cumulated_cells as (
    select
      *,
      sum(revenue) over (
        partition by
          by_value,
          cohort_on
        order by
          age
      ) as cumulative_revenue
    from
      filled_cells
  )
select
  by_value,
  cohort_on,
  cast(age as integer) as age,
  period_on,
  cast(accounts as integer) as accounts,
  case
    when is_complete then cast(active_accounts as integer)
  end as active_accounts,
  case
    when is_complete then active_accounts / accounts
  end as logo_share,
  case
    when is_complete then cast(revenue as decimal(18, 4))
  end as revenue,
  case
    when is_complete then cast(cumulative_revenue as decimal(18, 4))
  end as cumulative_revenue,
  case
    when is_complete then cast(cumulative_revenue / accounts as decimal(18, 4))
  end as revenue_per_acquired,
  is_complete
from
  cumulated_cells
