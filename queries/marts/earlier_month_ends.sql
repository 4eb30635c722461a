-- question: With which earlier month end is the concentration of each month end compared?
-- grain: one row per kind of comparison and complete month end that has such an earlier one
-- reads: windows, calendar
-- column compare: text; `prior_year`: twelve months before; `prior`: the month end before
-- column as_of: date; a month end whose twelve months the history holds
-- column earlier_as_of: date; the month end it is compared with, whose twelve months the history holds too
with
  kinds as (
    select
      compare,
      months_back
    from
      (
        values
          ('prior_year', 12),
          ('prior', 1)
      ) as listed (compare, months_back)
  ),
  numbered as (
    select
      w.as_of,
      c.month_no
    from
      windows as w
      inner join calendar as c on c.month_end_on = w.as_of
    where
      w.is_held
  )
select
  k.compare,
  n.as_of,
  e.as_of as earlier_as_of
from
  kinds as k
  cross join numbered as n
  inner join numbered as e on e.month_no = n.month_no - k.months_back
order by
  k.compare,
  n.as_of
