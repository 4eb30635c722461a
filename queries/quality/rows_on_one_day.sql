-- question: On which single day do most rows lie, where there are many?
-- grain: one row per entity
-- reads: staged.entity_days
-- of: order_lines, quotes, deliveries, invoices, service_cases, touchpoints, ratings, fx_rates
-- noun: day
-- found: holding more than half of all rows
-- treatment: flagged
-- rule: The rows are used. A day like this is often the day of a migration, not of business.
-- column row_id: id; the day
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  thresholds as (
    select
      100 as fewest_rows,
      0.5 as largest_share
  ),
  totals as (
    select
      entity,
      sum(row_count) as row_count,
      count(*) as day_count
    from
      staged.entity_days
    group by
      entity
  )
select
  d.entity,
  cast(d.day_on as varchar) as row_id,
  cast(null as varchar) as source_file,
  cast(null as bigint) as source_line
from
  staged.entity_days as d
  inner join totals as t on t.entity = d.entity
  cross join thresholds as h
where
  t.row_count >= h.fewest_rows
  and t.day_count > 1
  and d.row_count > h.largest_share * t.row_count
