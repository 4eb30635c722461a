-- question: In which (fiscal) month does each day lie?
-- grain: one row per day, from a year before the first month of the data to the end of its last month
-- param first_on: date; first day of the data
-- param last_on: date; newest day of the data
-- column day_on: date; the day
-- column month_on: month; first day of its month
select
  cast(day as date) as day_on,
  cast(date_trunc('month', day) as date) as month_on
from
  range(
    date_trunc('month', cast($first_on as date)) - interval 12 month,
    date_trunc('month', cast($last_on as date)) + interval 1 month,
    interval 1 day
  ) as days (day)
