-- question: Of the accounts that began together, how many still buy, and how much?
-- grain: one row per value of the asked dimension, cohort and period since then that has begun by as_of; cohorts are those between
--   from and to, all where these are not given
-- reads: cohort_cells
-- category: no
-- order: by_value, cohort_on, age
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
select
  by_value,
  cohort_on,
  age,
  period_on,
  accounts,
  case
    when is_complete then active_accounts
  end as active_accounts,
  case
    when is_complete then active_accounts / accounts
  end as logo_share,
  case
    when is_complete then revenue
  end as revenue,
  case
    when is_complete then cumulative_revenue
  end as cumulative_revenue,
  case
    when is_complete then cast(cast(cumulative_revenue as double) / accounts as exact)
  end as revenue_per_acquired,
  is_complete
from
  cohort_cells
