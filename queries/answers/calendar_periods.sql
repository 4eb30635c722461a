-- question: Which months, quarters and years does the history hold, what are they called, and from which to which day do they last?
-- grain: one row per kind of period and period that the history holds
-- reads: calendar, periods, windows
-- category: no
-- order: kind_no, from_on
-- column kind_no: integer; 1 for months, 2 for quarters, 3 for years
-- column period: text; `month`, `quarter` or `year`; quarters and years are those of the fiscal year
-- column from_on: month; first day
-- column to_on: month; day after the last one: `from=` and `to=` of a window are such days of months
-- column last_on: date; last day; of a quarter or year of a fiscal calendar that is not over, that of the newest month
-- column name: text; `Sep 2026`, `Jul - Sep 2026` or `2026` where months are the calendar's, else `P1 FY2026`, `Q1 FY2026` or `FY2026`
-- column is_fiscal: boolean; whether months are periods of a fiscal calendar and no months of the calendar
-- column fiscal_year: integer; the fiscal year's name: the year in which it ends
-- column starts_in_month: integer; number of the calendar's month in which the fiscal year starts; null where months are not the
--   calendar's
-- column number_in_year: integer; 1.. within the fiscal year
-- column year_before_on: month; first day of the same period a year before; null when the calendar does not reach back
-- column is_complete: boolean; whether the whole period lies in the data
-- column is_as_of: boolean; whether `as_of=` may name its last day
with
  calendars as (
    select
      not bool_and(
        month_on = date_trunc('month', month_on)
        and month_end_on = last_day(month_on)
      ) as is_fiscal
    from
      calendar
  ),
  placed as (
    select
      p.period,
      p.period_on,
      p.period_end_on,
      p.is_complete,
      c.fiscal_year,
      min(c.period_of_year) as first_month_of_year,
      bool_or(c.is_held) as is_held,
      month(min(c.year_on)) as starts_in_month
    from
      periods as p
      inner join calendar as c on c.month_on = p.month_on
    group by
      p.period,
      p.period_on,
      p.period_end_on,
      p.is_complete,
      c.fiscal_year
  ),
  numbered as (
    select
      p.period,
      case p.period
        when 'month' then 1
        when 'quarter' then 2
        else 3
      end as kind_no,
      p.period_on,
      case
        when c.is_fiscal then p.period_end_on
        else cast(
          p.period_on + to_months(
            case p.period
              when 'month' then 1
              when 'quarter' then 3
              else 12
            end
          ) - interval 1 day as date
        )
      end as last_on,
      c.is_fiscal,
      case p.period
        when 'month' then p.first_month_of_year
        when 'quarter' then (p.first_month_of_year - 1) // 3 + 1
        else 1
      end as number_in_year,
      p.fiscal_year,
      p.starts_in_month,
      p.is_complete,
      p.is_held,
      lag (
        p.period_on,
        case p.period
          when 'month' then 12
          when 'quarter' then 4
          else 1
        end
      ) over (
        partition by
          p.period
        order by
          p.period_on
      ) as year_before_on
    from
      placed as p
      cross join calendars as c
  )
select
  n.kind_no,
  n.period,
  n.period_on as from_on,
  cast(n.last_on + 1 as date) as to_on,
  n.last_on as last_on,
  case
    when n.is_fiscal
    and n.period = 'month' then 'P' || n.number_in_year || ' FY' || n.fiscal_year
    when n.is_fiscal
    and n.period = 'quarter' then 'Q' || n.number_in_year || ' FY' || n.fiscal_year
    when n.is_fiscal then 'FY' || n.fiscal_year
    when month(n.period_on) = month(n.last_on)
    and year(n.period_on) = year(n.last_on) then strftime(n.period_on, '%b %Y')
    when n.period = 'year'
    and n.starts_in_month = 1 then cast(n.fiscal_year as varchar)
    when year(n.period_on) = year(n.last_on) then strftime(n.period_on, '%b') || ' - ' || strftime(n.last_on, '%b %Y')
    else strftime(n.period_on, '%b %Y') || ' - ' || strftime(n.last_on, '%b %Y')
  end as name,
  n.is_fiscal,
  n.fiscal_year,
  case
    when not n.is_fiscal then cast(n.starts_in_month as integer)
  end as starts_in_month,
  cast(n.number_in_year as integer) as number_in_year,
  n.year_before_on,
  n.is_complete,
  n.period = 'month'
  and w.as_of is not null as is_as_of
from
  numbered as n
  left join windows as w on w.as_of = n.last_on
where
  n.is_held
order by
  kind_no,
  from_on
