-- question: What was planned with which account, for which period?
-- grain: one row per plan
-- reads: accounts, staged.plans
-- column account_key: integer; the account; null where neither a line nor the accounts name it
-- column account_id: id; the account as the source names it
-- column period_start: date; first day of the planned period
-- column period_end: date; last day: the day before the next period that anything is planned for; the last period is taken to be as
--   long as the one before, a single one as three months
-- column planned_amount: money; planned net revenue
-- column objective: text; what is to be reached; null where there is none
-- column success_metric: text; how it is measured; null where it is not
-- column owner: text; team or role that answers for it; null where there is none
with
  starts as (
    select distinct
      period_start
    from
      staged.plans
  ),
  periods as (
    select
      period_start,
      lead (period_start) over starts_in_order as next_start,
      date_diff('month', lag (period_start) over starts_in_order, period_start) as months_before
    from
      starts
    window
      starts_in_order as (
        order by
          period_start
      )
  )
select
  a.account_key,
  e.account_id,
  e.period_start,
  cast(
    coalesce(
      p.next_start,
      p.period_start + to_months(cast(greatest(coalesce(p.months_before, 3), 1) as integer))
    ) - interval 1 day as date
  ) as period_end,
  e.planned_amount,
  e.objective,
  e.success_metric,
  e.owner
from
  staged.plans as e
  inner join periods as p on p.period_start = e.period_start
  left join accounts as a on a.account_id = e.account_id
order by
  a.account_key,
  e.period_start,
  e.objective,
  e.source_line
