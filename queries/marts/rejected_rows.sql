-- question: Which rows could not be used, and why?
-- grain: one row per rejected row of any entity
-- reads: staged.rejected
-- column entity: text; the entity
-- column reason: text; why it was set aside
-- column source_file: text; the file; null when the source does not say
-- column source_line: integer; the line in the file; null when the source does not say
-- column account_id: id; the account, where it names one; null when it names none
-- column dated_on: date; its date; null when it has none that can be read
-- column currency: text; its currency; null when the entity has none
-- column amount: money; its amount in that currency; null when it has none that can be read
-- column source_row: text; the row as it was read, as JSON
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
  staged.rejected
order by
  entity,
  source_file,
  source_line
