-- question: Which days lie more than five years before the next one?
-- grain: one row per entity and day
-- reads: staged.entity_days
-- of: order_lines, quotes, deliveries, invoices, service_cases, touchpoints, ratings, fx_rates
-- noun: day
-- found: more than five years before the next one with a row
-- treatment: flagged
-- rule: The rows are used, and the history begins with them. Dates like 1900-01-01 often stand for none.
-- column row_id: id; the day
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  thresholds as (
    select
      1826 as longest_gap_days
  ),
  steps as (
    select
      entity,
      day_on,
      lead (day_on) over (
        partition by
          entity
        order by
          day_on
      ) as next_on
    from
      staged.entity_days
  )
select
  s.entity,
  cast(s.day_on as varchar) as row_id,
  cast(null as varchar) as source_file,
  cast(null as bigint) as source_line
from
  steps as s
  cross join thresholds as t
where
  s.next_on - s.day_on > t.longest_gap_days
