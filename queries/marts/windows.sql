-- question: Which twelve months stand behind each month end, and which are they compared with?
-- grain: one row per complete month end
-- reads: calendar
-- column as_of: date; last day of a complete month
-- column from_on: month; first day of the twelve months that end with it
-- column to_on: month; the day after
-- column prior_from_on: month; first day of the twelve months before; null when the history does not reach
-- column prior_to_on: month; the day after them; null when the history does not reach
-- column is_held: boolean; whether the history holds the twelve months
with
  numbered as (
    select
      month_on,
      month_end_on,
      next_month_on,
      is_held,
      is_complete,
      lag (month_on, 11) over (
        order by
          month_on
      ) as from_on,
      lag (month_on, 23) over (
        order by
          month_on
      ) as prior_from_on,
      min(month_on) filter(is_held) over () as first_held_on
    from
      calendar
  )
select
  month_end_on as as_of,
  from_on,
  next_month_on as to_on,
  case
    when prior_from_on >= first_held_on then prior_from_on
  end as prior_from_on,
  case
    when prior_from_on >= first_held_on then from_on
  end as prior_to_on,
  from_on >= first_held_on as is_held
from
  numbered
where
  is_complete
order by
  as_of
