-- question: On which days was the company closed?
-- grain: one row per day
-- param closures: dates; the days that vital-few.yaml lists
-- column closed_on: date; the day
select distinct
  cast(listed.day as date) as closed_on
from
  unnest(cast($closures as varchar[])) as listed (day)
order by
  closed_on
