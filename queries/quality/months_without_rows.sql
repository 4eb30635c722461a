-- question: Which months between the first row and the newest have none?
-- grain: one row per entity and month
-- reads: staged.entity_days
-- of: order_lines, quotes, deliveries, invoices, service_cases, touchpoints
-- noun: month
-- found: between the first row and the newest without any
-- treatment: kept
-- rule: An empty month counts as a month without business, not as missing data.
-- column row_id: id; the month
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  spans as (
    select
      entity,
      date_trunc('month', min(day_on)) as first_on,
      date_trunc('month', max(day_on)) as last_on
    from
      staged.entity_days
    group by
      entity
  ),
  months as (
    select
      s.entity,
      cast(unnest(generate_series(s.first_on, s.last_on, interval 1 month)) as date) as month_on
    from
      spans as s
  ),
  filled_months as (
    select distinct
      entity,
      cast(date_trunc('month', day_on) as date) as month_on
    from
      staged.entity_days
  )
select
  m.entity,
  strftime(m.month_on, '%Y-%m') as row_id,
  cast(null as varchar) as source_file,
  cast(null as bigint) as source_line
from
  months as m
  anti join filled_months as f on f.entity = m.entity
  and f.month_on = m.month_on
