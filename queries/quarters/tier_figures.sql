-- question: Which figures does each account or group bring to the review of a quarter?
-- grain: one row per level and account or group with a line in the twelve months or an order before their end
-- reads: account_windows, contributions, tier_categories, tier_candidates, branches, staged.plans, accounts
-- param as_of: date; last day of the quarter
-- param to_on: date; the day after
-- param held_share: share; how much of the twelve months the history holds
-- param is_age_known: boolean; whether the history reaches back as far as the age that is asked
-- param emerging_orders: integer; order days under which an account is emerging
-- param emerging_months: integer; months since the first order under which it is
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
-- column contribution: money; contribution after service of the twelve months, for a year where the history holds less; where no
--   rate of service is given, margin after freight and rebates; null when no line is costed
-- column price_realisation: ratio; net amount of lines with a list amount / their list amount; null when none has one
-- column breadth: integer; categories with positive revenue; null when no line has a category
-- column growth: ratio; 2 (r1 - r0) / (r1 + r0) over the twelve months before; null where they brought no revenue or the history does not reach
-- column planned_growth: ratio; the same from the twelve months to the plan of the year that holds the next day; null without a plan
-- column rising_share: share; pairs of its orders of which the later is the larger / all pairs; null where it is no candidate
-- column is_candidate: boolean; whether it orders often and at rising values
-- column category_revenue: money; revenue of lines with a category; null when there is none
-- column order_days_to_date: integer; days with a sale up to the quarter's end
-- column first_order_on: date; the first of them; null when there is none
-- column last_order_on: date; the last of them up to the quarter's end; null when there is none
-- column is_young: boolean; whether it has too few orders, or is too new, to be scored on value
with
  breadths as (
    select
      level,
      account_key,
      count(*) filter(revenue > 0) as breadth,
      sum(revenue) as category_revenue
    from
      tier_categories
    group by
      level,
      account_key
  ),
  newest_plans as (
    select
      a.account_key,
      p.planned_amount
    from
      staged.plans as p
      inner join accounts as a on a.account_id = p.account_id
    where
      p.period_start <= cast($to_on as date)
      and p.period_start > cast($to_on as date) - interval 12 month
    qualify
      rank() over (
        partition by
          a.account_key
        order by
          p.period_start desc
      ) = 1
  ),
  branch_plans as (
    select
      account_key,
      sum(planned_amount) as planned_amount
    from
      newest_plans
    group by
      account_key
  ),
  plans as (
    -- A group is planned where its branches are: those without a plan enter neither side.
    select
      b.level,
      b.account_key,
      cast(sum(p.planned_amount) as double) as planned_amount,
      cast(sum(greatest(w.revenue, 0)) as double) / cast($held_share as double) as revenue
    from
      branch_plans as p
      inner join branches as b on b.branch_key = p.account_key
      inner join account_windows as w on w.level = 'account'
      and w.as_of = cast($as_of as date)
      and w.account_key = p.account_key
    group by
      b.level,
      b.account_key
  )
select
  w.level,
  w.account_key,
  cast(w.revenue / cast($held_share as double) as exact) as revenue,
  cast(coalesce(c.contribution, c.pocket_margin) / cast($held_share as double) as exact) as contribution,
  try_cast (w.listed_net_amount / nullif(w.list_amount, 0) as decimal(18, 12)) as price_realisation,
  cast(b.breadth as integer) as breadth,
  case
  -- Without a baseline there is no growth: an account that is new or back has none, not the most.
    when w.prior_revenue > 0 then cast(
      2 * (greatest(w.revenue, 0) - w.prior_revenue) / (greatest(w.revenue, 0) + w.prior_revenue) as decimal(9, 4)
    )
  end as growth,
  cast(2 * (p.planned_amount - p.revenue) / nullif(p.planned_amount + p.revenue, 0) as decimal(9, 4)) as planned_growth,
  k.rising_share,
  k.account_key is not null as is_candidate,
  cast(b.category_revenue as exact) as category_revenue,
  w.order_days_to_date,
  w.first_order_on,
  w.last_order_on,
  w.order_days_to_date < $emerging_orders
  or (
    $is_age_known
    and w.first_order_on > cast($to_on as date) - to_months($emerging_months)
  ) as is_young
from
  account_windows as w
  left join contributions as c on c.level = w.level
  and c.as_of = w.as_of
  and c.account_key = w.account_key
  left join breadths as b on b.level = w.level
  and b.account_key = w.account_key
  left join plans as p on p.level = w.level
  and p.account_key = w.account_key
  left join tier_candidates as k on k.level = w.level
  and k.account_key = w.account_key
where
  w.as_of = cast($as_of as date)
