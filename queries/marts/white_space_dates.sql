-- question: On which days is white space learned, and from which earlier years?
-- grain: one row per day of a fit and earlier year end whose twelve months the history holds; one per day where it holds none
-- reads: windows, calendar
-- kept: no
-- column fit_on: date; the newest complete month's end, and the last four ends of quarters
-- column cut_on: date; the day by which categories had not been bought for twelve months; null where the history holds no such year
-- column cut_month_no: integer; number of its month; null where cut_on is
-- column years_back: integer; 1: what came of it teaches the fit; 2: it teaches the fit that is checked; null where cut_on is
-- column months_held: count; months that the history holds by the day of the fit
with
  thresholds as (
    select
      4 as quarters
  ),
  month_ends as (
    select
      w.as_of,
      c.month_no,
      w.is_held,
      c.period_of_year % 3 = 0 as is_quarter_end,
      row_number() over (
        partition by
          c.period_of_year % 3 = 0
        order by
          w.as_of desc
      ) as ends_back,
      max(w.as_of) over () as newest_on,
      min(c.month_no) filter(c.is_held) over () as first_month_no
    from
      windows as w
      inner join calendar as c on c.month_end_on = w.as_of
  ),
  fits as (
    select
      e.as_of,
      e.month_no,
      e.month_no - e.first_month_no + 1 as months_held
    from
      month_ends as e
      cross join thresholds as t
    where
      e.as_of = e.newest_on
      or (
        e.is_quarter_end
        and e.ends_back <= t.quarters
      )
  ),
  year_ends as (
    select
      as_of,
      month_no
    from
      month_ends
    where
      is_held
  )
select
  f.as_of as fit_on,
  c.as_of as cut_on,
  c.month_no as cut_month_no,
  cast((f.month_no - c.month_no) // 12 as integer) as years_back,
  f.months_held
from
  fits as f
  left join year_ends as c on c.month_no in (f.month_no - 12, f.month_no - 24)
order by
  f.as_of,
  c.as_of
