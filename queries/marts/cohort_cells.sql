-- question: What had become of each cohort at each age by as_of?
-- grain: one row per level, value of the asked dimension, cohort and age that had begun by as_of
-- reads: asked_cohort_months, asked_periods
-- inline: yes
-- param as_of: date; last day of the activity that counts
-- param asked_from: date; first day of the cohorts; null for all
-- param asked_to: date; the day after the last of them; null for all
-- column level: text; `account` or `group`
-- column by_value: text; value of the dimension that was asked for; null when none was, or the account has none
-- column cohort_on: month; first day of the period of the first order day
-- column age: integer; whole periods since then
-- column period_on: month; first day of the period
-- column accounts: count; accounts of the cohort
-- column active_accounts: count; those with an order day in the period
-- column revenue: money; net revenue of the cohort in the period; null when no line of the data has an amount
-- column cumulative_revenue: money; the same up to this age; null when no line of the data has an amount
-- column is_complete: boolean; whether the period had ended by as_of
with
  reached as (
    select
      c.level,
      c.by_value,
      c.cohort_on,
      c.period_on,
      c.active_accounts,
      c.revenue,
      p.period_no - b.period_no as age,
      p.is_complete
      and p.period_end_on <= cast($as_of as date) as is_complete
    from
      asked_cohort_months as c
      inner join asked_periods as p on p.period = c.period
      and p.month_on = c.month_on
      inner join asked_periods as b on b.period = c.period
      and b.month_on = c.cohort_on
    where
      p.month_end_on <= cast($as_of as date)
      and c.cohort_on >= coalesce(cast($asked_from as date), c.cohort_on)
      and c.cohort_on < coalesce(cast($asked_to as date), c.cohort_on + 1)
    qualify
      row_number() over (
        partition by
          c.level,
          c.by_value,
          c.cohort_on,
          c.period_on
        order by
          c.month_on desc
      ) = 1
  )
select
  level,
  by_value,
  cohort_on,
  cast(age as integer) as age,
  period_on,
  -- All of a cohort order in its own period: that is what makes them the cohort.
  first_value (active_accounts) over by_age as accounts,
  active_accounts,
  revenue,
  cast(sum(revenue) over by_age as exact) as cumulative_revenue,
  is_complete
from
  reached
window
  by_age as (
    partition by
      level,
      by_value,
      cohort_on
    order by
      age
  )
