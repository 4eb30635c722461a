-- question: With which month of the prior window is each month of a window compared?
-- grain: one row per as_of and month of its window, where there is a prior window
-- reads: asked_windows, calendar
-- column as_of: date; the day that fixes recency
-- column month_on: month; first day of a month of the window
-- column prior_month_on: month; first day of the month as far into the prior window
select
  w.as_of,
  c.month_on,
  p.month_on as prior_month_on
from
  asked_windows as w
  inner join calendar as s on s.month_on = w.from_on
  inner join calendar as o on o.month_on = w.prior_from_on
  inner join calendar as c on c.month_on >= w.from_on
  and c.month_on < w.to_on
  inner join calendar as p on p.month_no = c.month_no - s.month_no + o.month_no
order by
  w.as_of,
  c.month_on
