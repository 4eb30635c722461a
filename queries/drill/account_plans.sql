-- question: What was planned with the account, and what came of it?
-- grain: one row per plan
-- reads: asked_branches, plans, directory, account_months, calendar, features, build_facts
-- order: -period_start, account_id, objective
-- param account_id: id; the account or group
-- total planned_amount: sum(planned_amount)
-- total actual_amount: sum(actual_amount)
-- total attained_share: cast(sum(actual_amount) / nullif(sum(planned_amount), 0) as double)
-- column account_id: id; the account; of a group, its branch
-- column name: text; its name
-- column period_start: date; first day of the planned period
-- column period_end: date; its last day
-- column planned_amount: money; planned net revenue
-- column actual_amount: money; net revenue of its months so far; null when no line has an amount, it has not begun, or its first
--   day is no first day of a month
-- column attained_share: share; actual_amount / planned_amount; null when there is no actual_amount, or the plan is not positive
-- column elapsed_share: share; part of the period that is over at as_of, or at the newest line
-- column is_over: boolean; whether the period is over
-- column objective: text; what is to be reached; null where there is none
-- column success_metric: text; how it is measured; null where it is not
-- column owner: text; team or role that answers for it; null where there is none
with
  moments as (
    -- Where no as_of is asked for, the day of the newest line stands for today.
    select
      coalesce($asked_as_of::date, watermark_on) as asked_on
    from
      build_facts
  ),
  planned as (
    select distinct
      e.account_key,
      e.period_start,
      e.period_end
    from
      plans as e
      inner join asked_branches as b on b.branch_key = e.account_key
      inner join calendar as c on c.month_on = e.period_start
      cross join moments as m
    where
      e.period_start <= m.asked_on
  ),
  attained as (
    select
      p.account_key,
      p.period_start,
      coalesce(sum(a.net_amount), 0) as actual_amount
    from
      planned as p
      cross join moments as m
      left join account_months as a on a.account_key = p.account_key
      and a.month_on >= p.period_start
      and a.month_on <= least(p.period_end, m.asked_on)
    group by
      p.account_key,
      p.period_start
  )
select
  d.account_id,
  d.name,
  e.period_start,
  e.period_end,
  e.planned_amount,
  case
    when f.has_amount then cast(a.actual_amount as exact)
  end as actual_amount,
  case
    when f.has_amount
    and e.planned_amount > 0 then cast(a.actual_amount / e.planned_amount as double)
  end as attained_share,
  cast(
    greatest(0, least(m.asked_on, e.period_end) - e.period_start + 1) / (e.period_end - e.period_start + 1) as double
  ) as elapsed_share,
  e.period_end <= m.asked_on as is_over,
  e.objective,
  e.success_metric,
  e.owner
from
  plans as e
  inner join asked_branches as b on b.branch_key = e.account_key
  inner join directory as d on d.level = 'account'
  and d.account_key = b.branch_key
  cross join moments as m
  cross join features as f
  left join attained as a on a.account_key = e.account_key
  and a.period_start = e.period_start
where
  e.period_start >= coalesce($asked_from::date, e.period_start)
  and e.period_start < coalesce($asked_to::date, date '9999-12-31')
