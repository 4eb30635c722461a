-- question: Which categories had accounts with revenue not bought for a year, and what did they buy of them in the year after?
-- grain: one row per level, cut_on, account or group of the sample with revenue, and category that others bought
-- reads: white_space_dates, account_months, account_windows, branches, calendar, risk_sample
-- kept: no
-- column level: text; `account` or `group`
-- column cut_on: date; the day by which it had not been bought for twelve months
-- column list: text; `win_back` where it was bought before them, else `never_bought`
-- column account_key: integer; the account or group
-- column category: text; the category
-- column penetration: ratio; log-odds of the share of accounts that bought it in the twelve months, one buyer and one other added
-- column log_categories: ratio; natural logarithm of the categories that the account bought in them, at least one
-- column log_orders: ratio; natural logarithm of its order days in them, at least one
-- column log_revenue: ratio; natural logarithm of its revenue in them
-- column came: money; its net revenue of the category in the twelve months after; 0 where it is not positive
with
  cuts as (
    select distinct
      cut_on,
      cut_month_no
    from
      white_space_dates
    where
      cut_on is not null
  ),
  holders as (
    select
      w.level,
      w.as_of as cut_on,
      w.account_key,
      cast(w.revenue as double) as revenue,
      w.order_days
    from
      account_windows as w
      inner join cuts as c on c.cut_on = w.as_of
      semi join risk_sample as s on s.level = w.level
      and s.account_key = w.account_key
    where
      w.revenue > 0
  ),
  category_months as (
    select
      b.level,
      b.account_key,
      m.category,
      c.month_no,
      sum(m.net_amount) as net_amount
    from
      account_months as m
      inner join branches as b on b.branch_key = m.account_key
      semi join risk_sample as s on s.level = b.level
      and s.account_key = b.account_key
      inner join calendar as c on c.month_on = m.month_on
    where
      m.category is not null
    group by
      b.level,
      b.account_key,
      m.category,
      c.month_no
  ),
  purchases as (
    select
      m.level,
      c.cut_on,
      m.account_key,
      m.category,
      coalesce(
        sum(m.net_amount) filter(
          m.month_no <= c.cut_month_no
          and m.month_no > c.cut_month_no - 12
        ),
        0
      ) as bought,
      coalesce(sum(greatest(m.net_amount, 0)) filter(m.month_no <= c.cut_month_no - 12), 0) as bought_before,
      coalesce(sum(m.net_amount) filter(m.month_no > c.cut_month_no), 0) as came
    from
      category_months as m
      inner join cuts as c on m.month_no <= c.cut_month_no + 12
    group by
      m.level,
      c.cut_on,
      m.account_key,
      m.category
  ),
  held_purchases as (
    select
      p.level,
      p.cut_on,
      p.account_key,
      p.category,
      p.bought,
      p.bought_before,
      p.came
    from
      purchases as p
      inner join holders as h on h.level = p.level
      and h.cut_on = p.cut_on
      and h.account_key = p.account_key
  ),
  breadths as (
    select
      level,
      cut_on,
      account_key,
      count(*) as categories
    from
      held_purchases
    where
      bought > 0
    group by
      level,
      cut_on,
      account_key
  ),
  sizes as (
    select
      level,
      cut_on,
      count(*) as holders
    from
      holders
    group by
      level,
      cut_on
  ),
  category_buyers as (
    select
      p.level,
      p.cut_on,
      p.category,
      ln((count(*) + 1) / (any_value(s.holders) - count(*) + 1)) as penetration
    from
      held_purchases as p
      inner join sizes as s on s.level = p.level
      and s.cut_on = p.cut_on
    where
      p.bought > 0
    group by
      p.level,
      p.cut_on,
      p.category
  )
select
  h.level,
  h.cut_on,
  case
    when p.bought_before > 0 then 'win_back'
    else 'never_bought'
  end as list,
  h.account_key,
  k.category,
  k.penetration,
  ln(greatest(coalesce(b.categories, 1), 1)) as log_categories,
  ln(greatest(h.order_days, 1)) as log_orders,
  ln(h.revenue) as log_revenue,
  cast(greatest(coalesce(p.came, 0), 0) as exact) as came
from
  holders as h
  inner join category_buyers as k on k.level = h.level
  and k.cut_on = h.cut_on
  left join held_purchases as p on p.level = h.level
  and p.cut_on = h.cut_on
  and p.account_key = h.account_key
  and p.category = k.category
  left join breadths as b on b.level = h.level
  and b.cut_on = h.cut_on
  and b.account_key = h.account_key
where
  coalesce(p.bought, 0) <= 0
order by
  h.level,
  h.cut_on,
  h.account_key,
  k.category
