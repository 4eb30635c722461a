-- question: What did each account or group buy of each category in the twelve months, and what only before?
-- grain: one row per level, account or group, and category ever bought
-- reads: account_months, branches
-- param from_on: date; first day of the twelve months
-- param to_on: date; the day after them
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column category: text; the category
-- column revenue: money; net revenue in the twelve months, where it is positive; 0 where it was bought only before
with
  branch_categories as (
    select
      account_key,
      category,
      sum(
        case
          when month_on >= cast($from_on as date) then net_amount
          else 0
        end
      ) as revenue
    from
      account_months
    where
      month_on < cast($to_on as date)
      and category is not null
    group by
      account_key,
      category
  )
select
  b.level,
  b.account_key,
  c.category,
  cast(greatest(sum(c.revenue), 0) as exact) as revenue
from
  branch_categories as c
  inner join branches as b on b.branch_key = c.account_key
group by
  b.level,
  b.account_key,
  c.category
