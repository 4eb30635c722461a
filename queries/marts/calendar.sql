-- question: Which months does the history hold, and which of them are complete?
-- grain: one row per month of the calendar
-- reads: calendar_days
-- param first_on: date; first day of the data
-- param last_complete_on: date; last day of the last complete month
-- param fiscal_year_starts: integer; number of the month in which the fiscal year starts
-- column month_on: month; first day
-- column month_end_on: date; last day
-- column next_month_on: month; first day of the next month
-- column quarter_on: month; first day of its fiscal quarter
-- column year_on: month; first day of its fiscal year
-- column is_held: boolean; whether the data had begun by the month's end
-- column is_complete: boolean; whether the month lies in the data and is complete
select
  month_on,
  max(day_on) as month_end_on,
  cast(max(day_on) + 1 as date) as next_month_on,
  cast(
    month_on - to_months(cast((month(month_on) - $fiscal_year_starts + 12) % 3 as integer)) as date
  ) as quarter_on,
  cast(
    month_on - to_months(cast((month(month_on) - $fiscal_year_starts + 12) % 12 as integer)) as date
  ) as year_on,
  max(day_on) >= cast($first_on as date) as is_held,
  max(day_on) >= cast($first_on as date) and max(day_on) <= cast($last_complete_on as date) as is_complete
from
  calendar_days
group by
  month_on
order by
  month_on
