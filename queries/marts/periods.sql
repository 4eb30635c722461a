-- question: To which month, quarter and year does each month belong?
-- grain: one row per kind of period and month of the calendar
-- reads: calendar
-- column period: text; `month`, `quarter` or `year`; quarters and years are those of the fiscal calendar
-- column month_on: month; first day of the month
-- column month_end_on: date; last day of the month
-- column period_on: month; first day of its period
-- column period_end_on: date; last day of the period's last month that the calendar holds
-- column period_no: integer; number of the period, one after the other without a gap: ages are differences
-- column is_complete: boolean; whether the calendar holds all months of the period, the last of them complete
with
  kinds as (
    select
      period,
      month_count
    from
      (
        values
          ('month', 1),
          ('quarter', 3),
          ('year', 12)
      ) as listed (period, month_count)
  ),
  placed as (
    select
      k.period,
      k.month_count,
      c.month_on,
      c.month_end_on,
      c.is_complete,
      case k.period
        when 'month' then c.month_on
        when 'quarter' then c.quarter_on
        else c.year_on
      end as period_on
    from
      kinds as k
      cross join calendar as c
  )
select
  period,
  month_on,
  month_end_on,
  period_on,
  max(month_end_on) over same_period as period_end_on,
  cast(
    dense_rank () over (
      partition by
        period
      order by
        period_on
    ) as integer
  ) as period_no,
  count(*) over same_period = month_count
  and bool_or(is_complete) over same_period
  and arg_max(is_complete, month_on) over same_period as is_complete
from
  placed
window
  same_period as (
    partition by
      period,
      period_on
  )
order by
  period,
  month_on
