-- question: Which fiscal quarters are closed, and how much of their twelve months does the history hold?
-- grain: one row per closed fiscal quarter, of the last twenty years
-- reads: windows, calendar
-- column as_of: date; last day of the quarter
-- column quarter_on: month; first day of the quarter
-- column fiscal_year: integer; name of its fiscal year
-- column year_on: month; first day of its fiscal year
-- column from_on: month; first day of the twelve months that end with it
-- column to_on: month; the day after
-- column first_on: month; first month of the history
-- column held_share: share; months of the twelve that the history holds / 12
with
  thresholds as (
    -- A history that begins in 1900, as one mistyped line makes it, has no tiers for every quarter since.
    select
      80 as most_quarters
  )
select
  e.month_end_on as as_of,
  e.quarter_on,
  e.fiscal_year,
  e.year_on,
  w.from_on,
  w.to_on,
  min(m.month_on) as first_on,
  count(*) filter(m.month_on >= w.from_on) / 12 as held_share
from
  calendar as e
  inner join windows as w on w.as_of = e.month_end_on
  inner join calendar as m on m.is_held
  and m.month_on < w.to_on
  cross join thresholds as t
where
  e.period_of_year % 3 = 0
group by
  e.month_end_on,
  e.quarter_on,
  e.fiscal_year,
  e.year_on,
  w.from_on,
  w.to_on,
  t.most_quarters
qualify
  row_number() over (
    order by
      e.month_end_on desc
  ) <= t.most_quarters
order by
  as_of
