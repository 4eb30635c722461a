-- question: How much do the values of an account's orders vary, and how regular are its gaps, in the whole company?
-- grain: one row per level and month of the calendar by whose end an account had ordered
-- reads: calendar, order_days, risk_sample
-- column level: text; `account` or `group`
-- column as_of: date; the month's end
-- column spread_accounts: count; accounts with three valued order days or more in the 24 months up to it
-- column value_spread: ratio; squared coefficient of variation of the values of an account's order days, at most 25 for one account, the mean of
--   all by their order days less one; null where there are under five such accounts
-- column gap_pairs: count; accounts with two gaps or more by then
-- column regularity: ratio; shape of a gamma distribution of the gaps by Wheat and Morrison, from the last two of each account, held to 1 to 4;
--   1, which is random, where there are under 100 pairs
with
  thresholds as (
    select
      24 as months,
      3 as fewest_days,
      25 as widest_spread,
      5 as fewest_accounts,
      100 as fewest_pairs,
      4 as most_regular
  ),
  placed_days as (
    select
      o.level,
      o.account_key,
      c.month_no,
      cast(o.sale_amount as double) as sale_amount,
      date_diff('day', lag (o.ordered_on, 1) over own_days, o.ordered_on) as last_gap,
      date_diff('day', lag (o.ordered_on, 2) over own_days, lag (o.ordered_on, 1) over own_days) as gap_before,
      coalesce(lead (c.month_no) over own_days, last_month_no + 1) as next_month_no
    from
      order_days as o
      semi join risk_sample as s on s.level = o.level
      and s.account_key = o.account_key
      asof inner join calendar as c on c.month_on <= o.ordered_on
      cross join (
        select
          max(month_no) as last_month_no
        from
          calendar
      ) as ended
    window
      own_days as (
        partition by
          o.level,
          o.account_key
        order by
          o.ordered_on
      )
  ),
  month_days as (
    select
      d.level,
      d.account_key,
      d.sale_amount,
      unnest(range(d.month_no, d.month_no + t.months)) as month_no
    from
      placed_days as d
      cross join thresholds as t
    where
      d.sale_amount is not null
  ),
  account_spreads as (
    select
      level,
      month_no,
      count(*) - 1 as weight,
      least(var_samp(sale_amount) / pow(avg(sale_amount), 2), any_value(t.widest_spread)) as spread
    from
      month_days
      cross join thresholds as t
    group by
      level,
      month_no,
      account_key
    having
      count(*) >= any_value(t.fewest_days)
      and avg(sale_amount) > 0
  ),
  spreads as (
    select
      level,
      month_no,
      count(*) as spread_accounts,
      sum(weight * spread) / sum(weight) as value_spread
    from
      account_spreads
    group by
      level,
      month_no
  ),
  month_gaps as (
    select
      level,
      last_gap,
      gap_before,
      unnest(range(month_no, next_month_no)) as month_no
    from
      placed_days
  ),
  rhythms as (
    select
      level,
      month_no,
      count(gap_before) as gap_pairs,
      avg(pow(last_gap / (last_gap + gap_before) - 0.5, 2)) as variance
    from
      month_gaps
    group by
      level,
      month_no
  )
select
  r.level,
  c.month_end_on as as_of,
  coalesce(s.spread_accounts, 0) as spread_accounts,
  -- A mean of fractions depends on the order of its rows in the last digits.
  case
    when s.spread_accounts >= t.fewest_accounts then round(s.value_spread, 6)
  end as value_spread,
  r.gap_pairs,
  cast(
    case
      when r.gap_pairs < t.fewest_pairs then 1
      -- All gaps are equal.
      when r.variance = 0 then t.most_regular
      else round(least(greatest((1 - 4 * r.variance) / (8 * r.variance), 1), t.most_regular), 6)
    end as double
  ) as regularity
from
  rhythms as r
  cross join thresholds as t
  inner join calendar as c on c.month_no = r.month_no
  left join spreads as s on s.level = r.level
  and s.month_no = r.month_no
order by
  r.level,
  c.month_end_on
