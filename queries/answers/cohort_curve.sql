-- question: How many accounts still order at each age, over all cohorts that have reached it?
-- grain: one row per value of the asked dimension and age that a cohort had completed by as_of
-- reads: cohort_cells
-- category: no
-- order: by_value, age
-- param period: month | quarter | year; length of a cohort and of an age, by the fiscal calendar
-- param by: dimension or category; one curve for each value of this dimension of the accounts
-- column by_value: text; value of the dimension that was asked for; null when none was, or the account has none
-- column age: integer; periods since the first order
-- column cohorts: count; cohorts that had completed this age by as_of
-- column accounts: count; their accounts: those at risk
-- column active_accounts: count; those with an order day at this age
-- column logo_share: share; active_accounts / accounts
-- column revenue: money; net revenue of those cohorts at this age; null when no line of the data has an amount
-- column revenue_per_acquired: money; their net revenue up to this age / accounts; null when no line of the data has an amount
select
  by_value,
  age,
  cast(count(*) as integer) as cohorts,
  cast(sum(accounts) as integer) as accounts,
  cast(sum(active_accounts) as integer) as active_accounts,
  cast(sum(active_accounts) / sum(accounts) as double) as logo_share,
  cast(sum(revenue) as exact) as revenue,
  cast(cast(sum(cumulative_revenue) as double) / sum(accounts) as exact) as revenue_per_acquired
from
  cohort_cells
where
  is_complete
group by
  by_value,
  age
