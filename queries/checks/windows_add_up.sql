-- question: Does every month end's revenue equal the account months behind it, at both levels?
-- grain: one row per level and as_of that differs
-- reads: account_windows, account_months, windows, features
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column difference: money; months less window
with
  months as (
    select
      month_on,
      sum(net_amount) as net_amount
    from
      account_months
    group by
      month_on
  ),
  expected as (
    select
      w.as_of,
      coalesce(sum(m.net_amount), 0) as revenue
    from
      windows as w
      left join months as m on m.month_on >= w.from_on
      and m.month_on < w.to_on
    group by
      w.as_of
  ),
  stored as (
    select
      level,
      as_of,
      sum(revenue) as revenue
    from
      account_windows
    group by
      level,
      as_of
  )
select
  s.level,
  s.as_of,
  cast(e.revenue - s.revenue as exact) as difference
from
  stored as s
  inner join expected as e on e.as_of = s.as_of
  cross join features as f
where
  f.has_amount
  and e.revenue <> s.revenue
