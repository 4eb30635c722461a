-- question: Which rows were set aside, and why?
-- grain: one row per row set aside
-- reads: rejected_rows
-- order: entity, reason, source_file, source_line, source_row
-- param entity: only the rows of this entity; all entities where it is not given
-- param reason: only the rows set aside for this reason; all reasons where it is not given
-- column entity: text; the entity; null when no statement reads the file of a broken line
-- column reason: text; why it was set aside
-- column source_file: text; the file; null when the source does not say
-- column source_line: integer; the line in the file; null when the source does not say
-- column account_id: id; the account, where it names one; null when it names none
-- column dated_on: date; its date; null when it has none that can be read
-- column currency: text; its currency; null when the entity has none
-- column amount: money; its amount in that currency; null when it has none that can be read
-- column source_row: text; the row as it was read, as JSON; null for a copy of another line
select
  entity,
  reason,
  source_file,
  source_line,
  account_id,
  dated_on,
  currency,
  amount,
  source_row
from
  rejected_rows
where
  coalesce($entity, entity) is not distinct from entity
  and coalesce($reason, reason) = reason
