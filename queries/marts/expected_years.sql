-- question: What did each account's months lead to expect of a year, and what came?
-- grain: one row per level, as_of and account or group with a line by then, at the month ends of risk_dates, where the history holds six months
-- reads: activity_months, calendar, order_days, risk_dates, risk_sample
-- kept: no
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column account_key: integer; the account or group
-- column plain_year: money; revenue of the twelve months to as_of; null when no line has an amount
-- column stay_year: money; what a year brings if the account stays: twelve times the mean of its months since its first order, a month
--   without a line or below zero as 0, each half as heavy as one twelve months later; its first twelve months are taken as a whole year;
--   null without revenue in the last twelve months
-- column next_year: money; revenue of the twelve months after as_of; null while they are not complete
-- column year_order_days: count; order days in the twelve months to as_of
with
  thresholds as (
    select
      12 as months_of_year,
      12 as half_life_months,
      6 as fewest_months
  ),
  dates as (
    select
      r.month_end_on as as_of,
      bool_or(r.known_on = date '9999-12-31') as is_kept,
      any_value(c.month_no) as month_no
    from
      risk_dates as r
      inner join calendar as c on c.month_end_on = r.month_end_on
    group by
      r.month_end_on
  ),
  history as (
    select
      min(month_no) filter(is_held) as first_month_no,
      max(month_no) filter(is_complete) as last_month_no
    from
      calendar
  ),
  months as (
    select
      a.level,
      a.account_key,
      c.month_no,
      a.net_amount,
      cast(greatest(a.net_amount, 0) as double) as kept_amount,
      a.order_days
    from
      activity_months as a
      inner join calendar as c on c.month_on = a.month_on
  ),
  first_months as (
    select
      o.level,
      o.account_key,
      min(c.month_no) as month_no
    from
      (
        select
          level,
          account_key,
          min(ordered_on) as first_order_on
        from
          order_days
        group by
          level,
          account_key
      ) as o
      inner join calendar as c on c.month_on <= o.first_order_on
      and c.month_end_on >= o.first_order_on
    group by
      o.level,
      o.account_key
  ),
  summed as (
    select
      m.level,
      d.as_of,
      m.account_key,
      any_value(d.month_no) as month_no,
      sum(m.net_amount) filter(
        m.month_no <= d.month_no
        and m.month_no > d.month_no - t.months_of_year
      ) as plain_year,
      sum(m.kept_amount * pow(0.5, (d.month_no - m.month_no) / t.half_life_months)) filter(m.month_no <= d.month_no) as weighted_amount,
      sum(m.kept_amount) filter(
        m.month_no <= d.month_no
        and m.month_no > d.month_no - t.months_of_year
      ) as kept_year,
      sum(m.net_amount) filter(
        m.month_no > d.month_no
        and m.month_no <= d.month_no + t.months_of_year
      ) as next_year,
      count(*) filter(m.month_no <= d.month_no) as months,
      sum(m.order_days) filter(
        m.month_no <= d.month_no
        and m.month_no > d.month_no - t.months_of_year
      ) as year_order_days
    from
      dates as d
      cross join thresholds as t
      cross join history as h
      inner join months as m on m.month_no <= d.month_no + t.months_of_year
      and (
        d.is_kept
        or (m.level, m.account_key) in (
          select
            (s.level, s.account_key)
          from
            risk_sample as s
        )
      )
    where
      d.month_no - h.first_month_no + 1 >= t.fewest_months
    group by
      m.level,
      d.as_of,
      m.account_key
  )
select
  s.level,
  s.as_of,
  s.account_key,
  cast(s.plain_year as double) as plain_year,
  case
    when s.kept_year > 0 then t.months_of_year * s.weighted_amount * (1 - pow(0.5, 1 / t.half_life_months)) / (1 - pow(0.5, greatest(t.months_of_year, s.month_no - f.month_no + 1) / t.half_life_months))
  end as stay_year,
  case
    when s.month_no + t.months_of_year <= h.last_month_no then cast(coalesce(s.next_year, 0) as double)
  end as next_year,
  cast(coalesce(s.year_order_days, 0) as integer) as year_order_days
from
  summed as s
  cross join thresholds as t
  cross join history as h
  inner join first_months as f on f.level = s.level
  and f.account_key = s.account_key
where
  s.months > 0
  and f.month_no <= s.month_no
