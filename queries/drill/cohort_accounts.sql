-- question: Which accounts began in a cohort, and which of them still buy?
-- grain: one row per account or group of the cohorts whose first order lies within from and to
-- reads: part_branches, asked_months, part_order_days, part_values, part_directory, calendar, calendar_days, features
-- order: first_order_on, account_id
-- not by category: orders, order_days
-- param period: text; `month` (default), `quarter` or `year` of the fiscal calendar, as of the cohorts
-- param by: text; a dimension of the accounts, or `category`, as of the cohorts
-- param value: text; only this value of it
-- param cohort_on: date; only the cohort whose period begins on this day
-- param period_on: date; what was bought in the period that begins on this day, in place of all periods up to as_of
-- total orders: sum(orders)
-- total revenue: sum(revenue)
-- column account_id: id; the account or group
-- column name: text; its name
-- column by_value: text; value of the dimension that was asked for; null when none was, or the account has none
-- column cohort_on: month; first day of the period of its first order
-- column first_order_on: date; its first order day
-- column last_order_on: date; its last order day by as_of
-- column orders: count; order numbers with a sale in the asked period, or by as_of, each on the day of its first line
-- column order_days: count; days with a sale in it
-- column is_active: boolean; whether there is any
-- column revenue: money; net revenue in the asked period, or by as_of; null when no line of the data has an amount
with
  periods as (
    select
      month_on,
      case $period
        when 'quarter' then quarter_on
        when 'year' then year_on
        else month_on
      end as starts_on
    from
      calendar
  ),
  histories as (
    select
      o.level,
      o.account_key,
      min(o.ordered_on) as first_order_on,
      max(o.ordered_on) as last_order_on,
      min(p.starts_on) as cohort_on,
      sum(o.order_count) filter(p.starts_on = coalesce($period_on::date, p.starts_on)) as orders,
      count(*) filter(p.starts_on = coalesce($period_on::date, p.starts_on)) as order_days
    from
      part_order_days as o
      inner join calendar_days as d on d.day_on = o.ordered_on
      inner join periods as p on p.month_on = d.month_on
    where
      o.ordered_on <= $as_of::date
    group by
      o.level,
      o.account_key
  ),
  members as (
    select
      h.*,
      v.by_value
    from
      histories as h
      inner join part_values as v on v.level = h.level
      and v.account_key = h.account_key
    where
      h.cohort_on = coalesce($cohort_on::date, h.cohort_on)
      and h.cohort_on >= coalesce($asked_from::date, h.cohort_on)
      and h.cohort_on < coalesce($asked_to::date, date '9999-12-31')
      and (
        $value is null
        or v.by_value = $value
      )
  ),
  revenues as (
    select
      b.level,
      b.account_key,
      sum(a.net_amount) as revenue
    from
      asked_months as a
      inner join part_branches as b on b.branch_key = a.account_key
      inner join periods as p on p.month_on = a.month_on
    where
      a.month_on <= $as_of::date
      and p.starts_on = coalesce($period_on::date, p.starts_on)
    group by
      b.level,
      b.account_key
  )
select
  d.account_id,
  d.name,
  m.by_value,
  m.cohort_on,
  m.first_order_on,
  m.last_order_on,
  cast(m.orders as integer) as orders,
  cast(m.order_days as integer) as order_days,
  m.order_days > 0 as is_active,
  case
    when f.has_amount then cast(coalesce(r.revenue, 0) as exact)
  end as revenue
from
  members as m
  inner join part_directory as d on d.level = m.level
  and d.account_key = m.account_key
  cross join features as f
  left join revenues as r on r.level = m.level
  and r.account_key = m.account_key
