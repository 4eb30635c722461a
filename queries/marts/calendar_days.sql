-- question: In which (fiscal) month does each day lie?
-- grain: one row per day, from at least a year before the first month of the data to the end of its last month
-- param first_on: date; first day of the data
-- param last_on: date; newest day of the data
-- param period_starts: dates; first days of the periods of a fiscal calendar, whole years of them, and at the end the day
--   after the last; empty where months are those of the calendar
-- column day_on: date; the day
-- column month_on: month; first day of its month
with
  fiscal_periods as (
    select
      cast(listed.day as date) as month_on,
      lead (cast(listed.day as date)) over (
        order by
          listed.day
      ) as next_month_on
    from
      unnest(cast($period_starts as varchar[])) as listed (day)
  ),
  calendar_months as (
    select
      cast(month as date) as month_on,
      cast(month + interval 1 month as date) as next_month_on
    from
      range(
        date_trunc('month', cast($first_on as date)) - interval 12 month,
        date_trunc('month', cast($last_on as date)) + interval 1 month,
        interval 1 month
      ) as months (month)
    where
      len(cast($period_starts as varchar[])) = 0
  ),
  months as (
    select
      month_on,
      next_month_on
    from
      fiscal_periods
    where
      month_on <= cast($last_on as date)
      and next_month_on is not null
    union all
    select
      month_on,
      next_month_on
    from
      calendar_months
  )
select
  cast(days.day as date) as day_on,
  months.month_on
from
  months,
  range(months.month_on, months.next_month_on, interval 1 day) as days (day)
order by
  day_on
