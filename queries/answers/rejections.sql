-- question: How many rows were set aside, for which reasons, and what were they worth?
-- grain: one row per entity, reason and currency
-- reads: rejected_rows
-- order: -row_count, entity, reason, currency
-- column entity: text; the entity; null when no statement reads the file of a broken line
-- column reason: text; why they were set aside
-- column currency: text; their currency; null when the entity has none, or it cannot be told
-- column row_count: count; rows set aside
-- column amount: money; their amounts in that currency, where they could be read; null when none could
-- column source_file: text; file of the first of them; null when the source does not say
-- column source_line: integer; its line; null when the source does not say
with
  counted as (
    select
      entity,
      reason,
      currency,
      count(*) as row_count,
      sum(amount) as amount,
      arg_min(source_file, coalesce(source_line, 0)) as source_file,
      min(source_line) as source_line
    from
      rejected_rows
    group by
      entity,
      reason,
      currency
  )
select
  entity,
  reason,
  currency,
  row_count,
  try_cast (amount as exact) as amount,
  source_file,
  source_line
from
  counted
