-- question: How much is each account or group expected to buy of categories that it does not buy, where a check of a year bears that out?
-- grain: one row per level and account or group with revenue, where a list of white space passed its check at the quarter's end
-- reads: tier_categories, account_windows, white_space_fits, white_space_effects
-- param as_of: date; last day of the quarter
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column white_space: money; sum over categories of chance × amount of a first year, of the lists that passed
with
  fits as (
    select
      level,
      fit_on,
      list,
      intercept,
      by_penetration,
      by_categories,
      by_orders,
      amount_intercept,
      amount_slope,
      smear
    from
      white_space_fits
    where
      fit_on = cast($as_of as date)
      and intercept is not null
  ),
  holders as (
    select
      w.level,
      w.account_key,
      cast(w.revenue as double) as revenue,
      w.order_days
    from
      account_windows as w
    where
      w.as_of = cast($as_of as date)
      and w.revenue > 0
      and w.level in (
        select
          level
        from
          fits
      )
  ),
  purchases as (
    select
      h.level,
      h.account_key,
      c.category,
      c.revenue
    from
      holders as h
      inner join tier_categories as c on c.level = h.level
      and c.account_key = h.account_key
  ),
  breadths as (
    select
      level,
      account_key,
      count(*) as categories
    from
      purchases
    where
      revenue > 0
    group by
      level,
      account_key
  ),
  sizes as (
    select
      level,
      count(*) as holders
    from
      holders
    group by
      level
  ),
  category_buyers as (
    select
      p.level,
      p.category,
      ln((count(*) + 1) / (any_value(s.holders) - count(*) + 1)) as penetration
    from
      purchases as p
      inner join sizes as s on s.level = p.level
    where
      p.revenue > 0
    group by
      p.level,
      p.category
  ),
  cells as (
    select
      h.level,
      h.account_key,
      k.category,
      k.penetration,
      -- A category of which nothing is left in the twelve months was bought before them, or given back.
      case
        when p.account_key is null then 'never_bought'
        else 'win_back'
      end as list,
      ln(greatest(coalesce(b.categories, 1), 1)) as log_categories,
      ln(greatest(h.order_days, 1)) as log_orders,
      ln(h.revenue) as log_revenue
    from
      holders as h
      inner join category_buyers as k on k.level = h.level
      left join purchases as p on p.level = h.level
      and p.account_key = h.account_key
      and p.category = k.category
      left join breadths as b on b.level = h.level
      and b.account_key = h.account_key
    where
      coalesce(p.revenue, 0) <= 0
  ),
  expected as (
    select
      c.level,
      c.account_key,
      sum(
        f.smear * exp(f.amount_intercept + f.amount_slope * c.log_revenue + coalesce(e.effect, 0)) / (
          1 + exp(
            - (
              f.intercept + f.by_penetration * c.penetration + f.by_categories * c.log_categories + f.by_orders * c.log_orders
            )
          )
        )
      ) as amount
    from
      cells as c
      inner join fits as f on f.level = c.level
      and f.list = c.list
      left join white_space_effects as e on e.level = f.level
      and e.fit_on = f.fit_on
      and e.list = f.list
      and e.category = c.category
    group by
      c.level,
      c.account_key
  )
select
  h.level,
  h.account_key,
  -- A sum of fractions depends on the order of its rows in the last digits.
  cast(round(coalesce(e.amount, 0), 4) as exact) as white_space
from
  holders as h
  left join expected as e on e.level = h.level
  and e.account_key = h.account_key
