-- question: On which days is each account's rhythm read, from which rows, and by the norms and models of which day?
-- grain: one row per known_on and as_of
-- reads: windows, calendar, directory
-- column known_on: date; last day of entry of the rows read: the cut-off itself where a past cut-off is rebuilt for learning,
--   9999-12-31 where a month end is read with all rows of today
-- param last_on: date; newest day of the data
-- column as_of: date; the day on which the rhythm is read: a month end, and for the newest month end the newest day of the data as well
-- column month_end_on: date; the month end whose figures stand beside it
-- column is_shown: boolean; whether the answers show this reading for that month end; at the newest one they show that of the newest
--   day of the data, and what is told is that of the month end
-- column model_on: date; day of the norms and models: the last quarter end by then, and the month end itself before there is one
-- column horizon_days: days; days within which an order is awaited; null where each account has its own
with
  thresholds as (
    select
      12 as quarters,
      3 as years_of_learning,
      5 as fewest_dates,
      1000000 as most_rows
  ),
  month_ends as (
    select
      w.as_of,
      coalesce(
        max(w.as_of) filter(c.period_of_year % 3 = 0) over (
          order by
            w.as_of rows unbounded preceding
        ),
        w.as_of
      ) as model_on,
      c.period_of_year % 3 = 0 as is_quarter_end
    from
      windows as w
      inner join calendar as c on c.month_end_on = w.as_of
  ),
  aged as (
    select
      as_of,
      model_on,
      is_quarter_end,
      dense_rank () over (
        order by
          model_on desc
      ) as models_back,
      as_of = max(as_of) over () as is_newest
    from
      month_ends
  ),
  urgent as (
    -- The newest month end comes first, then the last four quarter ends, against which its risk is shown, then the rest.
    select
      as_of,
      model_on,
      row_number() over (
        order by
          is_newest desc,
          (
            is_quarter_end
            and models_back <= 5
          ) desc,
          as_of desc
      ) as urgency
    from
      aged,
      thresholds
    where
      models_back <= quarters
  ),
  kept as (
    select
      as_of,
      model_on
    from
      urgent,
      thresholds
    where
      urgency <= fewest_dates
      or urgency * (
        select
          count(*)
        from
          directory
      ) <= most_rows
  ),
  cut_offs as (
    -- Past quarter ends are rebuilt as far back as the oldest model learns.
    select
      as_of
    from
      month_ends,
      thresholds
    where
      is_quarter_end
      and as_of <= (
        select
          max(model_on)
        from
          kept
      )
      and as_of >= (
        select
          min(model_on) - to_years(any_value(years_of_learning))
        from
          kept,
          thresholds
      )
    union
    select
      model_on
    from
      kept
  ),
  newest as (
    select
      as_of,
      model_on,
      greatest(as_of, $last_on::date) as read_on
    from
      kept
    order by
      as_of desc
    limit
      1
  )
select
  date '9999-12-31' as known_on,
  k.as_of,
  k.as_of as month_end_on,
  k.as_of <> n.as_of
  or n.read_on = n.as_of as is_shown,
  k.model_on,
  cast(null as integer) as horizon_days
from
  kept as k
  cross join newest as n
union all
select
  date '9999-12-31' as known_on,
  read_on as as_of,
  as_of as month_end_on,
  true as is_shown,
  model_on,
  cast(null as integer) as horizon_days
from
  newest
where
  read_on > as_of
union all
select
  as_of as known_on,
  as_of,
  as_of as month_end_on,
  false as is_shown,
  as_of as model_on,
  cast(null as integer) as horizon_days
from
  cut_offs
order by
  known_on,
  as_of
