-- question: Which months does the history hold, and which of them are complete?
-- grain: one row per month of the calendar
-- reads: calendar_days
-- param first_on: date; first day of the data
-- param last_complete_on: date; last day of the last complete month
-- param fiscal_year_starts: integer; number of the month in which the fiscal year starts; not read where there are period_starts
-- param period_starts: dates; first days of the periods of a fiscal calendar, twelve to a year; empty where months are those
--   of the calendar
-- column month_on: month; first day
-- column month_end_on: date; last day
-- column next_month_on: month; first day of the next month
-- column month_no: integer; number of the month, one after the other without a gap: months between two are a difference
-- column quarter_on: month; first day of its fiscal quarter
-- column year_on: month; first day of its fiscal year
-- column fiscal_year: integer; the fiscal year's name: the year in which it ends; a year of 52 or 53 weeks may end up to six
--   days later
-- column period_of_year: integer; 1..12, number of the month within its fiscal year
-- column is_held: boolean; whether the data had begun by the month's end
-- column is_complete: boolean; whether the month lies in the data and is complete
with
  months as (
    select
      month_on,
      max(day_on) as month_end_on
    from
      calendar_days
    group by
      month_on
  ),
  numbered as (
    select
      month_on,
      month_end_on,
      row_number() over (
        order by
          month_on
      ) - 1 as months_before,
      len(cast($period_starts as varchar[])) > 0 as is_fiscal
    from
      months
  ),
  placed as (
    select
      month_on,
      month_end_on,
      months_before,
      -- A fiscal calendar begins with a whole year.
      case
        when is_fiscal then months_before % 12
        else (month(month_on) - $fiscal_year_starts + 12) % 12
      end as months_of_year_before,
      is_fiscal
    from
      numbered
  ),
  started as (
    select
      month_on,
      month_end_on,
      months_before,
      months_of_year_before,
      case
        when is_fiscal then min(month_on) over (
          partition by
            months_before // 3
        )
        else cast(month_on - to_months(cast(months_of_year_before % 3 as integer)) as date)
      end as quarter_on,
      case
        when is_fiscal then min(month_on) over (
          partition by
            months_before // 12
        )
        else cast(month_on - to_months(cast(months_of_year_before as integer)) as date)
      end as year_on
    from
      placed
  )
select
  month_on,
  month_end_on,
  cast(month_end_on + 1 as date) as next_month_on,
  cast(months_before + 1 as integer) as month_no,
  quarter_on,
  year_on,
  -- The shortest year has 364 days: six days before its end it is still the year it is named for.
  cast(year(year_on + 357) as integer) as fiscal_year,
  cast(months_of_year_before + 1 as integer) as period_of_year,
  month_end_on >= cast($first_on as date) as is_held,
  month_end_on >= cast($first_on as date)
  and month_end_on <= cast($last_complete_on as date) as is_complete
from
  started
order by
  month_on
